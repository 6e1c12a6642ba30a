"""Words of the held-out archives: other inventions, other ways to retell and other damage than `planted_words` has.

    words = HeldOutWords(Random(1))
    words.name()                                  "Krơh Plei"
    words.subject("mô hình {} tại {}")            "mô hình blưk drong tại Ea Hơnh"
    words.retold("Các xã nhân rộng ...")          the same in other words
    words.scanned("Các xã nhân rộng ...")         the same with blanks lost and put in, letters lost and doubled

Nothing that compares plans was tuned on these; they are for scoring only.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_HEADS = "kr pl br dr ea h' j ch m' tl gr bl y' pr sr kl"
_HEARTS = "a ă â e ê i o ô ơ u ư ia uô ươ oa iê"
_TAILS = "k ng h r p nh m t i c l"

SUBJECTS = (
    "mô hình {} kết hợp {}", "tỷ lệ cơ sở {} đạt chuẩn {}", "số câu lạc bộ {} của {}", "lớp truyền dạy {} cho {}",
    "diện tích {} chuyển sang {}", "hộ làm nghề {} theo hướng {}", "sản phẩm {} được gắn mã {}", "điểm {} có người trông {}",
)  # fmt: skip
"""Frames of many subjects: what tells them apart stands in the gaps."""
TASKS = (
    ("chủ trì khảo sát {} rồi bàn giao {}", "đứng ra điều tra {}, xong thì giao lại {}",
    "sau khi nắm thực trạng {} tiến hành chuyển {}"),
    ("lập hồ sơ {} trình phê duyệt {}", "hoàn tất giấy tờ về {} để cấp trên thông qua {}",
    "xin ý kiến chấp thuận {} kèm theo bộ tài liệu {}"),
    ("bố trí phương tiện chở {} tới {}", "lo xe đưa {} đến nơi có {}", "điều động ô tô phục vụ {} đi {}"),
    ("hướng dẫn nhân dân {} và gìn giữ {}", "chỉ cho bà con cách {} cũng như bảo vệ {}",
    "giúp người dân biết {} đồng thời lưu lại {}"),
    ("thẩm tra dự toán {} trước khi mua {}", "soát xét kinh phí {} rồi mới sắm {}",
    "kiểm lại khoản chi {} làm căn cứ trang bị {}"),
    ("soạn tài liệu {} dùng trong các buổi {}", "viết đề cương {} phục vụ sinh hoạt {}", "in sách mỏng nói về {} phát tại {}"),
    ("mời chuyên gia {} nói chuyện về {}", "đón nhà nghiên cứu {} giảng bài {}", "nhờ người am hiểu {} trao đổi thêm {}"),
    ("tu sửa {} cùng với khuôn viên {}", "chỉnh trang {} và sân vườn quanh {}", "làm mới mái ngói {} lẫn tường rào {}"),
)  # fmt: skip
"""Ways to word the same task, of which every plan takes its own."""
CLAUSES = (
    "lấy {} làm khâu đột phá", "coi trọng việc {} ở từng {}", "không để {} kéo dài", "gắn {} với đời sống văn hóa",
    "mỗi thôn có ít nhất một {}",
    "khuyến khích doanh nghiệp nhận đỡ đầu {}", "dành thời lượng thích đáng cho {}", "đưa {} vào nếp sống hằng ngày",
    "khôi phục {} gắn với {}",
)  # fmt: skip
STOCK = (
    "theo đúng thẩm quyền", "với tinh thần chủ động, sáng tạo",
    "trong quá trình triển khai nếu có vướng mắc thì phản ánh kịp thời",
    "thiết thực, an toàn, tiết kiệm", "phù hợp điều kiện từng nơi", "có sự tham gia của cộng đồng",
    "từ nguồn ngân sách và nguồn xã hội hóa",
    "làm cơ sở đánh giá thi đua cuối năm", "bằng nhiều hình thức phong phú", "tuyệt đối không phô trương",
    "và các văn bản hướng dẫn hiện hành",
    "đến tận cơ sở", "cả trước mắt và lâu dài", "nhằm nâng cao đời sống vật chất, tinh thần", "dưới sự chỉ đạo của cấp ủy",
)  # fmt: skip
_OTHERWISE = (
    ("khảo sát", "điều tra"), ("lập hồ sơ", "hoàn thiện hồ sơ"), ("bố trí", "sắp xếp"), ("nhân dân", "bà con"),
    ("soạn", "biên soạn"), ("mời", "đón"),
    ("tu sửa", "sửa chữa"), ("khuyến khích", "vận động"), ("coi trọng", "chú ý"), ("khôi phục", "phục dựng"),
    ("mỗi thôn", "từng thôn"), ("đạt", "bảo đảm"),
    ("kết hợp", "lồng với"), ("tỷ lệ", "tỉ trọng"), ("số câu lạc bộ", "câu lạc bộ"), ("diện tích", "số héc-ta"),
    ("hộ làm nghề", "gia đình theo nghề"),
    ("sản phẩm", "mặt hàng"), ("thẩm tra", "rà soát"), ("hướng dẫn", "chỉ dẫn"), ("dành", "bố trí"), ("làm", "coi là"),
)  # fmt: skip
_LEADS = ("Ngoài ra,", "Bên cạnh đó,", "Theo đó,", "Cùng với việc trên,", "Hằng quý,", "Tại địa phương,", "Ngay từ đầu năm,")
_SHAPES = {
    "rn": "m",
    "cl": "d",
    "vv": "w",
    "ii": "u",
    "li": "h",
    "đ": "d",
    "ư": "u",
    "ơ": "o",
    "ô": "o",
    "ê": "e",
    "6": "b",
    "s": "5",
    "z": "2",
    "q": "9",
}


@dataclass(frozen=True, slots=True)
class HeldOutWords:
    """Everything drawn from one source of chance."""

    random: Random

    def word(self) -> str:
        """One or two invented syllables, at times a code."""
        if self.random.random() < 0.08:
            letters = "".join(self.random.choice(some) for some in ("BDGKRTVX", "AEIOU", "LMNRT"))
            return f"{letters}-{self.random.randint(11, 98)}"
        return " ".join(self._syllable() for _ in range(self.random.choice((1, 2, 2))))

    def name(self) -> str:
        return f"{self._syllable()} {self._syllable()}".title()

    def thing(self) -> str:
        return f"{self.word()} {self._syllable()}"

    def filled(self, frame: str) -> str:
        """A frame with invented words in its gaps."""
        return frame.format(*(self.thing() for _ in range(frame.count("{}"))))

    def task(self, frame: int, things: tuple[str, str]) -> str:
        """A clause about two things in one of the wordings of the frame."""
        return self.random.choice(TASKS[frame]).format(*things)

    def sentence(self) -> str:
        """Two or three clauses about invented things, with a stock phrase somewhere."""
        parts = [self.filled(frame) for frame in self.random.sample(CLAUSES, self.random.choice((2, 2, 3)))]
        parts.insert(self.random.randint(1, len(parts)), self.random.choice(STOCK))
        return self._opened("; ".join(parts) if self.random.random() < 0.2 else ", ".join(parts))

    def clause(self) -> str:
        """Something that no other plan says."""
        return self.filled(self.random.choice(CLAUSES))

    def stock(self) -> str:
        return self.random.choice(STOCK)

    def retold(self, sentence: str, strength: float = 1.0) -> str:
        """Synonyms, another lead, the last clause in front, stock phrases dropped or added, words put in or left out."""
        told = sentence[:1].lower() + sentence[1:]
        for one, other in _OTHERWISE:
            if self.random.random() < 0.6 * strength:
                told = told.replace(one, other)
        clauses = told.split(", ")
        clauses = [one for one in clauses if one not in STOCK or self.random.random() < 0.6]
        if len(clauses) > 1 and self.random.random() < 0.35 * strength:
            clauses.insert(0, clauses.pop())
        if self.random.random() < 0.3 * strength:
            clauses.insert(self.random.randint(1, len(clauses)), self.stock())
        words = ", ".join(clauses).split(" ")
        words = [word for word in words if self.random.random() >= 0.03 * strength]
        for _ in range(round(0.04 * strength * len(words) + self.random.random() - 0.5)):
            at = self.random.randrange(len(words))
            words.insert(at, self.random.choice(("cũng", "đều", "sẽ", "các", "những", "việc", "được", "luôn")))
        lead = f"{self.random.choice(_LEADS)} " if self.random.random() < 0.25 * strength else ""
        return self._opened(f"{lead}{' '.join(words)}")

    def scanned(self, text: str, rate: float = 0.02) -> str:
        """Blanks lost and put in, letters lost, doubled and taken for others of like shape, marks of whole words lost."""
        out = []
        for word in text.split(" "):
            read = self._bare(word) if self.random.random() < 6 * rate else word
            read = "".join(self._letter(letter, rate) for letter in read)
            for shape, other in _SHAPES.items():
                if shape in read and self.random.random() < rate:
                    read = read.replace(shape, other, 1)
            if len(read) > 4 and self.random.random() < rate:
                at = self.random.randint(2, len(read) - 2)
                read = f"{read[:at]} {read[at:]}"
            out.append(read + ("" if self.random.random() < rate else " "))
        return "".join(out).strip()

    def _letter(self, letter: str, rate: float) -> str:
        chance = self.random.random()
        if not letter.isalpha() or chance > rate:
            return letter
        return "" if chance < rate / 2 else letter * 2

    def _syllable(self) -> str:
        parts = (self.random.choice(one) for one in (_HEADS.split(" "), _HEARTS.split(" "), ["", *_TAILS.split(" ")]))
        return "".join(parts)

    @staticmethod
    def _bare(word: str) -> str:
        return word.translate(str.maketrans("ăâêôơưđáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụ", "aaeooudaaaaaeeeeeiiiiiooooouuuuu"))

    @staticmethod
    def _opened(sentence: str) -> str:
        return sentence[:1].upper() + sentence[1:]
