// version.h - of this image. The number grows with each release; an update
// below the floor of the running image is refused.
#ifndef FIRMWARE_VERSION_H
#define FIRMWARE_VERSION_H

#ifndef HAND_VERSION_NO
#define HAND_VERSION_NO 100
#define HAND_VERSION "0.1.0"
#endif

#endif
