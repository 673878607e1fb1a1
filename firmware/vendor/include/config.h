// config.h - zbar looks for one. Which decoders are built is said on the
// command line; this is what its configure script would have found.
#include <inttypes.h>

#define HAVE_SYS_TIME_H 1
#define HAVE_GETTIMEOFDAY 1
#define ZBAR_VERSION_MAJOR 0
#define ZBAR_VERSION_MINOR 23
#define ZBAR_VERSION_PATCH 92
