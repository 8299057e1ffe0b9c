/* What the tests of this room share: bytes in, lines or an error code out. */
#pragma once

#include "jb-error.h"
#include "jb-input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NO_ERROR -1

/* Reads @bytes as a file named @name and compares: @expected, or @code where that is not NO_ERROR. One line of message,
 * with the name in front. Returns: (transfer full): the input, NULL on the expected error. */
static inline JbInput *
check_bytes (const char *name, const void *data, gsize length, const char *encoding, const char *expected, int code)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);
  g_autoptr(GError) error = NULL;
  JbInput *input = jb_input_from_bytes (name, bytes, encoding, &error);

  if (code != NO_ERROR)
    {
      assert_null (input);
      assert_non_null (error);
      if (!g_error_matches (error, JB_ERROR, code))
        fail_msg ("code %d, not %d: %s", error->code, code, error->message);
      assert_true (g_str_has_prefix (error->message, name));
      assert_null (strchr (error->message, '\n'));
      return NULL;
    }
  if (input == NULL)
    fail_msg ("%s", error->message);
  else if (expected != NULL && strcmp (input->text, expected) != 0)
    fail_msg ("%s:\n%s\nnot:\n%s", name, input->text, expected);
  return input;
}
