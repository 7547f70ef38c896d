/*
 * Whole files: bounded reading, atomic writing. Layer: base.
 */
#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Reads until the end or until one byte more than max is there. Returns 0 or errno. */
static int read_all(int fd, size_t max, char **data, size_t *len)
{
    size_t cap = 0, n = 0;
    char *buf = NULL;
    for (;;) {
        if (n + 1 >= cap) {
            cap = cap ? cap * 2 : 65536;
            if (cap > max + 2)
                cap = max + 2;
            buf = mem_grow(buf, cap, 1);
        }
        ssize_t got = read(fd, buf + n, cap - 1 - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int why = errno;
            mem_free(buf);
            return why;
        }
        n += (size_t)got;
        if (got == 0 || n > max)
            break;
    }
    buf[n] = 0;
    *data = buf;
    *len = n;
    return 0;
}

int file_read(const char *path, size_t max, char **data, size_t *len, struct err *e)
{
    if (max > SIZE_MAX / 4)
        max = SIZE_MAX / 4; /* room for the sums in read_all */
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "standard input" : path;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_at(e, ERR_IO, name, 0, 0, "cannot open the file: %s; check the name",
                      strerror(errno));
    int why = read_all(fd, max, data, len);
    if (!standard)
        close(fd);
    if (why)
        return err_at(e, ERR_IO, name, 0, 0, "cannot read the file: %s", strerror(why));
    if (*len > max) {
        mem_free(*data);
        *data = NULL;
        *len = 0;
        return err_at(e, ERR_LIMIT, name, 0, 0,
                      "the file is larger than the %zu bytes allowed; split it", max);
    }
    return 0;
}

/* Returns 0 or errno; closes fd in every case. */
static int write_all(int fd, const char *data, size_t len, bool durable)
{
    int why = 0;
    while (len && !why) {
        ssize_t put = write(fd, data, len);
        if (put < 0) {
            why = errno == EINTR ? 0 : errno;
        } else {
            data += put;
            len -= (size_t)put;
        }
    }
    if (!why && durable && fsync(fd) && errno != EINVAL && errno != ENOTSUP)
        why = errno;
    if (close(fd) && !why)
        why = errno;
    return why;
}

/* Opens a new file beside target under a name nobody else has; *name is the caller's. */
static int open_beside(const char *target, char **name)
{
    size_t size = strlen(target) + 64;
    *name = mem_alloc(size);
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    int fd = -1;
    for (int tries = 0; tries < 100; tries++) {
        snprintf(*name, size, "%s.%lx-%lx-%d.part", target, (long)getpid(),
                 t.tv_nsec ^ (long)(size_t)&t, tries);
        fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            break;
    }
    return fd;
}

static int write_beside(const char *target, mode_t mode, const char *data, size_t len)
{
    char *part;
    int fd = open_beside(target, &part);
    int why = fd < 0 ? errno : 0;
    if (fd >= 0) {
        if (mode && fchmod(fd, mode))
            why = errno;
        int wrote = write_all(fd, data, len, true);
        why = why ? why : wrote;
        if (!why && rename(part, target))
            why = errno;
        if (why)
            unlink(part);
    }
    mem_free(part);
    return why;
}

int file_write(const char *path, const char *data, size_t len, struct err *e)
{
    struct stat st;
    int why;
    bool exists = stat(path, &st) == 0;
    if (exists && S_ISDIR(st.st_mode)) {
        why = EISDIR;
    } else if (exists && !S_ISREG(st.st_mode)) { /* a pipe or /dev/stdout: no renaming */
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        why = fd < 0 ? errno : write_all(fd, data, len, false);
    } else {
        char *real = exists ? realpath(path, NULL) : NULL; /* keeps symbolic links */
        why = write_beside(real ? real : path, exists ? st.st_mode & 0777 : 0, data, len);
        free(real);
    }
    if (why)
        return err_at(e, ERR_IO, path, 0, 0, "cannot write the file: %s", strerror(why));
    return 0;
}

static bool is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int file_mkdirs(const char *path, struct err *e)
{
    char *p = mem_strdup(path);
    int why = *p ? 0 : ENOENT;
    for (char *at = p; !why && *at; at++) {
        while (*at == '/')
            at++;
        at += strcspn(at, "/");
        char keep = *at;
        *at = 0;
        if (*p && mkdir(p, 0777) && !is_directory(p))
            why = errno == EEXIST ? ENOTDIR : errno;
        *at = keep;
        if (!keep)
            break;
    }
    mem_free(p);
    if (why)
        return err_at(e, ERR_IO, path, 0, 0, "cannot create the folder: %s",
                      strerror(why));
    return 0;
}
