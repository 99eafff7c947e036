"""Runs another program and measures it: what text.py, robustness.py and speed.py share.

In: the words of a command, a guard on its time and on its memory. Out: `Ended`, which tells how
it ended, how long it took by the clock and by the processor, and how much memory it held at most.

A process and its children are killed when their time is over. Needs os.wait4: Linux or macOS.
Peak memory is never told as less than this Python held when it started the process.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

# ru_maxrss counts bytes on macOS and KiB elsewhere.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
MIB = 1 << 20


@dataclass
class Ended:
    status: int  # exit status; -N where signal N ended it
    is_late: bool  # whether it was killed because its time was over
    wall: float
    cpu: float  # seconds, user and system
    peak: int  # bytes
    out: str
    err: str


def run(command, stdin="", seconds=None, address_space=None):
    """Runs `command` to its end, or for `seconds`, in at most `address_space` bytes."""
    file = tempfile.TemporaryFile
    with file() as source, file() as out, file() as err:
        source.write(stdin.encode())
        source.seek(0)
        start = time.monotonic()
        child = subprocess.Popen(
            [str(word) for word in command], stdin=source, stdout=out, stderr=err, start_new_session=True
        )
        if address_space and sys.platform == "linux":
            limit(child.pid, address_space)
        late = threading.Event()
        timer = threading.Timer(seconds or 0, lambda: (late.set(), kill(child.pid)))
        if seconds:
            timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - start
        texts = []
        for told in (out, err):
            told.seek(0)
            texts.append(told.read().decode("utf-8", "replace"))
    cpu = usage.ru_utime + usage.ru_stime
    return Ended(child.returncode, late.is_set(), wall, cpu, usage.ru_maxrss * RSS_UNIT, *texts)


def pdfs_below(folders):
    """Every PDF file below `folders`, by its name, in path order."""
    found = [path for folder in folders for path in Path(folder).rglob("*") if path.suffix.lower() == ".pdf"]
    found = sorted({path for path in found if path.is_file()})
    return found or sys.exit(f"no PDF below {' '.join(map(str, folders))}")


def kill(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it has just ended by itself


def limit(pid, address_space):
    import resource  # not on every platform

    try:
        resource.prlimit(pid, resource.RLIMIT_AS, (address_space, address_space))
    except ProcessLookupError:
        pass
