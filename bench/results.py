"""The store of measurements: one JSON object a line, appended, never rewritten."""
import json
import os

BENCH = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(BENCH)
OUT = os.environ.get("BENCH_OUT", os.path.join(BENCH, "out"))
PATH = os.path.join(OUT, "results.jsonl")
EXAMPLES = os.environ.get("FET_EXAMPLES", "/usr/share/doc/fet-data/examples")


def load(path=PATH):
    """All rows; a last line cut short by a crash is skipped."""
    rows = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            for line in f:
                try:
                    rows.append(json.loads(line))
                except ValueError:
                    continue
    return rows


def append(row, path=PATH):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    data = (json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n").encode()
    fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(fd).st_size
        if size and os.pread(fd, 1, size - 1) != b"\n":
            data = b"\n" + data  # the line before was cut short
        os.write(fd, data)  # one write: rows of two runs never mix
        os.fsync(fd)
    finally:
        os.close(fd)


def key(row):
    return (row["tool"], row["version"], row["file"], row["seconds"], row["threads"],
            row["seed"])


def names_of(set_name):
    """The file names of a set, in the order of the list."""
    parts = {"full": ["official", "other"]}.get(set_name, [set_name])
    names = []
    for part in parts:
        with open(os.path.join(BENCH, f"files-{part}.txt"), encoding="utf-8") as f:
            names += [s for s in (line.strip() for line in f) if s and s[0] != "#"]
    return names


def path_of(name):
    """Where a name of a list lies: in FET's examples, in bench/out or in the repository."""
    for base in (EXAMPLES, OUT, ROOT):
        path = os.path.join(base, name)
        if os.path.exists(path):
            return path
    return None
