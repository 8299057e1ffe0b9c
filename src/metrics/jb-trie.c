#include "jb-trie-private.h"

#include "jb-chars-private.h"

#include <string.h>

typedef struct
{
  guint64 key;  /* parent node << 21 | code point; 0: free (node 0 has no parent edge with code point 0) */
  guint32 node;
} Edge;

struct _JbTrie
{
  Edge   *edges;
  guint32 mask; /* capacity - 1, a power of two less one */
  guint32 n_edges;
  GArray *numbers; /* of guint32, a node each; JB_TRIE_NONE: no word ends here */
  guint8  first[8192]; /* one bit for each code point of the BMP that opens a word */
};

JbTrie *
jb_trie_new (void)
{
  JbTrie *trie = g_new0 (JbTrie, 1);
  guint32 none = JB_TRIE_NONE;

  trie->mask = 255;
  trie->edges = g_new0 (Edge, trie->mask + 1);
  trie->numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (trie->numbers, none);
  return trie;
}

void
jb_trie_free (JbTrie *trie)
{
  if (trie == NULL)
    return;
  g_free (trie->edges);
  g_array_unref (trie->numbers);
  g_free (trie);
}

static inline guint32
slot_of (const Edge *edges, guint32 mask, guint64 key)
{
  guint32 slot = (guint32) ((key * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> 32) & mask;

  while (edges[slot].key != 0 && edges[slot].key != key)
    slot = (slot + 1) & mask;
  return slot;
}

static inline guint32
step (const JbTrie *trie, guint32 node, guint32 c)
{
  guint64 key = ((guint64) node << 21) | c;
  const Edge *edge = &trie->edges[slot_of (trie->edges, trie->mask, key)];

  return edge->key == key && key != 0 ? edge->node : JB_TRIE_NONE;
}

static void
grow (JbTrie *trie)
{
  guint32 mask = trie->mask * 2 + 1;
  Edge *edges = g_new0 (Edge, (gsize) mask + 1);

  for (guint32 i = 0; i <= trie->mask; i++)
    if (trie->edges[i].key != 0)
      edges[slot_of (edges, mask, trie->edges[i].key)] = trie->edges[i];
  g_free (trie->edges);
  trie->edges = edges;
  trie->mask = mask;
}

static guint32
step_or_add (JbTrie *trie, guint32 node, guint32 c)
{
  guint64 key = ((guint64) node << 21) | c;
  guint32 next = step (trie, node, c), none = JB_TRIE_NONE;

  if (next != JB_TRIE_NONE)
    return next;
  if (++trie->n_edges * 2 > trie->mask)
    grow (trie);
  next = trie->numbers->len;
  g_array_append_val (trie->numbers, none);
  trie->edges[slot_of (trie->edges, trie->mask, key)] = (Edge) { key, next };
  return next;
}

static gboolean
add (JbTrie *trie, const char *word, guint32 number, gboolean backwards)
{
  g_autofree gunichar *chars = NULL;
  glong n;
  guint32 node = 0;

  chars = g_utf8_to_ucs4_fast (word, -1, &n);
  g_return_val_if_fail (n > 0, FALSE);
  for (glong i = 0; i < n; i++)
    node = step_or_add (trie, node, jb_chars_fold (chars[backwards ? n - 1 - i : i]));
  guint32 first = jb_chars_fold (chars[backwards ? n - 1 : 0]);
  if (first < 0x10000)
    trie->first[first >> 3] |= (guint8) (1u << (first & 7));
  guint32 *slot = &g_array_index (trie->numbers, guint32, node);
  if (*slot != JB_TRIE_NONE)
    return FALSE;
  *slot = number;
  return TRUE;
}

gboolean
jb_trie_add (JbTrie *trie, const char *word, guint32 number)
{
  return add (trie, word, number, FALSE);
}

gboolean
jb_trie_add_backwards (JbTrie *trie, const char *word, guint32 number)
{
  return add (trie, word, number, TRUE);
}

gboolean
jb_trie_has_first (const JbTrie *trie, guint32 c)
{
  return c >= 0x10000 || (trie->first[c >> 3] & (1u << (c & 7))) != 0;
}

guint32
jb_trie_longest (const JbTrie *trie, const guint32 *chars, gsize n, gsize at, guint *length)
{
  guint32 found = JB_TRIE_NONE, node = 0;

  *length = 0;
  if (at >= n || !jb_trie_has_first (trie, chars[at]))
    return JB_TRIE_NONE;
  for (gsize i = at; i < n; i++)
    {
      node = step (trie, node, chars[i]);
      if (node == JB_TRIE_NONE)
        break;
      guint32 number = g_array_index (trie->numbers, guint32, node);
      if (number != JB_TRIE_NONE)
        {
          found = number;
          *length = (guint) (i + 1 - at);
        }
    }
  return found;
}

guint32
jb_trie_longest_before (const JbTrie *trie, const guint32 *chars, gsize end, gsize floor, guint *length)
{
  guint32 found = JB_TRIE_NONE, node = 0;

  *length = 0;
  if (end <= floor || !jb_trie_has_first (trie, chars[end - 1]))
    return JB_TRIE_NONE;
  for (gsize i = end; i > floor; i--)
    {
      node = step (trie, node, chars[i - 1]);
      if (node == JB_TRIE_NONE)
        break;
      guint32 number = g_array_index (trie->numbers, guint32, node);
      if (number != JB_TRIE_NONE)
        {
          found = number;
          *length = (guint) (end - (i - 1));
        }
    }
  return found;
}
