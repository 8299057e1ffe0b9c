/* The report itself: headings, pairs of paragraphs, and each figure after the pair whose numbers it draws. */
#include "jb-plan-private.h"

#include <string.h>

static gboolean
has_text (const JbTarget *target)
{
  return target->text != NULL && target->state != JB_TARGET_MISSING;
}

/* The English of one sentence, its numbers marked, appended to @prose. */
static void
append_words (const Plan *plan, JbProse *prose, GString *shown, GString *copy, guint sentence)
{
  const JbTarget *target = plan_sentence_target (plan, sentence);
  const GArray *links = g_ptr_array_index (plan->sources->translation->links, sentence);

  if (!has_text (target))
    {
      static const char missing[] = "[Not translated 未译]";
      jb_prose_mark (prose, shown->len, shown->len + strlen (missing), JB_PROSE_VOICE, 0);
      g_string_append (shown, missing);
      g_string_append (copy, missing);
      return;
    }

  g_autofree char *curly = plan_curly (target->text);
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const JbNumberLink *link = &g_array_index (links, JbNumberLink, i);
      /* Quotation marks grow by two bytes each when they become curly. */
      gsize start = (gsize) (g_utf8_offset_to_pointer (curly, g_utf8_pointer_to_offset (target->text, target->text + link->span.start)) - curly);
      gsize end = (gsize) (g_utf8_offset_to_pointer (curly, g_utf8_pointer_to_offset (target->text, target->text + link->span.end)) - curly);

      jb_prose_mark (prose, shown->len + start, shown->len + end, JB_PROSE_NUMBER, link->metric);
      g_array_index (plan->briefing->numbers, JbNumber, link->metric).linked_en = TRUE;
    }
  g_string_append (shown, curly);
  g_string_append (copy, target->text);
}

/* The same behind a blank, marked as sentence @index of its paragraph. */
static void
append_sentence (const Plan *plan, JbProse *prose, GString *shown, GString *copy, guint sentence, guint index)
{
  if (shown->len > 0)
    {
      g_string_append_c (shown, ' ');
      g_string_append_c (copy, ' ');
    }
  gsize start = shown->len;
  append_words (plan, prose, shown, copy, sentence);
  jb_prose_mark (prose, start, shown->len, JB_PROSE_SENTENCE, index);
}

static JbTargetState
state_of (const Plan *plan, guint first, guint n)
{
  guint missing = 0, fuzzy = 0;

  for (guint i = first; i < first + n; i++)
    {
      missing += !has_text (plan_sentence_target (plan, i));
      fuzzy += plan_sentence_target (plan, i)->state == JB_TARGET_FUZZY;
    }
  return missing == n ? JB_TARGET_MISSING : fuzzy > 0 ? JB_TARGET_FUZZY : JB_TARGET_TRANSLATED;
}

/* Whether the sentence is no more than the run-in heading that it opens with. */
static gboolean
is_bare_heading (const Plan *plan, const JbParagraph *paragraph)
{
  const JbSection *section = &plan->sections[paragraph->section];

  return plan->sentences[paragraph->first_sentence].span.end <= section->span.end + strlen ("。");
}

static void
set_english (const Plan *plan, JbBlock *block, guint first, guint n, gboolean title, gboolean lead)
{
  GString *shown, *copy;

  block->state = n > 0 ? state_of (plan, first, n) : JB_TARGET_MISSING;
  if (block->state == JB_TARGET_MISSING)
    return;
  shown = g_string_new (NULL);
  copy = g_string_new (NULL);
  for (guint i = first; i < first + n; i++)
    {
      append_sentence (plan, &block->en, shown, copy, i, i - first);
      if (i == first && title)
        jb_prose_mark (&block->en, 0, shown->len, JB_PROSE_TITLE, 0);
      if (i == first && lead)
        jb_prose_mark (&block->en, 0, shown->len, JB_PROSE_LEAD, 0);
    }
  block->en.shown = g_string_free (shown, FALSE);
  block->en.copy = g_string_free (copy, FALSE);
}

/* Bytes of the shown text that the run-in heading takes: as many characters that are no blanks as it has in the source. */
static void
mark_lead (const Plan *plan, JbProse *prose, const JbSection *section)
{
  gsize left = 0;
  const char *end = prose->shown;

  for (const char *c = plan->text + section->span.start; c < plan->text + section->span.end; c = g_utf8_next_char (c))
    left += !g_unichar_isspace (g_utf8_get_char (c));
  for (; *end != '\0' && left > 0; end = g_utf8_next_char (end))
    left -= !g_unichar_isspace (g_utf8_get_char (end));
  jb_prose_mark (prose, 0, (gsize) (end - prose->shown), JB_PROSE_TITLE, 0);
  if (g_utf8_strlen (end, -1) > 1)
    jb_prose_mark (prose, 0, (gsize) (end - prose->shown), JB_PROSE_LEAD, 0);
}

static JbPairKind
pair_kind (JbParagraphKind kind)
{
  switch (kind)
    {
    case JB_PARAGRAPH_TABLE_ROW: return JB_PAIR_TABLE_ROW;
    case JB_PARAGRAPH_BODY: return JB_PAIR_BODY;
    case JB_PARAGRAPH_TITLE: return JB_PAIR_TITLE;
    case JB_PARAGRAPH_ATTACHMENT: return JB_PAIR_ATTACHMENT;
    case JB_PARAGRAPH_SIGNATURE: return JB_PAIR_SIGNATURE;
    default: return JB_PAIR_FRONT;
    }
}

/* The line of attachments is a section of its own in the tree, and so among the bookmarks. */
static gboolean
opens_attachments (const Plan *plan, const JbParagraph *paragraph)
{
  const JbSection *section = &plan->sections[paragraph->section];

  return paragraph->kind == JB_PARAGRAPH_ATTACHMENT && strcmp (section->id, "A") == 0 && paragraph->span.start <= section->span.start
         && section->span.end > section->span.start;
}

static void
add_pair (const Plan *plan, JbBlock *body, const JbParagraph *paragraph, guint first, guint n, gsize start, gboolean lead)
{
  JbBlock *block = jb_block_append (body, jb_block_new (JB_BLOCK_PAIR));

  block->pair = pair_kind (paragraph->kind);
  block->section = (int) paragraph->section;
  plan_set_zh (plan, &block->zh, (JbSpan) { start, paragraph->span.end }, TRUE);
  if (lead)
    {
      block->level = plan->sections[paragraph->section].level;
      mark_lead (plan, &block->zh, &plan->sections[paragraph->section]);
    }
  gboolean attachments = opens_attachments (plan, paragraph);
  if (attachments)
    {
      block->level = 1;
      jb_prose_mark (&block->zh, 0, strlen (block->zh.shown), JB_PROSE_TITLE, 0);
    }
  set_english (plan, block, first, n, lead || attachments, lead && n > 1 && is_bare_heading (plan, paragraph));
}

static guint
heading_level (const Plan *plan, guint section, guint before)
{
  return MIN (MAX (plan->sections[section].level, 1), before + 1);
}

static void
add_heading (const Plan *plan, JbBlock *body, guint section, guint sentence, guint *level)
{
  JbBlock *block = jb_block_append (body, jb_block_new (JB_BLOCK_HEADING));

  block->level = *level = heading_level (plan, section, *level);
  block->in_contents = block->level <= 2;
  plan_set_heading (plan, block, section, sentence);
}

/* A run-in heading of level 1 or 2 that has no 一是 form becomes a heading of its own; the rest is its paragraph. */
static gboolean
stands_out (const Plan *plan, const JbParagraph *paragraph)
{
  const char *number = plan->sections[paragraph->section].number;

  return paragraph->opens_section && plan->sections[paragraph->section].level <= 2 && !g_str_has_suffix (number, "是")
         && !g_str_has_suffix (number, "要") && !g_str_has_suffix (number, "先") && !g_str_has_suffix (number, "次")
         && !g_str_has_suffix (number, "，") && is_bare_heading (plan, paragraph);
}

static void
add_figures (const Plan *plan, JbBlock *body, const JbParagraph *paragraph, GArray *done)
{
  for (guint i = 0; i < plan->briefing->figures->len; i++)
    {
      const JbFigure *figure = g_ptr_array_index (plan->briefing->figures, i);
      gsize last = 0;

      if (g_array_index (done, gboolean, i))
        continue;
      for (guint k = 0; k < figure->numbers->len; k++)
        last = MAX (last, plan_metric (plan, g_array_index (figure->numbers, guint, k))->span.start);
      if (last >= paragraph->span.end)
        continue;
      jb_block_append (body, jb_block_new (JB_BLOCK_FIGURE))->figure = i;
      g_array_index (done, gboolean, i) = TRUE;
    }
}

static void
add_paragraph (const Plan *plan, JbBlock *body, const JbParagraph *paragraph, guint *level)
{
  guint first = paragraph->first_sentence, n = paragraph->n_sentences;

  if (paragraph->kind == JB_PARAGRAPH_HEADING)
    {
      add_heading (plan, body, paragraph->section, first, level);
      return;
    }
  if (!stands_out (plan, paragraph))
    {
      add_pair (plan, body, paragraph, first, n, paragraph->span.start, paragraph->opens_section);
      return;
    }
  add_heading (plan, body, paragraph->section, first, level);
  if (n > 1)
    add_pair (plan, body, paragraph, first + 1, n - 1, plan->sentences[first + 1].span.start, FALSE);
}

void
plan_body (Plan *plan)
{
  JbBlock *body = jb_block_append (plan->briefing->root, jb_block_new (JB_BLOCK_BODY));
  g_autoptr(GArray) done = g_array_new (FALSE, TRUE, sizeof (gboolean));
  gboolean document = plan_is_document (plan); /* whose figures are an annex */
  guint level = 0;

  g_array_set_size (done, plan->briefing->figures->len);
  for (guint i = 0; i < plan->n_paragraphs; i++)
    {
      add_paragraph (plan, body, &plan->paragraphs[i], &level);
      if (!document)
        add_figures (plan, body, &plan->paragraphs[i], done);
    }
}
