#!/bin/sh
# tests/cli/install.sh BUILD: what `cmake --install` puts somewhere works there: the program without the source tree, and
# the library with its headers through pkg-config.
set -eu
build=$1
prefix=$(mktemp -d)
trap 'rm -r "$prefix"' EXIT
unset JIANBAO_DATA_DIR
LC_ALL=C
export LC_ALL

cmake --install "$build" --prefix "$prefix" >"$prefix/log" 2>&1 || { cat "$prefix/log"; exit 1; }
cd "$prefix"
printf '一、主要工作\n办理行政复议案件120件，同比增长20%%。\n' >report.txt
bin/jianbao extract report.txt | grep -q '"value": "120"'
bin/jianbao render report.txt -o report.pdf
qpdf --check report.pdf >/dev/null
test -s share/man/man1/jianbao.1
test -n "$(find share/jianbao/fonts/licences -type f)"

pc=$(dirname "$(find . -name jianbao.pc)")
cat >use.c <<'END'
#include <jb-briefing.h>
#include <jb-export.h>
#include <jb-fonts.h>
#include <jb-layout.h>
#include <jb-pdf.h>
#include <jb-quantity.h>
int
main (void)
{
  g_autoptr(JbLexicon) lexicon = jb_lexicon_load ("share/jianbao/assets/lexicon", NULL);
  JbQuantity *quantity = lexicon != NULL ? jb_quantity_parse ("1.2亿元", lexicon, NULL) : NULL;
  gboolean right = quantity != NULL && g_str_equal (quantity->base_value, "120000000");
  if (quantity != NULL)
    jb_quantity_free (quantity);
  return right ? 0 : 1;
}
END
# A library that was built with sanitizers wants a program that was.
flags=
grep -q '^JB_SANITIZE:BOOL=ON' "$build/CMakeCache.txt" && flags=-fsanitize=address,undefined
# shellcheck disable=SC2046,SC2086
PKG_CONFIG_PATH=$pc cc $flags use.c -o use $(PKG_CONFIG_PATH=$pc pkg-config --cflags --libs jianbao)
JIANBAO_DATA_DIR=$prefix/share/jianbao LD_LIBRARY_PATH=$(dirname "$(find . -name libjianbao.so)") ./use
