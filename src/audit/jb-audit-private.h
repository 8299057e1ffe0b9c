/* Names of rates that are a share of the cases counted just before them, from assets/lexicon/audit-rates.tsv. */
#pragma once

#include "jb-audit.h"

typedef struct
{
  char  *name;    /* "败诉率" */
  char **parts;   /* words of the part that it counts; may be empty */
  char  *english; /* "loss rate" */
} JbRateName;

typedef struct _JbRateNames JbRateNames;

/* Loaded once for the process; empty, with a warning in the log, where the table cannot be read. (transfer none) */
const JbRateNames *jb_rate_names_get (void);

/* (transfer none) (nullable) */
const JbRateName *jb_rate_names_lookup (const JbRateNames *names, const char *name);
