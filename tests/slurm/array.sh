#!/bin/sh
# tests/slurm/array.sh BUILD-FOLDER [REPORTS]: a real Slurm array renders 200 reports, is killed half-way, and resumed.
#
# A cluster of one node with four slots is started for it. Eight tasks part the list among them by --shard, without any word
# between them. At half of the PDFs four tasks are ended as `scancel` does it and four with SIGKILL: there must be no half
# file. The same array once more must do what is left and nothing else, and its PDFs must be those of one `batch` alone.
# Exit code 77: Slurm cannot run here; why is told.
set -eu
build=$(CDPATH= cd -- "$1" && pwd)
n=${2:-200}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
source_folder=$(CDPATH= cd -- "$here/../.." && pwd)
export JIANBAO_DATA_DIR="${JIANBAO_DATA_DIR:-$source_folder}" SOURCE_DATE_EPOCH=1700000000
PATH=$build:/usr/sbin:/sbin:$PATH
. "$here/cluster.sh"

folder=$(mktemp -d)
trap 'cluster_stop; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP
fail () {
  echo "array.sh: $1" >&2
  tail -n 3 "$folder"/jobs/slurm-*.out "$folder"/cluster/*.log >&2 || :
  exit 1
}

if ! cluster_start "$folder/cluster"; then
  echo "########## SKIPPED: the Slurm array: $cluster_reason ##########" >&2
  exit 77
fi

# Reports of three years under names of their own, each with a sentence that no other has; one is no report at all.
mkdir -p "$folder/jobs/reports"
cd "$folder/jobs"
i=0
while [ $i -lt $((n - 1)) ]; do
  i=$((i + 1))
  report=reports/$(printf 'county-%03d' $i).txt
  cp "$source_folder/assets/samples/yunze-$((2021 + i % 3)).zh.txt" "$report"
  printf '\n全年召开第%d次会议，审议议题%d项。\n' $((i + 1)) $((2 * i + 3)) >>"$report"
done
: >reports/empty.txt

submit () {
  sbatch --array=1-8 --wrap \
    'exec jianbao batch reports -d out --jobs 1 --resume --shard $SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT'
}
count () {
  find out -name '*.pdf' 2>/dev/null | wc -l
}
await_end () {
  for _ in $(seq 1200); do
    [ -n "$(squeue -h -o %i 2>/dev/null)" ] || return 0
    sleep 0.5
  done
  fail "the array does not end: $(squeue -h)"
}

submit | tee submitted
job=$(awk '{ print $NF }' submitted)
for _ in $(seq 2400); do
  [ "$(count)" -lt $((n / 2)) ] && [ -n "$(squeue -h -j "$job" -o %i 2>/dev/null)" ] || break
  sleep 0.1
done
scancel "${job}_[1,3,5,7]"
scancel --signal=KILL --full "${job}_[2,4,6,8]" 2>/dev/null || :
scancel "$job"
await_end
half=$(count)
[ "$half" -ge $((n / 2)) ] || fail "the array ended with $half PDFs"
[ "$half" -lt $((n - 1)) ] || fail "all $half PDFs were there before anything was killed"
echo "killed at $half of $n"

for pdf in out/*.pdf; do
  [ "$(tail -c 6 "$pdf")" = '%%EOF' ] || fail "$pdf is half a file"
done
find out -type f ! -name '*.pdf' ! -name 'summary-*-of-8.json' ! -name 'summary-*-of-8.csv' ! -name '.summary-*-of-8.journal' \
  >strangers
[ ! -s strangers ] || fail "something is left: $(cat strangers)"

submit
await_end
python3 - "$half" "$n" <<'END'
import glob, json, sys
half, n = int (sys.argv[1]), int (sys.argv[2])
summaries = [json.load (open (path)) for path in sorted (glob.glob ('out/summary-*-of-8.json'))]
reports = [report for summary in summaries for report in summary['reports']]
names = {report['report'] for report in reports}
count = lambda outcome: sum (report['outcome'] == outcome for report in reports)
resumed = sum (report['resumed'] for report in reports)
print (f"{len (summaries)} tasks, {len (reports)} reports: {count ('done')} done, {resumed} of them before, "
       f"{count ('bad')} bad, {count ('failed')} failed")
assert len (summaries) == 8 and len (reports) == len (names) == n, 'the shards are no partition'
assert count ('done') == n - 1 and count ('bad') == 1, 'not all were done'
# A PDF whose line in the journal was not written yet is made once more: at most one a task that was killed.
assert half - 4 <= resumed <= half, f'{half} were there, {resumed} were passed over'
END
[ "$(find out -type f | wc -l)" -eq $((n - 1 + 16)) ] || fail "there are other files than PDFs and summaries: $(ls -A out)"

for i in 1 $((n / 2)); do
  printf 'reports/county-%03d.txt\n' $i
done | jianbao batch - -d alone >/dev/null
for pdf in alone/*.pdf; do
  cmp "$pdf" "out/${pdf#alone/}" || fail "$pdf is another in the array"
done
