/* The table fonts/faces.tsv → patterns for fontconfig, made by hand: scanning the files takes fontconfig 0.2 s. */
#pragma once

#include <fontconfig/fontconfig.h>
#include <glib.h>

/* Adds a pattern for each row of fonts/faces.tsv to @set, in the table's order.
 * Returns: %FALSE with %JB_ERROR_SYSTEM where the table or a file is missing or broken. */
gboolean jb_faces_load (FcFontSet *set, GError **error);

/* The family of the Fangsong that a user names. */
#define JB_FACES_FANGSONG "Jianbao Fangsong"

/* A user's own static TrueType file as a face of @family, 400 upright. Returns: (transfer full): its pattern; %NULL with
 * %JB_ERROR_FORMAT where it is missing, no such font, or may not be embedded. */
FcPattern *jb_faces_read_file (const char *path, const char *family, GError **error);

/**
 * jb_faces_find_system:
 * @character: a code point
 *
 * Looks through the system's fonts for one with TrueType outlines that has @character and may be embedded. The system's
 * configuration is read anew in each call: 20 to 100 ms.
 *
 * Returns: (transfer full): its pattern; %NULL where there is none.
 */
FcPattern *jb_faces_find_system (gunichar character);
