"""Runs horarium and fet-cl on a .fet file and turns what they say into one flat record."""
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess

import child

FET_OFF = [
    "--htmllevel=0",
    "--writetimetablesstatistics=false",
    "--writetimetablesxml=false",
    "--writetimetablesdayshorizontal=false",
    "--writetimetablesdaysvertical=false",
    "--writetimetablestimehorizontal=false",
    "--writetimetablestimevertical=false",
    "--writetimetablessubgroups=false",
    "--writetimetablesgroups=false",
    "--writetimetablesyears=false",
    "--writetimetablesteachers=false",
    "--writetimetablesteachersfreeperiods=false",
    "--writetimetablesrooms=false",
    "--writetimetablessubjects=false",
    "--writetimetablesactivitytags=false",
    "--writetimetablesactivities=false",
    "--warnifusingnotperfectconstraints=false",
    "--warnifusingstudentsminhoursdailywithallowemptydays=false",
    "--warnifusinggroupactivitiesininitialorder=false",
    "--warnsubgroupswiththesameactivities=false",
    "--warnifusingactivitiesnotfixedtimefixedspacevirtualroomsrealrooms=false",
    "--warnifusingmaxhoursdailywithlessthan100percentweight=false",
]


def fresh_dir(path):
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def fet_path():
    return shutil.which(os.environ.get("FET_CL", "fet-cl"))


def fet_version():
    text = subprocess.run([fet_path(), "--version"], capture_output=True, text=True,
                          check=False).stdout
    m = re.search(r"version\s+(\d[\w.]*)", text, re.IGNORECASE)
    return "fet-" + (m.group(1) if m else "unknown")


def binary_version(path):
    """Twelve digits of the binary's own hash: another build is another version."""
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()[:12]


def _fet_soft(out_dir):
    """(total, lines) of the soft conflicts file, (None, None) without one."""
    for path in glob.glob(glob.escape(out_dir) + "/timetables/*/*_soft_conflicts.txt"):
        if "-highest" in path or "-current" in path:
            continue
        with open(path, encoding="utf-8-sig", errors="replace") as f:
            text = f.read()
        total = re.search(r"Total soft conflicts:\s*([-+\d.eE]+)", text)
        lines = re.search(r"Number of broken soft constraints:\s*(\d+)", text)
        if total:
            return float(total.group(1)), int(lines.group(1)) if lines else None
    return None, None


def _fet_max_placed(out_dir):
    best = None
    path = os.path.join(out_dir, "logs", "max_placed_activities.txt")
    if os.path.exists(path):
        with open(path, encoding="utf-8-sig", errors="replace") as f:
            for n in re.findall(r"(\d+)\s+activit", f.read()):
                best = max(best or 0, int(n))
    return best


def fet(file, seconds, seed, work):
    """fet-cl with a limit in CPU seconds. Its own limit is wall time and is sometimes ignored,
    so it is set far out and the CPU limit is kept from outside; only the words "Simulation
    successful" count as success, the exit code does not tell."""
    out = fresh_dir(os.path.join(work, "fet"))
    argv = [fet_path(), f"--inputfile={file}", f"--outputdir={out}",
            f"--timelimitseconds={int(seconds * 20)}", f"--randomseeds10={seed}",
            "--randomseeds11=2", "--randomseeds12=3", "--randomseeds20=4",
            "--randomseeds21=5", "--randomseeds22=6"] + FET_OFF
    o = child.run(argv, os.path.join(work, "fet-run"), seconds, seconds * 10 + 5)
    solved = "Simulation successful" in o.stdout
    soft, lines = _fet_soft(out) if solved else (None, None)
    if solved:
        status = "feasible"
    elif "aborting" in o.stdout or o.code == 1:
        status = "refused"
    elif o.killed:
        status = "hang"
    else:
        status = "stopped"
    return {"solved": solved, "status": status, "soft": soft, "soft_lines": lines,
            "first_valid_seconds": round(o.cpu_seconds, 3) if solved else None,
            "cpu_seconds": round(o.cpu_seconds, 3), "wall_seconds": round(o.wall_seconds, 3),
            "peak_kb": o.peak_kb, "placed": None if solved else _fet_max_placed(out)}


def fet_accepts(locked, work, seconds=60):
    """Feeds our timetable, written as a locked file, back to fet-cl."""
    got = fet(locked, seconds, 1, work)
    return {"accepted": got["solved"], "accepted_soft": got["soft"],
            "accepted_status": got["status"]}


def last_json(text):
    for line in reversed(text.splitlines()):
        line = line.strip()
        if line.startswith("{"):
            try:
                return json.loads(line)
            except ValueError:
                return None
    return None


def _locked_file(result, out):
    named = [f for f in result.get("files", []) if f.endswith("_data_and_timetable.fet")]
    found = named or glob.glob(glob.escape(out) + "/**/*_data_and_timetable.fet",
                               recursive=True)
    return found[0] if found and os.path.exists(found[0]) else None


def ours(binary, file, seconds, threads, seed, work, validate=True):
    out = fresh_dir(os.path.join(work, "ours"))
    argv = [binary, "solve", file, "--seconds", str(seconds), "--threads", str(threads),
            "--seed", str(seed), "--json", "--out", out, "--quiet"]
    # It ends itself; the outer limits only catch a defect.
    o = child.run(argv, os.path.join(work, "ours-run"), seconds * threads * 3 + 60,
                  seconds * 3 + 60)
    r = last_json(o.stdout)
    row = {"solved": False, "status": "crash" if r is None else str(r.get("status")),
           "code": o.code, "cpu_seconds": round(o.cpu_seconds, 3),
           "wall_seconds": round(o.wall_seconds, 3), "peak_kb": o.peak_kb}
    if r is None:
        with open(os.path.join(work, "ours-run.err"), encoding="utf-8",
                  errors="replace") as f:
            row["message"] = f.read()[-300:]
        return row
    kpis = r.get("kpis") or {}
    unplaced, hard = r.get("unplaced"), r.get("hard")
    row["solved"] = unplaced == 0 and hard == 0
    row["unplaced"], row["hard"] = unplaced, hard
    row["soft"] = r.get("soft") if row["solved"] else None
    row["bound"] = r.get("bound")
    first = r.get("first_valid_seconds")
    row["first_valid_seconds"] = first if row["solved"] and first is not None \
        and first >= 0 else None
    row["search_seconds"] = r.get("seconds")
    for name in ("moves", "accepted_moves"):
        value = r.get(name, kpis.get(name))
        if value is not None:
            row[name] = value
    if row["solved"] and validate and fet_path():
        locked = _locked_file(r, out)
        row.update(fet_accepts(locked, work) if locked
                   else {"accepted": False, "accepted_status": "no locked file"})
    return row
