"""A real server of the review page on a free port, for tests that talk to it as a browser would."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import quote

import uvicorn

from pipeline.review.app import Visitors, application
from pipeline.review.library import Library


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Site:
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, content: object, **headers: str) -> Answer:
        """A write as the page makes it; headers named here replace those."""
        own = {"Origin": self.address, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        return self._ask("POST", path, json.dumps(content).encode(), {**own, **headers})

    def correct(self, plan: str, **wish: object) -> Answer:
        return self.post(f"/api/plans/{quote(plan, safe='')}/corrections", wish)

    def plan(self, plan: str) -> Any:
        return self.get(f"/api/plans/{quote(plan, safe='')}").json

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer: HTTPResponse = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()


@contextmanager
def serving(library: Library, reviewer: str = "lan", token: str | None = None) -> Iterator[Site]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        app = application(library, Visitors((f"127.0.0.1:{port}",), token), reviewer, "vi")
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield Site(port)
        finally:
            server.should_exit = True
            thread.join(10)
