#!/usr/bin/env bash
# What solve prints and writes: the contract with other programs.
. tests/cli/lib.bash
begin

make_school "$WORK/school.fet" 3
out=$WORK/out-folder

run solve "$WORK/school.fet" --seconds 2 --out "$out" --json
ok "a school is planned" exits 0
cp "$WORK/out" "$WORK/result.json"
ok "nothing is drawn when piped" err_empty
ok "planner and status" json "$WORK/result.json" \
    'r["planner"] == "timetable" and r["status"] in ("optimal", "feasible")'
ok "all keys of the contract, in order" json "$WORK/result.json" \
    'list(r) == ["planner", "status", "unplaced", "hard", "soft", "objective", "bound",
     "seconds", "first_valid_seconds", "moves", "seed", "threads", "variants", "kpis", "files"]'
ok "nothing unplaced, nothing broken" json "$WORK/result.json" 'r["unplaced"] == r["hard"] == 0'
ok "soft is the objective" json "$WORK/result.json" 'r["soft"] == r["objective"]'
ok "the bound is below" json "$WORK/result.json" 'r["bound"] is None or r["bound"] <= r["soft"]'
ok "numbers have no noise" json "$WORK/result.json" 'len(repr(r["soft"])) < 10'
ok "times" json "$WORK/result.json" '0 <= r["first_valid_seconds"] <= r["seconds"] < 4'
ok "seed and threads" json "$WORK/result.json" 'r["seed"] == 1 and r["threads"] == 2'
ok "one variant" json "$WORK/result.json" 'len(r["variants"]) == 1'
ok "named figures" json "$WORK/result.json" 'r["kpis"]["lessons"] == r["kpis"]["placed"] == 48'
ok "every listed file is there" json "$WORK/result.json" \
    'all(__import__("os").path.getsize(f) > 0 for f in r["files"])'
for f in school_data_and_timetable.fet school_activities.xml school.solution.json; do
    ok "written: $f" test -s "$out/$f"
    run check "$WORK/school.fet" "$out/$f" --json
    ok "$f is a valid solution" exits 0
    cp "$WORK/out" "$WORK/check.json"
    soft=$(json "$WORK/result.json" 'r["soft"]')
    ok "$f has the same cost" json "$WORK/check.json" "r['soft'] == $soft and r['status'] == 'feasible'"
done
ok "check has the keys of solve and the violations" json "$WORK/check.json" \
    'list(r)[-1] == "violations" and len(r) == 15'
ok "each violation is complete" json "$WORK/check.json" \
    'all(list(v) == ["rule", "hard", "entities", "amount", "cost", "text"] for v in r["violations"])'
ok "violations add up to the soft total" json "$WORK/check.json" \
    'abs(sum(v["cost"] for v in r["violations"]) - r["soft"]) < 1e-9'
run check "$out/school_data_and_timetable.fet"
ok "the locked file is its own solution" out_has '^valid'

mkdir "$WORK/in" && cp "$WORK/school.fet" "$WORK/in/"
run solve "$WORK/in/school.fet" --seconds 1
ok "results lie beside the file" test -s "$WORK/in/school.solution.json"
ok "the summary says what was planned" out_has 'Planned all 48 lessons'
ok "the summary has the total" out_has '^Soft total [0-9.]+'
ok "the summary names the files" out_has 'in/school_activities\.xml'
ok "no escape sequences in a pipe" bash -c "! grep -q $'\\033' '$WORK/out'"
run solve "$WORK/school.fet" --seconds 1 --out "$out" --quiet
ok "--quiet prints nothing" test ! -s "$WORK/out"
run solve - --seconds 1 --out "$WORK/stdin" --json <"$WORK/school.fet"
ok "standard input" json "$WORK/out" 'r["unplaced"] == 0'
ok "its results have a name" test -s "$WORK/stdin/plan_data_and_timetable.fet"
run solve "$WORK/school.fet" --seconds 1 --out "$out" --csv --json
ok "--csv writes a table" test -s "$out/school_timetable.csv"
run check "$WORK/school.fet" "$out/school_timetable.csv"
ok "which is a solution too" exits 0
run solve "$WORK/school.fet" --seconds 1 --out "$out" --html --json
ok "--html writes pages" json "$WORK/out" \
    'any(f.endswith("school_html/index.html") for f in r["files"])'
run solve "$WORK/school.fet" --seconds 2 --out "$out" --progress json --json
ok "--progress json goes to standard error" bash -c \
    "head -1 '$WORK/err' | python3 -c 'import json,sys; r=json.loads(sys.stdin.readline()); sys.exit(not (r[\"total\"]==48 and \"stage\" in r))'"

# A later run that changes little, pins, variants.
first=$out/school.solution.json
run solve "$WORK/school.fet" --from "$first" --min-changes --seconds 2 --out "$WORK/again" --json
ok "--min-changes keeps a valid plan" json "$WORK/out" 'r["variants"][0]["changed"] == 0'
run solve "$WORK/school.fet" --from "$out/school_data_and_timetable.fet" --seconds 1 --out "$WORK/again" --json
ok "--from takes a locked file" exits 0
make_school "$WORK/changed.fet" 3 "$(lock Friday 5 1)"
run solve "$WORK/changed.fet" --from "$first" --min-changes --seconds 3 --out "$WORK/again" --json
ok "after a change few placements differ" json "$WORK/out" 'r["unplaced"] == 0 and r["variants"][0]["changed"] <= 6'
ok "and the new rule holds" test "$(place_of "$WORK/again/changed.solution.json" 1)" = "Friday 5"
echo '{"format":"horarium-timetable-pins-1","pins":[{"lesson":6,"day":"Tuesday","period":"4"}]}' >"$WORK/pins.json"
run solve "$WORK/school.fet" --pin "$WORK/pins.json" --seconds 1 --out "$WORK/pinned" --json
ok "a pin file is read" exits 0
ok "a pin holds" test "$(place_of "$WORK/pinned/school.solution.json" 6)" = "Tuesday 4"
run solve "$WORK/school.fet" --pin "$first" --seconds 1 --out "$WORK/pinned" --seed 7 --json
ok "a solution pins everything" cmp "$first" "$WORK/pinned/school.solution.json"
run solve "$WORK/school.fet" --pin "$out/school_data_and_timetable.fet" --seconds 1 --out "$WORK/pinned" --json
ok "a locked file pins as well" exits 0
run solve "$WORK/school.fet" --variants 3 --seconds 6 --out "$WORK/variants" --json
ok "three variants" json "$WORK/out" 'len(r["variants"]) == 3'
ok "best first" json "$WORK/out" \
    '[(v["unplaced"], v["hard"], v["soft"]) for v in r["variants"]] ==
     sorted((v["unplaced"], v["hard"], v["soft"]) for v in r["variants"])'
ok "each with its files" json "$WORK/out" 'all(len(v["files"]) == 3 for v in r["variants"])'
ok "named with their number" test -s "$WORK/variants/school.2.solution.json"
ok "they differ" bash -c "! cmp -s '$WORK/variants/school.solution.json' '$WORK/variants/school.2.solution.json'"

# The same run twice is the same result, to the last byte.
for k in 1 2; do
    run solve "$WORK/school.fet" --iterations 200000 --threads 2 --seed 5 --out "$WORK/same$k"
done
for f in school_data_and_timetable.fet school_activities.xml school.solution.json; do
    ok "reproducible: $f" cmp "$WORK/same1/$f" "$WORK/same2/$f"
done
finish
