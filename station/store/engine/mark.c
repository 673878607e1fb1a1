#include "station/store/engine/mark.h"
#include "station/store/engine/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

// Two machines may give a copied file the same inode, by chance or because
// the whole disk was copied.
static void say_place(struct mark *m, const struct stat *s)
{
    char id[64] = "";
    uint8_t digest[SECRET_DIGEST_LEN];
    char machine[SECRET_ID_MAX + 1];
    int fd = open("/etc/machine-id", O_RDONLY | O_CLOEXEC);
    ssize_t len = fd < 0 ? 0 : read(fd, id, sizeof id);
    if (fd >= 0)
        close(fd);
    secret_digest(id, len > 0 ? (size_t)len : 0, NULL, 0, digest);
    secret_hex(digest, SECRET_ID_MAX / 2, machine);
    snprintf(m->place, sizeof m->place, "%llu:%s",
             (unsigned long long)s->st_ino, machine);
}

static bool is_id(const char *text, size_t len)
{
    uint8_t bytes[SECRET_ID_MAX / 2];
    return len == SECRET_ID_MAX && secret_unhex(text, len, bytes);
}

static int read_all(struct mark *m)
{
    struct stat s;
    char text[SECRET_ID_MAX] = "";
    ssize_t len = pread(m->fd, text, sizeof text, 0);
    if (len < 0 || fstat(m->fd, &s) != 0)
        return ERR_IO;
    if (is_id(text, (size_t)len))
        snprintf(m->text, sizeof m->text, "%.*s", SECRET_ID_MAX, text);
    else if (len > 0) // somebody wrote into it: agrees with no file
        snprintf(m->text, sizeof m->text, "?");
    say_place(m, &s);
    return ERR_OK;
}

int mark_open(struct mark *m, const char *path, char *why, size_t why_cap)
{
    char name[FILE_PATH_MAX];
    if (m->is_open)
        return ERR_OK;
    memset(m, 0, sizeof *m);
    int len = snprintf(name, sizeof name, "%s-mark", path);
    if (len >= (int)sizeof name) {
        snprintf(why, why_cap, "%s: the name is too long", path);
        return ERR_IO;
    }
    m->fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m->fd < 0) {
        snprintf(why, why_cap, "%s: %s", name, strerror(errno));
        return ERR_IO;
    }
    m->is_open = true;
    file_own_like(m->fd, path);
    int rc = ERR_OK;
    if (flock(m->fd, LOCK_EX | LOCK_NB) != 0) {
        rc = errno == EWOULDBLOCK ? ERR_CONFLICT : ERR_IO;
        snprintf(why, why_cap, "%s%s", path,
                 rc == ERR_CONFLICT ? " is in use by another program"
                                    : "-mark cannot be locked");
    } else if (read_all(m) < 0 || (!m->text[0] && file_sync_name(name) < 0)) {
        rc = ERR_IO;
        snprintf(why, why_cap, "%s: %s", name, strerror(errno));
    }
    if (rc < 0)
        mark_close(m);
    return rc;
}

void mark_close(struct mark *m)
{
    if (m->is_open)
        close(m->fd);
    m->is_open = m->is_held = false;
}

int mark_write(struct mark *m, const char *text)
{
    size_t len = strlen(text);
    if (pwrite(m->fd, text, len, 0) != (ssize_t)len ||
        ftruncate(m->fd, (off_t)len) != 0 || fsync(m->fd) != 0)
        return ERR_IO;
    snprintf(m->text, sizeof m->text, "%s", text);
    return ERR_OK;
}
