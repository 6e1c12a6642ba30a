"""`kehoach review`: the local web page."""

from __future__ import annotations

import getpass
import secrets
import socket
import webbrowser
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands import Exit, Shell
from pipeline.errors import UsageError
from pipeline.review.app import Visitors, application
from pipeline.review.library import Library
from pipeline.review.opened import open_archive
from pipeline.review.shelf import StoreShelf

_NEAR = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Serving:
    """Where to listen (`port` 0: a free one), under which name corrections are kept, where the originals lie."""

    host: str
    port: int
    reviewer: str
    sources: Path | None
    browser: bool


def run_review(shell: Shell, archive: str, serving: Serving) -> Exit:
    """Serve until interrupted. Raises UsageError, StoreError."""
    import uvicorn

    opened = open_archive(archive, serving.sources)
    library = Library(StoreShelf(opened.store), opened.log, opened.originals)
    with _listening(serving) as listening:
        port = listening.getsockname()[1]
        token = None if serving.host in _NEAR else secrets.token_urlsafe(24)
        name = f"[{serving.host}]" if ":" in serving.host else serving.host
        address = f"http://{name}:{port}/" + (f"?token={token}" if token else "")
        app = application(library, Visitors(_hosts(serving.host, port), token), serving.reviewer or _login(), shell.say.language)
        shell.complain(shell.say("review.serving", count=len(library.catalogue()), address=address))
        if serving.browser:
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", lifespan="off", server_header=False)
        try:
            uvicorn.Server(config).run([listening])
        except KeyboardInterrupt:
            return Exit.INTERRUPTED
    return Exit.ALL_READ


def _listening(serving: Serving) -> socket.socket:
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((serving.host, serving.port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise UsageError("port_taken", port=str(serving.port), why=error.strerror or str(error)) from error
    return listening


def _hosts(host: str, port: int) -> tuple[str, ...]:
    """The names the server answers to: on the loopback interface its own, else any, since a token is asked for."""
    return tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")) if host in _NEAR else ()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
