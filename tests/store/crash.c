#include "tests/store/crash.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SAME = 64 };

static long at, count, row;

void crash_at(long n)
{
    at = n;
    count = row = 0;
}

__attribute__((constructor)) static void arm(void)
{
    const char *n = getenv("CRASH_AT");
    if (n)
        crash_at(strtol(n, NULL, 10));
}

static void *point(const char *name)
{
    count++;
    if (at > 0 && count == at)
        kill(getpid(), SIGKILL);
    return dlsym(RTLD_NEXT, name);
}

static void *touch(const char *name)
{
    row = 0;
    return point(name);
}

// One page in a row of many is as good as the next.
static void *touch_page(const char *name)
{
    return row++ % SAME == 0 ? point(name) : dlsym(RTLD_NEXT, name);
}

// The functions of the library that stand behind ours.
typedef ssize_t write_fn(int, const void *, size_t);
typedef ssize_t pwrite_fn(int, const void *, size_t, off_t);
typedef int fd_fn(int);
typedef int size_fn(int, off_t);
typedef int mode_fn(int, mode_t);
typedef int path_fn(const char *);
typedef int paths_fn(const char *, const char *);
typedef int open_fn(const char *, int, ...);

ssize_t write(int fd, const void *bytes, size_t len)
{
    write_fn *real;
    *(void **)&real = touch("write");
    return real(fd, bytes, len);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t offset)
{
    pwrite_fn *real;
    *(void **)&real = touch_page("pwrite");
    return real(fd, bytes, len, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t offset)
{
    pwrite_fn *real;
    *(void **)&real = touch_page("pwrite64");
    return real(fd, bytes, len, offset);
}

int fsync(int fd)
{
    fd_fn *real;
    *(void **)&real = touch("fsync");
    return real(fd);
}

int fdatasync(int fd)
{
    fd_fn *real;
    *(void **)&real = touch("fdatasync");
    return real(fd);
}

int ftruncate(int fd, off_t len)
{
    size_fn *real;
    *(void **)&real = touch("ftruncate");
    return real(fd, len);
}

int ftruncate64(int fd, off64_t len)
{
    size_fn *real;
    *(void **)&real = touch("ftruncate64");
    return real(fd, len);
}

int fchmod(int fd, mode_t mode)
{
    mode_fn *real;
    *(void **)&real = touch("fchmod");
    return real(fd, mode);
}

int unlink(const char *path)
{
    path_fn *real;
    *(void **)&real = touch("unlink");
    return real(path);
}

int rename(const char *from, const char *to)
{
    paths_fn *real;
    *(void **)&real = touch("rename");
    return real(from, to);
}

int link(const char *from, const char *to)
{
    paths_fn *real;
    *(void **)&real = touch("link");
    return real(from, to);
}

// Opening touches the disk only where it makes a file.
static int open_by(const char *name, const char *path, int flags, mode_t mode)
{
    open_fn *real;
    if (flags & O_CREAT)
        *(void **)&real = touch(name);
    else
        *(void **)&real = dlsym(RTLD_NEXT, name);
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_by("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_by("open64", path, flags, mode);
}
