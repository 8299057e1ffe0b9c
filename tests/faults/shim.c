/* Preloaded into the program: lets the n-th call of one kind fail.
 *
 *   JB_FAULT_CALL=write JB_FAULT_AT=3 JB_FAULT_ERRNO=28 LD_PRELOAD=…/fault-shim.so jianbao …
 *
 *   JB_FAULT_CALL    open read write sync rename link mmap truncate chmod close memory thread
 *   JB_FAULT_AT      which call fails, from 1
 *   JB_FAULT_FROM    set: all later ones too
 *   JB_FAULT_ERRNO   as a number
 *   JB_FAULT_COUNT   a file: how many calls of each kind there were is written to it at the end
 *
 * Standard error is left alone: what the program says there is what is judged. Calls that the C library makes to itself
 * and those of the loader are not seen. */
#define _GNU_SOURCE
#undef _FORTIFY_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define KINDS(X) X (open) X (read) X (write) X (sync) X (rename) X (link) X (mmap) X (truncate) X (chmod) X (close) X (memory) X (thread)
#define AS_ENUM(kind) KIND_##kind,
#define AS_NAME(kind) #kind,
typedef enum { KINDS (AS_ENUM) N_KINDS } Kind;
static const char *const names[] = { KINDS (AS_NAME) };

static Kind failing = N_KINDS;
static unsigned long at, seen[N_KINDS];
static bool all_later;
static int problem;

/* The environment is read when the first call comes, which is before any constructor has run. */
static void
read_environment (void)
{
  static bool done;

  if (done)
    return;
  done = true;
  const char *number = getenv ("JB_FAULT_AT"), *code = getenv ("JB_FAULT_ERRNO");
  at = number != NULL ? strtoul (number, NULL, 10) : 0;
  problem = code != NULL ? (int) strtol (code, NULL, 10) : EIO;
  all_later = getenv ("JB_FAULT_FROM") != NULL;
  const char *call = getenv ("JB_FAULT_CALL");
  for (int i = 0; call != NULL && i < N_KINDS; i++)
    if (strcmp (call, names[i]) == 0)
      failing = (Kind) i;
}

static bool
fails (Kind kind)
{
  read_environment ();
  unsigned long n = __atomic_add_fetch (&seen[kind], 1, __ATOMIC_RELAXED);
  if (kind != failing || n < at || (n > at && !all_later))
    return false;
  errno = problem;
  return true;
}

static __attribute__ ((destructor)) void
tell_count (void)
{
  const char *path = getenv ("JB_FAULT_COUNT");
  char text[64];

  if (path == NULL)
    return;
  int file = (int) syscall (SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  for (int i = 0; i < N_KINDS; i++)
    {
      int length = snprintf (text, sizeof text, "%s=%lu\n", names[i], seen[i]);
      syscall (SYS_write, file, text, (size_t) length);
    }
  syscall (SYS_close, file);
}

#define REAL(name)                                                                                                    \
  static __typeof__ (&name) real;                                                                                     \
  if (real == NULL)                                                                                                   \
    real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)

#define WRAP(kind, failure, type, name, parameters, arguments)                                                        \
  type name parameters;                                                                                               \
  type name parameters                                                                                                \
  {                                                                                                                   \
    REAL (name);                                                                                                      \
    return fails (KIND_##kind) ? failure : real arguments;                                                                   \
  }

#define WRAP_OPEN(name, parameters, arguments)                                                                        \
  int name parameters                                                                                                 \
  {                                                                                                                   \
    REAL (name);                                                                                                      \
    mode_t mode = 0;                                                                                                  \
    va_list rest;                                                                                                     \
    va_start (rest, flags);                                                                                           \
    if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE)                                                   \
      mode = va_arg (rest, mode_t);                                                                                   \
    va_end (rest);                                                                                                    \
    return fails (KIND_open) ? -1 : real arguments;                                                                      \
  }

WRAP_OPEN (open, (const char *path, int flags, ...), (path, flags, mode))
WRAP_OPEN (open64, (const char *path, int flags, ...), (path, flags, mode))
WRAP_OPEN (openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
WRAP_OPEN (openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
/* What _FORTIFY_SOURCE makes of them. */
WRAP (open, -1, int, __open_2, (const char *path, int flags), (path, flags))
WRAP (open, -1, int, __open64_2, (const char *path, int flags), (path, flags))
WRAP (open, -1, int, __openat_2, (int folder, const char *path, int flags), (folder, path, flags))
WRAP (open, -1, int, __openat64_2, (int folder, const char *path, int flags), (folder, path, flags))
WRAP (open, NULL, FILE *, fopen, (const char *path, const char *mode), (path, mode))
WRAP (open, NULL, FILE *, fopen64, (const char *path, const char *mode), (path, mode))
WRAP (open, -1, int, memfd_create, (const char *name, unsigned flags), (name, flags))

WRAP (read, -1, ssize_t, read, (int file, void *data, size_t size), (file, data, size))
WRAP (read, -1, ssize_t, pread, (int file, void *data, size_t size, off_t from), (file, data, size, from))
WRAP (read, -1, ssize_t, pread64, (int file, void *data, size_t size, off64_t from), (file, data, size, from))
WRAP (read, -1, ssize_t, __read_chk, (int file, void *data, size_t size, size_t room), (file, data, size, room))

/* Standard error is not failed, and not counted. */
ssize_t
write (int file, const void *data, size_t size)
{
  REAL (write);
  return file != STDERR_FILENO && fails (KIND_write) ? -1 : real (file, data, size);
}
WRAP (write, -1, ssize_t, pwrite, (int file, const void *data, size_t size, off_t to), (file, data, size, to))
WRAP (write, -1, ssize_t, pwrite64, (int file, const void *data, size_t size, off64_t to), (file, data, size, to))
WRAP (write, -1, ssize_t, writev, (int file, const struct iovec *parts, int n), (file, parts, n))

WRAP (sync, -1, int, fsync, (int file), (file))
WRAP (sync, -1, int, fdatasync, (int file), (file))
WRAP (rename, -1, int, rename, (const char *from, const char *to), (from, to))
WRAP (rename, -1, int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
WRAP (rename, -1, int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags))
WRAP (link, -1, int, link, (const char *from, const char *to), (from, to))
WRAP (link, -1, int, linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
WRAP (chmod, -1, int, fchmod, (int file, mode_t mode), (file, mode))
WRAP (mmap, MAP_FAILED, void *, mmap, (void *to, size_t size, int may, int flags, int file, off_t from),
      (to, size, may, flags, file, from))
WRAP (mmap, MAP_FAILED, void *, mmap64, (void *to, size_t size, int may, int flags, int file, off64_t from),
      (to, size, may, flags, file, from))
WRAP (truncate, -1, int, ftruncate, (int file, off_t size), (file, size))
WRAP (truncate, -1, int, ftruncate64, (int file, off64_t size), (file, size))
WRAP (truncate, -1, int, fallocate, (int file, int mode, off_t from, off_t size), (file, mode, from, size))
WRAP (truncate, -1, int, fallocate64, (int file, int mode, off64_t from, off64_t size), (file, mode, from, size))

/* As the kernel does it: the file is closed, and the error tells of what was written before. */
int
close (int file)
{
  REAL (close);
  bool failed = fails (KIND_close);
  int result = real (file);

  if (!failed)
    return result;
  errno = problem;
  return -1;
}

int
pthread_create (pthread_t *thread, const pthread_attr_t *attributes, void *(*start) (void *), void *argument)
{
  REAL (pthread_create);
  return fails (KIND_thread) ? problem : real (thread, attributes, start, argument);
}

#if !defined FAULT_WITHOUT_MEMORY
WRAP (memory, NULL, void *, malloc, (size_t size), (size))
WRAP (memory, NULL, void *, calloc, (size_t count, size_t size), (count, size))
WRAP (memory, NULL, void *, realloc, (void *block, size_t size), (block, size))
WRAP (memory, NULL, void *, reallocarray, (void *block, size_t count, size_t size), (block, count, size))
WRAP (memory, NULL, void *, memalign, (size_t alignment, size_t size), (alignment, size))
WRAP (memory, NULL, void *, aligned_alloc, (size_t alignment, size_t size), (alignment, size))
WRAP (memory, ENOMEM, int, posix_memalign, (void **block, size_t alignment, size_t size), (block, alignment, size))
#endif
