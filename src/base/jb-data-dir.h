/* Where fonts/ and assets/ are: the data directory. */
#pragma once

#include <glib.h>

/**
 * jb_data_dir:
 *
 * The folder that holds `fonts/` and `assets/`. Looked for once, in this order: the environment variable
 * `JIANBAO_DATA_DIR`; `../share/jianbao` beside the running program; the source tree of a build folder that the program
 * runs from (file `jianbao-data-dir` in one of its parent folders); the folder fixed when it was installed.
 *
 * Returns: (transfer none): an absolute path, or %NULL with %JB_ERROR_SYSTEM that names the places looked at.
 */
const char *jb_data_dir (GError **error);

/**
 * jb_data_path:
 * @relative: as "assets/lexicon/units.tsv"
 *
 * Returns: (transfer full): the path of a data file (it need not exist), or %NULL with %JB_ERROR_SYSTEM.
 */
char *jb_data_path (const char *relative, GError **error);
