#include "fuzz-common.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char cut[] = "\n=====\n";

void
fuzz_init (void)
{
  g_setenv ("JIANBAO_DATA_DIR", JB_SOURCE_DIR, TRUE);
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
}

const JbLexicon *
fuzz_lexicon (void)
{
  static JbLexicon *lexicon;

  if (lexicon == NULL)
    lexicon = jb_lexicon_load (NULL, NULL);
  g_assert (lexicon != NULL);
  return lexicon;
}

const JbGlossary *
fuzz_glossary (void)
{
  static JbGlossary *glossary;

  if (glossary == NULL)
    glossary = jb_glossary_load (NULL, NULL);
  g_assert (glossary != NULL);
  return glossary;
}

gboolean
fuzz_is_pdf (const uint8_t *data, size_t size)
{
  return memmem (data, MIN (size, 4096), "%PDF", 4) != NULL;
}

GBytes *
fuzz_cut (const uint8_t **data, size_t *size)
{
  const uint8_t *start = *data, *found = memmem (*data, *size, cut, strlen (cut));
  size_t length = found != NULL ? (size_t) (found - start) : *size;

  *data = found != NULL ? found + strlen (cut) : start + length;
  *size -= (size_t) (*data - start);
  return g_bytes_new (start, length);
}

int
fuzz_file (const uint8_t *data, size_t size, char path[64])
{
  int file = memfd_create ("fuzz", MFD_CLOEXEC);

  g_assert (file >= 0);
  for (size_t done = 0; done < size;)
    {
      ssize_t n = write (file, data + done, size - done);
      g_assert (n > 0);
      done += (size_t) n;
    }
  g_snprintf (path, 64, "/proc/self/fd/%d", file);
  return file;
}
