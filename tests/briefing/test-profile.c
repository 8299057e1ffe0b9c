#include "jb-error.h"
#include "jb-profile.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct { const char *name, *text, *complaint; } cases[] = {
  { "empty", "", NULL },
  { "a number", "[page]\ntop = 90\n", NULL },
  { "comments and blanks", "# mine\n\n[page]\n  top=90  \n", NULL },
  { "byte-order mark", "\xEF\xBB\xBF[page]\ntop = 90\n", NULL },
  { "a colour", "[colour]\na = #102030\n", NULL },
  { "a grey", "[colour]\na = 0.3\n", NULL },
  { "unknown key", "[page]\n\ntopp = 90\n", ":3: unknown key “page.topp”" },
  { "no number", "[page]\ntop = high\n", ":2: “high” is no value for “page.top”: write a number" },
  { "no boolean", "[page]\nduplex = maybe\n", ":2: “maybe” is no value for “page.duplex”: write yes or no" },
  { "no colour", "[colour]\na = blue\n", ":2: “blue” is no value" },
  { "a grey beyond black", "[colour]\na = 1.5\n", ":2: “1.5” is no value" },
  { "key twice", "[page]\ntop = 90\ntop = 91\n", ":3: the key stands twice" },
  { "key before a section", "top = 90\n", ":1: stands before any [section]" },
  { "neither", "[page]\ntop\n", ":2: is neither [section] nor key = value" },
  { "open section", "[page\n", ":1: the section's name has no ']'" },
  { "no UTF-8", "[page]\ntop = \xFF\n", "is not UTF-8" },
  { "no type", "[type]\nbody_zh = serif 400 12\n", ":2: “serif 400 12” is no value for “type.body_zh”: write VOICE" },
  { "no voice", "[type]\nbody_zh = song 400 12/18\n", ":2: “song 400 12/18” is no value" },
  { "no pitch", "[type]\nbody_zh = serif 400 12/18 pitch=wide\n", ":2: " },
  { "a type", "[type]\nbody_zh = fang 400 16/29.6 pitch=15.8 head\n", NULL },
  { "no form", "[form]\nkind = letter\n", ":2: “letter” is no value for “form.kind”: write briefing or document" },
  { "over gbt9704", "[profile]\nbase = gbt9704\n[document]\nnumber = 云府〔2023〕1号\n", NULL },
  { "bad key over gbt9704", "[profile]\nbase = gbt9704\n\n[document]\nnumbre = 1\n", ":5: unknown key “document.numbre”" },
  { "unknown base", "[profile]\nbase = nowhere\n", "there is no profile “nowhere”" },
};

static void
test_file (void **state)
{
  gsize i = GPOINTER_TO_SIZE (*state);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("jb-profile-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.ini", NULL);

  assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
  g_autoptr(JbProfile) profile = jb_profile_load (path, &error);
  g_remove (path);
  g_rmdir (folder);
  if (cases[i].complaint == NULL)
    {
      assert_non_null (profile);
      return;
    }
  assert_null (profile);
  assert_true (error->domain == JB_ERROR);
  assert_non_null (strstr (error->message, cases[i].complaint));
}

static void
test_base_in_a_circle (void **state)
{
  g_autofree char *folder = g_dir_make_tmp ("jb-profile-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.ini", NULL);
  g_autofree char *text = g_strdup_printf ("[profile]\nbase = %s\n", path);
  g_autoptr(GError) error = NULL;

  (void) state;
  assert_true (g_file_set_contents (path, text, -1, NULL));
  assert_null (jb_profile_load (path, &error));
  g_remove (path);
  g_rmdir (folder);
  assert_non_null (strstr (error->message, "in a circle"));
}

static void
test_values (void **state)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JbProfile) profile = jb_profile_load (NULL, &error);
  double v[3];

  (void) state;
  assert_non_null (profile);
  assert_true (jb_profile_get_number (profile, "page.area_width") > 400);
  assert_true (jb_profile_get_boolean (profile, "page.duplex"));
  assert_false (jb_profile_get_colour (profile, "colour.a", v));
  assert_true (v[2] > v[0]);
  assert_true (jb_profile_set (profile, "page.duplex", "no", &error));
  assert_false (jb_profile_get_boolean (profile, "page.duplex"));
  assert_false (jb_profile_set (profile, "page.duplex", "perhaps", &error));
  assert_true (g_error_matches (error, JB_ERROR, JB_ERROR_USAGE));
}

int
main (void)
{
  struct CMUnitTest tests[G_N_ELEMENTS (cases) + 2] = { cmocka_unit_test (test_values), cmocka_unit_test (test_base_in_a_circle) };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    tests[i + 2] = (struct CMUnitTest) { .name = cases[i].name, .test_func = test_file, .initial_state = GSIZE_TO_POINTER (i) };
  return cmocka_run_group_tests_name ("profile", tests, NULL, NULL);
}
