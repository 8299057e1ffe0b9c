/* Stages of a run: how long each took, and a sign of life on a terminal when the whole takes longer than a second. */
#pragma once

#include <glib.h>

typedef struct _JbStages JbStages;

/* @command: named in the sign of life, as "render". Returns: (transfer full). */
JbStages *jb_stages_new (const char *command);

/* The stage before ends, @name begins; @name: a constant. %NULL: nothing begins. @stages may be %NULL: nobody asks. */
void jb_stages_begin (JbStages *stages, const char *name);

/* Prints name, wall-clock and CPU milliseconds of each stage on standard error. Ends the running one. */
void jb_stages_print (JbStages *stages);

/* Takes the sign of life away before something else is printed. */
void jb_stages_free (JbStages *stages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbStages, jb_stages_free)
