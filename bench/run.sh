#!/usr/bin/env bash
# Measures horarium against fet-cl, one program at a time, and writes bench/RESULTS.md.
#
#   bench/run.sh                      20 telling files, about ten minutes
#   SET=full bench/run.sh             all of FET's examples, 10 s, the unsolved ones 60 s
#   SET=official | SET=other          the two halves of full
#   SET=scale bench/run.sh            generated schools of 250 to 8000 lessons
#
# What is measured already (same program, file, limit, threads, seed) is not measured again,
# so an interrupted run goes on where it stopped. By the environment:
#   SECONDS_LIMIT  seconds for each run         RETRY_LIMIT  seconds for what stays unsolved
#   THREADS, SEED  of horarium                  FILES        only names that match a pattern
#   TOOL           ours, fet or both            SIZES        of the generated schools
#   HORARIUM       the binary, build/horarium   FET_EXAMPLES where FET's examples are
set -euo pipefail
cd "$(dirname "$0")/.."

export PYTHONDONTWRITEBYTECODE=1 # no cache folders in the tree
SET=${SET:-quick}
case "$SET" in
full | official | other) : "${SECONDS_LIMIT:=10}" "${RETRY_LIMIT:=60}" ;;
scale) : "${SECONDS_LIMIT:=60}" "${RETRY_LIMIT:=0}" ;;
quick) : "${SECONDS_LIMIT:=10}" "${RETRY_LIMIT:=0}" ;;
*)
    echo "SET is quick, full, official, other or scale, not $SET" >&2
    exit 2
    ;;
esac
THREADS=${THREADS:-2}
TOOL=${TOOL:-both}

command -v python3 >/dev/null || {
    echo "the benchmarks need Python 3" >&2
    exit 2
}
python3 bench/measure.py --set "$SET" --seconds "$SECONDS_LIMIT" --retry "$RETRY_LIMIT" \
    --threads "$THREADS" --seed "${SEED:-1}" --tool "$TOOL" --files "${FILES:-}" \
    --sizes "${SIZES:-250,500,1000,2000,4000,8000}" --binary "${HORARIUM:-build/horarium}"
tables=$SET
[ "$SET" = full ] && tables="official other"
for table in $tables; do
    BENCH_COMMAND="SET=$SET SECONDS_LIMIT=$SECONDS_LIMIT THREADS=$THREADS bench/run.sh" \
        python3 bench/table.py --set "$table" --threads "$THREADS"
done
