"""One input of a run: read, extracted, written. This is what workers do, on this machine or another.

work = prepare(Job(out=Path("results"), parts=Path("results/.kehoach/parts")))
work(Task(Input("a.txt", Path("plans/a.txt"), asked=False)))        Outcome("done", results=(Result("a.txt", ...),), ...)
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from pipeline.archive.outcome import Outcome, Result
from pipeline.archive.places import places_of
from pipeline.archive.task import Job, Task
from pipeline.document import Document
from pipeline.errors import SourceError
from pipeline.ingest import bound_pages, read_bytes
from pipeline.inputs import Input, bytes_of
from pipeline.plan import Plan
from pipeline.redact import redact
from pipeline.remote import load_systems
from pipeline.results import json_text, place_of, plan_of
from pipeline.tally import Counts

PlansOf = Callable[[Document], Sequence[Plan]]
"""Reads the plans of a document."""
_NO_FAULT_OF_THE_INPUT = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
_SAMPLE = """Số: 12/KH-LĐLĐ

Hòa An, ngày 21 tháng 11 năm 2024

KẾ HOẠCH

Tổ chức Hội nghị

Căn cứ Kế hoạch số 17/KH-TLĐ ngày 05/02/2024 của Tổng Liên đoàn Lao động Việt Nam;

I. TỔ CHỨC THỰC HIỆN

1. Đối với LĐLĐ huyện: Không quá 250 đại biểu, gửi hồ sơ về LĐLĐ tỉnh trước ngày 25/4/2025.

Nơi nhận:
- Lưu: VT.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Nguyễn Văn An
"""


def prepare(job: object) -> Callable[[object], Outcome]:
    """The work for the tasks of a job, with every table loaded: it is called before workers are forked."""
    assert isinstance(job, Job)
    from pipeline.assemble import plans_of

    find = partial(plans_of, tagger=job.tagger)
    find(read_bytes(_SAMPLE.encode(), "sample.txt"))
    return work_with(job, find)


def work_with(job: Job, plans_of: PlansOf) -> Callable[[object], Outcome]:
    """The work for the tasks of a job: one input each; an Outcome whatever happens."""
    load_systems(job.systems)

    def work(task: object) -> Outcome:
        assert isinstance(task, Task)
        return _do(task, job, plans_of)

    return work


def _do(task: Task, job: Job, plans_of: PlansOf) -> Outcome:
    sha256 = None
    try:
        if task.same_as is not None and (outcome := _copied(task, job)):
            return outcome
        if not task.entry.is_document:
            return Outcome("skipped", cause="no_document")
        data = bytes_of(task.entry, job.limits.file_bytes)
        sha256 = hashlib.sha256(data).hexdigest()
        plans = _extracted(data, task.entry, job, plans_of)
        return _written([json_text(plan, job.form) for plan in plans], plans, task.entry.place, sha256, job)
    except SourceError as error:
        return Outcome("failed", sha256, error.cause, error.message)
    except OSError as error:
        where = Path(str(error.filename)).name if error.filename else ""
        fatal = error.errno in _NO_FAULT_OF_THE_INPUT
        return Outcome("failed", sha256, "unwritable", f"{where} {error.strerror or error}".strip(), fatal=fatal)
    except MemoryError:
        return Outcome("failed", sha256, "memory", "MemoryError")
    except Exception as error:
        return Outcome("failed", sha256, "internal", f"{type(error).__name__}: {error}")


def _extracted(data: bytes, entry: Input, job: Job, plans_of: PlansOf) -> Sequence[Plan]:
    bound_pages(data, entry.name, job.limits.pages)
    document = read_bytes(data, entry.name)
    return [redact(plan, job.redactions) for plan in plans_of(document)]


def _written(contents: Sequence[bytes], plans: Sequence[Plan], place: str, sha256: str, job: Job) -> Outcome:
    results, counts, places = [], Counts(), places_of(job)
    for index, (content, plan) in enumerate(zip(contents, plans, strict=True)):
        result = Result(place_of(place, index), len(content), hashlib.sha256(content).hexdigest())
        places.write(result.place, content)
        results.append(result)
        counts.add(plan)
    return Outcome("done", sha256, coverage=_coverage(plans), results=tuple(results), counts=counts)


def _coverage(plans: Sequence[Plan]) -> float | None:
    characters = sum(plan.coverage.characters for plan in plans)
    return 1 - sum(plan.coverage.unassigned for plan in plans) / characters if characters else None


def _copied(task: Task, job: Job) -> Outcome | None:
    """The results of an input with the same bytes under this input's name, or None where they are not all there."""
    assert task.same_as is not None
    contents = []
    for result in task.same_as.results:
        try:
            content = places_of(job).read(result.place)
        except OSError:
            return None
        old, new = (_named(name, job) for name in (task.same_as.name, task.entry.name))
        if hashlib.sha256(content).hexdigest() != result.sha256 or old not in content:
            return None
        contents.append(content.replace(old, new, 1))
    plans = [plan_of(content, task.entry.name) for content in contents]
    return _written(contents, plans, task.entry.place, task.same_as.sha256, job)


def _named(name: str, job: Job) -> bytes:
    """How `source.path` stands in a result; it comes before anything that a document could have printed."""
    start = '"source": {\n    "path": ' if job.form.indent else '"source":{"path":'
    return start.encode() + json.dumps(name, ensure_ascii=False).encode()
