"""Process trees: what hangs on a process, how much memory it holds, and how all of it is ended.

Descendants are ended even when they have left their group or lost their parents: `adopt_orphans` makes this process the one
that they fall to (Linux: child subreaper), and `sweep` finds by an environment variable what outlived it.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Collection
from contextlib import suppress
from mmap import PAGESIZE

import psutil

TOKEN = "KEHOACH_RUN"
"""Environment variable that all processes of a run inherit; its value names the run."""
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """From now on descendants of this process whose parents end become its children."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with(parent: int) -> None:
    """Make the kernel kill this process when its parent ends; ends it at once where that has happened already."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def resident(pid: int) -> int:
    """Resident bytes of a process; 0 where it is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * PAGESIZE
    except (OSError, IndexError):
        return 0


def resident_tree(pid: int) -> int:
    """Resident bytes of a process and all its descendants. Pages that several of them share count for each."""
    return resident(pid) + sum(resident(child.pid) for child in _descendants(pid))


def end_tree(pid: int) -> int:
    """Kill a child of this process with all that hangs on it, and give its wait status."""
    family = _descendants(pid)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    for child in family:
        _kill(child)
    return os.waitpid(pid, 0)[1]


def end_orphans(keep: Collection[int]) -> None:
    """Kill all children of this process but those to keep, until nothing comes after them."""
    while orphans := [child for child in psutil.Process().children() if child.pid not in keep]:
        for orphan in orphans:
            for process in (*_descendants(orphan.pid), orphan):
                _kill(process)
            with suppress(ChildProcessError):
                os.waitpid(orphan.pid, 0)


def sweep(token: str) -> None:
    """Kill every process of this user, other than this one, that carries the token of a run, until there is none."""
    while found := [process for process in psutil.process_iter() if _carries(process, token)]:
        for process in found:
            _kill(process)
        psutil.wait_procs(found, timeout=1.0)


def _carries(process: psutil.Process, token: str) -> bool:
    try:
        return process.pid != os.getpid() and bool(process.environ().get(TOKEN) == token)
    except (psutil.Error, OSError):
        return False


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return list(psutil.Process(pid).children(recursive=True))
    except psutil.Error:
        return []


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.Error):
        process.kill()
