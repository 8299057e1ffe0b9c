#!/bin/sh
# tests/faults/hardening.sh PROGRAM LIBRARY: whether both were built as CMakeLists.txt says under JB_HARDEN, read from
# their ELF headers: a place in memory that changes, no writable table of functions once started, no stack that can be
# run, guards on the stack and on the copying functions.
set -u
program=$1 library=$2 failed=

# has FILE WHAT PATTERN, of what readelf tells of headers, dynamic section and dynamic symbols.
has () {
  if ! printf '%s\n' "$told" | grep -Eq -e "$3"; then
    echo "$1: $2: missing" >&2
    failed=yes
  fi
}

for file in "$program" "$library"; do
  told=$(readelf -hldW --dyn-syms "$file") || exit 1
  has "$file" 'position-independent' 'Type: +DYN'
  has "$file" 'full RELRO: segment' 'GNU_RELRO'
  has "$file" 'full RELRO: bound at the start' 'BIND_NOW'
  has "$file" 'stack that cannot be run' 'GNU_STACK.* RW +0x'
  has "$file" 'stack protector' '__stack_chk_fail'
  has "$file" '_FORTIFY_SOURCE' '__(memcpy|memmove|memset|read|pread|snprintf|vsnprintf|strcpy|strcat|realpath)_chk'
  if printf '%s\n' "$told" | grep -Eq 'TEXTREL|RPATH|RUNPATH'; then
    echo "$file: has relocations in its code, or looks for libraries in a folder of its own" >&2
    failed=yes
  fi
done
told=$(readelf -dW "$program")
has "$program" 'PIE' 'FLAGS_1.*PIE'
[ -z "$failed" ]
