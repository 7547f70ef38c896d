#!/usr/bin/env bash
# Exit statuses and messages of wrong usage and bad input.
. tests/cli/lib.bash
begin

make_school "$WORK/school.fet" 2
sed 's/Maths teacher 0<\/Teacher_Name>/Maths teecher 0<\/Teacher_Name>/' "$WORK/school.fet" >"$WORK/name.fet"
head -n 40 "$WORK/school.fet" >"$WORK/cut.fet"
echo 'a,b,c' >"$WORK/noise.txt"
: >"$WORK/empty.fet"

run
ok "without arguments the usage is shown" exits_saying 2 'usage: horarium'
run help
ok "help lists the commands" out_has '^  solve '
for c in solve check explain suggest convert show compare help version; do
    run help "$c"
    ok "help $c" out_has "usage: horarium $c"
    run "$c" --help
    ok "$c --help" exits 0
done
run --version
ok "--version" out_has '^horarium [0-9]+\.[0-9]+\.[0-9]+$'
run slove x
ok "an unknown command names the nearest" exits_saying 2 "did you mean 'solve'"
run help slove
ok "so does help" exits_saying 2 "did you mean 'solve'"
run solve "$WORK/school.fet" --secons 3
ok "an unknown option names the nearest" exits_saying 2 "did you mean '--seconds'"
run solve "$WORK/school.fet" --frobnicate
ok "an option like none" exits_saying 2 "no option '--frobnicate'"
run solve
ok "a missing file" exits_saying 2 'a file is missing'
run solve "$WORK/school.fet" other.fet
ok "a file too many" exits_saying 2 'one argument too many'
run solve "$WORK/school.fet" --seconds
ok "a missing value" exits_saying 2 'needs a value'
run solve "$WORK/school.fet" --seconds soon
ok "a value that is no number" exits_saying 2 'number of seconds'
run solve "$WORK/school.fet" --threads 0
ok "a value out of range" exits_saying 2 'from 1 to 256'
run solve "$WORK/school.fet" --json=yes
ok "a switch with a value" exits_saying 2 'takes no value'
run solve "$WORK/school.fet" --min-changes
ok "--min-changes alone" exits_saying 2 '--from'
run solve "$WORK/school.fet" --strategy magic
ok "an unknown strategy" exits_saying 2 "'magic'"
run solve "$WORK/school.fet" --progress loud
ok "an unknown kind of progress" exits_saying 2 'line, json or none'
run convert "$WORK/school.fet" --to docx
ok "an unknown format lists the known ones" exits_saying 2 'fet, activities'
run convert "$WORK/school.fet" --to csv
ok "a format that needs a timetable" exits_saying 2 'no timetable of its own'
run check "$WORK/school.fet"
ok "a problem without locks is no solution" exits_saying 2 'no timetable of its own'
run check - -
ok "standard input twice" exits_saying 2 'only once'

run solve "$WORK/none.fet"
ok "a file that is not there" exits_saying 3 "none.fet: error: .*No such file"
run solve "$WORK/noise.txt"
ok "a file of no known format" exits_saying 3 'noise.txt:1:1: error: '
run solve "$WORK/empty.fet"
ok "an empty file" exits_saying 3 'empty'
printf 'lesson,day,period\n1,Monday,1\n' >"$WORK/table.csv"
run solve "$WORK/table.csv"
ok "a solution in the place of a problem" exits_saying 3 'name the file of the problem first'
run solve "$WORK/cut.fet"
ok "a broken file: the place" exits_saying 3 'cut\.fet:[0-9]+:[0-9]+: error: '
run solve "$WORK/name.fet"
line=$(grep -n 'Maths teecher' "$WORK/name.fet" | head -1 | cut -d: -f1)
ok "an unknown name: the line" exits_saying 3 "name\.fet:$line:[0-9]+: error: "
ok "an unknown name: the sentence" err_has 'Maths teecher 0'
run solve - <"$WORK/cut.fet"
ok "bad standard input has a name too" exits_saying 3 '^standard input:[0-9]+:[0-9]+: error: '
run solve "$WORK/school.fet" --from "$WORK/noise.txt"
ok "a start plan of no known format" exits_saying 3 'noise.txt'
run solve "$WORK/school.fet" --pin "$WORK/noise.txt"
ok "a pin file of no known format" exits_saying 3 'noise.txt'
run solve "$WORK/school.fet" --seconds 1 --out "$WORK/noise.txt/below"
ok "a folder that cannot be made" exits_saying 3 'noise.txt'
run check "$WORK/school.fet" "$WORK/none.json"
ok "a solution that is not there" exits_saying 3 'none.json'
finish
