#!/bin/sh
# tests/pdf/reports.sh PROGRAM [FOLDER]: briefings of whole reports keep what they claim, by veraPDF and qpdf: all layouts
# and claims, the samples, and reports that are odd: characters beyond the BMP, 300 sections, no number at all, an annex.
# With ../shared beside the tree the seed too. Exit 77 where veraPDF is not to be had.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
program=$1
out=${2:-$(mktemp -d)}
samples=$here/assets/samples
seed=${JB_SHARED_DIR:-$here/../shared}/seed/longchang-2022
mkdir -p "$out"
rm -f "$out"/*.pdf

render () {
  name=$1; shift
  "$program" render "$@" -o "$out/$name.pdf" 2>"$out/$name.txt" || { cat "$out/$name.txt" >&2; exit 1; }
}

all_layouts () {
  for layout in parallel stacked zh en; do
    render "$1-$layout" "$2" --translation "$3" --layout $layout
  done
  for claim in pdfa-2a pdfa-2u; do
    render "$1-$claim" "$2" --translation "$3" --conformance $claim
  done
}

all_layouts yunze-2023 "$samples/yunze-2023.zh.txt" "$samples/yunze.tmx"
render yunze-2021 "$samples/yunze-2021.zh.txt" --translation "$samples/yunze.tmx"
render yunze-2022 "$samples/yunze-2022.zh.txt" --translation "$samples/yunze.tmx"
render annex "$samples/yunze-2022.zh.txt" --annex "$out/yunze-2021.pdf"
[ ! -e "$seed.zh.txt" ] || all_layouts seed "$seed.zh.txt" "$seed.tmx"

printf '云溪市2022年古籍保护工作报告\n\n一、工作情况\n全市整理古籍12种，其中有𬭚、𬬻、𫓧等字，投入经费30万元，同比增长12.5%%。\n' >"$out/beyond.zh.txt"
printf '云溪市政务公开说明\n\n一、工作情况\n公开渠道日益畅通，群众办事更加方便。\n二、存在问题\n部分部门主动公开意识不强。\n' >"$out/none.zh.txt"
awk 'BEGIN { print "云溪市2022年工作报告\n"
             for (i = 1; i <= 300; i++) printf "%d. 第%d方面工作\n本方面办理事项%d件，完成率%d%%。\n", i, i, i * 7, 50 + i % 50 }' >"$out/sections.zh.txt"
for name in beyond none sections; do
  render $name "$out/$name.zh.txt"
done
render none-en "$out/none.zh.txt" --layout en

for file in "$out"/*.pdf; do
  qpdf --check "$file" >/dev/null 2>"$out/check.txt" || { echo "$file:"; cat "$out/check.txt"; exit 1; }
done
"$here/tests/verapdf/check" "$out"/*.pdf
