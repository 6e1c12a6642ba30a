"""Tasks done in processes that can be ended: `with Pool(Setup("tests.hostile:prepare", None, jobs=2, seconds=5)) as pool`.

    pool.submit(task)
    for task, report in pool.take(timeout=1.0): ...

What a task does, and a crash of any process here, cannot harm the caller; nothing is lost but the time.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from multiprocessing import Pipe
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar
from uuid import uuid4

from pipeline.archive import processes
from pipeline.archive.warden import TRIES, Report, Setup
from pipeline.errors import KehoachError

Task = TypeVar("Task")
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")
"""Workers are the parallelism; threads of number libraries and of Tesseract only get in each other's way."""
_AHEAD = 2
"""So many times what a worker does in `_SECONDS` is given out for each: done or waiting."""
_SECONDS = 0.25
_LARGEST = 64
_PATIENCE = 10.0


class WorkersError(KehoachError):
    """Workers cannot be started at all."""


class Pool(Generic[Task]):
    """A warden with its workers. `token` marks their processes, so that a later run can find what outlived a kill."""

    def __init__(self, setup: Setup, token: str | None = None) -> None:
        self._setup = setup
        self._token = token or uuid4().hex
        self._tasks: dict[int, Task] = {}
        self._tries: dict[int, int] = {}
        self._outbox: list[tuple[int, bytes]] = []
        self._next = 0
        self._mean = _SECONDS
        self._lost_in_loading = 0
        self._start()

    def _start(self) -> None:
        self._connection, theirs = Pipe()
        self._loaded = False
        root = str(Path(__file__).parent.parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"from pipeline.archive.warden import main; main({theirs.fileno()})"],
            pass_fds=[theirs.fileno()],
            env={**os.environ, **_ONE_THREAD, processes.TOKEN: self._token, "PYTHONPATH": os.pathsep.join(paths)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self._send(sys.path)
        self._send(self._setup)

    def __len__(self) -> int:
        """Tasks that are not answered."""
        return len(self._tasks)

    @property
    def room(self) -> int:
        """Tasks that can be taken on without a long queue: more of them where they are short, since messages cost time."""
        each = max(1, min(_LARGEST, round(_SECONDS / self._mean)))
        return _AHEAD * (self._setup.jobs * each + 1) - len(self._tasks)

    @property
    def warden(self) -> int:
        """The process id of the warden."""
        return self._process.pid

    def submit(self, task: Task) -> None:
        """Give a task to the workers, with the next call of `take`; it must be one that can be pickled."""
        self._tasks[self._next] = task
        self._outbox.append((self._next, pickle.dumps(task)))
        self._next += 1

    def take(self, timeout: float) -> list[tuple[Task, Report]]:
        """The answers that have come, waiting up to so many seconds for one. Raises WorkersError."""
        answers: list[tuple[Task, Report]] = []
        self._post()
        try:
            while self._connection.poll(0 if answers else timeout):
                answer = self._connection.recv()
                if not self._loaded:
                    if answer is not None:
                        raise WorkersError(answer)
                    self._loaded = True
                    continue
                answers += [self._answered(key, *told) for key, told in answer]
        except (EOFError, OSError):
            return answers + self._restart()
        return answers

    def _answered(
        self, key: int, value: bytes | None, cause: str | None, message: str, seconds: float, peak: int
    ) -> tuple[Task, Report]:
        self._tries.pop(key, None)
        self._mean += (max(seconds, 0.001) - self._mean) / 8
        return self._tasks.pop(key), Report(None if value is None else pickle.loads(value), cause, message, seconds, peak)

    def _restart(self) -> list[tuple[Task, Report]]:
        """A new warden in the place of one that was killed; tasks that lost several are given up."""
        self.kill()
        self._lost_in_loading = 0 if self._loaded else self._lost_in_loading + 1
        if self._lost_in_loading == TRIES:
            raise WorkersError(f"the process that starts workers ended with status {self._process.returncode}")
        self._start()
        lost: list[tuple[Task, Report]] = []
        self._outbox = []
        for key, task in list(self._tasks.items()):
            self._tries[key] = self._tries.get(key, 0) + 1
            if self._tries[key] < TRIES:
                self._outbox.append((key, pickle.dumps(task)))
            else:
                lost.append((self._tasks.pop(key), Report(None, "killed", "the process that watches workers was killed", 0.0, 0)))
        return lost

    def _post(self) -> None:
        if self._outbox:
            self._send(self._outbox)
            self._outbox = []

    def _send(self, message: object) -> None:
        try:
            self._connection.send(message)
        except OSError:
            return  # the warden is gone: `take` notices and sends everything again

    def close(self) -> None:
        """End all processes and wait for them."""
        self._connection.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End all processes at once, whatever state they are in."""
        self._connection.close()
        self._process.kill()
        self._process.wait()
        processes.sweep(self._token)

    def __enter__(self) -> Pool[Task]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self.kill()
