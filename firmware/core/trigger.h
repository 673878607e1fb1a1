// trigger.h - one pull of the trigger: frames until a code is sure, or the
// frame goes to the station, which has more time to look at it.
#ifndef FIRMWARE_TRIGGER_H
#define FIRMWARE_TRIGGER_H

struct hand;

enum { TRIGGER_FRAMES_TRY = 8 };    // then the frame goes to the station

void trigger_pull(struct hand *h);
void trigger_frame(struct hand *h);     // the frame asked for is there
void trigger_release(struct hand *h);   // nothing was read: says so

// Camera and lamps off, whatever was under way.
void trigger_stop(struct hand *h);

#endif
