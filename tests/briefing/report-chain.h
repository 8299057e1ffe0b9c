/* A report taken through every room before the briefing, for tests of plans. */
#pragma once

#include "jb-briefing.h"

#include <string.h>

typedef struct
{
  JbInput *input;
  JbReport *report;
  JbLexicon *lexicon;
  GPtrArray *metrics, *findings;
  JbGlossary *glossary;
  JbMemory *memory;
  JbTranslation *translation;
  JbProfile *profile;
} ReportChain;

/* Takes @input and @profile. @memory: (nullable): path. */
static inline gboolean
report_chain_start (ReportChain *chain, JbInput *input, const char *memory, JbProfile *profile)
{
  static JbLexicon *lexicon; /* shared by all tests of a program, and left to its end */
  static JbGlossary *glossary;

  chain->input = input;
  chain->profile = profile;
  chain->report = jb_report_parse (input->text, input->name, NULL);
  chain->lexicon = lexicon = lexicon != NULL ? lexicon : jb_lexicon_load (NULL, NULL);
  chain->metrics = jb_metrics_extract (chain->report, chain->lexicon, NULL);
  chain->glossary = glossary = glossary != NULL ? glossary : jb_glossary_load (NULL, NULL);
  chain->memory = jb_memory_new ();
  if (memory != NULL && !jb_memory_add_file (chain->memory, memory, NULL, NULL))
    return FALSE;
  chain->translation = jb_translation_new (chain->report, chain->metrics, chain->memory, chain->glossary);
  chain->findings = jb_audit_run (chain->report, chain->metrics, NULL);
  return TRUE;
}

static inline JbBriefingSources
report_chain_sources (const ReportChain *chain)
{
  return (JbBriefingSources) { chain->input, chain->report, chain->metrics, chain->translation, chain->findings, chain->glossary,
                               chain->profile, JB_LAYOUT_PARALLEL, "0.1.0", "PDF/A-3a" };
}

static inline void
report_chain_clear (ReportChain *chain)
{
  jb_profile_free (chain->profile);
  g_ptr_array_unref (chain->findings);
  jb_translation_free (chain->translation);
  jb_memory_free (chain->memory);
  g_ptr_array_unref (chain->metrics);
  jb_report_free (chain->report);
  jb_input_free (chain->input);
}
