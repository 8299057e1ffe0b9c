#!/bin/sh
# tests/pdf/verapdf.sh FOLDER: the files that the pdf room's tests wrote there keep what they claim, by veraPDF; and the
# validator does find what is wrong in files that were spoilt. Exit 77 where it is not to be had.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
check=$here/../verapdf/check
LC_ALL=C
export LC_ALL
cd "$1" || exit 2

"$check" 3a.pdf 2a.pdf 2u.pdf annexes.pdf attachments.pdf two-texts.pdf ligature.pdf cluster.pdf actual-text.pdf positions.pdf ends.pdf limits.pdf
status=$?
[ $status -eq 0 ] || exit $status

# What is searched and what replaces it, in a file without compression; the clause that must fail then.
spoils='/Alt |/Alx |7.3
/Contents <|/Contentx <|7.18.5
/Scope /|/Scopx /|7.5
/Marked true|/Markex true|6.7.2.2
/DisplayDocTitle true|/DisplayDocTitlx true|7.1
/Lang |/Lanx |7.2
/CIDToGIDMap|/CIDToGIDMax|6.2.11.3.2
/ToUnicode|/ToUnicodx|6.2.11.7.2
^  /F 4$|  /F 2|6.3.2
/Tabs /S|/Tabs /R|7.18.3
/S /H2|/S /H4|7.4.2
/AFRelationship|/AFRelationshix|6.8
/GTS_PDFA1|/GTS_PDFX1|6.2.4.3
/DW 1000|/DW 1009|6.2.11.5'

qpdf --qdf --object-streams=disable --newline-before-endstream 3a.pdf spoilt.qdf || exit 2
rm -f spoilt-*.pdf
n=0
printf '%s\n' "$spoils" | while IFS='|' read -r from to clause; do
  n=$((n + 1))
  sed "s|$from|$to|" spoilt.qdf >"spoilt-$n.pdf"
  ! cmp -s spoilt.qdf "spoilt-$n.pdf" || echo "nothing to spoil: $from"
done
"$check" spoilt-*.pdf >spoilt.txt 2>&1
printf '%s\n' "$spoils" | { n=0; failed=0
  while IFS='|' read -r from to clause; do
    n=$((n + 1))
    sed -n "/^spoilt-$n.pdf: 3a/,/^spoilt-$n.pdf: ua1/p;/^spoilt-$n.pdf: ua1/,/^spoilt-[0-9]*.pdf: 3a/p" spoilt.txt |
      grep -q "^  $clause t" || { echo "not found: clause $clause after $from → $to"; failed=1; }
  done
  echo "$n ways to spoil a file, $([ $failed -eq 0 ] && echo all found || echo not all found)"
  exit $failed; }
