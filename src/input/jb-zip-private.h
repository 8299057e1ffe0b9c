/* Members of a zip in memory. Nothing is ever written to a disk. */
#pragma once

#include <glib.h>

/**
 * jb_zip_read:
 * @wanted: names of members, NULL-terminated
 * @parts: (out) (array): for each name its bytes, owned by the caller, or %NULL where it is not there
 * @hints: names that tell what else the zip is, with "=" and what it is after each; NULL-terminated
 * @hint: (out): what the zip is after @hints, a piece of it; %NULL
 *
 * Returns: %FALSE with %JB_ERROR_FORMAT (no zip, damaged), %JB_ERROR_LIMIT (a wanted part over %JB_INPUT_MAX_PART_BYTES,
 *   more than %JB_INPUT_MAX_MEMBERS).
 */
gboolean jb_zip_read (const char *path, GBytes *bytes, const char *const *wanted, GBytes **parts, const char *const *hints,
                      const char **hint, GError **error);
