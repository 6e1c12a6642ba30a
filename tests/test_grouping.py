"""Wordings that say the same come into one group; others do not."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.compare.features import hashed
from pipeline.compare.grouping import Grouping, group
from pipeline.compare.letters import Nearness, by_letters
from pipeline.compare.links import Likeness
from pipeline.compare.passages import passages
from pipeline.compare.together import united
from pipeline.compare.wording import syllables

TOPIC = Likeness(0.35)


def groups(texts: list[str], least: Likeness = TOPIC) -> list[int]:
    return [int(number) for number in group([hashed(text) for text in texts], least)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tổ chức Hội nghị", "TỔ CHỨC HỘI NGHỊ"),
        ("Hòa Bình", "Hoà  Bình"),
        ("kỹ thuật", "kĩ thuật"),
        ("Đắk Lắk", "Đăk Lăk"),
        ("bảo hiểm y tế", "bao hiêm y tê"),
    ],
)
def test_spellings_of_the_same_words_are_one(one: str, other: str) -> None:
    assert syllables(one) == syllables(other)


def test_words_that_no_table_holds_decide() -> None:
    texts = [
        "số hộ trồng cây mắc ca xen quế", "hộ gia đình trồng mắc ca xen với quế", "số hộ nuôi hươu sao lấy nhung",
        "hộ gia đình nuôi hươu sao nhung", "số hộ nghèo được vay vốn", "tỷ lệ hộ nghèo được vay vốn ưu đãi",
    ]  # fmt: skip
    assert groups(texts) == [0, 0, 2, 2, 4, 4]


def test_a_scan_says_what_the_print_says() -> None:
    printed = "Vận động nhân dân tham gia diễn tập phòng chống cháy rừng tràm mùa khô theo tổ tự quản ở từng ấp"
    scanned = "Vân đông nhản dân tham qia diễn tâp phòng chổng cháy rừng trâm mùa khô thec tổ tự quản ở tung ấp"
    assert groups([printed, scanned, "Tổng hợp kinh phí gửi Phòng Tài chính thẩm định"], Likeness(0.5, 0.5)) == [0, 0, 2]


def test_nothing_and_empty_wordings_are_taken() -> None:
    assert groups([]) == []
    assert groups(["", "", "Sở Y tế"]) == [0, 0, 2]


def test_passages_lie_inside_sections_and_are_long_enough() -> None:
    text = "Căn cứ Kế hoạch của tỉnh về việc tổ chức hội nghị và các văn bản có liên quan khác;\n1. Ngắn.\n"
    long = "2. Các đơn vị tổ chức quán triệt sâu rộng đến toàn thể đoàn viên và người lao động trong ngành."
    text += long + "\n"
    spans = [(text.index("1."), text.index("2.")), (text.index("2."), len(text) - 1)]
    assert [text[start:end] for start, end in passages(text, spans)] == [long]
    assert len(passages(text, [])) == 2


def test_a_formula_is_known_by_other_text() -> None:
    """Subjects that share a formula few subjects have are not the same: the passages of the plans are full of it."""
    formula = "trong quá trình thực hiện nếu có vướng mắc thì phản ánh kịp thời"
    kinds = ("hươu sao", "chè dây", "cá tầm", "na dai", "quế chi", "gừng gió", "sâm cau", "lợn hương")
    frames = ("tỷ lệ bán", "diện tích ươm", "mô hình chế biến", "câu lạc bộ chơi")
    subjects = [f"số hộ nuôi {kind}" for kind in kinds]
    subjects += [f"{frame} {kind}, {formula}" for frame, kind in zip(frames, kinds[:4], strict=True)]
    passages = [[hashed(f"Xã thứ {number} báo cáo, {formula}").tobytes() for number in range(200)]]
    said = [[hashed(subject).tobytes() for subject in subjects]]
    alone = Grouping.of(lambda: said, Likeness(0.5)).once_more(None)
    beside = Grouping.of(lambda: said, Likeness(0.5), lambda: passages).once_more(None)
    assert len(set(alone[8:].tolist())) == 1 and len(set(beside[8:].tolist())) == 4


def test_subjects_that_share_half_their_words_stay_apart() -> None:
    first = ["hạt dổi rừng sấy khô", "hạt dổi rừng sấy thật khô", "các hạt dổi rừng sấy khô"]
    second = ["hạt dổi ghép vườn ươm", "hạt dổi ghép trong vườn ươm", "các hạt dổi ghép vườn ươm"]
    assert groups(first + second, Likeness(0.3)) == [0, 0, 0, 3, 3, 3]


_BEFORE = ("", "các ", "số ", "tổng số ")
_KINDS = ("hươu sao", "cá tầm", "gà đồi", "dê núi", "ong mật", "lợn hương", "bò vàng", "vịt biển", "tôm càng", "ốc nhồi")


@pytest.mark.parametrize(
    ("plans", "found"),
    [
        ((1, 2, 3, 4, 1, 2, 3, 4), [0, 0, 0, 0, 4, 4, 4, 4]),  # each plan sets both
        ((1, 2, 3, 4, 1, 2, 3, 5), [0, 0, 0, 0, 4, 4, 4, 4]),  # most do
        ((1, 2, 3, 4, 1, 5, 6, 7), [0] * 8),  # one plan tells one subject twice
        ((1, 2, 3, 4, 5, 6, 7, 8), [0] * 8),
        (None, [0] * 8),
    ],
)
def test_what_stands_side_by_side_in_the_same_plans_is_not_one(plans: tuple[int, ...] | None, found: list[int]) -> None:
    subjects = [f"{before}mắc ca ghép {rest}" for rest in ("xen quế chi", "vườn ươm") for before in _BEFORE]
    others = [f"hộ nuôi {kind} {aim}" for kind in _KINDS for aim in ("thương phẩm", "lấy giống")]
    words = [hashed(text).tobytes() for text in subjects + others]
    owners = None if plans is None else np.array([*plans, *range(10, 10 + len(others))])
    assert Grouping.of(lambda: [words], Likeness(0.48), plans=owners).once_more(None).tolist()[:8] == found


def test_letters_join_no_groups_of_the_same_plans() -> None:
    told = ["dạy đan lục bình cho phụ nữ xã đảo, Hội mở lớp", "cho phụ nữ xã đảo: Hội mở lớp dạy đan lục bình"]
    texts = [task for task in (*_TASKS, *told) for _ in range(3)]
    groups = np.arange(len(texts)) // 3 * 3
    apart, one = np.arange(len(texts)) % 3, np.arange(len(texts))
    assert by_letters(lambda: [texts], groups, Nearness(0.25, 0.4), apart).tolist() == groups.tolist()
    assert by_letters(lambda: [texts], groups, Nearness(0.25, 0.4), one).tolist() == [*groups[:-3], 15, 15, 15]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ((1, 2, 3), (1, 2, 3), False),
        ((1, 2), (1, 2), True),  # two plans that say a thing again
        ((1, 1, 1), (1,), True),
        ((1, 2, 3, 4, 5, 6), (1, 2, 3, 7, 8, 9), True),  # half of the plans
        ((1, 2, 3, 4, 5, 6), (1, 2, 3, 7, 8), False),
    ],
)
def test_groups_are_joined_unless_several_plans_tell_them_apart(
    first: tuple[int, ...], second: tuple[int, ...], joined: bool
) -> None:
    told_in = np.array([0] * len(first) + [1] * len(second)), np.array(first + second)
    found = united(2, (np.array([0]), np.array([1])), told_in).tolist()
    assert (found[0] == found[1]) is joined


def test_wordings_are_taken_in_parts() -> None:
    """Where a source is cut makes no difference, nor does a wording that comes again."""
    texts = ("hội thi nấu ăn", "hội diễn văn nghệ", "hội thi nấu ăn", "hôi diên văn nghê mới")
    words = [hashed(text).tobytes() for text in texts]
    whole = Grouping.of(lambda: [words], TOPIC).once_more(None).tolist()
    assert whole == Grouping.of(lambda: [[word] for word in words], TOPIC).once_more(None).tolist() == [0, 1, 0, 1]


_TASKS = (
    "lập danh sách hộ nuôi ong mật dưới tán rừng tràm gửi phòng Kinh tế",
    "khảo sát điểm sạt lở ven kênh Ông Hiển rồi cắm biển báo",
    "kiểm tra bếp ăn tập thể của các trường bán trú",
    "phát động tết trồng cây đầu xuân",
    "thống kê tàu cá chưa lắp thiết bị giám sát hành trình",
)


@pytest.mark.parametrize(
    ("damaged", "joined"),
    [
        ("lậpdanh sáchhộ nuôiong mậtdưới tánrừng trmgửi phòngkinh tế", True),
        ("l ập dan h sách h ộ nu ôi on g mật d ưới tá n rừ ng tr àm gử i phòn g Ki nh tế", True),
        ("LẬP DDANH SSÁCH HHỘ NNUÔI OONG MMẬT DƯỚI TTÁN RRỪNG TRÀMM GGỬI PPHÒNG", True),
        ("nuôi tôm càng xanh trong ruộng lúa, gửi mẫu nước về trạm Thủy sản", False),
        ("", False),
        ("ong", False),
    ],
)
def test_blanks_lost_put_in_and_letters_doubled_hide_no_task(damaged: str, joined: bool) -> None:
    texts = [*(task for task in _TASKS for _ in range(4)), damaged]
    alone = np.array([*(at - at % 4 for at in range(20)), 20])
    found = by_letters(lambda: [texts[:7], texts[7:]], alone, Nearness(0.25, 0.4))
    assert found.tolist() == [*alone[:20], 0 if joined else 20]


def test_two_groups_that_tell_one_task_are_joined_and_others_are_not() -> None:
    told = ["dạy đan lục bình cho phụ nữ xã đảo, Hội mở lớp", "cho phụ nữ xã đảo: Hội mở lớp dạy đan lục bình"]
    texts = [task for task in (*_TASKS, *told) for _ in range(3)]
    groups = np.arange(len(texts)) // 3 * 3
    found = by_letters(lambda: [texts], groups, Nearness(0.25, 0.4))
    assert found.tolist() == [*groups[:-3], 15, 15, 15]


def test_nothing_is_looked_at_where_no_group_is_large() -> None:
    assert by_letters(lambda: [["a", "b"]], np.array([0, 1]), Nearness(0.25, 0.4)).tolist() == [0, 1]
