#!/usr/bin/env bash
# convert, show and compare: formats there and back, and views for people.
. tests/cli/lib.bash
begin

make_school "$WORK/school.fet" 3
run solve "$WORK/school.fet" --seconds 2 --variants 2 --out "$WORK/o" --json
a=$WORK/o/school.solution.json
b=$WORK/o/school.2.solution.json

# The problem: .fet -> JSON -> .fet and JSON -> .fet -> JSON are the same bytes.
run convert "$WORK/school.fet" --to json -o "$WORK/p.json"
ok "to json" exits 0
run convert "$WORK/school.fet" --to fet --out "$WORK/p.fet"
ok "to fet" exits 0
run convert "$WORK/p.json" --to fet
ok "json to fet" cmp "$WORK/out" "$WORK/p.fet"
run convert "$WORK/p.fet" --to json
ok "fet to json" cmp "$WORK/out" "$WORK/p.json"
run convert - --to json <"$WORK/school.fet"
ok "from standard input" cmp "$WORK/out" "$WORK/p.json"
run solve "$WORK/p.json" --seconds 1 --out "$WORK/j" --json
ok "a JSON problem is solved" json "$WORK/out" 'r["unplaced"] == 0'
ok "its results lose the ending" test -s "$WORK/j/p.solution.json"

# The solution: through every format and back.
for f in fet activities csv solution; do
    run convert "$WORK/school.fet" --to $f --solution "$a" -o "$WORK/s.$f"
    ok "solution to $f" exits 0
    run convert "$WORK/school.fet" --to solution --solution "$WORK/s.$f"
    ok "$f back to a solution" cmp "$WORK/out" "$a"
done
run convert "$WORK/s.fet" --to csv
ok "a locked file holds its own timetable" cmp "$WORK/out" "$WORK/s.csv"
sed 's/,/;/g' "$WORK/s.csv" >"$WORK/semicolons.csv"
run convert "$WORK/school.fet" --to solution --solution "$WORK/semicolons.csv"
ok "a spreadsheet may write semicolons" cmp "$WORK/out" "$a"
sed 's/^6,[A-Z][a-z]*,/6,Sunday,/' "$WORK/s.csv" >"$WORK/sunday.csv"
run check "$WORK/school.fet" "$WORK/sunday.csv"
ok "an unknown day in a table has its line" exits_saying 3 "sunday.csv:7: error: there is no day 'Sunday'"
sed 's/^6,/600,/' "$WORK/s.csv" >"$WORK/600.csv"
run check "$WORK/school.fet" "$WORK/600.csv"
ok "an unknown lesson in a table" exits_saying 3 "600.csv:7: error: there is no lesson '600'"
sed '2d' "$WORK/s.csv" >"$WORK/partial.csv"
run check "$WORK/school.fet" "$WORK/partial.csv" --json
ok "a partial table is a partial plan" json "$WORK/out" 'r["unplaced"] == 1 and r["status"] == "invalid"'

run show "$WORK/school.fet" "$a" --class "class 2"
ok "show a class" exits 0
ok "with its days" out_has 'Monday.*Friday'
ok "and subjects" out_has 'Physics'
run show "$WORK/s.fet" --teacher "Art teacher 0"
ok "show a teacher of a locked file" out_has 'class 3'
run show "$WORK/school.fet" "$a" --room "room 1" --width 60
ok "show a room in 60 columns" bash -c \
    "python3 -c 'import sys; sys.exit(max(len(l.rstrip()) for l in open(sys.argv[1], encoding=\"utf-8\")) > 60)' '$WORK/out'"
run show "$WORK/school.fet" "$a" --all-teachers
ok "show all teachers" exits 0
run show "$WORK/school.fet" "$a"
ok "show without a choice" exits 0
run show "$WORK/school.fet" "$a" --class "clas 2"
ok "an unknown class names the nearest" exits_saying 2 "did you mean 'class 2'"
run show "$WORK/school.fet" "$a" --csv
ok "show --csv" cmp "$WORK/out" "$WORK/s.csv"
run show "$WORK/school.fet" "$a" --html "$WORK/pages"
ok "show --html" test -s "$WORK/pages/index.html"

run compare "$WORK/school.fet" "$a" "$b"
ok "compare two plans" exits 0
ok "with their totals" out_has '^soft total +[0-9.]+ +[0-9.]+'
ok "and what differs" out_has 'Placed differently: [0-9]+ lessons'
run compare "$WORK/school.fet" "$a" "$b" "$WORK/s.csv" --json
ok "compare --json" json "$WORK/out" 'len(r["plans"]) == 3 and r["plans"][2]["differs"] == 0'
ok "differences are listed" json "$WORK/out" 'len(r["differences"]) == r["plans"][1]["differs"] > 0'
run compare "$WORK/school.fet" "$a"
ok "one plan cannot be compared" exits 2
finish
