"""Runs one program under a CPU and a wall limit and says what it used.

CPU seconds and peak memory come from wait4(2), so they are those of the child alone and hold
on a machine that others use at the same time.
"""
import os
import resource
import signal
import subprocess
import time

TICK = os.sysconf("SC_CLK_TCK")
POLL_SECONDS = 0.02


class Outcome:
    """What a child did: exit code, times, memory, whether a limit ended it."""

    def __init__(self):
        self.code = None
        self.cpu_seconds = 0.0
        self.wall_seconds = 0.0
        self.peak_kb = 0
        self.stopped = ""  # "", "cpu" or "wall"
        self.killed = False  # it ignored SIGTERM
        self.stdout = ""


def _proc_cpu(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK
    except (OSError, IndexError, ValueError):
        return None


def _proc_peak_kb(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as f:
            for line in f:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except (OSError, IndexError, ValueError):
        pass
    return 0


def _reap(pid):
    """(status, rusage) when the child has ended, else None."""
    got, status, usage = os.wait4(pid, os.WNOHANG)
    return (status, usage) if got == pid else None


def _stop(pid, grace_seconds):
    """SIGTERM, then SIGKILL. Returns (status, rusage, killed)."""
    os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + grace_seconds
    while time.monotonic() < end:
        done = _reap(pid)
        if done:
            return done[0], done[1], False
        time.sleep(POLL_SECONDS)
    os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return status, usage, True


def run(argv, out_path, cpu_limit, wall_limit, grace_seconds=5.0):
    """Runs argv with its standard output and error in out_path.log and out_path.err."""
    o = Outcome()
    peak = 0
    pause = 0.002
    with open(out_path + ".log", "wb") as log, open(out_path + ".err", "wb") as err:
        floor_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.monotonic()
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=err)
        done = None
        try:
            while not done:
                done = _reap(child.pid)
                if done:
                    break
                peak = max(peak, _proc_peak_kb(child.pid))
                cpu = _proc_cpu(child.pid) or 0.0
                wall = time.monotonic() - start
                if cpu > cpu_limit or wall > wall_limit:
                    o.stopped = "cpu" if cpu > cpu_limit else "wall"
                    status, usage, o.killed = _stop(child.pid, grace_seconds)
                    done = (status, usage)
                    break
                time.sleep(pause)
                pause = min(POLL_SECONDS, pause * 1.5)
        except BaseException:  # an interrupt must not leave the child behind
            if not done:
                _stop(child.pid, 0.5)
            raise
        o.wall_seconds = time.monotonic() - start
    status, usage = done
    o.code = os.waitstatus_to_exitcode(status)
    child.returncode = o.code
    o.cpu_seconds = usage.ru_utime + usage.ru_stime
    # The kernel's figure also covers the moment before exec, when the child was this
    # interpreter; below that size the sampled one is the better.
    o.peak_kb = usage.ru_maxrss if usage.ru_maxrss > floor_kb or not peak else peak
    with open(out_path + ".log", encoding="utf-8", errors="replace") as log:
        o.stdout = log.read()
    return o
