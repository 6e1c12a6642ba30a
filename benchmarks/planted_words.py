"""Words for planted archives: invented ones that no table of the package holds, and ways to say and to damage a sentence.

    words = Words(Random(1))
    words.topic()                                 "grềnh bloong vĩu trẫn"
    words.retold("Tổ chức thực hiện ...")         the same in other words
    words.scanned("Tổ chức thực hiện ...")        the same as bad OCR reads it

Nothing of the package is imported: what finds the planted truth and what plants it share no code and no table.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_ONSETS = "b bl c ch d đ g gh h kh kr l m n ng nh ph pl r s t th tr v x sr"
_RIMES = "a ai am an ang anh ao at au ây ăn ăng âm ân ât ên êt i im in inh oa oan oang ôn ông ơi ơn u um un ung ưa ươn ương uyên"
_TONES = {"a": "àáảãạ", "ă": "ằắẳẵặ", "â": "ầấẩẫậ", "e": "èéẻẽẹ", "ê": "ềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọ"} | {
    "ô": "ồốổỗộ", "ơ": "ờớởỡợ", "u": "ùúủũụ", "ư": "ừứửữự", "y": "ỳýỷỹỵ",
}  # fmt: skip
_SAME = (
    ("tổ chức", "tiến hành"), ("thực hiện", "triển khai"), ("tăng cường", "đẩy mạnh"), ("nâng cao", "cải thiện"),
    ("trên địa bàn", "trong phạm vi"), ("bảo đảm", "đáp ứng"), ("kịp thời", "nhanh chóng"), ("các đơn vị", "các cơ quan"),
    ("hiệu quả", "chất lượng"), ("chú trọng", "quan tâm"), ("phổ biến", "quán triệt"),
)  # fmt: skip
_FORMULAS = (
    "tổ chức thực hiện kịp thời trên địa bàn", "nâng cao hiệu quả công tác chỉ đạo",
    "tăng cường kiểm tra, giám sát việc thực hiện", "bảo đảm đúng quy định và phù hợp với tình hình thực tế",
    "phổ biến sâu rộng đến các đơn vị trực thuộc",
    "chú trọng nhân rộng những cách làm hay", "gắn với nhiệm vụ chính trị được giao", "báo cáo kết quả theo quy định",
    "phân công rõ trách nhiệm của từng cá nhân", "huy động mọi nguồn lực hợp pháp", "tránh hình thức, lãng phí",
    "kịp thời biểu dương, khen thưởng", "xử lý nghiêm các trường hợp vi phạm", "lồng ghép với các chương trình khác",
    "rà soát, bổ sung hằng năm", "ưu tiên vùng sâu, vùng xa", "đổi mới nội dung và phương pháp", "đúng tiến độ đã đề ra",
    "tạo sự đồng thuận trong nhân dân", "sơ kết, tổng kết và rút kinh nghiệm", "ứng dụng công nghệ thông tin",
    "phối hợp chặt chẽ giữa các ngành", "khắc phục những tồn tại, hạn chế", "phát huy vai trò của người đứng đầu",
)  # fmt: skip
_FILLERS = ["một cách", "đồng thời", "qua đó", "cụ thể", "nhất là", "trong đó có", "từng bước", "cơ bản"]
_MISREAD = {"m": "rn", "l": "1", "o": "0", "i": "l", "u": "n", "n": "u", "c": "e", "h": "b", "a": "o", "t": "f", "g": "q"}


@dataclass(frozen=True, slots=True)
class Words:
    """Everything drawn from one source of chance, so that an archive is the same every time."""

    random: Random

    def syllable(self) -> str:
        rime = self.random.choice(_RIMES.split())
        at = next(place for place, letter in enumerate(rime) if letter in _TONES)
        if self.random.random() < 0.8:
            rime = rime[:at] + self.random.choice(_TONES[rime[at]]) + rime[at + 1 :]
        return self.random.choice(_ONSETS.split()) + rime

    def topic(self, length: int = 4) -> str:
        """A subject in invented words."""
        return " ".join(self.syllable() for _ in range(length))

    def formula(self) -> str:
        """A phrase that every plan has."""
        return self.random.choice(_FORMULAS)

    def sentence(self, invented: int = 10) -> str:
        """A sentence of invented words between formulas, about 25 syllables."""
        return self.between_formulas(self.topic(invented // 2), self.topic(invented - invented // 2)).capitalize()

    def between_formulas(self, one: str, other: str) -> str:
        """Two clauses, each before a formula drawn anew."""
        return f"{one} {self.formula()}, {other} {self.formula()}"

    def retold(self, sentence: str, change: float = 0.08) -> str:
        """A paraphrase: other formulas, words left out, put in and exchanged, clauses turned round."""
        told = sentence.lower()
        for one, other in _SAME:
            if self.random.random() < 0.5:
                told = told.replace(one, other) if one in told else told.replace(other, one)
        clauses = told.split(", ")
        if len(clauses) > 1 and self.random.random() < 0.4:
            clauses = [*clauses[1:], clauses[0]]
        words = [self._changed(word, change) for word in ", ".join(clauses).split()]
        return " ".join(word for word in words if word).capitalize()

    def _changed(self, word: str, change: float) -> str:
        chance = self.random.random()
        if chance < change / 2:
            return self.syllable()
        if chance < change * 0.75:
            return ""
        return f"{word} {self.random.choice(_FILLERS)}" if chance < change * 1.25 else word

    def scanned(self, text: str, letters: float = 0.02, tones: float = 0.1) -> str:
        """Text as a poor scan gives it: tones lost or changed, letters taken for others."""
        return "".join(self._misread(letter, letters, tones) for letter in text)

    def _misread(self, letter: str, letters: float, tones: float) -> str:
        chance = self.random.random()
        for bare, marked in _TONES.items():
            if letter in marked and chance < tones:
                return self.random.choice(bare + marked)
        return _MISREAD.get(letter, letter) if chance < letters else letter
