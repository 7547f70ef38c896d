#!/usr/bin/env bash
# Builds and runs every test and ends with one line `N passed, N failed`. Stages: unit tests
# and examples as released; the same under the address and undefined-behaviour sanitizers;
# the solver's threads under the thread sanitizer; a short fuzz run of every fuzz target;
# the command line from outside (tests/cli/*.sh). Whole logs are left in build/test-logs.
#
# HORARIUM_TEST_STAGES  which stages, default "release asan tsan fuzz cli"
# HORARIUM_FUZZ_SECONDS time of each fuzz target, default 10
# HORARIUM_TEST_JOBS    how many things at once, default the number of processors
#
# A script in tests/cli gets the program to test in $HORARIUM and an empty folder for its
# files in $WORK, runs from the root of the repository, and prints `ok NAME` or
# `not ok NAME` for each thing it tested.
set -u
cd "$(dirname "$0")/.." || exit 1

stages=${HORARIUM_TEST_STAGES:-release asan tsan fuzz cli}
jobs=${HORARIUM_TEST_JOBS:-$(nproc 2>/dev/null || echo 2)}
fuzz_seconds=${HORARIUM_FUZZ_SECONDS:-10}
threaded='portfolio|solve|horarium' # names of the tests that start threads
logs=build/test-logs
passed=0
failed=0

mkdir -p "$logs"
export UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1

# count STAGE PASSED FAILED LOG: adds to the totals, shows the end of the log of a failure.
count() {
    passed=$((passed + $2))
    failed=$((failed + $3))
    printf '== %-8s %4d passed, %d failed (%d s)\n' "$1" "$2" "$3" $((SECONDS - stage_start))
    if [ "$3" -gt 0 ]; then
        echo "-- from $4:"
        grep -nE 'error:|ERROR|FAILED|\*\*\*|not ok|Sanitizer|runtime error|assert' "$4" |
            head -20
    fi
}

# build PRESET [TARGET...]: everything without targets; goes on after an error so that all
# messages are in the log.
build() {
    local preset=$1 dir=build-$1
    [ "$preset" = release ] && dir=build
    shift
    local tests=ON
    [ "$preset" = fuzz ] && tests=OFF
    {
        cmake --preset "$preset" -DHORARIUM_TESTS=$tests &&
            cmake --build "$dir" -j "$jobs" --target "${@:-all}" -- -k 0
    } >"$logs/$preset-build.log" 2>&1 && return
    echo "the build '$preset' failed"
    count "$preset" 0 1 "$logs/$preset-build.log"
    return 1
}

# Sums what cmocka printed inside `ctest -V`; a test that printed nothing counts as one, and
# so does one that crashed. Prints "PASSED FAILED".
sum_ctest() {
    awk '
        match($0, /^[0-9]+: \[ *(PASSED|FAILED) *\] [0-9]+ test/) {
            id = $1 + 0; n = $0
            sub(/.*\] /, "", n)
            if ($0 ~ /PASSED/) good[id] += n; else bad[id] += n
        }
        / Test +#[0-9]+: / {
            id = $0
            sub(/.*#/, "", id); id += 0; seen++
            if ($0 ~ / Passed /) { p += good[id] ? good[id] : 1 }
            else if ($0 !~ /Skipped/) { p += good[id]; f += bad[id] ? bad[id] : 1 }
        }
        END { print p + 0, (seen ? f + 0 : 1) }' "$1"
}

# run_ctest STAGE BUILD-FOLDER [ctest arguments]
run_ctest() {
    local stage=$1 dir=$2 log=$logs/$1.log p f
    shift 2
    "${quiet_kernel[@]}" ctest --test-dir "$dir" -V -j "$jobs" "$@" >"$log" 2>&1
    read -r p f < <(sum_ctest "$log")
    count "$stage" "$p" "$f" "$log"
}

quiet_kernel=()

stage_release() { build release && run_ctest release build; }

stage_asan() { build asan && run_ctest asan build-asan; }

# Some kernels spread addresses wider than the thread sanitizer understands: run without.
stage_tsan() {
    local names
    mapfile -t names < <(find tests/unit -name 'test_*.c' -printf '%f\n' |
        sed 's/\.c$//' | grep -E "$threaded")
    [ ${#names[@]} -gt 0 ] || return 0
    setarch "$(uname -m)" -R true 2>/dev/null && quiet_kernel=(setarch "$(uname -m)" -R)
    build tsan "${names[@]}" && HORARIUM_TEST_SHORT=1 run_ctest tsan build-tsan \
        -R "^test_.*($threaded)"
    quiet_kernel=()
}

stage_fuzz() {
    local source name names=() corpus log=$logs/fuzz.log good=0 bad=0 new
    for source in tests/fuzz/fuzz_*.c; do
        [ -f "$source" ] && names+=("$(basename "$source" .c)")
    done
    [ ${#names[@]} -gt 0 ] || return 0
    build fuzz "${names[@]}" || return 0
    : >"$log"
    for name in "${names[@]}"; do
        corpus=()
        for new in "tests/fuzz/corpus/$name" "tests/fuzz/corpus/${name#fuzz_}"; do
            [ -d "$new" ] && corpus+=("$new")
        done
        new=$(mktemp -d)
        if "build-fuzz/$name" -max_total_time="$fuzz_seconds" -timeout=20 -seed=1 \
            -rss_limit_mb=4096 -artifact_prefix="$logs/" "$new" "${corpus[@]}" \
            >>"$log" 2>&1; then
            good=$((good + 1))
        else
            bad=$((bad + 1))
            echo "not ok $name" >>"$log"
        fi
        rm -rf "$new"
    done
    count fuzz $good $bad "$log"
}

stage_cli() {
    compgen -G 'tests/cli/*.sh' >/dev/null || return 0
    [ -x build/horarium ] || build release || return 0
    local script log=$logs/cli.log out=$logs/cli-one.log good=0 bad=0 g b status
    : >"$log"
    for script in tests/cli/*.sh; do
        WORK=$(mktemp -d)
        HORARIUM=$PWD/build/horarium WORK=$WORK timeout 600 bash "$script" >"$out" 2>&1
        status=$?
        rm -rf "$WORK"
        g=$(grep -c '^ok' "$out")
        b=$(grep -c '^not ok' "$out")
        if [ $status -ne 0 ] && [ "$b" -eq 0 ]; then
            b=1
            echo "not ok $script: exit status $status" >>"$out"
        elif [ "$g" -eq 0 ] && [ "$b" -eq 0 ]; then
            g=1
        fi
        good=$((good + g))
        bad=$((bad + b))
        { echo "# $script" && cat "$out"; } >>"$log"
    done
    count cli $good $bad "$log"
}

for stage in $stages; do
    stage_start=$SECONDS
    "stage_$stage"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
