"""The review page in a real browser: what a reviewer does, what assistive technology gets, what hostile plans cannot do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline import Plan, extract
from pipeline.corrections import CorrectionLog, corrected, gold_of
from pipeline.evaluate.score import score_plan
from pipeline.review.library import Library
from tests.review_server import Site, serving
from tests.shelf import MemoryShelf

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PLANS = Path(__file__).parent.parent / "corpus" / "plans"
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [extract(path) for path in sorted(PLANS.glob("*.txt"))]


@pytest.fixture
def shelf(plans: list[Plan]) -> MemoryShelf:
    return MemoryShelf(list(plans))


@pytest.fixture
def log(tmp_path: Path) -> CorrectionLog:
    return CorrectionLog(tmp_path / "corrections.db")


@pytest.fixture
def site(shelf: MemoryShelf, log: CorrectionLog) -> Iterator[Site]:
    with serving(Library(shelf, log)) as site:
        yield site


class Visit:
    """A page of the browser that fails a test on any error of its scripts."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: self.errors.append(f"a plan opened a dialog: {dialog.message}"))

    def open(self, plan: Plan, query: str = "") -> Page:
        self.page.goto(f"{self.site.address}/plans/{plan.id.replace(':', '%3A').replace('#', '%23')}{query}")
        expect(self.page.locator("#findings .finding").first).to_be_visible()
        return self.page

    def list(self, query: str = "") -> Page:
        self.page.goto(f"{self.site.address}/{query}")
        expect(self.page.locator("#rows table")).to_be_visible()
        return self.page


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    with ExitStack() as stack:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="vi-VN")
        stack.callback(context.close)
        visit = Visit(context.new_page(), site)
        yield visit
        assert visit.errors == []


def pick(page: Page, field: str, number: int = 0) -> Any:
    item = page.locator(f"section.group.{field} li.finding").nth(number)
    item.locator(".summary").click()
    return item


class TestReading:
    def test_from_the_list_to_a_plan_and_its_neighbours(self, visit: Visit, plans: list[Plan]) -> None:
        page = visit.list()
        expect(page.locator("tbody tr")).to_have_count(len(plans))
        page.fill("#q", "vĩnh thuận")
        page.press("#q", "Enter")
        expect(page.locator("tbody tr")).to_have_count(1)
        page.locator("tbody a").click()
        expect(page.locator("#paper")).to_contain_text("65/KH-LĐLĐ")
        page.click("#back")
        expect(page.locator("tbody tr")).to_have_count(1)
        assert "q=" in page.url

    def test_a_facet_narrows_the_list_and_stays_in_the_address(self, visit: Visit) -> None:
        page = visit.list("?sort=place")
        page.get_by_label("Lai Châu").check()
        expect(page.locator("tbody tr")).to_have_count(2)
        page.reload()
        expect(page.locator("tbody tr")).to_have_count(2)
        expect(page.get_by_label("Lai Châu")).to_be_checked()
        page.go_back()
        expect(page.locator("tbody tr")).to_have_count(5)

    def test_every_finding_is_marked_where_it_stands(self, visit: Visit, plans: list[Plan]) -> None:
        page = visit.open(plans[0])
        assert page.locator("#paper").evaluate("node => node.textContent") == plans[0].text
        for index, finding in enumerate(visit.site.plan(plans[0].id)["findings"]):
            if finding["field"] != "sections":
                start, end = finding["spans"][0]
                marked = page.locator(f'#paper [data-finding="{index}"]').evaluate_all(
                    "nodes => nodes.map(n => n.textContent).join('')"
                )
                assert plans[0].text[start:end] in marked

    def test_either_side_leads_to_the_other(self, visit: Visit, plans: list[Plan]) -> None:
        page = visit.open(plans[0])
        pick(page, "contacts")
        expect(page.locator("#paper .contacts.picked").first).to_be_in_viewport()
        page.locator("#paper .mark.number").first.click()
        expect(page.locator("#findings .number li.picked, #findings .group.number .picked")).to_be_in_viewport()
        expect(page.locator("#findings .group.number .picked code")).to_have_text(plans[0].number.rule if plans[0].number else "")

    def test_a_click_again_goes_through_what_overlaps(self, visit: Visit, plans: list[Plan]) -> None:
        page = visit.open(plans[0])
        inner = page.locator("#paper .citations .entities").first
        inner.click()
        expect(page.locator("#findings .group.entities .picked")).to_have_count(1)
        inner.click()
        expect(page.locator("#findings .group.citations .picked")).to_have_count(1)

    def test_by_keyboard_alone(self, visit: Visit, plans: list[Plan], log: CorrectionLog) -> None:
        page = visit.open(plans[0], "?sort=place")
        page.keyboard.press("j")
        page.keyboard.press("a")
        expect(page.locator("#findings .finding.accept")).to_have_count(1)
        page.keyboard.press("w")
        expect(page.locator("#findings [data-warning] .summary:focus")).to_have_count(1)
        page.keyboard.press("u")
        expect(page.locator("#findings .finding.accept")).to_have_count(0)
        page.keyboard.press("?")
        expect(page.locator("dialog")).to_contain_text("chấp nhận")
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.wait_for_url("**/plans/**" + plans[1].id[-8:] + "**")

    def test_english_and_dark(self, visit: Visit, plans: list[Plan]) -> None:
        page = visit.list()
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("columnheader", name="Issuer")).to_be_visible()
        page.click("#theme")
        page.click("#theme")
        visit.open(plans[0])
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)"


class TestCorrecting:
    def test_what_is_corrected_stays_after_reload_and_new_extraction_and_becomes_gold(
        self, visit: Visit, plans: list[Plan], shelf: MemoryShelf, log: CorrectionLog
    ) -> None:
        plan = plans[0]
        page = visit.open(plan)
        pick(page, "quotas", 1).get_by_role("button", name="Sửa").click()
        page.fill("dialog [name=max]", "200")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.locator("section.quotas li.change")).to_have_count(1)
        page.locator("section.quotas .complete").click()
        expect(page.locator("section.quotas .complete")).to_have_attribute("aria-pressed", "true")
        page.reload()
        expect(page.locator("section.quotas li.change")).to_have_count(1)

        by = "VĂN BẢN SAO\n\n"
        anew = Plan.model_validate({**_shifted(plan.model_dump(mode="json"), len(by)), "text": by + plan.text})
        shelf.plans[0] = anew
        page.reload()
        pick(page, "quotas", 1)
        expect(page.locator("section.quotas li.change dd").filter(has_text="200")).to_have_count(1)
        expect(page.locator(".misfits")).to_have_count(0)

        done = corrected(anew, log.active(anew.id, anew.source.path))
        gold = gold_of(done)
        assert gold.keys() == {"schema_version", "quotas"}
        score = score_plan(gold, anew.model_dump(mode="json"), anew.text)
        assert len(score.lists["quotas"].missed) == 1

    def test_selected_words_become_an_item(self, visit: Visit, plans: list[Plan]) -> None:
        page = visit.open(plans[0])
        page.evaluate(SELECT, "Hội nghị tuyên dương")
        page.keyboard.press("m")
        page.select_option("dialog select", "campaigns")
        assert page.input_value("dialog [name=name]") == "Hội nghị tuyên dương"
        page.get_by_role("button", name="Lưu", exact=True).click()
        added = page.locator("section.campaigns li.add")
        expect(added).to_have_count(1)
        expect(added).to_contain_text("Hội nghị tuyên dương")
        start = plans[0].text.index("Hội nghị tuyên dương")
        finding = next(f for f in visit.site.plan(plans[0].id)["findings"] if f["rule"] == "review.added")
        assert finding["spans"][0] == [start, start + len("Hội nghị tuyên dương")]

    def test_another_reviewers_correction_is_shown_before_ones_own(
        self, visit: Visit, plans: list[Plan], shelf: MemoryShelf, log: CorrectionLog
    ) -> None:
        page = visit.open(plans[0])
        with serving(Library(shelf, log), reviewer="minh") as other:
            assert other.correct(plans[0].id, action="reject", field="number", seen_revision=0).status == 200
        pick(page, "number").get_by_role("button", name="Chấp nhận").click()
        expect(page.locator("#notice")).to_contain_text("minh")
        expect(page.locator("section.number li.reject")).to_have_count(1)

    def test_a_correction_that_fits_no_more_is_shown(self, visit: Visit, plans: list[Plan], shelf: MemoryShelf) -> None:
        page = visit.open(plans[0])
        pick(page, "contacts").get_by_role("button", name="Chấp nhận").click()
        expect(page.locator("section.contacts li.accept")).to_have_count(1)
        shelf.plans[0] = plans[0].model_copy(update={"contacts": ()})
        page.reload()
        expect(page.locator(".misfits")).to_contain_text("không còn mục nào")
        page.locator(".misfits").get_by_role("button", name="Rút lại").click()
        expect(page.locator(".misfits")).to_have_count(0)


SELECT = """words => {
  const walker = document.createTreeWalker(document.getElementById("paper"), NodeFilter.SHOW_TEXT);
  const nodes = []; let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([node, text.length]); text += node.data; }
  const place = offset => { const [node, start] = nodes.filter(([, at]) => at <= offset).at(-1); return [node, offset - start]; };
  const start = text.indexOf(words), range = document.createRange();
  range.setStart(...place(start));
  const [last, offset] = place(start + words.length - 1);
  range.setEnd(last, offset + 1);
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return {name: offset + by for name, offset in value.items()}
        return {name: _shifted(entry, by) for name, entry in value.items()}
    return [_shifted(entry, by) for entry in value] if isinstance(value, list) else value


class TestAccess:
    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1400, 420])
    def test_no_serious_finding_of_axe(self, visit: Visit, plans: list[Plan], theme: str, width: int) -> None:
        visit.page.set_viewport_size({"width": width, "height": 900})
        page = visit.list()
        page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
        assert serious(visit.list()) == []
        visit.open(plans[0])
        pick(page, "quotas")
        assert serious(page) == []
        page.locator("section.quotas .picked").get_by_role("button", name="Sửa").click()
        assert serious(page) == []

    def test_twice_the_size_needs_no_scrolling_sideways(self, visit: Visit, plans: list[Plan]) -> None:
        visit.page.set_viewport_size({"width": 640, "height": 450})  # 1280 x 900 at 200 %
        for page in (visit.list(), visit.open(plans[0])):
            assert page.evaluate("document.documentElement.scrollWidth") <= 640


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{entry['id']}: {entry['nodes'][0]['html'][:120]}" for entry in found if entry["impact"] in ("serious", "critical")]


class TestHostilePlans:
    def test_what_a_plan_says_is_never_run(self, browser: Browser, plans: list[Plan], log: CorrectionLog) -> None:
        evil = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202egnp.exe"
        values = plans[0].model_dump(mode="json")
        values["text"] = evil + plans[0].text[len(evil) :]
        values["title"]["text"] = values["issuing_body"]["name"] = values["campaigns"][0]["name"] = evil
        values["source"]["path"] = f"{evil}.txt"
        plan = Plan.model_validate(values)
        with serving(Library(MemoryShelf([plan]), log)) as site:
            context = browser.new_context()
            visit = Visit(context.new_page(), site)
            page = visit.list()
            expect(page.locator("tbody")).to_contain_text("<script>alert(2)</script>")
            visit.open(plan)
            expect(page.locator("#paper .control").first).to_have_attribute("title", "U+202E")
            assert "\u202e" not in page.locator("body").inner_text() + page.title()
            page.wait_for_timeout(200)
            assert visit.errors == [] and page.locator("main img, aside img").count() == 0
            context.close()
