/* From a report's bytes to pages, for the targets that go on from there. */
#pragma once

#include "fuzz-common.h"
#include "jb-audit.h"
#include "jb-briefing.h"
#include "jb-chart.h"
#include "jb-fonts.h"
#include "jb-input.h"
#include "jb-layout.h"
#include "jb-profile.h"
#include "jb-report.h"

/* All of it, each resting on those before. */
typedef struct
{
  GPtrArray     *diagnostics;
  JbInput       *input;
  JbReport      *report;
  GPtrArray     *metrics;
  JbTranslation *translation;
  GPtrArray     *findings;
  JbBriefing    *briefing;
  JbDocument    *document; /* NULL where the report is none, or there is an error */
} FuzzChain;

/* Loaded at the first call, never freed. (transfer none) */
JbFonts *fuzz_fonts (void);
JbChartStyle *fuzz_style (void);

/**
 * fuzz_chain_run:
 * @chain: zeroed; to be cleared after
 * @memory: (nullable)
 *
 * An error is one of the document or the profile; one that would be of our own making (of the system) ends the process.
 */
void fuzz_chain_run (FuzzChain *chain, GBytes *report, const JbMemory *memory, JbLayoutKind layout, const JbProfile *profile,
                     GError **error);
void fuzz_chain_clear (FuzzChain *chain);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FuzzChain, fuzz_chain_clear)

/* Whether the file was made, or could not be for a reason that the user can do something about. */
void fuzz_expect_reason (gboolean made, const GError *error);
