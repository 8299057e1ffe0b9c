/* How the program ends where no GError can be made any more: one line and exit code 4.
 *
 *   jianbao: there is no memory left: end other programs, or split the report
 *
 * Most of the libraries below us take a failed allocation for something that a document may well have: FreeType and
 * HarfBuzz for a font without the glyph, libxml2 for an element without the attribute, Pango for a line to be set in boxes
 * (“expect ugly output”). What came out would be a page with a hole in it. So malloc() and its kin are the program's own:
 * the C library's (or those of a preloaded library), with the one question whether there was memory. Only the program does
 * this; the library leaves the process to its host. A sanitizer's build has the sanitizer's. */
#pragma once

/* One piece of memory above this is refused to the one who asked, as ever: it is the wish of some file (a picture said to
 * be 60,000 points wide), not a lack of memory, and whoever asks for so much looks at the answer. Bytes. */
#define JB_LAST_LINE_MAX_PIECE (256u * 1024 * 1024)

/**
 * jb_last_line_install:
 *
 * From here on errors and criticals of GLib's log (a thread that could not be started, a promise of ours that was broken)
 * and Pango's warnings end the program, other warnings are one line of standard error, and a limit on the size of files is
 * an error like a full disk. To be called once, first.
 */
void jb_last_line_install (void);
