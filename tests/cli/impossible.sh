#!/usr/bin/env bash
# Input that cannot work, and plans that are not complete.
. tests/cli/lib.bash
begin

# The Maths teacher has 5 lessons and only one day; two lessons fixed to one period.
busy='<ConstraintTeacherMaxDaysPerWeek><Weight_Percentage>100</Weight_Percentage><Teacher_Name>Maths teacher 0</Teacher_Name><Max_Days_Per_Week>1</Max_Days_Per_Week><Active>true</Active><Comments></Comments></ConstraintTeacherMaxDaysPerWeek>'
make_school "$WORK/overload.fet" 2 "$busy"
make_school "$WORK/clash.fet" 2 "$(lock Monday 1 1; lock Monday 1 2)"

for f in overload clash; do
    run solve "$WORK/$f.fet" --seconds 3 --out "$WORK/o" --json
    ok "$f: exit status 1" exits 1
    ok "$f: status infeasible" json "$WORK/out" 'r["status"] == "infeasible" and r["unplaced"] == 32'
    ok "$f: no files" json "$WORK/out" 'r["files"] == [] and r["variants"] == []'
    ok "$f: the reason is said" err_has '^ +1\. '
    run explain "$WORK/$f.fet"
    ok "$f: explain says it too" exits 1
    run explain "$WORK/$f.fet" --json
    ok "$f: explain --json" json "$WORK/out" 'any(x["fatal"] and x["text"] for x in r)'
    run solve "$WORK/$f.fet" --seconds 2 --out "$WORK/o" --force --json
    ok "$f: --force searches" exits 1
    ok "$f: and places what it can" json "$WORK/out" \
        'r["status"] == "incomplete" and 0 < r["unplaced"] < 32 and len(r["files"]) == 3'
    ok "$f: why is explained" err_has 'have no place'
    run explain "$WORK/$f.fet" "$WORK/o/$f.solution.json"
    ok "$f: explain of the plan" out_has '^ +1\. '
    run check "$WORK/$f.fet" "$WORK/o/$f.solution.json" --json
    ok "$f: check calls it invalid" exits 1
    ok "$f: with the number unplaced" json "$WORK/out" 'r["status"] == "invalid" and r["unplaced"] > 0'
done
run solve "$WORK/clash.fet" --seconds 1 --out "$WORK/o"
ok "the summary says that no plan can exist" out_has 'No plan can exist'
finish
