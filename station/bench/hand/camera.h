// camera.h - tallyman-camera as a child of the station: pictures to symbols.
//
// The child is started with the first picture and again after it died; one
// picture is with it at a time, the rest wait their turn by device. A picture
// that kills the child or takes CAMERA_WAIT_MS is answered with nothing found.
#ifndef BENCH_HAND_CAMERA_H
#define BENCH_HAND_CAMERA_H

#include <sys/types.h>
#include "shared/frame.h"
#include "shared/message.h"
#include "station/base/loop.h"

enum { CAMERA_WAIT_MS = 8000, CAMERA_QUEUE_MAX = 128 };

// slot: the device the picture came from.
typedef void camera_fn(void *arg, int32_t slot, const struct message *symbol);

struct camera {             // private; zero, then camera_init
    struct loop *loop;
    camera_fn *fn;
    void *arg;
    char program[512];
    pid_t pid;              // 0 while there is none
    int fd;                 // both ways
    int watch;
    struct frame frame;
    struct loop_timer timer;
    int32_t slot;           // of the picture it has, -1 for none
    uint32_t picture_id;
    struct {
        int32_t slot;
        uint32_t picture_id, len;
        uint8_t *bytes;     // allocated while it waits
    } queue[CAMERA_QUEUE_MAX];
    int queue_count;
};

void camera_init(struct camera *c, struct loop *loop, camera_fn *fn,
                 void *arg);

// Copies the packed picture. One a device: a newer one replaces it.
void camera_take(struct camera *c, int32_t slot, uint32_t picture_id,
                 const uint8_t *bytes, uint32_t len);
void camera_close(struct camera *c);

#endif
