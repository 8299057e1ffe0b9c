#include "jb-stages.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_US (1000 * 1000)
#define MAX_STAGES 32

typedef struct
{
  const char *name;
  gint64 wall_us, cpu_us;
} Stage;

struct _JbStages
{
  char   *command;
  Stage   done[MAX_STAGES];
  guint   n_done;
  const char *running; /* under @lock */
  gint64  wall_us, cpu_us;
  GMutex  lock;
  GCond   over;
  gboolean ended;      /* under @lock */
  GThread *watcher;    /* NULL: standard error is no terminal */
};

static gint64
now_us (clockid_t clock)
{
  struct timespec at;

  clock_gettime (clock, &at);
  return (gint64) at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

/* "\r\033[K": to the line's start, and wipe it. */
static void
show (const JbStages *stages)
{
  g_autofree char *line = g_strdup_printf ("\r\033[Kjianbao %s: %s …", stages->command,
                                           stages->running != NULL ? stages->running : "");
  fputs (line, stderr);
  fflush (stderr);
}

static gpointer
watch (gpointer data)
{
  JbStages *stages = data;
  gint64 until = g_get_monotonic_time () + PATIENCE_US;
  gboolean shown = FALSE;

  g_mutex_lock (&stages->lock);
  while (!stages->ended)
    {
      if (g_cond_wait_until (&stages->over, &stages->lock, until))
        continue;
      show (stages);
      shown = TRUE;
      until = g_get_monotonic_time () + PATIENCE_US / 4;
    }
  g_mutex_unlock (&stages->lock);
  if (shown)
    fputs ("\r\033[K", stderr);
  return NULL;
}

JbStages *
jb_stages_new (const char *command)
{
  JbStages *stages = g_new0 (JbStages, 1);

  stages->command = g_strdup (command);
  g_mutex_init (&stages->lock);
  g_cond_init (&stages->over);
  if (isatty (STDERR_FILENO))
    stages->watcher = g_thread_new ("progress", watch, stages);
  return stages;
}

void
jb_stages_begin (JbStages *stages, const char *name)
{
  if (stages == NULL)
    return;
  gint64 wall = now_us (CLOCK_MONOTONIC), cpu = now_us (CLOCK_PROCESS_CPUTIME_ID);

  g_mutex_lock (&stages->lock);
  if (stages->running != NULL && stages->n_done < MAX_STAGES)
    stages->done[stages->n_done++] = (Stage) { stages->running, wall - stages->wall_us, cpu - stages->cpu_us };
  stages->running = name;
  g_mutex_unlock (&stages->lock);
  stages->wall_us = wall;
  stages->cpu_us = cpu;
}

static void
print_stage (const Stage *stage)
{
  char wall[G_ASCII_DTOSTR_BUF_SIZE], cpu[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (wall, sizeof wall, "%8.2f", (double) stage->wall_us / 1000);
  g_ascii_formatd (cpu, sizeof cpu, "%8.2f", (double) stage->cpu_us / 1000);
  g_autofree char *line = g_strdup_printf ("%-12s %s ms %s ms CPU\n", stage->name, wall, cpu);
  fputs (line, stderr);
}

void
jb_stages_print (JbStages *stages)
{
  Stage all = { "all", 0, 0 };

  jb_stages_begin (stages, NULL);
  for (guint i = 0; i < stages->n_done; i++)
    {
      print_stage (&stages->done[i]);
      all.wall_us += stages->done[i].wall_us;
      all.cpu_us += stages->done[i].cpu_us;
    }
  print_stage (&all);
}

void
jb_stages_free (JbStages *stages)
{
  if (stages == NULL)
    return;
  g_mutex_lock (&stages->lock);
  stages->ended = TRUE;
  g_cond_signal (&stages->over);
  g_mutex_unlock (&stages->lock);
  if (stages->watcher != NULL)
    g_thread_join (stages->watcher);
  g_cond_clear (&stages->over);
  g_mutex_clear (&stages->lock);
  g_free (stages->command);
  g_free (stages);
}
