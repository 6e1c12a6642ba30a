"""Archives with a known truth: directives carried out by provinces and districts, with planted lags, quotas, gaps and copies.

    archive = planted(Random(1), directives=3, provinces=12)
    archive.plans, archive.truth.without_duty

Imports the contract of a plan and nothing that compares plans. All topics are invented words (`planted_words`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from benchmarks.planted_plan import Draft, Head
from benchmarks.planted_words import Words
from pipeline.plan import Plan

PLACES = (
    ("Bắc Kạn", "06", "Thái Nguyên", "19"), ("Thái Nguyên", "19", "Thái Nguyên", "19"), ("Sơn La", "14", "Sơn La", "14"),
    ("Hà Giang", "02", "Tuyên Quang", "08"), ("Tuyên Quang", "08", "Tuyên Quang", "08"), ("Lạng Sơn", "20", "Lạng Sơn", "20"),
    ("Vĩnh Phúc", "26", "Phú Thọ", "25"), ("Hòa Bình", "17", "Phú Thọ", "25"), ("Phú Thọ", "25", "Phú Thọ", "25"),
    ("Hà Nam", "35", "Ninh Bình", "37"), ("Nam Định", "36", "Ninh Bình", "37"), ("Thanh Hóa", "38", "Thanh Hóa", "38"),
    ("Nghệ An", "40", "Nghệ An", "40"), ("Quảng Nam", "49", "Đà Nẵng", "48"), ("Kon Tum", "62", "Quảng Ngãi", "51"),
    ("Phú Yên", "54", "Đắk Lắk", "66"), ("Đắk Lắk", "66", "Đắk Lắk", "66"), ("Long An", "80", "Tây Ninh", "80"),
    ("Bến Tre", "83", "Vĩnh Long", "86"), ("Kiên Giang", "91", "An Giang", "91"), ("An Giang", "89", "An Giang", "91"),
    ("Cà Mau", "96", "Cà Mau", "96"), ("Lai Châu", "12", "Lai Châu", "12"), ("Cao Bằng", "04", "Cao Bằng", "04"),
)  # fmt: skip
_LEFT_OUT = 0.12
_TOPICS = 5


@dataclass(slots=True)
class Truth:
    """What was planted, by the `path` of plans and the name of topics.

    steps: (plan, superior) to days. quotas and duties: (plan, id of the item) to the topic, where a topic is in
    several plans. far:
    (plan, topic) of quotas far from the rest. without_quota, without_duty: (plan, topic) that a plan lacks though
    its peers have it. drift: (plan, topic) to days. copied: (plan, source).
    """

    steps: dict[tuple[str, str], int] = field(default_factory=dict)
    quotas: dict[tuple[str, str], str] = field(default_factory=dict)
    duties: dict[tuple[str, str], str] = field(default_factory=dict)
    far: set[tuple[str, str]] = field(default_factory=set)
    without_quota: set[tuple[str, str]] = field(default_factory=set)
    without_duty: set[tuple[str, str]] = field(default_factory=set)
    drift: dict[tuple[str, str], int] = field(default_factory=dict)
    copied: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Archive:
    plans: list[Plan]
    truth: Truth


@dataclass(frozen=True, slots=True)
class Quota:
    """`subject` as the directive has it, `base` its value there."""

    subject: str
    unit: str
    base: int
    value: int


@dataclass(frozen=True, slots=True)
class Duty:
    """`content`: the clauses of the task, which every plan puts between phrases of its own."""

    actor: str
    content: tuple[str, str]
    due: date


@dataclass(frozen=True, slots=True)
class Paper:
    """What those who carry a paper out take from it."""

    path: str
    head: Head
    quotas: tuple[Quota, ...]
    duties: tuple[Duty, ...]
    text: tuple[str, ...]


def planted(random: Random, directives: int = 3, provinces: int = 12, districts: int = 4, first: int = 0) -> Archive:
    """An archive of `directives` * (1 + `provinces` + `districts`) plans, in no order. Those of directives that are numbered from
    elsewhere on can be put beside it."""
    maker = _Maker(random, Words(random), Truth(), [])
    for number in range(first, first + directives):
        maker.cascade(number, provinces, districts)
    random.shuffle(maker.plans)
    return Archive(maker.plans, maker.truth)


@dataclass(frozen=True, slots=True)
class _Maker:
    random: Random
    words: Words
    truth: Truth
    plans: list[Plan]

    def cascade(self, number: int, provinces: int, districts: int) -> None:
        """A directive, the provinces that carry it out, and districts that carry out a province's plan."""
        bases = [self.random.randint(20, 400) for _ in range(_TOPICS)]
        quotas = tuple(Quota(name, "người", base, base) for name, base in zip(self._subjects(), bases, strict=True))
        issued = date(2022, 1, 10) + timedelta(days=self.random.randint(0, 900))
        duties = tuple(
            Duty(
                self.words.topic(3).capitalize(),
                (self.words.topic(5), self.words.topic(5)),
                issued + timedelta(days=self.random.randint(120, 400)),
            )
            for _ in range(_TOPICS)
        )
        head = Head("Bộ Nội vụ", "bo-noi-vu", "central", None, number + 1, issued)
        top = Paper(f"central/{number}.txt", head, quotas, duties, tuple(self.words.sentence() for _ in range(10)))
        self._write(top, None, None, ())
        places = self.random.sample(PLACES, provinces)
        below = [self._province(top, place, number) for place in places]
        for at in range(districts):
            above = below[at % len(below)]
            self._district(above, top, number, at)

    def _subjects(self) -> list[str]:
        """Subjects of a directive; the last says half of the first and then something else."""
        subjects = [self.words.topic(self.random.randint(4, 6)) for _ in range(_TOPICS - 1)]
        return [*subjects, f"{' '.join(subjects[0].split()[:2])} {self.words.topic(3)}"]

    def _province(self, top: Paper, place: tuple[str, str, str, str], number: int) -> Paper:
        issued = top.head.issued + timedelta(days=self.random.randint(5, 90))
        head = Head(f"Ủy ban nhân dân tỉnh {place[0]}", f"ubnd-tinh-{place[1]}", "province", place, 100 + number, issued)
        paper = self._carried(top, f"{place[1]}/{number}.txt", head, own=8)
        copies = self.random.random() < 0.5
        self._write(paper, top, top if copies else None, ())
        return paper

    def _district(self, above: Paper, top: Paper, number: int, at: int) -> None:
        assert above.head.place
        issued = above.head.issued + timedelta(days=self.random.randint(3, 60))
        key = f"ubnd-huyen-{number}-{at}-{above.head.place[1]}"
        name = f"Ủy ban nhân dân huyện {self.words.topic(2).title()}"
        head = Head(name, key, "district", above.head.place, 200 + at, issued)
        paper = self._carried(above, f"{above.head.place[1]}/huyen-{number}-{at}.txt", head, own=7)
        shortcut = (top,) if self.random.random() < 0.6 else ()
        self._write(paper, above, above if self.random.random() < 0.5 else None, shortcut)

    def _carried(self, above: Paper, path: str, head: Head, own: int) -> Paper:
        """What a plan below sets of the quotas and duties above, each told anew, some left out, some far off."""
        quotas = [one for at, one in enumerate(above.quotas) if self._has("quotas", above, at, path)]
        drifted = [self._duty(one, path) for at, one in enumerate(above.duties) if self._has("duties", above, at, path)]
        text = tuple(self.words.sentence() for _ in range(own))
        return Paper(path, head, tuple(self._quota(one, path) for one in quotas), tuple(drifted), text)

    def _has(self, kind: str, above: Paper, at: int, path: str) -> bool:
        if self.random.random() >= _LEFT_OUT:
            return True
        one = above.quotas[at].subject if kind == "quotas" else above.duties[at].actor
        if above.head.level == "central":
            (self.truth.without_quota if kind == "quotas" else self.truth.without_duty).add((path, one))
        return False

    def _quota(self, above: Quota, path: str) -> Quota:
        value = round(above.base * self.random.uniform(0.9, 1.1))
        if self.random.random() < 0.04:
            value = above.base * 6
            self.truth.far.add((path, above.subject))
        return Quota(above.subject, above.unit, above.base, value)

    def _duty(self, above: Duty, path: str) -> Duty:
        days = self.random.randint(-20, 40)
        self.truth.drift[path, above.actor] = days
        return Duty(above.actor, above.content, above.due + timedelta(days=days))

    def _write(self, paper: Paper, above: Paper | None, source: Paper | None, further: tuple[Paper, ...]) -> None:
        draft = Draft(paper.path, paper.head)
        for cited in [above, *further] if above else []:
            draft.cite(cited.head, "legal_basis")
        if above:
            self.truth.steps[paper.path, above.path] = (paper.head.issued - above.head.issued).days
        draft.law(self.words.topic(3))
        draft.open("MỤC ĐÍCH, YÊU CẦU")
        for sentence in self._body(paper, source):
            draft.sentence(sentence)
        draft.open("CHỈ TIÊU")
        self._quotas(draft, paper, told=above is not None)
        draft.open("TỔ CHỨC THỰC HIỆN")
        self._duties(draft, paper, told=above is not None)
        self.plans.append(draft.plan())

    def _quotas(self, draft: Draft, paper: Paper, told: bool) -> None:
        """Those taken over, and one that no other plan has."""
        for quota in paper.quotas:
            subject = self.words.scanned(self.words.retold(quota.subject, 0.04).lower(), 0.01) if told else quota.subject
            item = draft.quota((self.words.formula(), self.words.formula()), subject, quota.unit, quota.value)
            self.truth.quotas[paper.path, item] = quota.subject
        draft.quota((self.words.formula(), self.words.formula()), self.words.topic(5), "người", self.random.randint(20, 400))

    def _duties(self, draft: Draft, paper: Paper, told: bool) -> None:
        """Those taken over, each between formulas of the plan's own, and two that no other plan has."""
        for duty in paper.duties:
            task = self.words.between_formulas(*duty.content)
            task = self.words.scanned(self.words.retold(task), 0.01) if told else task
            self.truth.duties[paper.path, draft.duty(duty.actor, task, duty.due)] = duty.actor
        for _ in range(2):
            own = self.words.between_formulas(self.words.topic(5), self.words.topic(5))
            draft.duty(self.words.topic(3).capitalize(), own, paper.head.issued + timedelta(days=self.random.randint(30, 300)))

    def _body(self, paper: Paper, source: Paper | None) -> Iterator[str]:
        """Own sentences, with copied ones between them: told in other words, read by OCR, or both."""
        copied = self.random.sample(source.text, 6) if source else []
        if source:
            self.truth.copied.add((paper.path, source.path))
        for at, own in enumerate(paper.text):
            yield own
            if at < len(copied):
                yield self.words.scanned(self.words.retold(copied[at]), self.random.choice((0.0, 0.02)))
