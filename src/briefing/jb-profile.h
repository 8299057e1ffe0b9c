/* A profile: look, page geometry and choices of a briefing, as text.
 *
 *   # assets/profiles/briefing.ini
 *   [page]
 *   # Sheet, in points. 210 × 297 mm.
 *   width = 595.276
 *
 * A key is named "section.key". briefing.ini holds every key there is, each with its comment; another profile holds only
 * what differs from it (or from the one that its key `profile.base` names). The kind of a value is that of the same key in
 * briefing.ini: number, yes/no, colour (#RRGGBB or a grey 0…1 in `[colour]`), list of numbers, or text. */
#pragma once

#include <glib.h>

typedef struct _JbProfile JbProfile;

/**
 * jb_profile_load:
 * @name: (nullable): "briefing", "gbt9704", the path of a file (with a '/' or ending in .ini); %NULL for "briefing"
 *
 * Returns: (transfer full): the profile; %NULL with %JB_ERROR_FORMAT (`file:line: …`: an unknown key, a bad value, a
 *   section twice) or the error of the reading.
 */
JbProfile *jb_profile_load (const char *name, GError **error);

/* As --set KEY=VALUE does. Returns: %FALSE with %JB_ERROR_USAGE. */
gboolean jb_profile_set (JbProfile *profile, const char *key, const char *value, GError **error);

/* All below: a key that briefing.ini lacks is our own bug (g_error). Results are lent. */
const char *jb_profile_get_text (const JbProfile *profile, const char *key);
double jb_profile_get_number (const JbProfile *profile, const char *key);
gboolean jb_profile_get_boolean (const JbProfile *profile, const char *key);
/* @v: three numbers 0…1. Returns: %TRUE where the colour is a grey (then v[0] alone counts). */
gboolean jb_profile_get_colour (const JbProfile *profile, const char *key, double v[3]);
const double *jb_profile_get_numbers (const JbProfile *profile, const char *key, gsize *n);

/**
 * jb_profile_find_file:
 * @name: a name under assets/profiles, or the path of a file (with a '/' or ending in .ini)
 *
 * Returns: (transfer full): its path; %NULL with %JB_ERROR_USAGE where there is none of that name.
 */
char *jb_profile_find_file (const char *name, GError **error);

/* What the keys of titles of charts begin with; they alone stand in no profile: charts.title.m012.zh, charts.title.1.2.en. */
#define JB_PROFILE_TITLES "charts.title."

/* Where the value of @key was set, "file:line". Returns: (transfer full): %NULL for the base profile's own, or --set. */
char *jb_profile_get_origin (const JbProfile *profile, const char *key);

/* Returns: (transfer container): the keys that begin with @prefix, in order of their bytes. */
GPtrArray *jb_profile_list_keys (const JbProfile *profile, const char *prefix);

void jb_profile_free (JbProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbProfile, jb_profile_free)
