"""The web application: addresses and what answers them.

app = application(library, Visitors(hosts=("127.0.0.1:8000",)), reviewer="lan")
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, RootModel, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.corrections import ConflictError
from pipeline.corrections.apply import first_line
from pipeline.corrections.fields import Editable
from pipeline.errors import KehoachError
from pipeline.messages import Language, Messages
from pipeline.review.catalogue import FACETS, SORTS, Choice, Query
from pipeline.review.guard import Guard
from pipeline.review.library import Library, NoSuchPlanError
from pipeline.review.view import forms, markable
from pipeline.review.wish import Wish
from pipeline.review.words import words

_STATIC = Path(__file__).parent / "static"
_LONGEST_NUMBER = 9
_FRAMED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"


class _Forms(BaseModel):
    forms: dict[str, tuple[Editable, ...]]
    markable: tuple[str, ...]


class _Around(BaseModel):
    previous: str | None
    next: str | None


class _Facets(RootModel[dict[str, tuple[Choice, ...]]]):
    """For each facet its values and counts."""


@dataclass(frozen=True, slots=True)
class Visitors:
    """Who may come: the `Host` names taken (none: any), and the token that is asked for (None: none is)."""

    hosts: tuple[str, ...]
    token: str | None = None


def application(library: Library, visitors: Visitors, reviewer: str, language: Language = "vi") -> Starlette:
    """The ASGI application over an archive; corrections are kept under the reviewer's name."""
    pages = _Pages(library, reviewer, language)
    routes = [
        Route("/", _file("index.html")),
        Route("/plans/{plan:path}", _file("plan.html")),
        Route("/charts", _file("charts.html")),
        Route("/charts/report", pages.report),
        Route("/api/words", pages.words),
        Route("/api/forms", pages.forms),
        Route("/api/plans", _json(pages.list)),
        Route("/api/facets", _json(pages.facets)),
        Route("/api/plans/{plan:path}/around", _json(pages.around)),
        Route("/api/plans/{plan:path}/corrections", pages.correct, methods=["POST"]),
        Route("/api/plans/{plan:path}/pages/{number:int}.png", pages.image),
        Route("/api/plans/{plan:path}", _json(pages.plan)),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
    guard = Middleware(Guard, hosts=visitors.hosts, token=visitors.token)
    return Starlette(
        routes=routes, middleware=[guard], exception_handlers={NoSuchPlanError: pages.missing, KehoachError: pages.failed}
    )


def _file(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return FileResponse(_STATIC / name)

    return answer


def _json(ask: Callable[[Request], BaseModel]) -> Callable[[Request], Awaitable[Response]]:
    """An answer that is worked out beside the event loop, so that one slow question holds up no other."""

    async def answer(request: Request) -> Response:
        found = await run_in_threadpool(ask, request)
        return Response(found.model_dump_json(), media_type="application/json")

    return answer


class _Pages:
    """The answers, over one archive."""

    def __init__(self, library: Library, reviewer: str, language: Language) -> None:
        self._library = library
        self._reviewer = reviewer
        self._language = language

    async def words(self, request: Request) -> Response:
        say = self._say(request)
        return JSONResponse({"language": say.language, "reviewer": self._reviewer, "words": words(say)})

    async def forms(self, request: Request) -> Response:
        return Response(_Forms(forms=forms(), markable=markable()).model_dump_json(), media_type="application/json")

    def list(self, request: Request) -> BaseModel:
        return self._library.page(self._query(request))

    def facets(self, request: Request) -> BaseModel:
        return _Facets(self._library.facets(self._query(request)))

    def around(self, request: Request) -> BaseModel:
        before, after = self._library.around(self._query(request), request.path_params["plan"])
        return _Around(previous=before, next=after)

    def plan(self, request: Request) -> BaseModel:
        return self._library.view(request.path_params["plan"])

    async def correct(self, request: Request) -> Response:
        """Keep a correction and answer with the plan as it then is; with 409 and that plan where somebody else was faster."""
        plan = request.path_params["plan"]
        try:
            wish = Wish.model_validate_json(await request.body())
            await run_in_threadpool(self._library.correct, plan, wish, self._reviewer)
        except ConflictError as error:
            view = await run_in_threadpool(self._library.view, plan)
            answer = {"message": str(error), "reviewer": error.newer[-1].reviewer, "plan": view.model_dump(mode="json")}
            return JSONResponse(answer, 409)
        except (ValidationError, ValueError) as error:
            return JSONResponse({"message": first_line(error)}, 422)
        view = await run_in_threadpool(self._library.view, plan)
        return Response(view.model_dump_json(), media_type="application/json")

    async def image(self, request: Request) -> Response:
        png = await run_in_threadpool(self._library.image, request.path_params["plan"], request.path_params["number"])
        return Response(png, media_type="image/png") if png else JSONResponse({"message": "no image"}, 404)

    async def report(self, request: Request) -> Response:
        """The comparison of the plans chosen, for a frame of the page of charts: no script, its own styles, nothing else."""
        query = await run_in_threadpool(self._query, request)
        if not await run_in_threadpool(self._library.chosen, query):
            return PlainTextResponse(self._say(request)("compare.none"))
        html = await run_in_threadpool(self._library.report, query, self._say(request))
        return HTMLResponse(html, headers={"Content-Security-Policy": _FRAMED})

    async def failed(self, request: Request, error: Exception) -> Response:
        return JSONResponse({"message": str(error)}, 500)

    def _say(self, request: Request) -> Messages:
        asked = request.query_params.get("lang")
        return Messages("en" if asked == "en" else "vi" if asked == "vi" else self._language)

    async def missing(self, request: Request, error: Exception) -> Response:
        return JSONResponse({"message": Messages(self._language)("review.no_such_plan")}, 404)

    def _query(self, request: Request) -> Query:
        asked = request.query_params
        page, sort = asked.get("page", "1"), asked.get("sort", "attention")
        return Query(
            chosen={name: asked.getlist(name) for name in FACETS if name in asked},
            found=self._library.search(asked["q"]) if asked.get("q") else None,
            sort=next((known for known in SORTS if known == sort), "attention"),
            page=int(page) if page.isdigit() and len(page) < _LONGEST_NUMBER else 1,
        )
