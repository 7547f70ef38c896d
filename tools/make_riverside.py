#!/usr/bin/env python3
"""Writes examples/riverside-school/riverside.fet: an invented school, in FET's file format.

The committed file is what counts; this script is the record of how it was made and the
place to change the school. Run from the repository root:
    python3 tools/make_riverside.py examples/riverside-school/riverside.fet
"""
import re
import sys
from xml.sax.saxutils import escape

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
HOURS = ["P1 08:00", "P2 08:50", "Break 09:35", "P3 09:55", "P4 10:45", "P5 11:35",
         "P6 12:25", "P7 13:15", "P8 14:05", "P9 14:55"]
P1, P2, BREAK, P3, P4, P5, P6, P7, P8, P9 = range(10)
LESSON_HOURS = [P1, P2, P3, P4, P5, P6, P7, P8, P9]
MON, TUE, WED, THU, FRI = range(5)
ALL_DAYS = range(5)

CLASSES = {5: "abc", 6: "abc", 7: "abc", 8: "ab", 9: "ab", 10: "ab"}
YEARS = list(CLASSES)
MAIN, RIVER = "Main Building", "River Building"

HOME = {"5a": "M101", "5b": "M102", "5c": "M103", "6a": "M104", "6b": "M105", "6c": "M106",
        "7a": "M201", "7b": "M202", "7c": "M203", "8a": "R11", "8b": "R12", "9a": "R13",
        "9b": "R14", "10a": "R15", "10b": "R16"}
ROOMS = [(r, MAIN if r[0] == "M" else RIVER, 30) for r in HOME.values()] + [
    ("Hall", MAIN, 500), ("Library", MAIN, 30), ("Seminar Room", MAIN, 20),
    ("Art Studio", MAIN, 30), ("Music Room", MAIN, 60), ("Language Lab", MAIN, 28),
    ("Lab 1", RIVER, 30), ("Lab 2", RIVER, 30), ("Computer Room", RIVER, 24),
    ("Workshop", RIVER, 24), ("Gym A", RIVER, 60), ("Gym B", RIVER, 40),
    ("River Seminar", RIVER, 24)]
WHOLE_GYM = "Whole Gym"
LABS = ["Lab 1", "Lab 2"]
GYMS = ["Gym A", "Gym B"]

# Teacher, classes by subject. Courses in bands are given with the bands below.
ENGLISH = {"Abigail Thornton": "5a 5b 8a 9a", "Marcus Oyelaran": "5c 6a 7a 10a",
           "Priya Raman": "6b 6c 7b 8b", "Fiona MacLeod": "7c 9b 10b"}
MATHS = {"Henrik Sørensen": "5a 5b 7a 9a", "Yusuf Demir": "5c 6a 7b",
         "Claire Beaumont": "6b 8a 9b", "Tomasz Kowalczyk": "6c 7c 8b"}
GERMAN = {"Ingrid Vogel": "5a 5b 7a 8a 9a", "Lukas Brenner": "5c 6a 7b 8b 10a",
          "Saskia de Vries": "6b 6c 7c 9b 10b"}
CLASS_TEACHER = {"5a": "Abigail Thornton", "5b": "Ingrid Vogel", "5c": "Marcus Oyelaran",
                 "6a": "Yusuf Demir", "6b": "Priya Raman", "6c": "Tomasz Kowalczyk",
                 "7a": "Henrik Sørensen", "7b": "Lukas Brenner", "7c": "Saskia de Vries",
                 "8a": "Claire Beaumont", "8b": "Edward Finch", "9a": "Hannah Weiss",
                 "9b": "Fiona MacLeod", "10a": "Dmitri Volkov", "10b": "Amélie Laurent"}
TEACHERS = list(ENGLISH) + list(MATHS) + list(GERMAN) + [
    "Amélie Laurent", "Javier Morales", "Rosalind Pemberton", "Olumide Adeyemi",
    "Hannah Weiss", "Dmitri Volkov", "Grace Nakamura", "Edward Finch", "Leila Haddad",
    "Helen Ashworth", "Arjun Mehta", "Margaret O'Neill", "Chiara Rossi", "Samuel Adjei",
    "Katarina Novak", "Daniel Fraser", "Michael Brennan", "Ruth Lindqvist", "Nadia Petrov"]
TAGS = ["Main subject", "Science", "Lab", "Band", "Pastoral", "Club", "Meeting", "Duty"]
RELIGION = {"Catholic Religion": "Michael Brennan", "Protestant Religion": "Ruth Lindqvist",
            "Ethics": "Nadia Petrov"}
SECOND = {"French": "Amélie Laurent", "Spanish": "Javier Morales",
          "Latin": "Rosalind Pemberton"}
ELECTIVES_8 = {"Technology": "Henrik Sørensen", "Drama": "Fiona MacLeod",
               "Media Design": "Arjun Mehta"}
ELECTIVES_9_10 = {"Robotics": "Arjun Mehta", "Journalism": "Edward Finch",
                  "Debating": "Margaret O'Neill", "Psychology": "Nadia Petrov",
                  "Spanish Conversation": "Javier Morales", "Astronomy": "Hannah Weiss"}
ELECTIVE_ROOMS = {"Technology": ["Workshop"], "Drama": ["Hall"],
                  "Media Design": ["Computer Room"], "Robotics": ["Workshop", "Computer Room"],
                  "Journalism": ["Computer Room", "River Seminar"], "Debating": ["R13", "R14"],
                  "Psychology": ["R15", "R16"], "Spanish Conversation": ["R15", "R16"],
                  "Astronomy": ["Lab 1", "R13", "R14"]}


def year_of(name):
    return int(re.match(r"\d+", name).group())


def classes(year):
    return [f"{year}{c}" for c in CLASSES[year]]


def teacher_for(table, class_name):
    return next(t for t, names in table.items() if class_name in names.split())


class School:
    """Collects students, lessons and rules, then writes them out."""

    def __init__(self):
        self.groups = {y: {} for y in YEARS}  # year -> group name -> list of subgroups
        self.sizes = {}
        self.lessons = []
        self.time, self.space = [], []
        self.subjects = []
        self.next_id = 1

    # --- students ---
    def profile(self, year, name, size, memberships):
        self.sizes[name] = size
        for group in memberships:
            self.groups[year].setdefault(group, []).append(name)

    def size_of(self, group):
        members = self.groups[year_of(group)]
        return sum(self.sizes[s] for s in members[group])

    # --- lessons ---
    def add(self, subject, teachers, students, parts, tags=(), spread=95, apart=1):
        """A subject of a group in parts of given durations, spread over the days."""
        if subject not in self.subjects:
            self.subjects.append(subject)
        teachers = [teachers] if isinstance(teachers, str) else list(teachers)
        students = [students] if isinstance(students, str) else list(students)
        first = self.next_id
        ids = []
        for d in parts:
            self.lessons.append((self.next_id, first if len(parts) > 1 else 0, subject,
                                 teachers, list(tags), students, d, sum(parts)))
            ids.append(self.next_id)
            self.next_id += 1
        if len(ids) > 1 and spread:
            self.rule(self.time, "MinDaysBetweenActivities", spread,
                      [("Consecutive_If_Same_Day", "true")] + counted(ids)
                      + [("MinDays", apart)])
        return ids

    def band(self, courses, parts, spread=95):
        """Courses (subject, teacher, groups, rooms, tag) that run at the same times."""
        rows = []
        for i, (subject, teacher, students, rooms) in enumerate(courses):
            ids = self.add(subject, teacher, students, parts, ["Band"],
                           spread if i == 0 else 0)
            rows.append(ids)
            for lesson in ids:
                self.rooms_of(lesson, rooms)
            if len(ids) > 1 and len(rooms) > 1:
                self.rule(self.space, "ActivitiesOccupyMaxDifferentRooms", 100,
                          counted(ids) + [("Max_Number_of_Different_Rooms", 1)])
        for together in zip(*rows):
            self.rule(self.time, "ActivitiesSameStartingTime", 100, counted(together))
        return rows

    # --- rules ---
    def rule(self, where, element, weight, fields):
        where.append((element, weight, fields))

    def rooms_of(self, lesson, rooms, weight=100):
        if len(rooms) == 1:
            self.rule(self.space, "ActivityPreferredRoom", weight,
                      [("Activity_Id", lesson), ("Room", rooms[0]),
                       ("Permanently_Locked", "true")])
        else:
            self.rule(self.space, "ActivityPreferredRooms", weight,
                      [("Activity_Id", lesson), ("Number_of_Preferred_Rooms", len(rooms))]
                      + [("Preferred_Room", r) for r in rooms])

    def slots(self, slots, count, item, day="Day", hour="Hour"):
        slots = sorted(slots)
        return [(count, len(slots))] + [
            (item, [(day, DAYS[d]), (hour, HOURS[h])]) for d, h in slots]

    def away(self, kind, name, slots):
        element = {"Teacher": "TeacherNotAvailableTimes",
                   "Students": "StudentsSetNotAvailableTimes"}.get(kind,
                                                                  "RoomNotAvailableTimes")
        self.rule(self.space if kind == "Room" else self.time, element, 100,
                  [(kind, name)] + self.slots(slots, "Number_of_Not_Available_Times",
                                              "Not_Available_Time"))

    def wish(self, weight, slots, teacher="", students="", subject="", tag="", duration=""):
        """Lessons of this kind inside these slots."""
        self.rule(self.time, "ActivitiesPreferredTimeSlots", weight,
                  [("Teacher_Name", teacher), ("Students_Name", students),
                   ("Subject_Name", subject), ("Activity_Tag_Name", tag),
                   ("Duration", duration)]
                  + self.slots(slots, "Number_of_Preferred_Time_Slots",
                               "Preferred_Time_Slot", "Preferred_Day", "Preferred_Hour"))

    def pin(self, lesson, day, hour, weight=100, locked=True):
        self.rule(self.time, "ActivityPreferredStartingTime", weight,
                  [("Activity_Id", lesson), ("Preferred_Day", DAYS[day]),
                   ("Preferred_Hour", HOURS[hour]),
                   ("Permanently_Locked", "true" if locked else "false")])


def counted(ids):
    return [("Number_of_Activities", len(ids))] + [("Activity_Id", i) for i in ids]


def times(days, hours):
    return {(d, h) for d in days for h in hours}


# --- the school ---

def make_students(s):
    """Each class is cut into profiles: students who attend exactly the same courses."""
    for year in YEARS:
        for c, class_name in enumerate(classes(year)):
            n = 6 if year < 7 else 8 if year == 7 else 10
            for i in range(n):
                groups = [class_name, f"{year} {list(RELIGION)[(i + c) % 3]}"]
                half = i % 2
                if year < 7:
                    groups.append(f"{class_name} group {half + 1}")
                    if i == 2:
                        groups.append(f"{year} Choir")
                if year == 7:
                    groups.append("7 " + ["French 1", "French 2", "Spanish", "Latin"][
                        (i + c) % 4])
                    if i == 3:
                        groups.append("7 Orchestra")
                if year > 7:
                    gender = "Girls" if half == 0 else "Boys"
                    groups += [f"{class_name} group {half + 1}", f"{year} {gender}",
                               f"{year} {list(SECOND)[(i // 2 + c) % 3]}",
                               f"{year} {'Art' if 'AAMMAAMMAM'[i] == 'A' else 'Music'}"]
                    if year == 8:
                        groups.append(f"8 {list(ELECTIVES_8)[(i * 2 + i // 3) % 3]}")
                    else:
                        groups.append(f"{year} {list(ELECTIVES_9_10)[(i * 5 + c * 2) % 6]}")
                    if year == 10:
                        groups.append(f"10 Mathematics {'Advanced' if i < 5 else 'Core'}")
                    if i == 4:
                        groups.append(f"{year} Orchestra")
                    if year > 8 and i == 7:
                        groups.append(f"{year} Rowing")
                base = 26 + (year + c) % 3
                size = base // n + (1 if i < base % n else 0)
                s.profile(year, f"{class_name} p{i + 1}", size, groups)


def make_core(s):
    """Lessons of whole classes and of their halves."""
    parts_english = {5: [2, 1, 1, 1], 6: [2, 1, 1, 1]}
    for year in YEARS:
        for name in classes(year):
            s.add("English", teacher_for(ENGLISH, name), name,
                  parts_english.get(year, [2, 1, 1]), ["Main subject"])
            if year < 10:
                s.add("Mathematics", teacher_for(MATHS, name), name,
                      [1, 1, 1, 1] if year < 7 else [2, 1, 1], ["Main subject"])
            s.add("German", teacher_for(GERMAN, name), name,
                  [1, 1, 1, 1] if year < 7 else [1, 1, 1], ["Main subject"])
            s.add("Class Hour", CLASS_TEACHER[name], name, [1], ["Pastoral"])
            if year < 7:
                s.add("Natural Science", "Olumide Adeyemi", name, [2, 1], ["Science"])
                halves(s, name, ("Computing", "Arjun Mehta", ["Computer Room"]),
                       ("Reading", "Margaret O'Neill", ["Library"]))
            if year < 8:
                s.add("Art", "Chiara Rossi", name, [2])
                s.add("Music", "Samuel Adjei", name, [1])
            make_humanities(s, year, name)
            make_sciences(s, year, name)
            make_sport(s, year, name)


def halves(s, name, first, second):
    """Two half-class lessons side by side, and the same with the halves changed over."""
    one, two = f"{name} group 1", f"{name} group 2"
    ids = []
    for a, b in ((one, two), (two, one)):
        rows = s.band([(first[0], first[1], a, first[2]),
                       (second[0], second[1], b, second[2])], [1])
        ids.append(rows[0][0])
    s.rule(s.time, "MinDaysBetweenActivities", 95,
           [("Consecutive_If_Same_Day", "true")] + counted(ids) + [("MinDays", 1)])


def make_humanities(s, year, name):
    geography = {5: [1, 1], 6: [1], 7: [1], 8: [1, 1]}
    history = {5: [1], 6: [1, 1], 7: [1, 1], 8: [1, 1], 9: [1, 1], 10: [1]}
    if year in geography:
        s.add("Geography", "Edward Finch", name, geography[year], spread=100)
    s.add("History", "Leila Haddad" if year < 9 else "Helen Ashworth", name, history[year],
          spread=100)
    if year > 8:
        s.add("Civics", "Helen Ashworth", name, [1] if year == 9 else [1, 1])


def make_sciences(s, year, name):
    if year in (7, 9, 10):
        s.add("Biology", "Hannah Weiss", name, [1, 1] if year == 7 else [2], ["Science"])
    if year == 7:
        s.add("Physics", "Grace Nakamura", name, [1, 1], ["Science"])
    if year == 10:
        halves(s, name, ("Career Guidance", "Helen Ashworth", ["River Seminar", HOME[name]]),
               ("First Aid", "Hannah Weiss", ["Lab 1", "Lab 2", "Gym B"]))
    if year > 7:
        chemistry = s.add("Chemistry", "Dmitri Volkov", name, [1], ["Science"])
        s.add("Physics", "Grace Nakamura", name, [1], ["Science"])
        before = s.next_id
        halves(s, name, ("Chemistry Practical", "Dmitri Volkov", ["Lab 2"]),
               ("Physics Practical", "Grace Nakamura", ["Lab 1"]))
        for lab in (before, before + 2):
            s.rule(s.time, "TwoActivitiesOrdered", 50,
                   [("First_Activity_Id", chemistry[0]), ("Second_Activity_Id", lab)])


def make_sport(s, year, name):
    if year < 8:
        teacher = {"5a": "Katarina Novak", "5b": "Katarina Novak", "5c": "Katarina Novak",
                   "7a": "Katarina Novak", "7b": "Katarina Novak"}.get(name, "Daniel Fraser")
        s.add("Physical Education", teacher, name, [2, 1] if year == 6 else [2])


def make_bands(s):
    for year in YEARS:
        homes = [HOME[c] for c in classes(year)]
        extra = ["Seminar Room"] if year < 8 else ["River Seminar"]
        s.band([(subject, t, f"{year} {subject}", homes + extra)
                for subject, t in RELIGION.items()], [1, 1])
    s.band([("French", "Amélie Laurent", "7 French 1", ["M201", "M202", "M203"]),
            ("French", "Ingrid Vogel", "7 French 2", ["M201", "M202", "M203"]),
            ("Spanish", "Javier Morales", "7 Spanish", ["M201", "M202", "M203"]),
            ("Latin", "Rosalind Pemberton", "7 Latin", ["Language Lab", "Seminar Room"])],
           [1, 1, 1, 1])
    for year in (8, 9, 10):
        homes = [HOME[c] for c in classes(year)] + ["River Seminar"]
        s.band([(subject, t, f"{year} {subject}", homes) for subject, t in SECOND.items()],
               [1, 1, 1, 1] if year == 8 else [1, 1, 1])
        s.band([("Art", "Chiara Rossi", f"{year} Art", ["Art Studio"]),
                ("Music", "Samuel Adjei", f"{year} Music", ["Music Room"])], [2])
        s.band([("PE Girls", "Katarina Novak", f"{year} Girls", GYMS),
                ("PE Boys", "Daniel Fraser", f"{year} Boys", GYMS)], [2])
    s.band([("Mathematics Advanced", "Yusuf Demir", "10 Mathematics Advanced",
             ["R15", "R16"]),
            ("Mathematics Core", "Tomasz Kowalczyk", "10 Mathematics Core",
             ["R15", "R16"])], [2, 1, 1])
    s.band([(subject, t, f"8 {subject}", ELECTIVE_ROOMS[subject])
            for subject, t in ELECTIVES_8.items()], [2])
    s.band([(subject, t, [f"9 {subject}", f"10 {subject}"], ELECTIVE_ROOMS[subject])
            for subject, t in ELECTIVES_9_10.items()], [2])


def make_whole_school(s):
    assembly, = s.add("Assembly", "Helen Ashworth", [f"Year {y}" for y in YEARS], [1],
                      ["Pastoral"])
    s.pin(assembly, MON, P1)
    s.rooms_of(assembly, ["Hall"])
    choir, = s.add("Choir", "Samuel Adjei", ["5 Choir", "6 Choir"], [1], ["Club"])
    s.rooms_of(choir, ["Music Room"])
    s.wish(100, times([MON, TUE, WED, THU], [P8]), subject="Choir")
    orchestra, = s.add("Orchestra", ["Samuel Adjei", "Ruth Lindqvist"],
                       [f"{y} Orchestra" for y in (7, 8, 9, 10)], [2], ["Club"])
    s.rooms_of(orchestra, ["Music Room", "Hall"])
    s.wish(100, times([TUE, WED, THU], [P8, P9]), subject="Orchestra")
    s.rule(s.time, "ActivityEndsStudentsDay", 100, [("Activity_Id", orchestra)])
    rowing, = s.add("Rowing Club", ["Katarina Novak", "Daniel Fraser"],
                    ["9 Rowing", "10 Rowing"], [2], ["Club"])
    s.rooms_of(rowing, [WHOLE_GYM])
    s.wish(100, times([MON, TUE, WED, THU], [P8, P9]), subject="Rowing Club")
    s.rule(s.time, "ActivityEndsStudentsDay", 100, [("Activity_Id", rowing)])
    s.rule(s.time, "ActivitiesSameStartingDay", 40, counted([choir, rowing]))
    meetings = {"English Meeting": list(ENGLISH), "Mathematics Meeting": list(MATHS),
                "Languages Meeting": list(GERMAN) + list(SECOND.values()),
                "Science Meeting": ["Olumide Adeyemi", "Hannah Weiss", "Dmitri Volkov",
                                    "Grace Nakamura"],
                "Leadership Meeting": ["Helen Ashworth", "Abigail Thornton", "Leila Haddad",
                                       "Chiara Rossi"]}
    for subject, people in meetings.items():
        lesson, = s.add(subject, people, [], [1], ["Meeting"])
        s.rooms_of(lesson, ["Library", "Seminar Room", "River Seminar"])
    make_duties(s)


def make_duties(s):
    """Lunch has two sittings; somebody looks after each, every day."""
    sittings = {P6: ["Daniel Fraser", "Katarina Novak", "Arjun Mehta", "Hannah Weiss",
                     "Helen Ashworth"],
                P7: ["Marcus Oyelaran", "Yusuf Demir", "Leila Haddad", "Claire Beaumont",
                     "Ruth Lindqvist"]}
    for sitting, people in sittings.items():
        ids = [s.add("Lunch Duty", t, [], [1], ["Duty"])[0] for t in people]
        for lesson in ids:
            s.rule(s.time, "ActivityPreferredTimeSlots", 100, [("Activity_Id", lesson)]
                   + s.slots(times(ALL_DAYS, [sitting]), "Number_of_Preferred_Time_Slots",
                             "Preferred_Time_Slot", "Preferred_Day", "Preferred_Hour"))
        s.rule(s.time, "MinDaysBetweenActivities", 100,
               [("Consecutive_If_Same_Day", "false")] + counted(ids) + [("MinDays", 1)])
    ids = s.add("Open Library", "Margaret O'Neill", [], [1, 1, 1], ["Duty"], spread=100)
    for lesson in ids:
        s.rooms_of(lesson, ["Library"])
    s.wish(90, times(ALL_DAYS, [P6, P7, P8]), subject="Open Library")


def make_availability(s):
    every = LESSON_HOURS
    s.rule(s.time, "BreakTimes", 100, s.slots(
        times(ALL_DAYS, [BREAK]) | times([FRI], [P8, P9]), "Number_of_Break_Times",
        "Break_Time"))
    for year in YEARS:  # two sittings of lunch
        off = times(ALL_DAYS, [P6 if year < 8 else P7])
        if year < 7:
            off |= times(ALL_DAYS, [P9])
        s.away("Students", f"Year {year}", off)
    away = {"Claire Beaumont": times([FRI], every),
            "Fiona MacLeod": times(ALL_DAYS, [P1]) | times([WED], every),
            "Saskia de Vries": times([MON], [P1, P2]),
            "Amélie Laurent": times(ALL_DAYS, [P8, P9]) - {(TUE, P8)},
            "Javier Morales": times(ALL_DAYS, [P1]),
            "Rosalind Pemberton": times([MON], every),
            "Margaret O'Neill": times([MON], every),
            "Arjun Mehta": times([WED], every),
            "Samuel Adjei": times([FRI], every),
            "Edward Finch": times([MON], [P1, P2]),
            "Helen Ashworth": times([MON], [P2]) | times([WED], [P3, P4]),
            "Michael Brennan": times([MON, FRI], every),
            "Ruth Lindqvist": times([FRI], every),
            "Chiara Rossi": times([THU], [P8, P9])}
    for teacher, slots in away.items():
        s.away("Teacher", teacher, slots)
    s.away("Room", "Gym B", times([WED], [P7, P8, P9]))
    s.away("Room", "Computer Room", {(FRI, P1), (FRI, P2)})


def make_days(s):
    """How the days of students and teachers must look."""
    t = s.time
    s.rule(t, "StudentsMaxGapsPerWeek", 100, [("Max_Gaps", 0)])
    s.rule(t, "StudentsEarlyMaxBeginningsAtSecondHour", 100,
           [("Max_Beginnings_At_Second_Hour", 1)])
    s.rule(t, "StudentsMinHoursDaily", 100, [("Minimum_Hours_Daily", 4),
                                             ("Allow_Empty_Days", "false")])
    s.rule(t, "StudentsMaxHoursDaily", 100, [("Maximum_Hours_Daily", 8)])
    s.rule(t, "StudentsSetMaxHoursDaily", 70, [("Maximum_Hours_Daily", 7),
                                               ("Students", "Year 7")])
    for year, days in ((5, 2), (6, 2), (7, 3), (8, 3), (9, 4), (10, 4)):
        s.rule(t, "StudentsSetIntervalMaxDaysPerWeek", 100,
               [("Students", f"Year {year}"), ("Interval_Start_Hour", HOURS[P8]),
                ("Interval_End_Hour", ""), ("Max_Days_Per_Week", days)])
    s.rule(t, "StudentsActivityTagMaxHoursDaily", 90,
           [("Activity_Tag", "Science"), ("Maximum_Hours_Daily", 3)])
    s.rule(t, "TeachersMaxGapsPerWeek", 100, [("Max_Gaps", 6)])
    s.rule(t, "TeachersMaxHoursDaily", 100, [("Maximum_Hours_Daily", 7)])
    s.rule(t, "TeachersMaxHoursDaily", 80, [("Maximum_Hours_Daily", 6)])
    s.rule(t, "TeachersMaxHoursContinuously", 90, [("Maximum_Hours_Continuously", 4)])
    s.rule(t, "TeachersMinHoursDaily", 100, [("Minimum_Hours_Daily", 2),
                                             ("Allow_Empty_Days", "true")])
    for teacher, n in (("Claire Beaumont", 3), ("Fiona MacLeod", 4), ("Saskia de Vries", 4),
                       ("Margaret O'Neill", 4), ("Michael Brennan", 3),
                       ("Rosalind Pemberton", 4), ("Arjun Mehta", 4), ("Hannah Weiss", 4),
                       ("Ruth Lindqvist", 4)):
        s.rule(t, "TeacherMaxDaysPerWeek", 100, [("Teacher_Name", teacher),
                                                 ("Max_Days_Per_Week", n)])
    for teacher, n in (("Claire Beaumont", 3), ("Fiona MacLeod", 3), ("Dmitri Volkov", 4),
                       ("Grace Nakamura", 3), ("Chiara Rossi", 3)):
        s.rule(t, "TeacherMaxGapsPerWeek", 100, [("Teacher_Name", teacher), ("Max_Gaps", n)])


def make_wishes(s):
    morning = times(ALL_DAYS, [P1, P2, P3, P4])
    for subject in ("English", "Mathematics", "Mathematics Advanced", "Mathematics Core"):
        s.wish(80, morning, subject=subject)
    s.wish(60, times(ALL_DAYS, [P1, P2, P3, P4, P5]), subject="German")
    s.wish(60, times(ALL_DAYS, [P3, P4, P5, P6, P7, P8, P9]), subject="Physical Education")
    s.wish(30, times(ALL_DAYS, [P4, P5, P6, P7, P8, P9]), subject="Art", duration=2)
    s.wish(70, times(ALL_DAYS, [P1, P2, P3, P4, P5, P6, P7]), tag="Main subject", duration=2)
    everything = times(ALL_DAYS, LESSON_HOURS)
    wishes = {"Dmitri Volkov": everything - times(ALL_DAYS, [P9]),
              "Chiara Rossi": everything - times(ALL_DAYS, [P1]),
              "Abigail Thornton": everything - times([FRI], [P4, P5, P6, P7]),
              "Daniel Fraser": everything - times([MON], [P1, P2, P3]),
              "Leila Haddad": everything - times([WED], LESSON_HOURS),
              "Priya Raman": everything - times(ALL_DAYS, [P7, P8, P9]),
              "Tomasz Kowalczyk": everything - times([FRI], LESSON_HOURS),
              "Nadia Petrov": everything - times(ALL_DAYS, [P1, P2])}
    for teacher, slots in wishes.items():
        s.wish(50, slots, teacher=teacher)
    for lesson in s.lessons:
        if lesson[2] == "Class Hour":
            s.pin(lesson[0], MON, P2, 75, False)


def make_rooms(s):
    sp = s.space
    for name, room in HOME.items():
        s.rule(sp, "StudentsSetHomeRoom", 100, [("Students", name), ("Room", room)])
    for subject, room in (("Art", "Art Studio"), ("Music", "Music Room")):
        s.rule(sp, "SubjectPreferredRoom", 100, [("Subject", subject), ("Room", room)])

    def rooms(element, weight, head, names):
        s.rule(sp, element, weight, head + [("Number_of_Preferred_Rooms", len(names))]
               + [("Preferred_Room", r) for r in names])
    rooms("SubjectPreferredRooms", 100, [("Subject", "Physical Education")], GYMS)
    rooms("SubjectPreferredRooms", 100, [("Subject", "Biology")], LABS + ["R13", "R14"])
    for subject, weight in (("Physics", 90), ("Chemistry", 90), ("Natural Science", 60)):
        rooms("SubjectPreferredRooms", weight, [("Subject", subject)], LABS)
    for lesson in s.lessons:  # the practical double of the young ones
        if lesson[2] == "Natural Science" and lesson[6] == 2:
            s.rooms_of(lesson[0], LABS)
    german = [x for x in s.lessons if x[2] == "German"]
    for lesson in german[::5]:
        s.rooms_of(lesson[0], ["Language Lab"], 40)
    s.rule(sp, "StudentsMaxBuildingChangesPerDay", 100, [("Max_Building_Changes_Per_Day", 4)])
    s.rule(sp, "StudentsSetMaxBuildingChangesPerDay", 100,
           [("Students", "Year 5"), ("Max_Building_Changes_Per_Day", 2)])
    s.rule(sp, "TeachersMaxBuildingChangesPerDay", 100, [("Max_Building_Changes_Per_Day", 4)])
    s.rule(sp, "TeacherMaxBuildingChangesPerDay", 100,
           [("Teacher", "Abigail Thornton"), ("Max_Building_Changes_Per_Day", 2)])
    s.rule(sp, "TeacherMaxBuildingChangesPerDay", 100,
           [("Teacher", "Leila Haddad"), ("Max_Building_Changes_Per_Day", 2)])
    s.rule(sp, "TeacherMinGapsBetweenBuildingChanges", 100,
           [("Teacher", "Ruth Lindqvist"), ("Min_Gaps_Between_Building_Changes", 1)])


# --- the file ---

class Writer:
    def __init__(self):
        self.lines, self.depth = [], 0

    def open(self, tag):
        self.lines.append("\t" * self.depth + f"<{tag}>")
        self.depth += 1

    def close(self, tag):
        self.depth -= 1
        self.lines.append("\t" * self.depth + f"</{tag.split()[0]}>")

    def fields(self, pairs):
        for tag, value in pairs:
            if isinstance(value, list):
                self.open(tag)
                self.fields(value)
                self.close(tag)
            else:
                self.lines.append("\t" * self.depth + f"<{tag}>{escape(str(value))}</{tag}>")

    def block(self, tag, pairs):
        self.fields([(tag, pairs)])


def write_students(w, s):
    w.open("Students_List")
    for year in YEARS:
        total = sum(s.size_of(c) for c in classes(year))
        w.open("Year")
        w.fields([("Name", f"Year {year}"), ("Number_of_Students", total), ("Comments", ""),
                  ("Number_of_Categories", 0), ("Separator", " ")])
        for group, members in s.groups[year].items():
            w.open("Group")
            w.fields([("Name", group), ("Number_of_Students", s.size_of(group)),
                      ("Comments", "")])
            for sub in members:
                w.block("Subgroup", [("Name", sub), ("Number_of_Students", s.sizes[sub]),
                                     ("Comments", "")])
            w.close("Group")
        w.close("Year")
    w.close("Students_List")


def write_lessons(w, s):
    w.open("Activities_List")
    for i, group, subject, teachers, tags, students, duration, total in s.lessons:
        w.block("Activity", [("Teacher", t) for t in teachers] + [("Subject", subject)]
                + [("Activity_Tag", t) for t in tags] + [("Students", x) for x in students]
                + [("Duration", duration), ("Total_Duration", total), ("Id", i),
                   ("Activity_Group_Id", group), ("Active", "true"), ("Comments", "")])
    w.close("Activities_List")


def write_rooms(w):
    w.block("Buildings_List", [("Building", [("Name", b), ("Comments", "")])
                               for b in (MAIN, RIVER)])
    w.open("Rooms_List")
    for name, building, capacity in ROOMS:
        w.block("Room", [("Name", name), ("Building", building), ("Capacity", capacity),
                         ("Virtual", "false"), ("Comments", "")])
    w.block("Room", [("Name", WHOLE_GYM), ("Building", RIVER), ("Capacity", 100),
                     ("Virtual", "true"), ("Number_of_Sets_of_Real_Rooms", 2)]
            + [("Set_of_Real_Rooms", [("Number_of_Real_Rooms", 1), ("Real_Room", g)])
               for g in GYMS] + [("Comments", "Both halves of the gym, partition open")])
    w.close("Rooms_List")


def write_rules(w, tag, basic, rules):
    w.open(tag)
    w.block("Constraint" + basic, [("Weight_Percentage", 100), ("Active", "true"),
                                   ("Comments", "")])
    for element, weight, fields in rules:
        w.block("Constraint" + element, [("Weight_Percentage", weight)] + fields
                + [("Active", "true"), ("Comments", "")])
    w.close(tag)


def write(s, path):
    w = Writer()
    w.lines.append('<?xml version="1.0" encoding="UTF-8"?>\n')
    w.open('fet version="6.8.5"')
    w.fields([("Mode", "Official"), ("Institution_Name", "Riverside School"),
              ("Comments", "An invented school of fifteen classes, years 5 to 10.")])
    w.block("Days_List", [("Number_of_Days", 5)] + [("Day", [("Name", d)]) for d in DAYS])
    w.block("Hours_List", [("Number_of_Hours", 10)] + [("Hour", [("Name", h)])
                                                       for h in HOURS])
    w.block("Subjects_List", [("Subject", [("Name", x), ("Comments", "")])
                              for x in s.subjects])
    w.block("Activity_Tags_List", [("Activity_Tag", [("Name", x), ("Printable", "true"),
                                                     ("Comments", "")]) for x in TAGS])
    w.block("Teachers_List", [("Teacher", [("Name", t), ("Target_Number_of_Hours", 0),
                                           ("Qualified_Subjects", []), ("Comments", "")])
                              for t in TEACHERS])
    write_students(w, s)
    write_lessons(w, s)
    write_rooms(w)
    write_rules(w, "Time_Constraints_List", "BasicCompulsoryTime", s.time)
    write_rules(w, "Space_Constraints_List", "BasicCompulsorySpace", s.space)
    w.close("fet")
    with open(path, "w", encoding="utf-8-sig", newline="\n") as f:
        f.write("\n".join(w.lines) + "\n")


def main():
    s = School()
    make_students(s)
    make_core(s)
    make_bands(s)
    make_whole_school(s)
    make_availability(s)
    make_days(s)
    make_wishes(s)
    make_rooms(s)
    write(s, sys.argv[1])
    hours = {t: 0 for t in TEACHERS}
    for lesson in s.lessons:
        for t in lesson[3]:
            hours[t] += lesson[6]
    print(f"{len(s.lessons)} lessons, {len(s.subjects)} subjects, {len(TEACHERS)} teachers,"
          f" {len(ROOMS)} rooms, {len(s.sizes)} profiles, {len(s.time) + len(s.space)} rules")
    print(", ".join(f"{t} {h}" for t, h in hours.items()))


if __name__ == "__main__":
    main()
