"""Archives with a known truth that nothing was tuned on: built otherwise than those of `planted`, in other words.

    archive = held_out(Random(1), directives=3)
    archive.plans, archive.truth.drift

Four levels down to communes; subjects and tasks share frames with many others; bodies bear their place in their names; a province
may copy another province's plan instead of the ministry's; copied sentences are told anew, scanned, two run into one, one cut
into two, and stand anywhere. Plans also refer to papers that they do not carry out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from benchmarks.held_out_words import SUBJECTS, TASKS, HeldOutWords
from benchmarks.planted import PLACES, Archive, Truth
from benchmarks.planted_plan import Draft, Head
from pipeline.plan import Plan

_PROVINCES, _DISTRICTS, _COMMUNES = 20, 9, 8
PLANS_OF_ONE = 1 + _PROVINCES + _DISTRICTS + _COMMUNES
_UNITS = ("%", "người", "hộ", "điểm", "ha")
_LEFT_OUT = 0.15


@dataclass(frozen=True, slots=True)
class _Quota:
    """`subject` and `base` as the ministry sets them."""

    subject: str
    unit: str
    base: int
    figure: int


@dataclass(frozen=True, slots=True)
class _Duty:
    """`clauses`: which frame and the things in it, for each clause of the task."""

    clauses: tuple[tuple[int, tuple[str, str]], ...]
    actor: str
    due: date


@dataclass(slots=True)
class _Paper:
    path: str
    head: Head
    quotas: list[_Quota]
    duties: list[_Duty]
    sentences: list[str] = field(default_factory=list)


def held_out(random: Random, directives: int = 3, first: int = 0) -> Archive:
    """An archive of `directives` * PLANS_OF_ONE plans, in no order. Those of directives that are numbered from elsewhere on can
    be put beside it."""
    maker = _Maker(random, HeldOutWords(random), Truth(), [])
    for number in range(first, first + directives):
        maker.directive(number)
    random.shuffle(maker.plans)
    return Archive(maker.plans, maker.truth)


@dataclass(frozen=True, slots=True)
class _Maker:
    random: Random
    words: HeldOutWords
    truth: Truth
    plans: list[Plan]
    others: list[Head] = field(default_factory=list)

    def directive(self, number: int) -> None:
        """A ministry's plan and all below it."""
        issued = date(2021, 3, 1) + timedelta(days=self.random.randint(0, 1200))
        head = Head("Bộ Văn hóa, Thể thao và Du lịch", "bo-vhttdl", "central", None, number + 1, issued)
        top = _Paper(f"bo/{number}.txt", head, [self._quota() for _ in range(6)], [self._duty(issued) for _ in range(6)])
        self._write(top, [], None)
        provinces: list[_Paper] = []
        for place in self.random.sample(PLACES, _PROVINCES):
            provinces.append(
                self._below(top, f"{place[1]}/t{number}.txt", (f"UBND tỉnh {place[0]}", f"ubnd-t-{place[1]}", "province"), place)
            )
            older = [one for one in provinces[:-1] if one.head.issued < provinces[-1].head.issued]
            chance = self.random.random()
            source = top if chance < 0.35 else self.random.choice(older) if older and chance < 0.55 else None
            self._write(provinces[-1], [top], source)
        districts = [self._local(self.random.choice(provinces), "district", f"h{number}-{at}", top) for at in range(_DISTRICTS)]
        for at in range(_COMMUNES):
            self._local(self.random.choice(districts), "commune", f"x{number}-{at}", top)
        self.others.append(head)

    def _local(self, above: _Paper, level: str, name: str, top: _Paper) -> _Paper:
        assert above.head.place
        kind = "huyện" if level == "district" else "xã"
        issuer = (f"UBND {kind} {self.words.name()}", f"ubnd-{name}-{above.head.place[1]}", level)
        paper = self._below(above, f"{above.head.place[1]}/{name}.txt", issuer, above.head.place)
        self._write(
            paper, [above, *([top] if self.random.random() < 0.4 else [])], above if self.random.random() < 0.45 else None
        )
        return paper

    def _below(self, above: _Paper, path: str, issuer: tuple[str, str, str], place: tuple[str, str, str, str]) -> _Paper:
        issued = above.head.issued + timedelta(days=int(self.random.expovariate(1 / 35)))
        head = Head(issuer[0], issuer[1], issuer[2], place, above.head.number, issued)  # type: ignore[arg-type]
        return _Paper(path, head, list(self._figures(above, path)), list(self._tasks(above, path, issuer[0])))

    def _figures(self, above: _Paper, path: str) -> Iterable[_Quota]:
        """The quotas of a plan below: most near the ministry's, a few far off, some left out."""
        for quota in above.quotas:
            if self.random.random() < _LEFT_OUT:
                if above.head.level == "central":
                    self.truth.without_quota.add((path, quota.subject))
                continue
            figure = round(quota.base * min(1.3, max(0.7, self.random.gauss(1, 0.1))))
            if self.random.random() < 0.03:
                figure = quota.base * 5 if self.random.random() < 0.7 else quota.base // 6
                self.truth.far.add((path, quota.subject))
            yield replace(quota, figure=figure)

    def _tasks(self, above: _Paper, path: str, issuer: str) -> Iterable[_Duty]:
        """The duties of a plan below, given to a body of its own, a third of them on the day of the plan above."""
        for duty in above.duties:
            if self.random.random() < _LEFT_OUT:
                if above.head.level == "central":
                    self.truth.without_duty.add((path, _name(duty)))
                continue
            days = 0 if self.random.random() < 0.33 else self.random.randint(-45, 75)
            self.truth.drift[path, _name(duty)] = days
            actor = (
                f"{self.random.choice(('Sở', 'Phòng', 'Ban', 'Trung tâm'))} {self.words.name()} {issuer.removeprefix('UBND ')}"
            )
            yield replace(duty, actor=actor, due=duty.due + timedelta(days=days))

    def _quota(self) -> _Quota:
        base = self.random.randint(40, 900)
        return _Quota(self.words.filled(self.random.choice(SUBJECTS)), self.random.choice(_UNITS), base, base)

    def _duty(self, issued: date) -> _Duty:
        clauses = tuple((frame, (self.words.thing(), self.words.thing())) for frame in self.random.sample(range(len(TASKS)), 2))
        return _Duty(clauses, f"Cục {self.words.name()}", issued + timedelta(days=self.random.randint(150, 500)))

    def _write(self, paper: _Paper, above: list[_Paper], source: _Paper | None) -> None:
        draft = Draft(paper.path, paper.head)
        for one in above:
            draft.cite(one.head, "legal_basis")
        if self.others and self.random.random() < 0.3:
            draft.cite(self.random.choice(self.others), "mention")
        if above:
            self.truth.steps[paper.path, above[0].path] = (paper.head.issued - above[0].head.issued).days
        draft.open("QUAN ĐIỂM, MỤC TIÊU")
        paper.sentences.extend(self.words.sentence() for _ in range(self.random.randint(7, 12)))
        body = [*paper.sentences, *(self._taken(paper, source) if source else ())]
        self.random.shuffle(body)
        for sentence in body:
            draft.sentence(sentence)
        draft.open("NHIỆM VỤ VÀ PHÂN CÔNG")
        self._assign(draft, paper, bool(above))
        draft.open("CHỈ TIÊU CỤ THỂ")
        self._set(draft, paper, bool(above))
        self.plans.append(draft.plan())

    def _taken(self, paper: _Paper, source: _Paper) -> Iterable[str]:
        """Seven sentences of the source: verbatim, retold, scanned, cut in two, or run into an own one."""
        self.truth.copied.add((paper.path, source.path))
        for sentence in self.random.sample(source.sentences, 7):
            chance = self.random.random()
            told = (
                sentence
                if chance < 0.15
                else self.words.scanned(self.words.retold(sentence), self.random.choice((0.0, 0.01, 0.03)))
            )
            if chance > 0.85:
                head, _, rest = told.partition(", ")
                yield from (head, rest) if rest else (head,)
            elif chance > 0.75:
                yield f"{told}, đồng thời {self.words.sentence().lower()}"
            else:
                yield told

    def _assign(self, draft: Draft, paper: _Paper, told: bool) -> None:
        for duty in self.random.sample(paper.duties, len(paper.duties)):
            task = self._worded(duty)
            task = self.words.scanned(self.words.retold(task), 0.012) if told else task
            self.truth.duties[paper.path, draft.duty(duty.actor, task, duty.due)] = _name(duty)
        for _ in range(3):
            own = self._duty(paper.head.issued)
            draft.duty(own.actor, self._worded(own), own.due)

    def _worded(self, duty: _Duty) -> str:
        one, other = (self.words.task(*clause) for clause in duty.clauses)
        return ", ".join([one, self.words.clause(), other, self.words.stock()])

    def _set(self, draft: Draft, paper: _Paper, told: bool) -> None:
        for quota in self.random.sample(paper.quotas, len(paper.quotas)):
            subject = self.words.scanned(self.words.retold(quota.subject, 0.5), 0.01).lower() if told else quota.subject
            item = draft.quota((self.words.clause(), self.words.clause()), subject, quota.unit, quota.figure)
            self.truth.quotas[paper.path, item] = quota.subject
        own = self._quota()
        draft.quota((self.words.clause(), self.words.clause()), own.subject, own.unit, own.figure)


def _name(duty: _Duty) -> str:
    return str(duty.clauses)
