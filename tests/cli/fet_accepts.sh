#!/usr/bin/env bash
# FET itself as the judge: our plans of its example files, written as locked files, must be
# accepted by fet-cl with the same soft total. Skipped where FET or its examples are missing.
. tests/cli/lib.bash
begin

examples=/usr/share/doc/fet-data/examples
list=tests/data/fet-fast.txt
if ! command -v fet-cl >/dev/null || [ ! -d $examples ]; then
    echo "# fet-cl or its examples are not installed: skipped"
    exit 0
fi
export HORARIUM WORK examples

# total FILE: "Total soft conflicts" of the first report below a folder, as a plain number.
total() {
    find "$1" -name '*soft_conflicts.txt' -print -quit | xargs -d '\n' sed -n 's/^Total soft conflicts: *//p' | head -1
}

# plan PATH SECONDS DIR: 0 if everything was placed.
plan() {
    "$HORARIUM" solve "$examples/$1" --seconds "$2" --threads 1 --json --out "$3" >"$3/json" 2>"$3/err"
}

# judge PATH: plans one file and lets FET judge; one line `ok ...` or `not ok ...`.
judge() {
    local dir ours theirs base
    dir=$(mktemp -d -p "$WORK")
    base=$(basename "$1" .fet)
    # Three seconds are plenty, unless the machine is busy: then once more with time.
    if ! plan "$1" 3 "$dir" && ! plan "$1" 12 "$dir"; then
        echo "not ok $1: no complete plan: $(tail -1 "$dir/json" | cut -c1-70) $(head -1 "$dir/err")"
        return
    fi
    ours=$(json "$dir/json" 'r["soft"]')
    if ! timeout 30 fet-cl --inputfile="$dir/${base}_data_and_timetable.fet" --outputdir="$dir/fet" \
        --htmllevel=0 >"$dir/log" 2>&1 || ! grep -q 'Simulation successful' "$dir/log"; then
        echo "not ok $1: refused by FET: $(tail -1 "$dir/log")"
        return
    fi
    theirs=$(total "$dir/fet")
    if python3 -c 'import sys; sys.exit(abs(float(sys.argv[1]) - float(sys.argv[2])) > 1e-6)' "$ours" "$theirs"; then
        echo "ok $1: soft $ours"
    else
        echo "not ok $1: our soft total is $ours, FET says $theirs"
    fi
    rm -rf "$dir"
}
export -f judge json plan total

xargs -d '\n' -P 2 -I{} bash -c 'judge "$1"' judge {} <$list | tee "$WORK/verdicts"
[ "$(wc -l <"$WORK/verdicts")" -eq "$(wc -l <$list)" ] || echo "not ok every file has a verdict"
! grep -q '^not ok' "$WORK/verdicts"
