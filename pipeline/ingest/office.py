"""LibreOffice turns older and other word files into Word files, which `docx` reads: without macros, network and lasting traces.

    converted(data, Kind("doc", "MS Word 97"), "plan.doc")      the bytes of a .docx

Every call has a profile and a folder of its own, which end with it, and limits of time and memory. LibreOffice is more than one
process: all of them run in a session of their own under `timeout`, which ends them when time is up and when this program dies.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import SourceError

SECONDS = 120
MEMORY = 3 << 30
"""Bytes of address space; LibreOffice needs about half of it to start."""
_GRACE = 3
_TIME_IS_UP = (124, 128 + signal.SIGKILL, -signal.SIGKILL)
"""What `timeout` returns."""
_INSTALL = "apt-get install libreoffice-writer-nogui"
_PROFILE = Path(__file__).with_name("office_profile.xcu")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the ending and LibreOffice's import filter for it, so that it is read as nothing else."""

    ending: str
    filter: str


def is_installed() -> bool:
    """Whether LibreOffice is there."""
    return _program() is not None


def converted(data: bytes, kind: Kind, name: str, seconds: float = SECONDS) -> bytes:
    """The file as a Word file. Raises SourceError: `no_converter`, `conversion_timeout`, `conversion_failed`."""
    program = _program()
    if program is None:
        raise SourceError(name, "no_converter", f"reading .{kind.ending} needs LibreOffice: {_INSTALL}")
    with TemporaryDirectory(prefix="kehoach-office-") as place:
        folder = Path(place)
        source, made = folder / f"in.{kind.ending}", folder / "out" / "in.docx"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        shutil.copyfile(_PROFILE, settings)
        said = _run([*_limits(seconds), program, *_options(kind, folder), str(source)], folder, seconds)
        if said is None:
            raise SourceError(name, "conversion_timeout", f"LibreOffice took more than {seconds:g} seconds and was ended")
        if not made.is_file():
            raise SourceError(
                name, "conversion_failed", f"LibreOffice cannot read it as .{kind.ending} ({said or 'no reason given'})"
            )
        return made.read_bytes()


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _limits(seconds: float) -> list[str]:
    """Programs of util-linux and coreutils that keep the limits; where one is missing, `_run` still keeps the time."""
    limits = {
        "setpriv": ["--pdeathsig=TERM"],
        "timeout": [f"--kill-after={_GRACE}", str(seconds)],
        "prlimit": [f"--as={MEMORY}"],
    }
    return [word for program, options in limits.items() if shutil.which(program) for word in (program, *options)]


def _options(kind: Kind, folder: Path) -> list[str]:
    switches = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [
        profile,
        *switches,
        f"--infilter={kind.filter}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
    ]


def _run(command: list[str], folder: Path, seconds: float) -> str | None:
    """Run to the end and give what was said last, None if time was up; whatever the command has started is gone afterwards."""
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath)}
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds + 2 * _GRACE)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)
    if process.returncode in _TIME_IS_UP:
        return None
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
