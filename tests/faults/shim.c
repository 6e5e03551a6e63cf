/* Disk and clock faults for one process, preloaded with LD_PRELOAD; tests/faults/shim.py drives it.
 *
 * CASTWATCH_SHIM_CONTROL names a file that holds `struct control`; it is mapped, so that another
 * process switches faults on and off while this one runs. Disk faults concern files whose path
 * begins with CASTWATCH_SHIM_PATH alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct control {
    int32_t write_errno; /* of write and pwrite; 0: they work */
    int32_t sync_errno;  /* of fsync and fdatasync */
    int32_t sync_ms;     /* that fsync and fdatasync take longer */
    int32_t reserved;
    int64_t clock_s;     /* that the wall clock is ahead */
};

static volatile struct control *control;
static const char *below;
static size_t below_length;

__attribute__((constructor)) static void attach(void) {
    const char *file = getenv("CASTWATCH_SHIM_CONTROL");
    below = getenv("CASTWATCH_SHIM_PATH");
    if (!file || !below) return;
    below_length = strlen(below);
    int descriptor = open(file, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    void *mapped = mmap(NULL, sizeof(struct control), PROT_READ, MAP_SHARED, descriptor, 0);
    close(descriptor);
    if (mapped != MAP_FAILED) control = mapped;
}

static int concerns(int descriptor) {
    char link[40], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    return length >= (ssize_t)below_length && !strncmp(path, below, below_length);
}

/* The errno to fail with, or 0. */
static int write_fault(int descriptor) {
    return control && control->write_errno && concerns(descriptor) ? control->write_errno : 0;
}

static int sync_fault(int descriptor) {
    if (!control || !(control->sync_errno || control->sync_ms) || !concerns(descriptor)) return 0;
    int wait_ms = control->sync_ms;
    struct timespec wait = {wait_ms / 1000, wait_ms % 1000 * 1000000L};
    nanosleep(&wait, NULL);
    return control->sync_errno;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_IF(fault) do { int code = (fault); if (code) { errno = code; return -1; } } while (0)

ssize_t write(int descriptor, const void *data, size_t size) {
    FAIL_IF(write_fault(descriptor));
    return NEXT(write)(descriptor, data, size);
}

ssize_t pwrite(int descriptor, const void *data, size_t size, off_t offset) {
    FAIL_IF(write_fault(descriptor));
    return NEXT(pwrite)(descriptor, data, size, offset);
}

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t offset) {
    FAIL_IF(write_fault(descriptor));
    return NEXT(pwrite64)(descriptor, data, size, offset);
}

int fsync(int descriptor) {
    FAIL_IF(sync_fault(descriptor));
    return NEXT(fsync)(descriptor);
}

int fdatasync(int descriptor) {
    FAIL_IF(sync_fault(descriptor));
    return NEXT(fdatasync)(descriptor);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = NEXT(clock_gettime)(clock, now);
    if (control && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += control->clock_s;
    return result;
}

int gettimeofday(struct timeval *now, void *zone) {
    int result = NEXT(gettimeofday)(now, zone);
    if (control) now->tv_sec += control->clock_s;
    return result;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
