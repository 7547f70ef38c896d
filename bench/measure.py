"""Measures horarium and fet-cl on the files of a set and appends the rows to
bench/out/results.jsonl. What is already there is not measured again. See run.sh."""
import argparse
import datetime
import fnmatch
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import gen_school
import results
import solvers


def machine():
    model = platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            found = re.search(r"model name\s*:\s*(.+)", f.read())
            model = found.group(1).strip() if found else model
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} cores"


def git_version():
    """The commit, with "+" when the tree differs from it; "none" before the first one."""
    def git(*args):
        return subprocess.run(["git", "-C", results.ROOT, *args], capture_output=True,
                              text=True, check=False)
    head = git("rev-parse", "--short", "HEAD")
    if head.returncode:
        return "none"
    return head.stdout.strip() + ("+" if git("status", "--porcelain").stdout.strip() else "")


def count_lessons(path):
    """Active lessons of a .fet file."""
    n = 0
    for _, e in ElementTree.iterparse(path):
        if e.tag == "Activity":
            if (e.findtext("Active") or "true").strip().lower() in ("true", "yes", "1"):
                n += 1
            e.clear()
        elif e.tag == "Activities_List":
            break
    return n


def scale_names(sizes):
    """Generates what is missing of the growth family; names relative to bench/out."""
    names = []
    for n in sizes:
        name = f"scale/school-{n}.fet"
        path = os.path.join(results.OUT, name)
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            gen_school.write(path, n, seed=1)
        names.append(name)
    return names


def short(row):
    parts = [row["tool"], row["status"]]
    if row.get("first_valid_seconds") is not None:
        parts.append(f"{row['first_valid_seconds']:.2f} s")
    if row.get("soft") is not None:
        parts.append(f"soft {row['soft']:g}")
    if row["solved"] is False and row.get("unplaced") is not None:
        parts.append(f"unplaced {row['unplaced']} hard {row['hard']}")
    if "accepted" in row:
        parts.append("accepted" if row["accepted"] else "NOT ACCEPTED by fet-cl")
    return "  ".join(parts)


class Bench:
    def __init__(self, a):
        self.a = a
        self.work = os.path.join(results.OUT, f"work-{os.getpid()}")
        self.done = {results.key(r): r for r in results.load()}
        self.lessons = {r["file"]: r["lessons"] for r in self.done.values()}
        self.tools = {}
        if a.tool in ("ours", "both"):
            if not os.path.exists(a.binary):
                sys.exit(f"{a.binary} is missing: build it first (make build) or give HORARIUM=")
            self.tools["ours"] = solvers.binary_version(a.binary)
        if a.tool in ("fet", "both"):
            if not solvers.fet_path():
                sys.exit("fet-cl is missing: install the package fet, or use TOOL=ours")
            self.tools["fet"] = solvers.fet_version()

    def row(self, tool, name, path, seconds):
        """The row of one measurement, measured now unless it is known."""
        a = self.a
        head = {"tool": tool, "version": self.tools[tool], "file": name, "seconds": seconds,
                "threads": a.threads if tool == "ours" else 1, "seed": a.seed}
        known = self.done.get(results.key(head))
        if known:
            return known
        solvers.fresh_dir(self.work)
        head["load"] = round(os.getloadavg()[0], 2)
        if tool == "ours":
            got = solvers.ours(a.binary, path, seconds, a.threads, a.seed, self.work)
            head["git"] = git_version()
        else:
            got = solvers.fet(path, seconds, a.seed, self.work)
        if name not in self.lessons:
            self.lessons[name] = count_lessons(path)
        head.update(got)
        head.update({"lessons": self.lessons[name], "machine": machine(),
                     "date": datetime.date.today().isoformat(), "set": a.set})
        results.append(head)
        self.done[results.key(head)] = head
        return head

    def longer(self, tool, name, row):
        """Is the second, longer run due? A refused file is not run again."""
        return (self.a.retry > self.a.seconds and not row["solved"]
                and row["status"] not in ("refused", "crash", "infeasible"))

    def run(self, names):
        passes = [("first", self.a.seconds)]
        if self.a.retry > self.a.seconds:
            passes.append(("second", self.a.retry))
        for which, seconds in passes:
            for i, name in enumerate(names):
                path = results.path_of(name)
                if not path:
                    print(f"skipped, not on this machine: {name}")
                    continue
                for tool in self.tools:
                    row = self.row(tool, name, path, self.a.seconds)
                    if which == "second":
                        if not self.longer(tool, name, row):
                            continue
                        row = self.row(tool, name, path, seconds)
                    print(f"{i + 1}/{len(names)} {seconds:g} s  {name}  {short(row)}",
                          flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--set", default="quick", choices=["quick", "full", "official", "other",
                                                      "scale"])
    p.add_argument("--seconds", type=float, default=10)
    p.add_argument("--retry", type=float, default=0,
                   help="run what stayed unsolved again with this many seconds")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--files", default="", help="only names that match this pattern")
    p.add_argument("--tool", default="both", choices=["ours", "fet", "both"])
    p.add_argument("--binary", default=os.path.join(results.ROOT, "build", "horarium"))
    p.add_argument("--sizes", default="250,500,1000,2000,4000,8000")
    a = p.parse_args()
    if a.set == "scale":
        names = scale_names([int(s) for s in a.sizes.split(",")])
    else:
        names = results.names_of(a.set)
    if a.files:
        names = [n for n in names if fnmatch.fnmatch(n, a.files)
                 or fnmatch.fnmatch(n, f"*{a.files}*")]
    for ended_by in (signal.SIGINT, signal.SIGTERM):  # also when started in the background
        signal.signal(ended_by, signal.default_int_handler)
    bench = Bench(a)
    try:
        bench.run(names)
    except KeyboardInterrupt:
        sys.exit("interrupted; run again to go on where it stopped")
    finally:
        shutil.rmtree(bench.work, ignore_errors=True)


if __name__ == "__main__":
    main()
