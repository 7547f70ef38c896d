"""Turns bench/out/results.jsonl into Markdown tables: prints the one of a set and puts it
into bench/RESULTS.md between its two markers. Text outside the markers is left alone."""
import argparse
import math
import os
import sys

import results

RESULTS_MD = os.path.join(results.BENCH, "RESULTS.md")
TELLING_SECONDS = 0.2  # below this fet's time is mostly reading and writing
SAME_SOFT = 0.006  # fet prints two or three decimals


class Choice:
    """The rows of one set: for each file and tool one row a limit."""

    def __init__(self, rows, names, version, threads):
        self.names = names
        self.rows = {}
        for r in rows:
            if r["tool"] == "ours" and (r["version"] != version or r["threads"] != threads):
                continue
            self.rows.setdefault((r["file"], r["tool"]), {})[r["seconds"]] = r
        self.limits = sorted({s for n in names for t in ("ours", "fet")
                              for s in self.rows.get((n, t), {})})

    def best(self, name, tool):
        """The row to show: the solved one of the shortest limit, else the longest try."""
        found = self.rows.get((name, tool), {})
        solved = [s for s in found if found[s]["solved"]]
        if solved:
            return found[min(solved)]
        return found[max(found)] if found else None

    def solved_at(self, name, tool, limit):
        """True, False, or None when it was not tried that long."""
        found = self.rows.get((name, tool), {})
        if any(r["solved"] and r["first_valid_seconds"] is not None
               and r["first_valid_seconds"] <= limit for r in found.values()):
            return True
        longest = max(found, default=None)
        if longest is None:
            return None
        return False if longest >= limit or found[longest]["status"] == "refused" else None

    def measured(self):
        return [n for n in self.names
                if (n, "ours") in self.rows or (n, "fet") in self.rows]


def newest_version(rows):
    ours = [r for r in rows if r["tool"] == "ours"]
    return ours[-1]["version"] if ours else None


def seconds_text(row):
    if row is None:
        return ""
    if not row["solved"]:
        text = row["status"]
        if row["tool"] == "ours" and row.get("unplaced") is not None:
            text = f"{row['unplaced']} unplaced"
            if row.get("hard"):
                text += f", {row['hard']} hard"
        return f"{text} ({row['seconds']:g})"
    value = row["first_valid_seconds"]
    if value is None:
        return "?"
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def number(value, form="{:g}"):
    return "" if value is None else form.format(value)


def moves_per_second(row):
    if not row or not row.get("moves") or not row.get("search_seconds"):
        return None
    return row["moves"] / row["search_seconds"]


def accepted_text(row):
    if not row or not row["solved"]:
        return ""
    if "accepted" not in row:
        return "not tried"
    if not row["accepted"]:
        return "NO: " + row.get("accepted_status", "")
    if same_soft(row):
        return "yes"
    return f"yes, soft {row['accepted_soft']:g}"


def same_soft(row):
    theirs = row.get("accepted_soft")
    return row["soft"] is not None and theirs is not None \
        and abs(row["soft"] - theirs) <= SAME_SOFT


def ratio(ours, fet):
    """Our time to the first valid timetable by theirs, None unless both solve."""
    if not ours or not fet or not ours["solved"] or not fet["solved"]:
        return None
    mine, theirs = ours["first_valid_seconds"], fet["first_valid_seconds"]
    if mine is None or not theirs:
        return None
    return mine / theirs


def grid(head, lines):
    numeric = [":--"] + ["--:"] * (len(head) - 1)
    out = ["| " + " | ".join(head) + " |", "|" + "|".join(numeric) + "|"]
    return out + ["| " + " | ".join(cells) + " |" for cells in lines]


def file_table(choice, scale):
    head = ["file", "lessons", "ours: first valid, s", "fet-cl, s", "ratio", "our soft",
            "fet soft", "moves/s", "our peak, MiB"]
    head += ["µs per move"] if scale else ["fet-cl accepts ours"]
    lines = []
    for name in choice.measured():
        ours, fet = choice.best(name, "ours"), choice.best(name, "fet")
        rate = moves_per_second(ours)
        cells = [name.replace("FET-", "").replace("-official/", "o/"),
                 str((ours or fet)["lessons"]), seconds_text(ours), seconds_text(fet),
                 number(ratio(ours, fet), "{:.2f}"), number(ours.get("soft") if ours else None),
                 number(fet["soft"] if fet else None), number(rate, "{:,.0f}"),
                 number(ours["peak_kb"] / 1024 if ours else None, "{:.1f}")]
        cells.append(number(1e6 / rate if rate else None, "{:.2f}") if scale
                     else accepted_text(ours))
        lines.append(cells)
    return grid(head, lines)


def solved_counts(choice):
    lines = []
    n = len(choice.measured())
    for limit in choice.limits:
        cells = [f"{limit:g} s"]
        for tool in ("ours", "fet"):
            got = [choice.solved_at(name, tool, limit) for name in choice.measured()]
            text = f"{got.count(True)} of {n}"
            if got.count(None):
                text += f" ({got.count(None)} not tried that long)"
            cells.append(text)
        lines.append(cells)
    return grid(["within", "solved by us", "solved by fet-cl"], lines)


def listing(title, items):
    if not items:
        return [f"* {title}: none"]
    return [f"* {title}: {len(items)}"] + [f"  * {x}" for x in items]


def summary(choice):
    both, ratios, worse = [], [], []
    for name in choice.measured():
        ours, fet = choice.best(name, "ours"), choice.best(name, "fet")
        if ours and fet and ours["solved"] and fet["solved"]:
            both.append((name, ours, fet))
    for name, ours, fet in both:
        r = ratio(ours, fet)
        if r and fet["first_valid_seconds"] > TELLING_SECONDS:
            ratios.append(r)
        if ours["soft"] > fet["soft"] + SAME_SOFT:
            worse.append(f"{name}: {ours['soft']:g} against {fet['soft']:g}")
    out = []
    if ratios:
        mean = math.exp(sum(math.log(max(r, 1e-4)) for r in ratios) / len(ratios))
        out.append(f"* Time to the first valid timetable, ours / fet-cl: geometric mean"
                   f" {mean:.3f} over {len(ratios)} files that both solve and that take"
                   f" fet-cl more than {TELLING_SECONDS:g} s")
    if both:
        ours_sum = sum(o["soft"] for _, o, _ in both)
        fet_sum = sum(f["soft"] for _, _, f in both)
        lower = sum(o["soft"] < f["soft"] - SAME_SOFT for _, o, f in both)
        out.append(f"* Soft total over {len(both)} files that both solve: ours {ours_sum:.2f},"
                   f" fet-cl {fet_sum:.2f}; ours lower on {lower}, equal on"
                   f" {len(both) - lower - len(worse)}, higher on {len(worse)}")
    out += listing("Soft total above fet-cl's", worse)
    for tool, who in (("ours", "us"), ("fet", "fet-cl")):
        open_files = []
        for name in choice.measured():
            row = choice.best(name, tool)
            if row and not row["solved"]:
                open_files.append(f"{name} ({row['lessons']} lessons): {seconds_text(row)}")
        if any((n, tool) in choice.rows for n in choice.names):
            out += listing(f"Not solved by {who} (longest limit tried in brackets)",
                           open_files)
    bad = []
    for name in choice.measured():
        row = choice.best(name, "ours")
        if row and row["solved"] and "accepted" in row \
                and not (row["accepted"] and same_soft(row)):
            bad.append(f"{name}: {accepted_text(row)}")
    if any((n, "ours") in choice.rows for n in choice.names):
        out += listing("Our timetable not confirmed by fet-cl with the same soft total", bad)
    return out


def heading(choice, a):
    used = [r for n in choice.measured() for t in ("ours", "fet")
            for r in [choice.best(n, t)] if r]
    dates = sorted({r["date"] for r in used})
    machines = sorted({r["machine"] for r in used})
    ours = [r for r in used if r["tool"] == "ours"]
    versions = []
    if ours:
        versions.append(f"horarium {ours[-1]['git']} (binary {ours[-1]['version']},"
                        f" {ours[-1]['threads']} threads, seed {ours[-1]['seed']})")
    versions += sorted({r["version"] for r in used if r["tool"] == "fet"})
    loads = sorted(r["load"] for r in ours or used)
    load = f"; load of the machine before each run {loads[len(loads) // 2]:.1f} (median)" \
        if loads else ""
    return [f"`{a.command}`", "",
            f"{' to '.join(dict.fromkeys([dates[0], dates[-1]]))}; {'; '.join(machines)}"
            f"{load}; {'; '.join(versions)}.",
            "Our time is wall time until the first valid timetable; our soft total is that of"
            " the end of the limit.",
            "fet-cl is single-threaded and stops at its first timetable; its time is CPU time"
            " of the whole run."
            " Ratio below 1: we are faster."]


def put_section(path, name, lines):
    begin, end = f"<!-- bench:{name} begin -->", f"<!-- bench:{name} end -->"
    text = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            text = f.read()
    body = begin + "\n" + "\n".join(lines) + "\n" + end
    if begin in text and end in text:
        text = text[:text.index(begin)] + body + text[text.index(end) + len(end):]
    else:
        text = text.rstrip("\n") + f"\n\n## {name}\n\n" + body + "\n"
    temp = path + ".new"
    with open(temp, "w", encoding="utf-8") as f:
        f.write(text)
    os.replace(temp, path)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--set", default="quick")
    p.add_argument("--version", default="", help="binary hash; default: the newest measured")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--command", default=os.environ.get("BENCH_COMMAND", "make bench"))
    p.add_argument("--out", default=RESULTS_MD, help="- prints only")
    a = p.parse_args()
    rows = results.load()
    if a.set == "scale":
        names = sorted({r["file"] for r in rows if r["file"].startswith("scale/")},
                       key=lambda n: int("".join(c for c in n if c.isdigit())))
    else:
        names = results.names_of(a.set)
    choice = Choice(rows, names, a.version or newest_version(rows), a.threads)
    if not choice.measured():
        sys.exit(f"nothing measured yet for {a.set}")
    lines = heading(choice, a) + [""] + solved_counts(choice) + [""] + summary(choice) + [""] \
        + file_table(choice, a.set == "scale")
    print("\n".join(lines))
    if a.out != "-":
        put_section(a.out, a.set, lines)


if __name__ == "__main__":
    main()
