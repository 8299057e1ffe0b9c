/* English as words and marks, and the cardinals among them. */
#pragma once

#include "jb-english.h"

#include <string.h>

typedef enum { TOKEN_WORD, TOKEN_DIGITS, TOKEN_MARK } TokenKind;

typedef struct
{
  TokenKind kind;
  JbSpan    span;
  const char *text; /* lower case, interned in the reader's chunk */
  gboolean  glued;  /* no blank before it */
} Token;

typedef struct
{
  GArray       *tokens; /* of Token */
  GStringChunk *chunk;
  const char   *source;
} Reader;

/* "2,399.50" is one token, "twenty-three" are three. @text must live as long as the tokens. */
void english_tokenize (Reader *reader, const char *text);

/* Number of tokens that spell @words (parted by single blanks) from @i, or that end before it; 0: none. */
guint english_match_words (const Reader *reader, guint i, const char *words);
guint english_match_words_before (const Reader *reader, guint i, const char *words);

/* "seven" is 7; also "thirty". */
gboolean english_unit_word (const Reader *reader, guint i, guint *value);

/* The word of a digit, "seven". Lent. */
const char *english_digit_word (guint digit);

/* A cardinal without unit: what was read, and up to which token. */
typedef struct
{
  char    *value;
  int      places; /* after the point, as written */
  int      power;  /* of the scale words */
  guint    end;
  gboolean words, soft, scaled, comma;
} Cardinal;

/* @cardinal: its value is to be freed. Returns: whether a cardinal begins at @i. */
gboolean english_read_cardinal (const Reader *reader, guint i, Cardinal *cardinal);

/* The value with its scale words applied. (transfer full) */
char *english_scaled (const Cardinal *cardinal);

static inline const Token *
token_at (const Reader *reader, guint i)
{
  return i < reader->tokens->len ? &g_array_index (reader->tokens, Token, i) : NULL;
}

static inline gboolean
token_is (const Reader *reader, guint i, const char *text)
{
  const Token *token = token_at (reader, i);

  return token != NULL && strcmp (token->text, text) == 0;
}
