"""How far a run is, in words and as a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.archive.session import Progress
from pipeline.commands import Shell
from pipeline.messages import Messages

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


def told(say: Messages, progress: Progress) -> str:
    """One line: how many are done, how many failed, how fast, how long still."""
    rate = rate_of(progress)
    left = duration((progress.total - progress.ended) / rate) if rate else "?"
    return say("status.line", ended=progress.ended, total=progress.total, failed=progress.failed, rate=rate, left=left)


def rate_of(progress: Progress) -> float:
    """Inputs a second."""
    return progress.ended / progress.seconds if progress.seconds else 0.0


def duration(seconds: float) -> str:
    """A stretch of time for reading.

    >>> duration(59), duration(61), duration(90061)
    ('59 s', '1:01 min', '1 d 1:01 h')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours}:{minutes:02} h"
    if hours:
        return f"{hours}:{minutes:02} h"
    return f"{minutes}:{rest:02} min" if minutes else f"{rest} s"


def progress_bar(shell: Shell) -> Bar:
    """A bar that is drawn when it is told to: a thread that draws could be hit by a fork."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=shell.err(), auto_refresh=False, transient=True)
    bar.start()
    return bar
