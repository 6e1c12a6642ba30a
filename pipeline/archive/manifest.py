"""What a run is, for others: its options, version, counts, the hash of its results, and the list of what has none.

Neither holds a time or the name of a machine: the same inputs, options and version give the same files.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from pipeline.archive.folder import Folder
from pipeline.archive.ledger import Ledger
from pipeline.archive.task import Job
from pipeline.plan import SCHEMA_VERSION
from pipeline.results import write_whole


def stamp_of(job: Job) -> str:
    """Names everything but the input that decides what a result holds."""
    told = json.dumps({"options": _options(job), "version": _version(), "schema": SCHEMA_VERSION}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def write_manifest(folder: Folder, ledger: Ledger, job: Job) -> None:
    """Write both files. Raises OSError."""
    states = ledger.counts()
    plans, results = _hash_of(ledger)
    told = {
        "kehoach": _version(),
        "schema": SCHEMA_VERSION,
        "options": _options(job),
        "limits": asdict(job.limits),
        "complete": not states.get("todo", 0),
        "inputs": states,
        "failures": ledger.causes(),
        "plans": plans,
        "results_sha256": results,
    }
    write_whole(folder.manifest, (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode(), folder.parts)
    write_whole(folder.quarantine, b"".join(_quarantined(ledger)), folder.parts)


def _hash_of(ledger: Ledger) -> tuple[int, str]:
    """How many plans there are, and SHA-256 over the lines `<place> <SHA-256 of the result>`, in order of their inputs."""
    count, whole = 0, hashlib.sha256()
    for result in ledger.results():
        count += 1
        whole.update(os.fsencode(result.place) + b" " + result.sha256.encode() + b"\n")
    return count, whole.hexdigest()


def _quarantined(ledger: Ledger) -> Iterator[bytes]:
    for row in ledger.with_state("failed"):
        told = {"input": row.entry.name, "cause": row.cause, "message": row.message, "sha256": row.sha256, "size": row.size}
        yield json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _options(job: Job) -> dict[str, object]:
    return {
        "tagger": job.tagger,
        "redact": sorted(job.redactions),
        "indent": job.form.indent,
        "text": job.form.with_text,
        "format": job.format,
        "results": job.results,
    }


def _version() -> str:
    try:
        return version("kehoach")
    except PackageNotFoundError:
        return "0.0.0"
