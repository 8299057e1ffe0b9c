#include "jb-using.h"

#include "jb-diagnostic.h"
#include "jb-error.h"

#include <errno.h>
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  const char *command;
  GPtrArray  *diagnostics;
  GHashTable *open;     /* id → JbExchangeUnit, lent: not answered yet */
  GHashTable *answered; /* id, lent */
  GString    *out;      /* still to be sent */
  gsize       sent;
  GString    *in;       /* the beginning of a line */
  int         to, from; /* pipes; -1: closed */
  GPid        pid;
  guint       n_targets;
} Run;

static void
tell (Run *run, const char *tag, const char *text, const char *detail)
{
  jb_diagnostic_add (run->diagnostics, JB_SEVERITY_WARNING, tag, run->command, 0, 0, text, detail);
}

static void
append_request (Run *run, const JbExchange *exchange, const JbExchangeUnit *unit)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  const struct { const char *name, *value; } members[] = {
    { "id", unit->id }, { "source", unit->source }, { "context", g_ptr_array_index (exchange->headings, unit->section) },
    { "terms", unit->terms != NULL ? unit->terms : "" } };

  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      json_builder_set_member_name (builder, members[i].name);
      json_builder_add_string_value (builder, members[i].value);
    }
  json_builder_end_object (builder);
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *line = json_to_string (root, FALSE);
  g_string_append_printf (run->out, "%s\n", line);
}

static const char *
string_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

static void
take_answer (Run *run, const char *id, const char *target)
{
  JbExchangeUnit *unit = g_hash_table_lookup (run->open, id);

  if (unit == NULL)
    {
      tell (run, "using-unknown-id", g_hash_table_contains (run->answered, id)
              ? "answered unit %s twice: the first answer was taken" : "answered unit %s, which was not asked: left out", id);
      return;
    }
  if (*target == '\0')
    return;
  unit->target = g_strdup (target);
  unit->state = JB_TARGET_FUZZY;
  unit->machine = TRUE;
  run->n_targets++;
  g_hash_table_add (run->answered, unit->id);
  g_hash_table_remove (run->open, id);
}

static void
take_line (Run *run, char *line)
{
  g_autoptr(JsonParser) parser = json_parser_new ();

  if (*g_strstrip (line) == '\0')
    return;
  if (!g_utf8_validate (line, -1, NULL) || !json_parser_load_from_data (parser, line, -1, NULL)
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      tell (run, "using-bad-line", "%s: give one JSON object a line", "answered with a line that is no JSON object");
      return;
    }
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  const char *id = string_member (object, "id"), *target = string_member (object, "target");
  if (id == NULL || target == NULL)
    tell (run, "using-bad-line", "%s: give id and target as strings", "answered with a line without id or target");
  else
    take_answer (run, id, target);
}

static void
take_lines (Run *run)
{
  char *newline;

  while ((newline = memchr (run->in->str, '\n', run->in->len)) != NULL)
    {
      gsize n = (gsize) (newline - run->in->str);
      g_autofree char *line = g_strndup (run->in->str, n);

      g_string_erase (run->in, 0, (gssize) n + 1);
      take_line (run, line);
    }
}

static void
close_pipe (int *pipe)
{
  if (*pipe >= 0)
    close (*pipe);
  *pipe = -1;
}

static void
send_some (Run *run)
{
  gssize n = write (run->to, run->out->str + run->sent, run->out->len - run->sent);

  if (n > 0)
    run->sent += (gsize) n;
  if ((n < 0 && errno != EAGAIN && errno != EINTR) || run->sent == run->out->len)
    close_pipe (&run->to);
}

/* Returns: %FALSE at the end of its output, or where a line has no end. */
static gboolean
receive_some (Run *run)
{
  char buffer[16384];
  gssize n = read (run->from, buffer, sizeof buffer);

  if (n < 0)
    return errno == EINTR || errno == EAGAIN;
  if (n == 0)
    return FALSE;
  g_string_append_len (run->in, buffer, n);
  take_lines (run);
  if (run->in->len <= JB_USING_MAX_LINE)
    return TRUE;
  tell (run, "using-bad-line", "%s: it was stopped", "answered with a line longer than 1 MB");
  return FALSE;
}

static void
exchange_lines (Run *run, guint timeout)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) timeout * G_USEC_PER_SEC;

  while (g_hash_table_size (run->open) > 0)
    {
      struct pollfd fds[2] = { { .fd = run->from, .events = POLLIN }, { .fd = run->to, .events = POLLOUT } };
      gint64 left = (deadline - g_get_monotonic_time ()) / 1000;
      int ready = left > 0 ? poll (fds, 2, (int) MIN (left, 60000)) : 0;

      if (ready == 0 && left <= 60000)
        {
          tell (run, "using-timeout", "%s: it was stopped; raise --timeout or ask it for less", "gave no answer in time");
          return;
        }
      if (ready < 0 && errno != EINTR)
        return;
      if (ready <= 0)
        continue;
      if (run->to >= 0 && fds[1].revents != 0)
        send_some (run);
      if (fds[0].revents == 0)
        continue;
      if (!receive_some (run))
        return;
      deadline = g_get_monotonic_time () + (gint64) timeout * G_USEC_PER_SEC;
    }
}

/* Its own process group, so that what it has started is stopped with it. */
static void
become_group (gpointer user_data)
{
  (void) user_data;
  setpgid (0, 0);
  signal (SIGPIPE, SIG_DFL);
}

static gboolean
start (Run *run, GError **error)
{
  char *argv[] = { (char *) "/bin/sh", (char *) "-c", (char *) run->command, NULL };
  g_autoptr(GError) reason = NULL;

  if (g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, become_group, NULL, &run->pid, &run->to,
                                &run->from, NULL, &reason))
    {
      g_unix_set_fd_nonblocking (run->to, TRUE, NULL);
      return TRUE;
    }
  g_set_error (error, JB_ERROR, JB_ERROR_SYSTEM, "%s: cannot be started: %s", run->command, reason->message);
  return FALSE;
}

static void
finish (Run *run)
{
  int status = 0;
  gboolean over = FALSE;

  close_pipe (&run->to);
  close_pipe (&run->from);
  for (guint i = 0; i < 20 && !over; i++) /* a second to end by itself */
    {
      over = waitpid (run->pid, &status, WNOHANG) == run->pid;
      if (!over)
        g_usleep (50000);
    }
  kill (-run->pid, SIGKILL);
  if (!over)
    waitpid (run->pid, &status, 0);
  g_spawn_close_pid (run->pid);
  if (over && g_hash_table_size (run->open) > 0 && status != 0)
    tell (run, "using-failed", "%s: see its own messages", "ended with an error before it had answered");
  if (g_hash_table_size (run->open) > 0)
    {
      g_autofree char *n = g_strdup_printf ("%u", g_hash_table_size (run->open));
      tell (run, "using-unanswered", "left %s units without English: run it again or translate them by hand", n);
    }
}

int
jb_using_run (JbExchange *exchange, const char *command, guint timeout, GPtrArray *diagnostics, GError **error)
{
  Run run = { .command = command, .diagnostics = diagnostics, .to = -1, .from = -1 };
  struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
  int result = 0;

  run.open = g_hash_table_new (g_str_hash, g_str_equal);
  run.answered = g_hash_table_new (g_str_hash, g_str_equal);
  run.out = g_string_new (NULL);
  run.in = g_string_new (NULL);
  for (guint i = 0; i < exchange->units->len; i++)
    {
      JbExchangeUnit *unit = g_ptr_array_index (exchange->units, i);

      if (unit->state != JB_TARGET_MISSING)
        continue;
      g_hash_table_insert (run.open, unit->id, unit);
      append_request (&run, exchange, unit);
    }
  if (g_hash_table_size (run.open) > 0)
    {
      sigaction (SIGPIPE, &ignore, &before);
      if (start (&run, error))
        {
          exchange_lines (&run, timeout);
          finish (&run);
          result = (int) run.n_targets;
        }
      else
        result = -1;
      sigaction (SIGPIPE, &before, NULL);
    }
  g_hash_table_unref (run.open);
  g_hash_table_unref (run.answered);
  g_string_free (run.out, TRUE);
  g_string_free (run.in, TRUE);
  return result;
}
