#include "station/camera/confine.h"

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/resource.h>

#ifdef __SANITIZE_ADDRESS__

int confine(void)
{
    return ERR_OK;
}

#else

// Standard input and output, and what malloc and the C library do by
// themselves.
static const int CALLS[] = {
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(exit), SCMP_SYS(exit_group),
    SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap),
    SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(fstat),
    SCMP_SYS(newfstatat)};

int confine(void)
{
    struct rlimit memory = {CONFINE_MEMORY_MAX, CONFINE_MEMORY_MAX};
    if (setrlimit(RLIMIT_AS, &memory) != 0)
        return ERR_IO;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return ERR_IO;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof CALLS / sizeof CALLS[0]; i++)
        rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALLS[i], 0);
    if (rc == 0)
        rc = seccomp_load(filter);
    seccomp_release(filter);
    errno = -rc;
    return rc == 0 ? ERR_OK : ERR_IO;
}

#endif
