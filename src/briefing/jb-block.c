#include "jb-briefing.h"

static void
free_text (JbText *text)
{
  g_clear_pointer (&text->zh, g_free);
  g_clear_pointer (&text->en, g_free);
}

JbBlock *
jb_block_new (JbBlockKind kind)
{
  JbBlock *block = g_new0 (JbBlock, 1);

  block->kind = kind;
  block->section = -1;
  block->number = -1;
  return block;
}

JbBlock *
jb_block_append (JbBlock *parent, JbBlock *child)
{
  if (parent->children == NULL)
    parent->children = g_ptr_array_new_with_free_func ((GDestroyNotify) jb_block_free);
  g_ptr_array_add (parent->children, child);
  return child;
}

void
jb_block_free (JbBlock *block)
{
  if (block == NULL)
    return;
  g_clear_pointer (&block->children, g_ptr_array_unref);
  jb_prose_clear (&block->zh);
  jb_prose_clear (&block->en);
  jb_prose_clear (&block->reason_zh);
  jb_prose_clear (&block->reason_en);
  g_free (block->number_zh);
  g_free (block->number_en);
  g_free (block->card.value);
  g_free (block->card.unit);
  free_text (&block->card.label);
  g_free (block->row.zh_integer);
  g_free (block->row.zh_fraction);
  g_free (block->row.zh_unit);
  g_free (block->row.en_value);
  free_text (&block->row.basis);
  g_free (block);
}

const char *
jb_block_kind_name (JbBlockKind kind)
{
  static const char *const names[] = { "document", "cover", "summary", "contents", "body", "charts", "findings", "table",
                                       "method", "heading", "pair", "figure", "card", "finding", "row-section", "row",
                                       "key-value", "fact", "note", "translation" };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == JB_N_BLOCK_KINDS);
  g_return_val_if_fail (kind < JB_N_BLOCK_KINDS, "block");
  return names[kind];
}

void
jb_prose_set (JbProse *prose, const char *shown, const char *copy)
{
  jb_prose_clear (prose);
  prose->shown = g_strdup (shown);
  prose->copy = g_strdup (copy);
}

void
jb_prose_mark (JbProse *prose, gsize start, gsize end, JbProseMarkKind kind, guint index)
{
  JbProseMark mark = { .span = { start, end }, .kind = kind, .index = index };

  if (prose->marks == NULL)
    prose->marks = g_array_new (FALSE, FALSE, sizeof (JbProseMark));
  g_array_append_val (prose->marks, mark);
}

void
jb_prose_clear (JbProse *prose)
{
  g_clear_pointer (&prose->shown, g_free);
  g_clear_pointer (&prose->copy, g_free);
  g_clear_pointer (&prose->marks, g_array_unref);
}

void
jb_figure_free (JbFigure *figure)
{
  if (figure == NULL)
    return;
  jb_chart_free (figure->chart);
  g_array_unref (figure->numbers);
  g_array_unref (figure->source_numbers);
  g_free (figure);
}

static void
dump_prose (GString *text, const char *name, const JbProse *prose)
{
  if (prose->shown == NULL)
    return;
  g_string_append_printf (text, " %s=“%s”", name, prose->shown);
  for (guint i = 0; prose->marks != NULL && i < prose->marks->len; i++)
    {
      const JbProseMark *mark = &g_array_index (prose->marks, JbProseMark, i);
      static const char *const names[] = { "number", "lead", "page-of-number", "page-of-summary", "voice", "title",
                                           "sentence" };

      G_STATIC_ASSERT (G_N_ELEMENTS (names) == JB_PROSE_SENTENCE + 1);
      g_string_append_printf (text, " [%s %u: %.*s]", names[mark->kind], mark->index,
                              (int) jb_span_length (mark->span), prose->shown + mark->span.start);
    }
}

static void
dump_values (GString *text, const JbBlock *block)
{
  if (block->kind == JB_BLOCK_CARD)
    g_string_append_printf (text, " no. %d %s %s | %s | %s", block->number + 1, block->card.value, block->card.unit,
                            block->card.label.zh, block->card.label.en != NULL ? block->card.label.en : "—");
  else if (block->kind == JB_BLOCK_ROW)
    g_string_append_printf (text, " no. %d %s%s %s | %s%s%s", block->number + 1, block->row.zh_integer,
                            block->row.zh_fraction, block->row.zh_unit, block->row.en_value,
                            block->row.change < 0 ? " ▼" : block->row.change > 0 ? " ▲" : "",
                            block->row.basis.zh != NULL ? block->row.basis.zh : "");
  else if (block->kind == JB_BLOCK_HEADING)
    g_string_append_printf (text, " level %u", block->level);
  if (block->doubt != JB_DOUBT_NONE)
    g_string_append (text, block->doubt == JB_DOUBT_FAILS ? " ▲" : block->doubt == JB_DOUBT_QUESTIONABLE ? " △" : " ○");
}

static void
dump_figure (GString *text, const JbBriefing *briefing, guint index)
{
  const JbChart *chart = ((const JbFigure *) g_ptr_array_index (briefing->figures, index))->chart;

  g_string_append_printf (text, " %u %s “%s” / “%s”", chart->number, jb_chart_kind_name (chart->kind),
                          chart->title.zh, chart->title.en != NULL ? chart->title.en : "—");
  for (guint i = 0; i < chart->data->len; i++)
    {
      const JbChartDatum *datum = &g_array_index (chart->data, JbChartDatum, i);

      g_string_append_printf (text, " {%s %s%s}", datum->label.zh, datum->value_text.zh,
                              datum->derived ? " derived" : "");
    }
}

static void
dump_block (GString *text, const JbBriefing *briefing, const JbBlock *block, int depth)
{
  g_string_append_printf (text, "%*s%s", 2 * depth, "", jb_block_kind_name (block->kind));
  dump_values (text, block);
  if (block->kind == JB_BLOCK_FIGURE)
    dump_figure (text, briefing, block->figure);
  if (block->state != JB_TARGET_TRANSLATED && block->kind == JB_BLOCK_PAIR)
    g_string_append_printf (text, " state %d", (int) block->state);
  dump_prose (text, "zh", &block->zh);
  dump_prose (text, "en", &block->en);
  dump_prose (text, "then", &block->reason_zh);
  dump_prose (text, "then", &block->reason_en);
  g_string_append_c (text, '\n');
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    dump_block (text, briefing, g_ptr_array_index (block->children, i), depth + 1);
}

char *
jb_briefing_dump (const JbBriefing *briefing)
{
  GString *text = g_string_new (NULL);

  dump_block (text, briefing, briefing->root, 0);
  return g_string_free (text, FALSE);
}

void
jb_briefing_free (JbBriefing *briefing)
{
  if (briefing == NULL)
    return;
  jb_block_free (briefing->root);
  g_clear_pointer (&briefing->figures, g_ptr_array_unref);
  g_clear_pointer (&briefing->numbers, g_array_unref);
  g_clear_pointer (&briefing->section_numbers, g_ptr_array_unref);
  free_text (&briefing->title);
  free_text (&briefing->short_title);
  g_free (briefing->author);
  g_free (briefing->logo_alt);
  g_clear_pointer (&briefing->logo, jb_picture_unref);
  g_free (briefing->keywords);
  g_free (briefing);
}
