/* What a batch is about: reports, each with the name that its PDF gets.
 *
 *   counties/anning/report.docx   →   anning_report.pdf     where another county's is called report.docx too
 *   counties/2023.txt             →   2023.pdf
 *
 * The list is in the order of the paths' bytes and holds no file twice; the same paths give the same list and names on
 * every machine, so that a shard of it needs no word with the others. */
#pragma once

#include <glib.h>

/* Longest file name that a PDF gets, in bytes; a longer one is cut and told apart by a piece of its path's SHA-256. */
#define JB_BATCH_MAX_NAME 200u
/* How deep folders are searched, and how long the list on standard input may be. */
#define JB_BATCH_MAX_DEPTH 64u
#define JB_BATCH_MAX_LIST_BYTES (64u * 1024 * 1024)
#define JB_BATCH_MAX_SHARDS 100000u

typedef struct
{
  char *path;    /* as it was given, or found below a folder that was given */
  char *output;  /* name of its PDF in the batch's folder: UTF-8, no folder */
  char **beside; /* NULL: none; its own translations, as jb_batch_find_beside() finds them */
  char *problem; /* NULL; else why it cannot be taken, as a folder that cannot be listed */
} JbBatchItem;

typedef struct
{
  guint part, of; /* 1 of 1: the whole */
} JbBatchShard;

/* @text: "2/8"; %NULL: the whole. Returns: %FALSE with %JB_ERROR_USAGE. */
gboolean jb_batch_shard_parse (const char *text, JbBatchShard *shard, GError **error);

/**
 * jb_batch_list_new:
 * @paths: files (of any name), folders (searched for .txt .docx .html .htm .xhtml .md .markdown .pdf, hidden files and
 *   folders and links to folders left out), or "-": one path a line (or parted by NUL) on standard input
 * @output_folder: not searched, where it stands below one of @paths
 * @n_doubles: (out): how many paths named a file that was in the list already
 *
 * Returns: (transfer full): of #JbBatchItem; %NULL with the error of standard input.
 */
GPtrArray *jb_batch_list_new (char **paths, const char *output_folder, guint *n_doubles, GError **error);

/**
 * jb_batch_find_beside:
 * @path: of a report
 * @others: (nullable): translations that are used already, and not named again
 *
 * A report's own translations stand beside it under its name, with or without the language at its end: of
 * yunze-2023.zh.txt they are yunze-2023.tmx, .xlf, .xliff, .po, and then yunze-2023.zh.tmx, .xlf, .xliff, .po.
 *
 * Returns: (transfer full) (nullable): those that there are, %NULL-terminated; %NULL where there is none.
 */
char **jb_batch_find_beside (const char *path, char **others);

/* Every @of-th item from the @part-th: the shards are equally long but for one. Frees the others. */
void jb_batch_list_take_shard (GPtrArray *list, JbBatchShard shard);
