"""The review server: what it lists, how it keeps corrections, and whom it turns away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import Plan
from pipeline.corrections import CorrectionLog
from pipeline.messages import Messages
from pipeline.review.catalogue import COLUMNS, ROWS, Catalogue, Query
from pipeline.review.images import originals_below
from pipeline.review.library import Library
from pipeline.review.offsets import Utf16
from pipeline.review.view import forms
from pipeline.review.words import words
from tests.review_server import Site, serving
from tests.sample_plan import TEXT, valid_plan
from tests.shelf import MemoryShelf


def plan_named(name: str, text: str = TEXT) -> Plan:
    """The sample plan under another name, so that it is another plan."""
    values = valid_plan()
    values["source"] = {**values["source"], "path": f"{name}.txt"}
    return Plan.model_validate({**values, "id": f"sha256:{name}", "text": text})


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf([plan_named("a"), plan_named("b#2")])


@pytest.fixture
def library(shelf: MemoryShelf, tmp_path: Path) -> Library:
    return Library(shelf, CorrectionLog(tmp_path / "corrections.db"), originals_below(tmp_path))


@pytest.fixture
def site(library: Library) -> Iterator[Site]:
    with serving(library) as site:
        yield site


class TestList:
    def frame(self) -> Catalogue:
        rows = [
            (1, "p1", "a.txt", "Tuyên dương", "1/KH", "A", "Kiên Giang", "district", "trade_union", "2024-11-21", 0, None, 0.1),
            (2, "p2", "b.txt", "Đại hội", "2/KH", "B", "Kiên Giang", "province", "party", "2023-01", 3, 80.0, 0.2),
            (3, "p3", "c.txt", None, None, None, None, None, None, None, 3, 41.0, 0.9),
        ]
        codes = pd.Series(["unclosed_quote", "missing_number", "missing_number", "not_a_plan"], index=[2, 2, 2, 3])
        return Catalogue(pd.DataFrame(rows, columns=list(COLUMNS)), codes)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            (Query(), ["p3", "p2", "p1"]),
            (Query(sort="date"), ["p1", "p2", "p3"]),
            (Query(sort="title"), ["p1", "p2", "p3"]),
            (Query(sort="place"), ["p1", "p2", "p3"]),
            (Query(chosen={"province": ["Kiên Giang"]}), ["p2", "p1"]),
            (Query(chosen={"province": ["Kiên Giang"], "level": ["district"]}), ["p1"]),
            (Query(chosen={"level": ["district", "province"]}), ["p2", "p1"]),
            (Query(chosen={"year": ["2023"]}), ["p2"]),
            (Query(chosen={"warning": ["missing_number"]}), ["p2"]),
            (Query(chosen={"reviewed": ["yes"]}), ["p1"]),
            (Query(found=frozenset({1, 3})), ["p3", "p1"]),
            (Query(chosen={"province": ["'; DROP TABLE plans"]}), []),
            (Query(page=99), ["p3", "p2", "p1"]),
        ],
    )
    def test_what_fits_in_which_order(self, query: Query, expected: list[str]) -> None:
        assert [row.id for row in self.frame().page(query, {"p1": 2}).rows] == expected

    def test_facets_count_what_each_choice_would_leave(self) -> None:
        facets = self.frame().facets(Query(chosen={"province": ["Kiên Giang"]}), {"p1": 2})
        counts = {name: {choice.value: choice.count for choice in choices} for name, choices in facets.items()}
        assert counts["province"] == {"Kiên Giang": 2}
        assert counts["level"] == {"district": 1, "province": 1}
        assert counts["warning"] == {"missing_number": 1, "unclosed_quote": 1}
        assert counts["reviewed"] == {"yes": 1, "no": 1}

    def test_the_neighbours_are_those_of_the_list_as_asked(self) -> None:
        assert self.frame().around(Query(), "p2", {}) == ("p3", "p1")
        assert self.frame().around(Query(chosen={"level": ["province"]}), "p2", {}) == (None, None)
        assert self.frame().around(Query(), "nobody", {}) == (None, None)

    def test_pages_hold_so_many_rows_and_no_plan_twice(self) -> None:
        rows = [(no, f"p{no}", f"{no}.txt", None, None, None, None, None, None, None, 0, None, 0.0) for no in range(2 * ROWS + 1)]
        catalogue = Catalogue(pd.DataFrame(rows, columns=list(COLUMNS)), pd.Series([], dtype=object))
        pages = [catalogue.page(Query(page=page), {}) for page in (1, 2, 3)]
        assert [len(page.rows) for page in pages] == [ROWS, ROWS, 1]
        assert len({row.id for page in pages for row in page.rows}) == 2 * ROWS + 1

    def test_an_empty_archive_has_an_empty_list(self) -> None:
        empty = Catalogue(pd.DataFrame([], columns=list(COLUMNS)), pd.Series([], dtype=object))
        assert empty.page(Query(), {}).total == 0 and not any(empty.facets(Query(), {}).values())

    def test_the_server_lists_and_searches(self, site: Site) -> None:
        assert site.get("/api/plans").json["total"] == 2
        assert site.get("/api/plans?q=" + quote("Vĩnh Thuận")).json["total"] == 2
        assert site.get("/api/plans?q=nowhere").json["total"] == 0

    def test_a_changed_archive_shows(self, site: Site, shelf: MemoryShelf) -> None:
        assert site.get("/api/plans").json["total"] == 2
        shelf.plans.append(plan_named("c"))
        assert site.get("/api/plans").json["total"] == 3


class TestOffsets:
    @given(st.text(alphabet="aĐ\n😀𠮷‮"))
    def test_there_and_back(self, text: str) -> None:
        units = Utf16(text)
        for at in range(len(text) + 1):
            assert units.of(at) == len(text[:at].encode("utf-16-le")) // 2
            assert units.code_point(units.of(at)) == at

    def test_the_page_gets_utf16(self, tmp_path: Path) -> None:
        by = "😀𠮷 "
        values = _shifted(valid_plan(), len(by))
        plan = Plan.model_validate({**values, "text": by + TEXT, "pages": []})
        with serving(Library(MemoryShelf([plan]), CorrectionLog(tmp_path / "c.db"))) as site:
            view = site.plan(plan.id)
            units = view["text"].encode("utf-16-le")
            number = next(finding for finding in view["findings"] if finding["field"] == "number")
            start, end = number["spans"][0]
            assert units[2 * start : 2 * end].decode("utf-16-le") == "65 /KH- LĐLĐ"
            answer = site.correct(
                plan.id, action="add", field="campaigns", span=[start, end], values={"name": "x"}, seen_revision=0
            )
            added = next(finding for finding in answer.json["findings"] if finding["rule"] == "review.added")
            assert added["spans"][0] == [start, end]


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return {name: offset + by for name, offset in value.items()}
        return {name: _shifted(entry, by) for name, entry in value.items()}
    return [_shifted(entry, by) for entry in value] if isinstance(value, list) else value


class TestCorrecting:
    def test_accept_change_reject_add_and_undo(self, site: Site) -> None:
        plan = "sha256:a"
        for wish, rule in (
            ({"action": "accept", "field": "number"}, None),
            ({"action": "change", "field": "quotas", "item": "q2", "values": {"max": 200}}, "review.changed"),
            ({"action": "reject", "field": "quotas", "item": "q1"}, None),
            ({"action": "add", "field": "campaigns", "span": [0, 20], "values": {"name": "LIÊN ĐOÀN"}}, "review.added"),
            ({"action": "complete", "field": "quotas"}, None),
        ):
            answer = site.correct(plan, **wish, seen_revision=site.plan(plan)["revision"])
            assert answer.status == 200, answer.body
            assert rule is None or rule in {finding["rule"] for finding in answer.json["findings"]}
        view = site.plan(plan)
        states = {(f["field"], f["id"]): f["judgement"]["action"] for f in view["findings"] if f["judgement"]}
        assert (
            states[("number", None)] == "accept" and states[("quotas", "q2")] == "change" and states[("quotas", "q1")] == "reject"
        )
        assert view["complete"] == ["quotas"] and len(view["history"]) == 5
        undone = site.correct(plan, action="undo", field="quotas", undoes=2, seen_revision=view["revision"]).json
        assert next(f for f in undone["findings"] if f["id"] == "q2" and f["field"] == "quotas")["values"]["max"] == 250
        assert site.get("/api/plans?reviewed=yes").json["rows"][0]["corrections"] == 4

    def test_a_later_reviewer_is_told_and_overwrites_nothing(self, site: Site, library: Library) -> None:
        view = site.plan("sha256:a")
        with serving(library, reviewer="minh") as other:
            assert other.correct("sha256:a", action="accept", field="number", seen_revision=0).status == 200
        answer = site.correct("sha256:a", action="reject", field="number", seen_revision=view["revision"])
        assert answer.status == 409 and answer.json["reviewer"] == "minh"
        assert [entry["action"] for entry in answer.json["plan"]["history"]] == ["accept"]

    @pytest.mark.parametrize(
        "wish",
        [
            {"action": "accept", "field": "number", "item": "q9", "seen_revision": 0},
            {"action": "change", "field": "quotas", "item": "q1", "seen_revision": 0},
            {"action": "add", "field": "quotas", "seen_revision": 0},
            {"action": "add", "field": "quotas", "span": [5, 5], "seen_revision": 0},
            {"action": "add", "field": "quotas", "span": [10**9, 10**9 + 5], "seen_revision": 0},
            {"action": "accept", "field": "text", "seen_revision": 0},
            {"action": "undo", "field": "quotas", "undoes": 7, "seen_revision": 0},
            {"action": "accept", "field": "number", "seen_revision": 0, "plan": "other"},
            {"action": "accept", "field": "number"},
            ["accept"],
        ],
    )
    def test_what_makes_no_correction_is_refused_with_a_reason(self, site: Site, library: Library, wish: Any) -> None:
        answer = site.post("/api/plans/sha256%3Aa/corrections", wish)
        assert answer.status == 422 and answer.json["message"]
        assert site.plan("sha256:a")["history"] == []

    def test_a_plan_that_is_not_there(self, site: Site) -> None:
        for path in ("/api/plans/nobody", "/api/plans/nobody/pages/1.png", "/api/plans/..%2F..%2Fetc%2Fpasswd"):
            assert site.get(path).status == 404
        assert site.correct("nobody", action="accept", field="number", seen_revision=0).status == 404


class TestGuard:
    @pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost.evil.example:{port}", "127.0.0.1", ""])
    def test_a_foreign_host_name_gets_nothing(self, site: Site, host: str) -> None:
        assert site.get("/api/plans", Host=host.format(port=site.port)).status == 421

    @pytest.mark.parametrize("fetched", ["cross-site", "same-site"])
    def test_another_site_gets_nothing(self, site: Site, fetched: str) -> None:
        assert site.get("/api/plans", Sec_Fetch_Site=fetched).status == 403

    @pytest.mark.parametrize(
        "headers",
        [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Content-Type": "text/plain"}, {"Content-Type": ""}],
    )
    def test_a_write_comes_from_the_page_itself_as_json(self, site: Site, headers: dict[str, str]) -> None:
        wish = {"action": "accept", "field": "number", "seen_revision": 0}
        assert site.post("/api/plans/sha256%3Aa/corrections", wish, **headers).status == 403
        assert site.plan("sha256:a")["history"] == []

    def test_a_huge_write_is_refused(self, site: Site) -> None:
        assert site.post("/api/plans/sha256%3Aa/corrections", {"action": "x" * (1 << 20)}).status == 403

    @pytest.mark.parametrize("path", ["/", "/plans/sha256%3Aa", "/api/plans", "/static/plan.js", "/nowhere", "/api/plans/nobody"])
    def test_every_answer_forbids_foreign_code(self, site: Site, path: str) -> None:
        headers = site.get(path).headers
        assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"

    @pytest.mark.parametrize(
        "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/..%2f..%2fplan.py"]
    )
    def test_only_the_static_files_are_served(self, site: Site, path: str) -> None:
        assert site.get(f"/static/{path}").status == 404

    def test_beyond_this_machine_a_token_is_asked_for(self, library: Library) -> None:
        with serving(library, token="s3cret") as site:
            assert site.get("/api/plans").status == 401
            assert site.get("/?token=wrong").status == 401
            welcome = site.get("/?token=s3cret")
            assert welcome.status == 303 and welcome.headers["location"] == "/"
            cookie = welcome.headers["set-cookie"]
            assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower()
            assert site.get("/api/plans", Cookie=cookie.partition(";")[0]).status == 200


class TestImages:
    def test_a_page_is_drawn_from_the_file_that_was_read_and_no_other(self, tmp_path: Path) -> None:
        from hashlib import sha256

        from PIL import Image

        paper = tmp_path / "a.png"
        Image.new("RGB", (60, 80), "white").save(paper)
        values = valid_plan()
        values["source"] |= {"path": "a.png", "sha256": sha256(paper.read_bytes()).hexdigest()}
        plan = Plan.model_validate(values)
        outside = Plan.model_validate({**values, "id": "sha256:out", "source": {**values["source"], "path": "../a.png"}})
        inner = tmp_path / "inner"
        inner.mkdir()
        with serving(Library(MemoryShelf([plan, outside]), CorrectionLog(tmp_path / "c.db"), originals_below(tmp_path))) as site:
            path = f"/api/plans/{quote(plan.id, safe='')}/pages/1.png"
            assert site.get(path).body.startswith(b"\x89PNG")
            assert site.get(path.replace("/1.png", "/2.png")).status == 404
            Image.new("RGB", (60, 80), "black").save(paper)
            assert site.get(path).status == 404
        with serving(Library(MemoryShelf([outside]), CorrectionLog(tmp_path / "c.db"), originals_below(inner))) as site:
            assert site.get("/api/plans/sha256%3Aout/pages/1.png").status == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_that_the_pages_ask_for_is_there(language: Any) -> None:
    static = Path(__file__).parent.parent / "pipeline" / "review" / "static"
    code = "\n".join(path.read_text("utf-8") for path in static.iterdir() if path.suffix in (".js", ".html"))
    known = words(Messages(language))
    asked = set(re.findall(r'(?:say\("|data-word="|data-label="|data-placeholder=")([a-z_.]+)"', code))
    assert len(asked) > 30 and not asked - known.keys()
    assert not [f"value.{entry.name}" for form in forms().values() for entry in form if f"value.{entry.name}" not in known]
    assert not [f"field.{field}" for field in forms() if f"field.{field}" not in known]
