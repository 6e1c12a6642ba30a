"""What follows the number of a cited paper: its date, its issuer, its subject.

Kế hoạch số 73/KH-TLĐ, ngày 13/11/2024 của Liên đoàn Lao động tỉnh về tổ chức Hội nghị
                     ^ read_date                     ^ issuer_end    ^ subject_start
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice

from pipeline import edtf
from pipeline.citing.patterns import DAY_WORD, LIKE_DIGIT, MONTH_WORD, YEAR_WORD, as_digits, spaced
from pipeline.citing.words import neighbours, one_of, type_of
from pipeline.letters import folded
from pipeline.lexicon.bodies import branch, central_body, head_of, organ_of

_DATE = spaced(
    rf" *,? *\(?(?:(?:ký|họp|ban hành|đến sáng|đến) )?{DAY_WORD} *(?P<day>{LIKE_DIGIT}{{1,2}}(?![0-9])|[.…_]*+)"
    rf" *(?:[/.\-–]|{MONTH_WORD}) *(?P<month>{LIKE_DIGIT}{{1,2}}(?![0-9])|[.…_]*+)"
    rf" *(?:[/.\-–]|{YEAR_WORD}) *(?P<year>[12il|][09o]{LIKE_DIGIT}{{2}})(?!\w)\)?"
)
_MONTH = spaced(rf" *,? *{MONTH_WORD} (?P<month>[0-9]{{1,2}}) *(?:/|{YEAR_WORD}) *(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])")
_YEAR = spaced(r" *,? *(?:năm )?(?P<year>(?:19|20)[0-9]{2})(?![0-9/])")
_PASSED = spaced(
    r" *,? *(?:đã )?(?:được|do) (?P<by>(?:(?:ủy|uỷ) ban thường vụ )?quốc hội)(?!\w)[^;.\n]{0,110}?"
    r" (?:thông qua|ban hành)(?=,? *ngày|,? *tháng)"
)
_OF = spaced(r" *,? *(?:của|do) ")
_SINCE = spaced(r" *[(](?:nay là|nay thuộc|cũ|trước đây|sau đây|gọi|ban chỉ đạo)[^()\n]{0,120}[)]")
_ABOUT = spaced(r" *[,:]? *(?P<open>[“\"'«]?) *(?P<about>(?:v[eềêểèế] vi[eêệéẹ]c|v[ềêểế]|v/v)(?!\w)[:]? *)")
_PLAIN = spaced(r" *,? *[“\"]? *")
_TOKEN = spaced(r"(?:TP|TX|TT|H|Q|P|T)\.|[^\s,;.()\[\]“”\"|:]++|[,;.()\[\]“”\"|:]")
_PLENUM = spaced(
    r"hội nghị (?:lần thứ [^\s,;]{1,8} )?(?:của )?(?:ban chấp hành |bch )?(?:trung ương|tw|tư)(?!\w)(?: đảng)?"
    r"(?: (?:lần thứ )?(?:[0-9]{1,2}(?!\w)|[^\s,;()]{2,5}(?=,? *\(?khó)))?(?:,? *\(?khó[aá] [ivx]{1,5}(?!\w)\)?)?"
)
_COMMITTEE = spaced(
    r"(?:phó )?(?:trưởng )?(?:ban (?:chỉ đạo|chỉ huy|tổ chức)|(?:ủy|uỷ) ban quốc gia|hội đồng(?! nhân dân)|tổ công tác|tiểu ban)"
    r"(?!\w)"
)
_PURPOSE = spaced(r"[^;.:\n|“”\"()]{2,150}?(?= *\([^()\n]{2,60}\) về | về )")
_IN_A_PAPER = spaced(r"số *\d|\d/|(?<!\w)ngày ")
_SESSION = spaced(
    r" *,? *(?:tại )?kỳ họp(?: chuyên đề| bất thường| thường lệ)?(?: (?:lần )?thứ [^\s,;().]{1,8})?(?: \([^()\n]{1,40}\))?(?=,| )"
)
_AT = spaced(r"(?:của|với) (?=[^,;.()\n]{2,90} tại $)")
_FUNCTION_WORDS = (
    "tại",
    "về",
    "của",
    "cho",
    "để",
    "từ",
    "đến",
    "do",
    "là",
    "có",
    "tới",
    "theo",
    "sẽ",
    "đã",
    "ở",
    "với",
    "trong",
    "vào",
    "khi",
)
_OFFICES = ("cục", "ban", "phòng", "vụ", "tâm", "viện", "sở")
_USUAL_ISSUER, _LONGEST_ISSUER = 9, 30
_AHEAD = 8
_BEFORE_ROOM = 110


def read_date(lower: str, at: int, end: int) -> tuple[str | None, int] | None:
    """The date printed at `at`, as EDTF, and where it ends; the EDTF is None for an impossible day."""
    match = _DATE.match(lower, at, end)
    if match is None:
        return _read_month(lower, at, end)
    day, month, year = (as_digits(match[part]) for part in ("day", "month", "year"))
    if not year.isdigit():
        return None
    try:
        if not month.isdigit():
            return year, match.end()
        if not day.isdigit():
            return edtf.month(int(year), int(month)), match.end()
        return edtf.day(int(year), int(month), int(day)), match.end()
    except ValueError:
        return None, match.end()


def _read_month(lower: str, at: int, end: int) -> tuple[str | None, int] | None:
    match = _MONTH.match(lower, at, end)
    if match is None or not 1 <= int(match["month"]) <= 12:
        return None
    return edtf.month(int(match["year"]), int(match["month"])), match.end()


def read_year(lower: str, at: int, end: int) -> tuple[str, int] | None:
    """The bare year behind the name of a law: `Luật Thủy sản năm 2017`."""
    match = _YEAR.match(lower, at, end)
    return (match["year"], match.end()) if match else None


def read_passage(lower: str, at: int, end: int) -> tuple[slice, str | None, int] | None:
    """Who passed the law whose name or number ends at `at`, the date of it as EDTF, and where the words end:
    `được Quốc hội khóa XIII, kỳ họp thứ 8 thông qua ngày 20/11/2014`."""
    match = _PASSED.match(lower, at, end)
    dated = read_date(lower, match.end(), end) if match else None
    return (slice(*match.span("by")), *dated) if match and dated else None


def read_issuer(clean: str, lower: str, at: int, end: int, *, named: bool = False) -> tuple[int, int] | None:
    """Where the issuer begins and ends that follows `của`, or a well-known body that follows without it.

    `named`: a body in any case of letters, without `của`.
    """
    of = None if named else _OF.match(lower, at, end)
    start = of.end() if of else at
    while not of and start < end and clean[start] == " ":
        start += 1
    if not of and not ((named or clean[start : start + 1].isupper()) and is_body(clean[start : min(end, start + 40)])):
        return None
    if plenum := _PLENUM.match(lower, start, end):
        return start, plenum.end()
    stop = _issuer_end(clean, lower, start, min(end, start + 260))
    return (start, _committee_end(clean, lower, start, stop, end)) if stop > start else None


def _committee_end(clean: str, lower: str, start: int, stop: int, end: int) -> int:
    """Behind what a committee is for, where a subject with `về` follows: `Ban Chỉ đạo phòng, chống ma túy tỉnh về việc ...`."""
    if _COMMITTEE.match(lower, start, stop) is None or _ABOUT.match(lower, stop, end):
        return stop
    purpose = _PURPOSE.match(lower, stop, end)
    if purpose is None or _IN_A_PAPER.search(purpose[0]) or one_of("subject_in_body").match(purpose[0].lstrip()):
        return stop
    return stop + len(clean[stop : purpose.end()].rstrip())


def issuer_before(clean: str, lower: str, at: int) -> str | None:
    """The issuer named before the paper: `theo đề nghị của Sở Nội vụ tại Tờ trình số`."""
    left = max(0, at - _BEFORE_ROOM)
    of = _AT.search(lower, max(left, lower.rfind("\n", left, at)), at)
    stop = _issuer_end(clean, lower, of.end(), at) if of else 0
    name = " ".join(clean[of.end() : stop].split()) if of else ""
    return name if name and is_body(name) else None


@cache
def is_body(words: str) -> bool:
    """Whether a name begins as names of bodies do."""
    name = " ".join(words.split())
    return head_of(name) is not None or organ_of(name) is not None or central_body(name) is not None


def skip_note(lower: str, at: int, end: int) -> int:
    """The end of a note on the issuer (`(nay là Bộ Nông nghiệp và Môi trường)`, `, kỳ họp thứ 12`) at `at`, else `at`."""
    if session := _SESSION.match(lower, at, end):
        return session.end()
    match = _SINCE.match(lower, at, end)
    return match.end() if match and "sau đây" not in match[0] and "gọi" not in match[0] else at


def subject_start(lower: str, at: int, end: int, *, formal: bool) -> int | None:
    """Where the subject begins: behind `về`, or at a word that opens one; `formal` in legal bases, where more words do."""
    about = _ABOUT.match(lower, at, end)
    if about:
        return about.end()
    plain = _PLAIN.match(lower, at, end)
    start = plain.end() if plain else at
    return start if one_of("subject" if formal else "subject_in_body").match(lower, start, end) else None


def _issuer_end(clean: str, lower: str, start: int, end: int) -> int:
    for most in (_USUAL_ISSUER, _LONGEST_ISSUER):  # most names are short, and what lies far behind them need not be read
        tokens = [found.span() for found in islice(_TOKEN.finditer(clean, start, end), most + _AHEAD)]
        index = _walk(clean, lower, tokens, min(len(tokens), most))
        if index < most:
            break
    return tokens[index - 1][1] if index else start


def _walk(clean: str, lower: str, tokens: list[tuple[int, int]], most: int) -> int:
    """How many tokens belong to the issuer."""
    index = 0
    while index < most:
        count = _step(clean, lower, tokens, index)
        if count == 0:
            break
        index += count
    return index


def _step(clean: str, lower: str, tokens: list[tuple[int, int]], index: int) -> int:
    """How many tokens the issuer goes on with at `index`; 0 where it ends."""
    begin, stop = tokens[index]
    word = clean[begin:stop]
    beside = index > 0 and _side_by_side(lower, tokens, index)
    if index and _opens_other(clean, lower, tokens, index, beside=beside):
        return 0
    if beside and word != "và":
        return 1
    following = clean[tokens[index + 1][0]] if index + 1 < len(tokens) else ""
    if word in ("-", "–", "&", "và"):
        return 1 if (following.isupper() or word == "và") and _goes_on(clean, lower, tokens, index) else 0
    if word == ",":
        return 1 if following.isalpha() and _in_branch_name(clean, tokens, index) else 0
    if word == "(":
        return 3 if _abbreviates(clean, tokens, index) else 0
    if word[0].isupper() or (word.isdigit() and len(word) < 4 and index):
        return 1
    phrase = one_of("issuer").match(lower, begin)
    return sum(1 for token in tokens[index:] if token[1] <= phrase.end()) if phrase else 0


def _abbreviates(clean: str, tokens: list[tuple[int, int]], index: int) -> bool:
    """Whether a bracket inside a name holds its abbreviation: `Mặt trận Tổ quốc (MTTQ) Việt Nam`."""
    ahead = [clean[slice(*token)] for token in tokens[index + 1 : index + 4]]
    return len(ahead) == 3 and ahead[0].isupper() and ahead[1] == ")" and ahead[2][0].isalpha()


def _opens_other(clean: str, lower: str, tokens: list[tuple[int, int]], index: int, *, beside: bool) -> bool:
    """Whether a subject, a date or another paper begins here, in whatever case it is printed."""
    begin = tokens[index][0]
    if lower.startswith(("về ", "ngày ", "v/v"), begin):
        return True
    if beside:
        return False
    if one_of("subject").match(lower, begin):
        return not (clean[begin].isupper() and lower[slice(*tokens[index - 1])] in _OFFICES)
    return type_of(" ".join([clean[start:end] for start, end in tokens[index : index + 2]])) is not None


def _goes_on(clean: str, lower: str, tokens: list[tuple[int, int]], index: int) -> bool:
    """Whether `và` or a dash joins parts of one name, or of two issuers."""
    if index + 1 >= len(tokens):
        return False
    beside = _side_by_side(lower, tokens, index + 1)
    if _opens_other(clean, lower, tokens, index + 1, beside=beside):
        return False
    return beside or clean[tokens[index + 1][0]].isupper()


def _side_by_side(lower: str, tokens: list[tuple[int, int]], index: int) -> bool:
    """Whether names of bodies have this word behind the one before it, tones lost in a scan aside."""
    (first, last), (start, end) = tokens[index - 1], tokens[index]
    return _are_neighbours(lower[first:last].rpartition("-")[2], lower[start:end].partition("-")[0])


@lru_cache(maxsize=8192)
def _are_neighbours(before: str, word: str) -> bool:
    blurred = word not in _FUNCTION_WORDS and before != "và"
    return (before, word) in neighbours() or (blurred and (folded(before), folded(word)) in neighbours())


def _in_branch_name(clean: str, tokens: list[tuple[int, int]], index: int) -> bool:
    """Whether a comma stands inside a field of work: `Sở Văn hóa, Thể thao và Du lịch`."""
    ahead = [clean[slice(*token)] for token in tokens[index + 1 : index + 9]]
    before = clean[tokens[0][0] : tokens[index][0]]
    joint = next((position for position, word in enumerate(ahead) if word == "và"), 0)
    return any(branch(f"{before[at:]}, {' '.join(ahead[: joint + size])}") for at in _word_starts(before) for size in (2, 3))


def _word_starts(text: str) -> list[int]:
    return [at for at, c in enumerate(text) if c != " " and (at == 0 or text[at - 1] == " ")][-4:]
