"""Who may talk to the page: this machine's browser, showing this page. Everything else is turned away before any route.

- The `Host` must be one the server was started for, so that a name rebound to this machine gets nothing (DNS rebinding).
- A request that another site makes (`Sec-Fetch-Site`, `Origin`) gets nothing, and a write must name this origin and carry JSON.
- Beyond the loopback interface a token is asked for, as a cookie set by the address that `kehoach review` prints.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "kehoach_review"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_READING = frozenset({"GET", "HEAD"})
_NEAR = frozenset({"same-origin", "none"})
LARGEST = 1 << 20
"""Bytes of a request's body: a correction is far smaller."""


class Guard:
    """ASGI middleware. `hosts` are the `Host` headers taken (`127.0.0.1:8000`); `token` is asked for where it is not None.

    Without hosts any name will do, which is safe with a token only: a name rebound to this machine has no cookie of it.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], token: str | None = None) -> None:
        self._app = app
        if not hosts and token is None:
            raise ValueError("either host names or a token")
        self._hosts = frozenset(host.lower() for host in hosts)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        answer = self._refusal(scope) if scope["type"] == "http" else PlainTextResponse("not spoken here", 403)
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self._hosts and headers.get("host", "").lower() not in self._hosts:
            return PlainTextResponse("this server is not known by that name", 421)
        if headers.get("sec-fetch-site", "none") not in _NEAR:
            return PlainTextResponse("another site asked", 403)
        if scope["method"] not in _READING and (why := _unfit_write(scope, headers)):
            return PlainTextResponse(why, 403)
        return self._unknown_visitor(scope, headers) if self._token is not None else None

    def _unknown_visitor(self, scope: Scope, headers: Headers) -> Response | None:
        assert self._token is not None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[-1]
        if given and hmac.compare_digest(given.encode(), self._token.encode()):
            answer = RedirectResponse(scope["path"], 303)
            answer.set_cookie(COOKIE, self._token, httponly=True, samesite="strict")
            return answer
        kept = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        if kept is not None and hmac.compare_digest(kept.value.encode(), self._token.encode()):
            return None
        return PlainTextResponse("open the address that kehoach review printed: it holds the token", 401)


def _unfit_write(scope: Scope, headers: Headers) -> str | None:
    """What is wrong with a request that changes something, if anything."""
    if headers.get("origin") != f"{scope['scheme']}://{headers['host']}":
        return "a change must come from this page"
    if headers.get("content-type", "").partition(";")[0] != "application/json":
        return "a change is JSON"
    length = headers.get("content-length", "")
    return None if length.isdigit() and int(length) <= LARGEST else "a change has a length, and it is small"


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return wrapped
