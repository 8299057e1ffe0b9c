/* What the world did to us. One domain; a code for each cause that somebody treats differently.
 * The command line turns codes into exit codes: USAGE 2, FORMAT, LIMIT, UNSUPPORTED and GLYPH 3, SYSTEM 4. */
#pragma once

#include <glib.h>

#define JB_ERROR (jb_error_quark ())
GQuark jb_error_quark (void);

typedef enum
{
  JB_ERROR_USAGE,       /* the call is wrong: an unknown option, two outputs */
  JB_ERROR_FORMAT,      /* bytes that are not what they should be */
  JB_ERROR_LIMIT,       /* a stated limit is passed */
  JB_ERROR_UNSUPPORTED, /* well-formed, but not for us */
  JB_ERROR_GLYPH,       /* a character that no font has */
  JB_ERROR_SYSTEM       /* disk, memory, permissions, a library that failed */
} JbError;
