#include "jb-last-line.h"

#include "jb-cli.h"

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char  text[512];
  gsize length;
} Line;

static void
append (Line *line, const char *text)
{
  for (; *text != '\0' && line->length < sizeof line->text - 1; text++)
    line->text[line->length++] = (guchar) *text < 0x20 || *text == 0x7F ? ' ' : *text;
}

static void
print (Line *line)
{
  line->text[line->length++] = '\n';
  /* If that fails there is nobody left to tell. */
  if (write (STDERR_FILENO, line->text, line->length) < 0)
    errno = 0;
}

/* Nothing here allocates, and nothing is tidied up: a draft of an output has no name (jb-file.c), or is none yet. */
static G_NORETURN void
end (Line *line)
{
  static gint ending;

  /* One line, where memory ends for several threads at once. */
  while (__atomic_exchange_n (&ending, 1, __ATOMIC_RELAXED) != 0)
    pause ();
  print (line);
  _exit (JB_EXIT_SYSTEM);
}

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, key) == 0 && fields[i].length < 0)
      return fields[i].value;
  return "";
}

static gboolean
is_fatal (GLogLevelFlags level, const char *domain)
{
  return (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL)) != 0
         || ((level & G_LOG_LEVEL_WARNING) != 0 && strcmp (domain, "Pango") == 0);
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  Line line = { .length = 0 };

  if (!is_fatal (level, domain) && (level & G_LOG_LEVEL_WARNING) == 0)
    return g_log_writer_default (level, fields, n_fields, data);
  append (&line, "jianbao: ");
  if (is_fatal (level, domain))
    append (&line, "cannot go on: ");
  append (&line, domain);
  append (&line, ": ");
  append (&line, find_field (fields, n_fields, "MESSAGE"));
  if (is_fatal (level, domain))
    end (&line);
  print (&line);
  return G_LOG_WRITER_HANDLED;
}

void
jb_last_line_install (void)
{
  /* A file that grows beyond what the user may write is an error of write(), with a line, not a death without one. */
  signal (SIGXFSZ, SIG_IGN);
  g_log_set_writer_func (write_log, NULL, NULL);
}

#if !defined __SANITIZE_ADDRESS__

static G_NORETURN void
end_without_memory (void)
{
  Line line = { .length = 0 };

  append (&line, "jianbao: there is no memory left: end other programs, or split the report");
  end (&line);
}

static void *
check (void *memory, size_t size)
{
  if (G_UNLIKELY (memory == NULL) && size > 0 && size <= JB_LAST_LINE_MAX_PIECE)
    end_without_memory ();
  return memory;
}

static size_t
multiply (size_t count, size_t size)
{
  size_t product;

  return __builtin_mul_overflow (count, size, &product) ? SIZE_MAX : product;
}

/* The next one in the order of the loader: the C library's, or one that the user has put before it. A race finds it twice. */
#define NEXT(type, name)                                                                                              \
  static type next;                                                                                                   \
  type call = __atomic_load_n (&next, __ATOMIC_RELAXED);                                                              \
  if (G_UNLIKELY (call == NULL))                                                                                      \
    __atomic_store_n (&next, call = (type) dlsym (RTLD_NEXT, name), __ATOMIC_RELAXED)

typedef void *(*OneSize) (size_t);
typedef void *(*TwoSizes) (size_t, size_t);
typedef void *(*BlockAndSize) (void *, size_t);
typedef void *(*BlockAndSizes) (void *, size_t, size_t);
typedef int (*Place) (void **, size_t, size_t);

void *
malloc (size_t size)
{
  NEXT (OneSize, "malloc");
  return check (call (size), size);
}

void *
calloc (size_t count, size_t size)
{
  NEXT (TwoSizes, "calloc");
  return check (call (count, size), multiply (count, size));
}

void *
realloc (void *block, size_t size)
{
  NEXT (BlockAndSize, "realloc");
  return check (call (block, size), size);
}

void *
reallocarray (void *block, size_t count, size_t size)
{
  NEXT (BlockAndSizes, "reallocarray");
  return check (call (block, count, size), multiply (count, size));
}

void *
memalign (size_t alignment, size_t size)
{
  NEXT (TwoSizes, "memalign");
  return check (call (alignment, size), size);
}

void *
aligned_alloc (size_t alignment, size_t size)
{
  NEXT (TwoSizes, "aligned_alloc");
  return check (call (alignment, size), size);
}

int
posix_memalign (void **block, size_t alignment, size_t size)
{
  NEXT (Place, "posix_memalign");
  int problem = call (block, alignment, size);

  if (problem == ENOMEM)
    (void) check (NULL, size);
  return problem;
}

#endif
