/* The sample's briefing as a screen reader goes through it: a line a block of the structure tree, as poppler reads it. Of a
 * table the first rows stand for all. Names of objects and places of figures are left out. */
#include "run.h"

#include "golden.h"

#define ROWS 8

static guint
depth_of (const char *line)
{
  return (guint) strspn (line, " ") / 2;
}

/* Begins a line of its own; the others go on in the line that they stand in. */
static gboolean
is_block (const char *role)
{
  static const char *const inner[] = { "Span", "Link", "Reference", "Lbl", "LBody", "TH", "TD", NULL };

  return !g_strv_contains (inner, role);
}

static void
append_role (GString *out, const char *role, guint depth)
{
  if (is_block (role))
    g_string_append_printf (out, "\n%*s%s", (int) depth * 2, "", role);
  else if (strcmp (role, "TH") == 0 || strcmp (role, "TD") == 0)
    g_string_append_printf (out, " |%s", strcmp (role, "TH") == 0 ? "|" : "");
  else if (strcmp (role, "Link") == 0)
    g_string_append (out, " →");
}

static char *
condense (const char *told)
{
  g_auto(GStrv) lines = g_strsplit (told, "\n", -1);
  GString *out = g_string_new ("# Roles and texts of the sample's briefing, in the order of reading: a line a block; → a link, | a cell, || a head.");
  guint rows = 0, skip = G_MAXUINT;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *text = lines[i] + strspn (lines[i], " ");
      guint depth = depth_of (lines[i]);
      g_autofree char *role = g_strndup (text, strcspn (text, " :("));

      if (depth <= skip)
        skip = G_MAXUINT;
      if (strcmp (role, "Table") == 0)
        rows = 0;
      if (strcmp (role, "TR") == 0 && skip == G_MAXUINT && ++rows > ROWS)
        skip = depth;
      if (depth >= skip || *text == '\0' || *text == '/' || g_str_has_prefix (text, "Object "))
        continue;
      if (*text == '"')
        g_string_append_printf (out, " %s", text);
      else
        append_role (out, role, depth);
    }
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

static void
test_structure (void **state)
{
  g_autofree char *folder = make_folder (), *pdf = g_build_filename (folder, "out.pdf", NULL);
  g_autofree char *report = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets/samples/yunze-2022.zh.txt", NULL);
  g_autofree char *memory = g_build_filename (g_getenv ("JB_SOURCE_DIR"), "assets/samples/yunze.tmx", NULL);

  (void) state;
  g_auto(Ran) ran = RUN ("jianbao", "render", report, "-t", memory, "-o", pdf);
  assert_int_equal (ran.code, 0);
  g_auto(Ran) told = RUN ("pdfinfo", "-struct-text", pdf);
  assert_int_equal (told.code, 0);
  g_autofree char *text = condense (told.out);
  remove_folder (folder);
  golden_check ("tests/cli/yunze-2022.structure.golden", text);
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_structure) };

  return cmocka_run_group_tests_name ("golden", tests, NULL, NULL);
}
