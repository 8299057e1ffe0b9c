/* What a PDF depends on beside its report, as one number: where it is the same, what is done need not be done again. */
#pragma once

#include "jb-render.h"

#include <glib.h>

/* Version, options, the bytes of the files that they name, the program's own tables, SOURCE_DATE_EPOCH. Returns: (transfer
 *   full): a SHA-256, hexadecimal. */
char *jb_batch_sum_settings (const JbRenderOptions *options);

/* The same for a report with translations of its own. @beside: (nullable). Returns: (transfer full): @settings where there
 *   are none. */
char *jb_batch_sum_beside (const char *settings, char **beside);
