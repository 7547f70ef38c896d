#!/usr/bin/env bash
# Ctrl-C keeps the best plan; the live line on a terminal.
. tests/cli/lib.bash
begin

make_school "$WORK/school.fet" 16

# stopped SIGNAL: starts a long run, sends the signal after a while, waits for the end.
stopped() {
    "$HORARIUM" solve "$WORK/school.fet" --seconds 120 --out "$WORK/$1" --json \
        >"$WORK/out" 2>"$WORK/err" &
    local pid=$! begun=$SECONDS
    sleep 2
    kill -"$1" $pid
    wait $pid
    status=$?
    took=$((SECONDS - begun))
}

for signal in INT TERM; do
    stopped $signal
    ok "$signal ends the run soon" test $took -lt 20
    ok "$signal: exit status 0 with a valid plan" exits 0
    ok "$signal: status stopped" json "$WORK/out" 'r["status"] == "stopped" and r["unplaced"] == 0'
    run check "$WORK/school.fet" "$WORK/$signal/school.solution.json"
    ok "$signal: the best plan is written and valid" exits 0
done

if ! command -v script >/dev/null; then
    echo "# no script(1): the tests of the live line are skipped"
    finish
fi

# on_terminal COLUMNS COMMAND: in a terminal of that width; the raw bytes are in $WORK/raw.
on_terminal() {
    TERM=xterm LC_ALL=C.UTF-8 script -qec "stty cols $1 rows 24; $2" "$WORK/raw" >/dev/null 2>&1 </dev/null
}
solve="'$HORARIUM' solve '$WORK/school.fet' --seconds 2 --out '$WORK/t'"
# The longest drawn line in characters, without escape sequences.
longest() {
    tr '\r' '\n' <"$WORK/raw" | grep -a 'placed' | sed 's/\x1b\[[0-9;]*[A-Za-z]//g' |
        python3 -c 'import sys; print(max((len(l.rstrip("\n")) for l in sys.stdin.buffer.read().decode("utf-8", "replace").splitlines()), default=0))'
}
on_terminal 100 "$solve"
ok "a terminal shows a live line" grep -aq '256/256 placed' "$WORK/raw"
ok "with colours" grep -aq $'\033\\[3' "$WORK/raw"
ok "redrawn at most ten times a second" test "$(tr '\r' '\n' <"$WORK/raw" | grep -ac '/256 placed')" -le 25
ok "within 100 columns" test "$(longest)" -lt 100
on_terminal 40 "$solve"
ok "within 40 columns" bash -c "test $(longest) -gt 10 -a $(longest) -lt 40"
on_terminal 100 "NO_COLOR=1 $solve"
ok "NO_COLOR is respected" bash -c "! grep -aq $'\\033\\\\[3' '$WORK/raw'"
on_terminal 100 "$solve --quiet"
ok "--quiet draws nothing" bash -c "! grep -aq placed '$WORK/raw'"
on_terminal 100 "$solve --progress none"
ok "--progress none draws nothing" bash -c "! grep -aq '/256 placed' '$WORK/raw'"
finish
