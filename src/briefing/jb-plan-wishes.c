/* What the profile asks of the charts: force, forbid, order, title, by number (m012) or section (1.2). */
#include "jb-plan-charts-private.h"

#include "jb-error.h"

#include <string.h>

#define TITLE_PREFIX JB_PROFILE_TITLES

static int
find_number (const Plan *plan, const char *id)
{
  for (guint i = 0; i < plan->sources->metrics->len; i++)
    if (strcmp (plan_metric (plan, i)->id, id) == 0)
      return (int) i;
  return -1;
}

static int
find_section (const Plan *plan, const char *id)
{
  for (guint i = 0; i < plan->n_sections; i++)
    if (strcmp (plan->sections[i].id, id) == 0)
      return (int) i;
  return -1;
}

static gboolean
is_under (const Plan *plan, int section, int holder)
{
  while (section >= 0 && section != holder)
    section = plan->sections[section].parent;
  return section == holder;
}

static gboolean
fail (const Plan *plan, const char *key, const char *id, GError **error)
{
  g_autofree char *origin = jb_profile_get_origin (plan->sources->profile, key);

  g_set_error (error, JB_ERROR, JB_ERROR_FORMAT, "%s%s%s: “%s” is no number and no section of %s: see the ids of `jianbao extract`",
               origin != NULL ? origin : "", origin != NULL ? ": " : "", key, id, plan->sources->input->name);
  return FALSE;
}

/* The numbers that @id stands for: itself, or all of a section. (transfer full) */
static GArray *
numbers_of (const Plan *plan, const char *key, const char *id, GError **error)
{
  int number = find_number (plan, id), section = number < 0 ? find_section (plan, id) : -1;
  GArray *found;

  if (number < 0 && section < 0)
    {
      fail (plan, key, id, error);
      return NULL;
    }
  found = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < plan->sources->metrics->len; i++)
    if ((int) i == number || (section >= 0 && is_under (plan, (int) plan_metric (plan, i)->section, section)))
      g_array_append_val (found, i);
  return found;
}

/* Whether an id names a section: all of its charts are kept, and none is made of a lone number. */
static gboolean
is_section (const Plan *plan, const char *id)
{
  return find_number (plan, id) < 0;
}

static gboolean
read_item (const Plan *plan, ChartWishes *wishes, const char *key, const char *item, guint place, GError **error)
{
  g_auto(GStrv) ids = g_strsplit (item, "+", -1);
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean force = strcmp (key, "charts.force") == 0, forbid = strcmp (key, "charts.forbid") == 0;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(GArray) numbers = numbers_of (plan, key, ids[i], error);
      if (numbers == NULL || (ids[1] != NULL && (!force || is_section (plan, ids[i])) && !fail (plan, key, item, error)))
        return FALSE;
      g_array_append_vals (all, numbers->data, numbers->len);
    }
  for (guint i = 0; i < all->len; i++)
    {
      guint number = g_array_index (all, guint, i);
      if (forbid)
        wishes->forbidden[number] = TRUE;
      else if (force)
        wishes->kept[number] = TRUE;
      else if (wishes->rank[number] == 0)
        wishes->rank[number] = place;
    }
  if (force && ids[1] != NULL)
    g_ptr_array_add (wishes->together, g_array_ref (all));
  else if (force && !is_section (plan, item))
    g_array_append_vals (wishes->forced, all->data, all->len);
  return TRUE;
}

static gboolean
read_list (const Plan *plan, ChartWishes *wishes, const char *key, GError **error)
{
  g_auto(GStrv) items = g_strsplit_set (jb_profile_get_text (plan->sources->profile, key), " ,\t", -1);

  for (guint i = 0; items[i] != NULL; i++)
    if (*items[i] != '\0' && !read_item (plan, wishes, key, items[i], i + 1, error))
      return FALSE;
  return TRUE;
}

/* charts.title.m012.zh, charts.title.1.2.en */
static gboolean
read_title (const Plan *plan, ChartWishes *wishes, const char *key, GError **error)
{
  g_autofree char *id = g_strndup (key + strlen (TITLE_PREFIX), strlen (key) - strlen (TITLE_PREFIX) - strlen (".zh"));
  g_autoptr(GArray) numbers = numbers_of (plan, key, id, error);
  ChartTitle *title;

  if (numbers == NULL)
    return FALSE;
  title = g_new0 (ChartTitle, 1);
  title->numbers = g_new0 (gboolean, plan->sources->metrics->len + 1);
  title->english = g_str_has_suffix (key, ".en");
  title->text = jb_profile_get_text (plan->sources->profile, key);
  for (guint i = 0; i < numbers->len; i++)
    title->numbers[g_array_index (numbers, guint, i)] = TRUE;
  g_ptr_array_add (wishes->titles, title);
  return TRUE;
}

static void
title_free (ChartTitle *title)
{
  g_free (title->numbers);
  g_free (title);
}

ChartWishes *
chart_wishes_read (const Plan *plan, GError **error)
{
  static const char *const keys[] = { "charts.force", "charts.forbid", "charts.order" };
  g_autoptr(ChartWishes) wishes = g_new0 (ChartWishes, 1);
  g_autoptr(GPtrArray) titles = jb_profile_list_keys (plan->sources->profile, TITLE_PREFIX);
  guint n = plan->sources->metrics->len;

  wishes->forced = g_array_new (FALSE, FALSE, sizeof (guint));
  wishes->together = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  wishes->forbidden = g_new0 (gboolean, n + 1);
  wishes->kept = g_new0 (gboolean, n + 1);
  wishes->rank = g_new0 (guint, n + 1);
  wishes->titles = g_ptr_array_new_with_free_func ((GDestroyNotify) title_free);
  wishes->draw = jb_profile_get_boolean (plan->sources->profile, "charts.draw");
  wishes->characters = (guint) CLAMP (jb_profile_get_number (plan->sources->profile, "charts.characters"), 1, 1e6);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!read_list (plan, wishes, keys[i], error))
      return NULL;
  for (guint i = 0; i < titles->len; i++)
    if (!read_title (plan, wishes, g_ptr_array_index (titles, i), error))
      return NULL;
  return g_steal_pointer (&wishes);
}

void
chart_wishes_free (ChartWishes *wishes)
{
  if (wishes == NULL)
    return;
  g_array_unref (wishes->forced);
  g_ptr_array_unref (wishes->together);
  g_free (wishes->forbidden);
  g_free (wishes->kept);
  g_free (wishes->rank);
  g_ptr_array_unref (wishes->titles);
  g_free (wishes);
}
