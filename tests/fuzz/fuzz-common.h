/* What the fuzz targets share: tables and fonts loaded once for the process, and a file made of bytes in memory. */
#pragma once

#include "jb-metric.h"
#include "jb-translate.h"

#include <glib.h>
#include <stdint.h>

/* Makes the source folder the data folder and criticals fatal. To be called by LLVMFuzzerInitialize(). */
void fuzz_init (void);

/* Loaded at the first call, never freed. (transfer none) */
const JbLexicon *fuzz_lexicon (void);
const JbGlossary *fuzz_glossary (void);

/* Whether jb_input_from_bytes() may start a child process for them: those are not for a fuzz target. */
gboolean fuzz_is_pdf (const uint8_t *data, size_t size);

/* Cuts at the first line "=====": the piece before it is returned, @data and @size become the rest (empty where there is
 * no such line). */
GBytes *fuzz_cut (const uint8_t **data, size_t *size);

/* A file in memory that holds the bytes. Returns: its descriptor; @path: of 64 bytes, names it while it is open. */
int fuzz_file (const uint8_t *data, size_t size, char path[64]);
