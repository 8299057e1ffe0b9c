/* A set of words with a number each, asked for the longest word at a place of a text.
 *
 *   个, 个百分点, 个月     at "7.57个百分点" from 个  →  个百分点
 *
 * Edges are kept in one open hash table, so a step costs the same whatever the size of the set. A word may be added for
 * reading backwards: then the longest word that ENDS before a place is found. */
#pragma once

#include <glib.h>

typedef struct _JbTrie JbTrie;

#define JB_TRIE_NONE G_MAXUINT32

JbTrie *jb_trie_new (void);
void jb_trie_free (JbTrie *trie);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JbTrie, jb_trie_free)

/* @word: UTF-8, not empty; folded as the text is (see jb_chars_fold). A word twice keeps its first number.
 * Returns: %FALSE where it was there already. */
gboolean jb_trie_add (JbTrie *trie, const char *word, guint32 number);
gboolean jb_trie_add_backwards (JbTrie *trie, const char *word, guint32 number);

/* The longest word of @chars[@at … @n). Returns: its number, or %JB_TRIE_NONE; @length: in code points. */
guint32 jb_trie_longest (const JbTrie *trie, const guint32 *chars, gsize n, gsize at, guint *length);

/* The longest word that ends at @end and begins at @floor or later. The trie's words were added backwards. */
guint32 jb_trie_longest_before (const JbTrie *trie, const guint32 *chars, gsize end, gsize floor, guint *length);

/* Whether any word begins with @c. */
gboolean jb_trie_has_first (const JbTrie *trie, guint32 c);
