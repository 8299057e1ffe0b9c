#!/bin/sh
# tests/cli/same-bytes.sh PROGRAM…: one report gives one PDF, whichever build of the program renders it, in whichever folder,
# locale and time zone, under whichever name the files lie there, and at any time.
set -eu
source=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
[ $# -gt 0 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
top=$(mktemp -d)
trap 'rm -r "$top"' EXIT
mkdir -p "$top/one" "$top/二/deep er"
cp "$source"/assets/samples/yunze-2023.zh.txt "$source"/assets/samples/yunze.tmx "$top/one"
cp "$source"/assets/samples/yunze-2023.zh.txt "$source"/assets/samples/yunze.tmx "$top/二/deep er"
# Without SOURCE_DATE_EPOCH the date is the source file's own.
touch -d '2024-03-01T08:00:00Z' "$top"/one/* "$top/二/deep er"/*

n=0
first=
# render FOLDER LOCALE ZONE COMMAND-PREFIX…
render () {
  folder=$1 locale=$2 zone=$3
  shift 3
  n=$((n + 1))
  out=$top/$n.pdf
  (cd "$folder" && env -u LANG -u LANGUAGE -u SOURCE_DATE_EPOCH LC_ALL="$locale" TZ="$zone" "$@" "$program" render yunze-2023.zh.txt --translation yunze.tmx -o "$out")
}

compare () {
  cmp "$1" "$2" || { echo "$program: not the same bytes in $3" >&2; exit 1; }
}

others=$(locale -a 2>/dev/null | grep -iE '^(de_DE|zh_CN|fr_FR)\.utf-?8$' || true)
[ -n "$others" ] || echo '########## SKIPPED: other locales: only C is here (Debian: locales-all) ##########' >&2
for given; do
  program=$(CDPATH= cd -- "$(dirname -- "$given")" && pwd)/$(basename -- "$given")
  render "$top/one" C UTC SOURCE_DATE_EPOCH=1700000000
  [ -n "$first" ] || first=$out
  compare "$first" "$out" 'another build'
  render "$top/二/deep er" C.UTF-8 Asia/Shanghai SOURCE_DATE_EPOCH=1700000000
  compare "$first" "$out" 'another folder and time zone'
  for locale in $others; do
    render "$top/one" "$locale" America/New_York SOURCE_DATE_EPOCH=1700000000
    compare "$first" "$out" "the locale $locale"
  done
  render "$top/one" C UTC
  own=$out
  render "$top/二/deep er" C.UTF-8 Asia/Shanghai
  compare "$own" "$out" 'another folder, dated by the file'
  ! cmp -s "$first" "$own" || { echo "$program: SOURCE_DATE_EPOCH changes nothing" >&2; exit 1; }
done
echo "the same bytes $n times: $(sha256sum <"$first" | cut -c1-16)"
