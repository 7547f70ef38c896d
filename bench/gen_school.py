#!/usr/bin/env python3
"""Generates schools of any size and equal density, as .fet files, for the growth table.

    gen_school.py LESSONS FILE [--seed N] [--locked]

Every school is built around a hidden valid timetable, so it can be solved: the rules are
read off that timetable (who is free when, how many gaps there are, how many rooms are in
use). --locked also writes the hidden timetable into the file as hard pins.

The hidden week has 5 days of 6 lessons (the file has 7 periods a day). Its 30 slots are cut
into ten sets that all classes share: five long sets (a double and two singles on three days)
and five short ones (two singles on two days). Each class deals its five long and five short
subjects onto the sets in an order of its own; a teacher may take classes of any subjects as
long as no set comes twice. That keeps teachers and rooms free of clashes at any size while
everybody's week is mixed with that of many others.
"""
import argparse
import random

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"]
PERIODS = 7
USED = 6
LESSONS_PER_CLASS = 27
LONG = ["Mathematics", "English", "French", "History", "Biology"]
SHORT = ["Science", "Sport", "Art", "Geography", "Workshop"]  # the last in half classes
HALVES = ("Computing", "Technology")
TEACHER_HOURS = 22


class School:
    def __init__(self):
        self.teachers = []  # dicts: name, long (sets), short (sets), hours, minor
        self.lessons = []  # dicts: id, group, subject, teacher(s), students, duration, slot
        self.time, self.space = [], []
        self.rooms = []
        self.classes = []


def week(rng):
    """The ten sets: long[k] = (start of the double, single, single), short[k] = two slots."""
    long_sets = [[None, None, None] for _ in range(5)]
    short_sets = [[None, None] for _ in range(5)]
    for d in range(5):
        items = [("double", d), ("first", (d - 2) % 5), ("second", (d - 3) % 5),
                 ("short0", d), ("short1", (d - 2) % 5)]
        rng.shuffle(items)
        period = 0
        for what, k in items:
            slot = (d, period)
            period += 2 if what == "double" else 1
            if what.startswith("short"):
                short_sets[k][int(what[-1])] = slot
            else:
                long_sets[k][["double", "first", "second"].index(what)] = slot
    return long_sets, short_sets


def deal(rng, n_classes):
    """For each class the set of each subject; over five classes every set comes once."""
    out = []
    while len(out) < n_classes:
        base = rng.sample(range(5), 5)
        shifts = rng.sample(range(5), 5)
        out += [[(b + shift) % 5 for b in base] for shift in shifts]
    return out[:n_classes]


def staff(rng, school, long_of, short_of):
    """Gives every (class, subject) a teacher. Returns {(class, subject): teacher}."""
    given = {}
    for s, subject in enumerate(LONG):
        buckets = [[] for _ in range(5)]
        for c, sets in enumerate(long_of):
            buckets[sets[s]].append(c)
        for b in buckets:
            rng.shuffle(b)
        while any(buckets):
            t = {"name": f"{subject} {len(school.teachers) + 1}", "long": set(),
                 "short": set(), "hours": 0, "minor": rng.randrange(5)}
            school.teachers.append(t)
            filled = [k for k in range(5) if buckets[k]]
            rng.shuffle(filled)
            filled.sort(key=lambda k: -len(buckets[k]))
            for k in filled[:rng.choice([3, 3, 4])]:
                given[buckets[k].pop(), subject] = t
                t["long"].add(k)
                t["hours"] += 4
    jobs = [(c, sets[s], s, name) for c, sets in enumerate(short_of)
            for s, subject in enumerate(SHORT)
            for name in (HALVES if subject == "Workshop" else (subject,))]
    rng.shuffle(jobs)
    pool = {}
    for t in school.teachers:
        pool.setdefault(t["minor"], []).append(t)
    for c, k, s, name in jobs:
        found = next((t for t in pool.get(s, []) + school.teachers
                      if k not in t["short"] and t["hours"] + 2 <= TEACHER_HOURS), None)
        if not found:
            found = {"name": f"{name} {len(school.teachers) + 1}", "long": set(),
                     "short": set(), "hours": 0, "minor": s}
            school.teachers.append(found)
            pool.setdefault(s, []).append(found)
        found["short"].add(k)
        found["hours"] += 2
        given[c, name] = found
    return given


def add(school, subject, teachers, students, parts):
    """parts: (slot, duration) each. Returns the new lessons."""
    first = len(school.lessons) + 1
    made = []
    for slot, duration in parts:
        lesson = {"id": len(school.lessons) + 1, "group": first if len(parts) > 1 else 0,
                  "subject": subject, "teachers": [t["name"] for t in teachers],
                  "students": students, "duration": duration,
                  "total": sum(d for _, d in parts), "slot": slot}
        school.lessons.append(lesson)
        made.append(lesson)
    if len(parts) > 1:
        spread(school, made)
    return made


def spread(school, lessons):
    school.time.append(("MinDaysBetweenActivities", 95,
                        [("Consecutive_If_Same_Day", "true")] + listed(lessons)
                        + [("MinDays", 1)]))


def listed(lessons):
    return [("Number_of_Activities", len(lessons))] + [("Activity_Id", x["id"])
                                                       for x in lessons]


def teach(school, sets, given, long_of, short_of):
    long_sets, short_sets = sets
    for c, name in enumerate(school.classes):
        for s, subject in enumerate(LONG):
            double, one, two = long_sets[long_of[c][s]]
            add(school, subject, [given[c, subject]], name, [(double, 2), (one, 1), (two, 1)])
        for s, subject in enumerate(SHORT):
            slots = short_sets[short_of[c][s]]
            if subject != "Workshop":
                add(school, subject, [given[c, subject]], name, [(x, 1) for x in slots])
                continue
            rows = []
            for turn, slot in enumerate(slots):
                pair = [add(school, HALVES[h], [given[c, HALVES[h]]],
                            f"{name} {'AB'[h ^ turn]}", [(slot, 1)])[0] for h in (0, 1)]
                school.time.append(("ActivitiesSameStartingTime", 100, listed(pair)))
                rows.append(pair[0])
            spread(school, rows)


def busy_of(school):
    busy = {t["name"]: set() for t in school.teachers}
    for x in school.lessons:
        day, period = x["slot"]
        for t in x["teachers"]:
            for p in range(period, period + x["duration"]):
                assert (day, p) not in busy[t], "the hidden timetable has a clash"
                busy[t].add((day, p))
    return busy


def meet(rng, school, n):
    """Meetings of two teachers fill the number of lessons up to the one asked for."""
    busy = busy_of(school)
    every = [(d, p) for d in range(5) for p in range(PERIODS)]
    while n:
        a, b = rng.sample(school.teachers, 2)
        free = [x for x in every if x not in busy[a["name"]] and x not in busy[b["name"]]]
        if free:
            slot = rng.choice(free)
            add(school, "Meeting", [a, b], None, [(slot, 1)])
            busy[a["name"]].add(slot)
            busy[b["name"]].add(slot)
            n -= 1


def gaps_and_hours(slots):
    gaps, most = 0, 0
    for d in range(5):
        day = sorted(p for x, p in slots if x == d)
        if day:
            gaps += day[-1] - day[0] + 1 - len(day)
            most = max(most, len(day))
    return gaps, most


def slot_fields(slots, count, item, day="Day", hour="Hour"):
    return [(count, len(slots))] + [(item, [(day, DAYS[d]), (hour, str(p + 1))])
                                    for d, p in sorted(slots)]


def time_rules(rng, school):
    t = school.time
    t.append(("StudentsMaxGapsPerWeek", 100, [("Max_Gaps", 0)]))
    t.append(("StudentsEarlyMaxBeginningsAtSecondHour", 100,
              [("Max_Beginnings_At_Second_Hour", 1)]))
    t.append(("StudentsMinHoursDaily", 100, [("Minimum_Hours_Daily", 5),
                                             ("Allow_Empty_Days", "false")]))
    t.append(("StudentsMaxHoursDaily", 100, [("Maximum_Hours_Daily", USED)]))
    every = {(d, p) for d in range(5) for p in range(PERIODS)}
    for name, busy in busy_of(school).items():
        gaps, most = gaps_and_hours(busy)
        t.append(("TeacherMaxGapsPerWeek", 100, [("Teacher_Name", name),
                                                 ("Max_Gaps", max(1, gaps))]))
        t.append(("TeacherMaxHoursDaily", 100, [("Teacher_Name", name),
                                                ("Maximum_Hours_Daily", max(4, most))]))
        free = sorted(every - busy)
        off = rng.sample(free, min(len(free), rng.choice([2, 4, 6, 9])))
        if off:
            t.append(("TeacherNotAvailableTimes", 100, [("Teacher", name)] + slot_fields(
                off, "Number_of_Not_Available_Times", "Not_Available_Time")))
    wishes = {"Mathematics": (80, range(0, 4)), "English": (80, range(0, 4)),
              "Sport": (60, range(2, 7)), "Art": (40, range(3, 7))}
    for subject, (weight, periods) in wishes.items():
        slots = [(d, p) for d in range(5) for p in periods]
        t.append(("ActivitiesPreferredTimeSlots", weight,
                  [("Teacher_Name", ""), ("Students_Name", ""), ("Subject_Name", subject),
                   ("Activity_Tag_Name", ""), ("Duration", "")]
                  + slot_fields(slots, "Number_of_Preferred_Time_Slots",
                                "Preferred_Time_Slot", "Preferred_Day", "Preferred_Hour")))


def room_rules(school):
    """Home rooms, and for some subjects just as many special rooms as the hidden week uses.
    Gives every lesson its hidden room."""
    for name in school.classes:
        school.rooms.append(f"Room {name}")
        school.space.append(("StudentsSetHomeRoom", 100, [("Students", name),
                                                          ("Room", f"Room {name}")]))
    for x in school.lessons:
        x["room"] = f"Room {x['students']}" if x["students"] in school.classes else None
    for subjects, kind in ((["French"], "Language"), (["Science"], "Lab"), (["Sport"], "Gym"),
                           (["Computing"], "Computer"), (["Technology"], "Workshop")):
        rooms, used = [], {}
        for x in school.lessons:
            if x["subject"] not in subjects:
                continue
            day, period = x["slot"]
            cells = [(day, p) for p in range(period, period + x["duration"])]
            n = next(i for i in range(len(school.classes) + 1)
                     if not any((i, cell) in used for cell in cells))
            for cell in cells:
                used[n, cell] = True
            if n == len(rooms):
                rooms.append(f"{kind} {n + 1}")
            x["room"] = rooms[n]
        school.rooms += rooms
        for subject in subjects:
            fields = [("Subject", subject)]
            if len(rooms) == 1:
                school.space.append(("SubjectPreferredRoom", 100,
                                     fields + [("Room", rooms[0])]))
            elif rooms:
                school.space.append(("SubjectPreferredRooms", 100, fields + [
                    ("Number_of_Preferred_Rooms", len(rooms))]
                    + [("Preferred_Room", r) for r in rooms]))


def lock(school):
    for x in school.lessons:
        day, period = x["slot"]
        school.time.append(("ActivityPreferredStartingTime", 100,
                            [("Activity_Id", x["id"]), ("Preferred_Day", DAYS[day]),
                             ("Preferred_Hour", str(period + 1)),
                             ("Permanently_Locked", "true")]))
        if x["room"]:
            school.space.append(("ActivityPreferredRoom", 100,
                                 [("Activity_Id", x["id"]), ("Room", x["room"]),
                                  ("Permanently_Locked", "true")]))


def build(n_lessons, seed):
    rng = random.Random(seed)
    school = School()
    n_classes = max(1, n_lessons // LESSONS_PER_CLASS)
    school.classes = [f"{i + 1}" for i in range(n_classes)]
    sets = week(rng)
    long_of, short_of = deal(rng, n_classes), deal(rng, n_classes)
    given = staff(rng, school, long_of, short_of)
    teach(school, sets, given, long_of, short_of)
    meet(rng, school, n_lessons - len(school.lessons))
    time_rules(rng, school)
    room_rules(school)
    return school


def emit(lines, depth, pairs):
    for tag, value in pairs:
        if isinstance(value, list):
            lines.append("\t" * depth + f"<{tag}>")
            emit(lines, depth + 1, value)
            lines.append("\t" * depth + f"</{tag}>")
        else:
            lines.append("\t" * depth + f"<{tag}>{value}</{tag}>")


def named(tag, names, extra=()):
    return [(tag, [("Name", n)] + list(extra) + [("Comments", "")]) for n in names]


def document(school, n_lessons, seed):
    def sets(tag, name, n, inner):
        return (tag, [("Name", name), ("Number_of_Students", n), ("Comments", "")] + inner)

    def rules(basic, found):
        every = [(basic, 100, [])] + found
        return [("Constraint" + element, [("Weight_Percentage", weight)] + fields
                 + [("Active", "true"), ("Comments", "")])
                for element, weight, fields in every]
    subjects = LONG + SHORT[:-1] + list(HALVES) + ["Meeting"]
    lessons = [("Activity", [("Teacher", t) for t in x["teachers"]]
                + [("Subject", x["subject"])]
                + ([("Students", x["students"])] if x["students"] else [])
                + [("Duration", x["duration"]), ("Total_Duration", x["total"]),
                   ("Id", x["id"]), ("Activity_Group_Id", x["group"]), ("Active", "true"),
                   ("Comments", "")]) for x in school.lessons]
    return [
        ("Mode", "Official"),
        ("Institution_Name", f"Generated school, {n_lessons} lessons, seed {seed}"),
        ("Comments", ""),
        ("Days_List", [("Number_of_Days", 5)] + [("Day", [("Name", d)]) for d in DAYS]),
        ("Hours_List", [("Number_of_Hours", PERIODS)]
         + [("Hour", [("Name", p + 1)]) for p in range(PERIODS)]),
        ("Subjects_List", named("Subject", subjects)),
        ("Activity_Tags_List", []),
        ("Teachers_List", named("Teacher", [t["name"] for t in school.teachers],
                                [("Target_Number_of_Hours", 0), ("Qualified_Subjects", [])])),
        ("Students_List", [sets("Year", c, 28, [sets("Group", f"{c} {g}", 14, [])
                                                for g in "AB"]) for c in school.classes]),
        ("Activities_List", lessons),
        ("Buildings_List", []),
        ("Rooms_List", named("Room", school.rooms, [("Building", ""), ("Capacity", 30),
                                                    ("Virtual", "false")])),
        ("Time_Constraints_List", rules("BasicCompulsoryTime", school.time)),
        ("Space_Constraints_List", rules("BasicCompulsorySpace", school.space))]


def write(path, n_lessons, seed=1, locked=False):
    school = build(n_lessons, seed)
    if locked:
        lock(school)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "", '<fet version="6.8.5">']
    emit(lines, 1, document(school, n_lessons, seed))
    lines.append("</fet>")
    with open(path, "w", encoding="utf-8-sig", newline="\n") as f:
        f.write("\n".join(lines) + "\n")
    return school


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("lessons", type=int)
    p.add_argument("file")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--locked", action="store_true")
    a = p.parse_args()
    if a.lessons < LESSONS_PER_CLASS:
        p.error(f"at least {LESSONS_PER_CLASS} lessons")
    s = write(a.file, a.lessons, a.seed, a.locked)
    hours = [t["hours"] for t in s.teachers]
    print(f"{len(s.lessons)} lessons, {len(s.classes)} classes, {len(s.teachers)} teachers"
          f" ({sum(hours) / len(hours):.1f} hours each), {len(s.rooms)} rooms,"
          f" {len(s.time) + len(s.space)} rules")


if __name__ == "__main__":
    main()
