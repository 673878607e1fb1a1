#include "station/store/engine/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHERS = 077 };

// What the engine keeps beside a file, after the file itself.
static const char *const BESIDE[] = {"", "-wal", "-shm", "-journal"};

static int fail(const char *path, char *why, size_t why_cap)
{
    int rc = errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_IO;
    snprintf(why, why_cap, "%s: %s", path,
             rc == ERR_FULL ? "the disk is full" : strerror(errno));
    return rc;
}

static void folder_of(const char *path, char out[FILE_PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    snprintf(out, FILE_PATH_MAX, "%.*s", slash ? (int)(slash - path) + 1 : 1,
             slash ? path : ".");
}

void file_own_like(int fd, const char *path)
{
    char folder[FILE_PATH_MAX];
    struct stat is, like;
    folder_of(path, folder);
    if (geteuid() != 0 || fstat(fd, &is) != 0 ||
        (stat(path, &like) != 0 && stat(folder, &like) != 0))
        return;
    if (is.st_uid != like.st_uid && fchown(fd, like.st_uid, like.st_gid) != 0)
        errno = 0; // root alone uses it, then
}

// Never opens a file that is there: closing it would end the engine's locks.
int file_make(const char *path)
{
    char folder[FILE_PATH_MAX];
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? ERR_OK : ERR_IO;
    folder_of(path, folder);
    file_own_like(fd, folder);
    close(fd);
    return ERR_OK;
}

bool file_tighten(const char *path)
{
    bool is_tightened = false;
    for (size_t i = 0; i < sizeof BESIDE / sizeof BESIDE[0]; i++) {
        char name[FILE_PATH_MAX];
        struct stat s;
        snprintf(name, sizeof name, "%s%s", path, BESIDE[i]);
        if (stat(name, &s) == 0 && S_ISREG(s.st_mode) && (s.st_mode & OTHERS) &&
            chmod(name, s.st_mode & 0700) == 0)
            is_tightened = true;
    }
    return is_tightened;
}

bool file_exists(const char *path)
{
    struct stat s;
    return lstat(path, &s) == 0;
}

bool file_has_room_beside(const char *path)
{
    char folder[FILE_PATH_MAX];
    folder_of(path, folder);
    return access(folder, W_OK) == 0;
}

int file_sync_name(const char *path)
{
    char folder[FILE_PATH_MAX];
    folder_of(path, folder);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return ERR_IO;
    int rc = fsync(fd) == 0 || errno == EINVAL ? ERR_OK : ERR_IO;
    close(fd);
    return rc;
}

// Who had it before us may have given it its name while we waited for it.
static bool is_still(const struct part *p)
{
    struct stat here, there;
    return fstat(p->fd, &here) == 0 && stat(p->path, &there) == 0 &&
           here.st_ino == there.st_ino && here.st_dev == there.st_dev;
}

// Of a crash; it would be taken for a piece of what is made now.
static void remove_beside(const struct part *p)
{
    for (size_t i = 1; i < sizeof BESIDE / sizeof BESIDE[0]; i++) {
        char name[FILE_PATH_MAX + 10];
        snprintf(name, sizeof name, "%s%s", p->path, BESIDE[i]);
        unlink(name);
    }
}

int part_open(struct part *p, const char *final, char *why, size_t why_cap)
{
    memset(p, 0, sizeof *p);
    int len = snprintf(p->final, sizeof p->final, "%s", final);
    if (len + 20 >= (int)sizeof p->path) {
        snprintf(why, why_cap, "%s: the name is too long", final);
        return ERR_IO;
    }
    snprintf(p->path, sizeof p->path, "%.580s.part", final);
    p->fd = open(p->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (p->fd < 0)
        return fail(p->path, why, why_cap);
    p->is_open = true;
    file_own_like(p->fd, final);
    if (flock(p->fd, LOCK_EX | LOCK_NB) != 0 || !is_still(p)) {
        close(p->fd);
        p->is_open = false;
        snprintf(why, why_cap, "%s is being made by another program", final);
        return ERR_CONFLICT;
    }
    if (ftruncate(p->fd, 0) == 0 && fchmod(p->fd, 0600) == 0) {
        remove_beside(p);
        return ERR_OK;
    }
    int rc = fail(p->path, why, why_cap);
    part_drop(p);
    return rc;
}

int part_keep(struct part *p, char *why, size_t why_cap)
{
    if (fsync(p->fd) != 0 || rename(p->path, p->final) != 0 ||
        file_sync_name(p->final) < 0) {
        int rc = fail(p->final, why, why_cap);
        part_drop(p);
        return rc;
    }
    close(p->fd);
    p->is_open = false;
    return ERR_OK;
}

void part_drop(struct part *p)
{
    if (!p->is_open)
        return;
    unlink(p->path);
    remove_beside(p);
    close(p->fd);
    p->is_open = false;
}
