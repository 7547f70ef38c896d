#!/usr/bin/env bash
# explain and suggest for lessons and cells.
. tests/cli/lib.bash
begin

make_school "$WORK/school.fet" 3
run solve "$WORK/school.fet" --seconds 1 --out "$WORK/o" --json
a=$WORK/o/school.solution.json
locked=$WORK/o/school_data_and_timetable.fet
read -r day period < <(place_of "$a" 1)
taken="$day $period"

run explain "$WORK/school.fet"
ok "a sound input has no fatal finding" exits 0
run explain "$WORK/school.fet" "$a"
ok "a complete plan needs no explanation" out_has 'Every lesson has its place'
run explain "$WORK/school.fet" "$a" --lesson 2 --at "$taken"
ok "why a lesson cannot be where its class is taught" out_has '^ +1\. '
run explain "$WORK/school.fet" "$a" --lesson 2 --at "$taken" --json
ok "as JSON" json "$WORK/out" 'len(r) > 0 and all(list(x) == ["fatal", "text", "advice"] for x in r)'
run explain "$WORK/school.fet" "$a" --lesson 2
ok "every place of a lesson" bash -c "test \$(grep -cE '^  (Mon|Tues|Wednes|Thurs|Fri)day [1-5]' '$WORK/out') -eq 25"
run explain "$locked" --lesson 2 --at "$taken"
ok "a locked file alone" out_has '^ +1\. '
run explain "$WORK/school.fet" "$a" --lesson 999
ok "an unknown lesson" exits_saying 2 'no lesson with the id 999'
run explain "$WORK/school.fet" "$a" --lesson 2 --at "Moonday 3"
ok "an unknown cell shows how one is written" exits_saying 2 "such as 'Monday 1'"
run explain "$WORK/school.fet" "$a" --at "Monday 3"
ok "a cell needs a lesson" exits_saying 2 '--lesson ID'

run suggest "$WORK/school.fet" "$a" --lesson 1 --limit 5
ok "other places of a lesson" out_has '^ +1\. (move|swap|chain)'
run suggest "$WORK/school.fet" "$a" --lesson 1 --limit 5 --json
ok "as JSON" json "$WORK/out" '0 < len(r) <= 5 and r[0]["steps"][0]["lesson"] == "1"'
ok "best first" json "$WORK/out" \
    '[(s["unplaced"], s["hard"], s["soft"]) for s in r] == sorted((s["unplaced"], s["hard"], s["soft"]) for s in r)'
run suggest "$locked" --lesson 1 --limit 3 --json
ok "a locked file alone: its locks are lifted" json "$WORK/out" \
    'len(r) > 0 and any(s["hard"] == 0 and s["unplaced"] == 0 for s in r)'
run suggest "$WORK/school.fet" "$a" --cell "Monday 3" --class "class 1" --limit 4
ok "what could be in a cell" exits 0
run suggest "$WORK/school.fet" "$a" --cell "Monday 3" --teacher "Art teacher 0" --json
ok "of a teacher" exits 0
run suggest "$WORK/school.fet" "$a" --cell "Monday 3"
ok "a cell needs somebody" exits_saying 2 '--class NAME'
run suggest "$WORK/school.fet" "$a" --cell "Monday 3" --class "class 1" --room "room 1"
ok "only one of them" exits_saying 2 'not both'
run suggest "$WORK/school.fet" "$a" --cell "Monday 3" --class "klass 1"
ok "an unknown class names the nearest" exits_saying 2 "did you mean 'class 1'"
finish
