# What the command line tests share; sourced, not run. A script says `begin`, tests things
# with `ok NAME COMMAND...` and ends with `finish`. $HORARIUM is the program to test, $WORK
# an empty folder for files; both have defaults for running a script by hand.

begin() {
    HORARIUM=${HORARIUM:-build/horarium}
    case $HORARIUM in /*) ;; *) HORARIUM=$PWD/$HORARIUM ;; esac
    [ -x "$HORARIUM" ] || { echo "not ok there is no program $HORARIUM"; exit 1; }
    command -v python3 >/dev/null || { echo "# python3 is needed to look into JSON: skipped"; exit 0; }
    [ -n "${WORK:-}" ] || { WORK=$(mktemp -d) && trap 'rm -rf "$WORK"' EXIT; }
    unset NO_COLOR
    failures=0
}

finish() { [ "$failures" -eq 0 ]; exit $?; }

# ok NAME COMMAND...: one test; what a failing command printed is shown.
ok() {
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then
        echo "ok $name"
    else
        echo "not ok $name"
        printf '%s\n' "$out" | head -20 | sed 's/^/    /'
        failures=$((failures + 1))
    fi
}

# run ARGUMENTS...: the program; leaves $status, and its output in $WORK/out and $WORK/err.
run() {
    status=0
    "$HORARIUM" "$@" >"$WORK/out" 2>"$WORK/err" || status=$?
}

# Conditions on the last run. Each explains itself when it fails.
exits() { [ "$status" -eq "$1" ] || { echo "exit status $status, not $1"; tail -3 "$WORK/err"; false; }; }
out_has() { grep -qE -- "$1" "$WORK/out" || { echo "no '$1' in the output:"; cat "$WORK/out"; false; }; }
err_has() { grep -qE -- "$1" "$WORK/err" || { echo "no '$1' in the errors:"; cat "$WORK/err"; false; }; }
err_empty() { [ ! -s "$WORK/err" ] || { cat "$WORK/err"; false; }; }
exits_saying() { exits "$1" && err_has "$2"; }

# json FILE EXPRESSION: evaluates a Python expression over the last line of FILE, as `r`.
json() {
    tail -n 1 "$1" | python3 -c '
import json, sys
r = json.loads(sys.stdin.read())
v = eval("(" + sys.argv[1] + ")")
if v is False: sys.exit("false: " + sys.argv[1] + "\n" + json.dumps(r)[:2000])
print(v)' "$2"
}

# The XML of a list element with one child a line of input: list NAME CHILD < names
xml_list() {
    echo "<$1>"
    while IFS= read -r line; do echo "<$2><Name>$line</Name></$2>"; done
    echo "</$1>"
}

# make_school FILE CLASSES [EXTRA_TIME_RULES]: a small school that always has a plan. Each
# class has 16 lessons in 25 periods; every teacher has wishes that cannot all be kept.
make_school() {
    local file=$1 classes=$2 extra=${3:-} subjects=(Maths English Physics Art Sports)
    local hours=(5 4 3 2 2) days=(Monday Tuesday Wednesday Thursday Friday) c s k
    {
        echo '<?xml version="1.0" encoding="UTF-8"?>'
        echo '<fet version="6.8.5">'
        echo '<Mode>Official</Mode><Institution_Name>Test school</Institution_Name><Comments></Comments>'
        echo '<Days_List><Number_of_Days>5</Number_of_Days>'
        printf '<Day><Name>%s</Name></Day>\n' "${days[@]}"
        echo '</Days_List><Hours_List><Number_of_Hours>5</Number_of_Hours>'
        printf '<Hour><Name>%s</Name></Hour>\n' 1 2 3 4 5
        echo '</Hours_List>'
        printf '%s\n' "${subjects[@]}" | xml_list Subjects_List Subject
        echo '<Activity_Tags_List></Activity_Tags_List>'
        for ((c = 0; c < (classes + 3) / 4; c++)); do
            printf "%s\n" "${subjects[@]/%/ teacher $c}"
        done | xml_list Teachers_List Teacher
        echo '<Students_List>'
        for ((c = 1; c <= classes; c++)); do
            echo "<Year><Name>class $c</Name><Number_of_Students>20</Number_of_Students></Year>"
        done
        echo '</Students_List><Activities_List>'
        school_lessons "$classes"
        echo '</Activities_List><Buildings_List></Buildings_List><Rooms_List>'
        for ((c = 1; c <= classes; c++)); do
            echo "<Room><Name>room $c</Name><Building></Building><Capacity>30</Capacity><Virtual>false</Virtual></Room>"
        done
        echo '</Rooms_List><Time_Constraints_List>'
        echo '<ConstraintBasicCompulsoryTime><Weight_Percentage>100</Weight_Percentage><Active>true</Active><Comments></Comments></ConstraintBasicCompulsoryTime>'
        for ((c = 0; c < (classes + 3) / 4; c++)); do
            for ((s = 0; s < 5; s++)); do
                echo '<ConstraintActivitiesPreferredStartingTimes><Weight_Percentage>50</Weight_Percentage>'
                echo "<Teacher_Name>${subjects[s]} teacher $c</Teacher_Name><Students_Name></Students_Name><Subject_Name></Subject_Name><Activity_Tag_Name></Activity_Tag_Name><Duration></Duration>"
                echo '<Number_of_Preferred_Starting_Times>4</Number_of_Preferred_Starting_Times>'
                for ((k = 0; k < 4; k++)); do
                    echo "<Preferred_Starting_Time><Preferred_Starting_Day>${days[(s + k) % 5]}</Preferred_Starting_Day><Preferred_Starting_Hour>$(((c + 2 * k) % 5 + 1))</Preferred_Starting_Hour></Preferred_Starting_Time>"
                done
                echo '<Active>true</Active><Comments></Comments></ConstraintActivitiesPreferredStartingTimes>'
            done
        done
        printf '%s\n' "$extra"
        echo '</Time_Constraints_List><Space_Constraints_List>'
        echo '<ConstraintBasicCompulsorySpace><Weight_Percentage>100</Weight_Percentage><Active>true</Active><Comments></Comments></ConstraintBasicCompulsorySpace>'
        for ((c = 1; c <= classes; c++)); do
            echo "<ConstraintStudentsSetHomeRoom><Weight_Percentage>100</Weight_Percentage><Students>class $c</Students><Room>room $c</Room><Active>true</Active><Comments></Comments></ConstraintStudentsSetHomeRoom>"
        done
        echo '</Space_Constraints_List>'
        echo '</fet>'
    } >"$file"
}

school_lessons() {
    local classes=$1 id=0 first c s k
    for ((c = 1; c <= classes; c++)); do
        for ((s = 0; s < 5; s++)); do
            first=$((id + 1))
            for ((k = 0; k < hours[s]; k++)); do
                id=$((id + 1))
                echo "<Activity><Teacher>${subjects[s]} teacher $(((c - 1) / 4))</Teacher><Subject>${subjects[s]}</Subject><Students>class $c</Students><Duration>1</Duration><Total_Duration>${hours[s]}</Total_Duration><Id>$id</Id><Activity_Group_Id>$first</Activity_Group_Id><Active>true</Active><Comments></Comments></Activity>"
            done
        done
    done
}

# lock DAY PERIOD ID: a rule that fixes the start of a lesson.
lock() {
    echo "<ConstraintActivityPreferredStartingTime><Weight_Percentage>100</Weight_Percentage><Activity_Id>$3</Activity_Id><Preferred_Day>$1</Preferred_Day><Preferred_Hour>$2</Preferred_Hour><Permanently_Locked>true</Permanently_Locked><Active>true</Active><Comments></Comments></ConstraintActivityPreferredStartingTime>"
}

# place_of SOLUTION_JSON ID: "Monday 3" as the solution says.
place_of() {
    python3 -c '
import json, sys
for l in json.load(open(sys.argv[1]))["placements"]:
    if l["lesson"] == int(sys.argv[2]): print(l["day"], l["period"])' "$1" "$2"
}
