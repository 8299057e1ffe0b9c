#include "jb-pdf-child-private.h"

#include "jb-error.h"
#include "jb-file.h"
#include "jb-input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_CHILD_MEMORY (1024u * 1024 * 1024)
#define MAX_COMPLAINT 4096u

/* Runs in the child, between fork and exec: only calls that are safe there. */
static void
confine (gpointer data G_GNUC_UNUSED)
{
  const struct { __rlimit_resource_t what; rlim_t limit; } limits[] = {
    { RLIMIT_AS, MAX_CHILD_MEMORY }, { RLIMIT_CPU, JB_INPUT_MAX_SECONDS }, { RLIMIT_FSIZE, 0 },
    { RLIMIT_CORE, 0 },              { RLIMIT_NOFILE, 64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    setrlimit (limits[i].what, &(struct rlimit) { limits[i].limit, limits[i].limit });
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static int
open_memory (GBytes *bytes)
{
  gsize length;
  const char *data = jb_bytes_peek (bytes, &length);
  int fd = memfd_create ("report.pdf", MFD_CLOEXEC);

  if (fd >= 0 && (!jb_file_write_all (fd, data, length) || lseek (fd, 0, SEEK_SET) != 0))
    {
      close (fd);
      return -1;
    }
  return fd;
}

static gboolean
spawn (const char *path, int in, GPid *pid, int *out, int *complaints, GError **error)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *pages = g_strdup_printf ("%u", JB_INPUT_MAX_PAGES);
  g_autoptr(GError) cause = NULL;
  const char *arguments[] = { program, "-bbox-layout", "-enc", "UTF-8", "-l", pages, "-", "-", NULL };
  const char *environment[] = { "LC_ALL=C", "HOME=/nonexistent", NULL };

  if (program == NULL)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: pdftotext is not installed: install poppler-utils", path);
      return FALSE;
    }
  if (g_spawn_async_with_pipes_and_fds (NULL, arguments, environment, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES,
                                        confine, NULL, in, -1, -1, NULL, NULL, 0, pid, NULL, out, complaints, &cause))
    return TRUE;
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: pdftotext cannot be started: %s", path, cause->message);
  return FALSE;
}

typedef struct
{
  int         fd;
  GByteArray *bytes;
  gsize       limit;
  gboolean    over;
  int         problem; /* of the system, 0: none */
} Pipe;

/* Returns: whether there is more to come. */
static gboolean
drain (Pipe *from)
{
  guint8 buffer[65536];
  ssize_t n = read (from->fd, buffer, sizeof buffer);

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return TRUE;
  if (n < 0)
    from->problem = errno;
  if (n <= 0)
    return FALSE;
  if (from->bytes->len + (gsize) n > from->limit)
    from->over = TRUE;
  else
    g_byte_array_append (from->bytes, buffer, (guint) n);
  return TRUE;
}

/* Returns: %FALSE when the time is up or the output too long. */
static gboolean
collect (Pipe *out, Pipe *complaints)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) JB_INPUT_MAX_SECONDS * G_USEC_PER_SEC;
  struct pollfd fds[] = { { out->fd, POLLIN, 0 }, { complaints->fd, POLLIN, 0 } };

  while (fds[0].fd >= 0 || fds[1].fd >= 0)
    {
      gint64 left = (deadline - g_get_monotonic_time ()) / 1000;
      if (left <= 0 || out->over || out->problem != 0)
        return FALSE;
      if (poll (fds, 2, (int) left) < 0 && errno != EINTR)
        return FALSE;
      if (fds[0].revents != 0 && !drain (out))
        fds[0].fd = -1;
      if (fds[1].revents != 0 && !drain (complaints))
        fds[1].fd = -1;
      fds[0].revents = fds[1].revents = 0;
    }
  return TRUE;
}

static int
reap (GPid pid)
{
  int status = -1;

  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    ;
  g_spawn_close_pid (pid);
  return status;
}

static gboolean
judge (const char *path, gboolean whole, int status, GByteArray *complaints, GError **error)
{
  if (!whole)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_LIMIT, "%s: takes pdftotext longer than %u seconds or gives too much text: split it",
                   path, JB_INPUT_MAX_SECONDS);
      return FALSE;
    }
  if (WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return TRUE;
  gboolean locked = memmem (complaints->data, complaints->len, "assword", 7) != NULL
                    || memmem (complaints->data, complaints->len, "ncrypt", 6) != NULL;
  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s: %s", path,
               locked ? "is a PDF with a password: save it without one"
                      : "is a damaged PDF, pdftotext cannot read it: save it again");
  return FALSE;
}

GBytes *
jb_pdf_child_run (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr(GByteArray) text = g_byte_array_new ();
  g_autoptr(GByteArray) said = g_byte_array_new ();
  Pipe out = { -1, text, JB_INPUT_MAX_PART_BYTES, FALSE, 0 }, complaints = { -1, said, MAX_COMPLAINT, FALSE, 0 };
  GPid pid;
  int in = open_memory (bytes);
  if (in < 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: there is no memory to read it: %s", path, g_strerror (errno));
      return NULL;
    }

  gboolean started = spawn (path, in, &pid, &out.fd, &complaints.fd, error);
  close (in);
  if (!started)
    return NULL;
  gboolean whole = collect (&out, &complaints);
  if (!whole)
    kill (pid, SIGKILL);
  close (out.fd);
  close (complaints.fd);
  int status = reap (pid);
  if (out.problem != 0)
    {
      g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be read from pdftotext: %s", path, g_strerror (out.problem));
      return NULL;
    }
  if (!judge (path, whole, status, said, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&text));
}
