"""Makes one plant after the other, by a source of chance.

The slips are those of print and recognition: a digit for another, two digits that changed places, a character
for one of its shape, a number or a bracket left out.  The checks that are measured share no table with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from pipeline.text import numerals

THINGS = (
    "重修县学", "大水", "旱，民饥", "建石桥一座", "筑城垣", "知县捐俸修堤", "设义仓三处", "地震有声", "蝗灾",
)  # fmt: skip
PLACES = ("松篁", "鹭湾", "砚池", "霁川", "藕塘", "芦坪", "葵岗", "桐圩", "磐溪", "蒲甸")
ACTS = (
    "要加强领导，落实责任，及时研究解决工作中的问题。",
    "各地要抓紧做好春耕准备，保证种子、化肥和农药的供应。",
    "对成绩显著的单位和个人，应当给予表扬和奖励。",
    "所需经费由地方财政解决，不足部分由省酌情补助。",
    "要经常检查，发现问题及时纠正，重大问题要向上级报告。",
    "有关部门要密切配合，不得互相推诿。",
    "本办法由主管部门负责解释，各地可以制定实施细则。",
)


@dataclass(frozen=True, slots=True)
class Plant:
    """A text as it should be, and as it stands with a slip in it; a paragraph a line."""

    kind: str
    right: str
    wrong: str


class Maker:
    """Makes one plant after the other; equal seeds make equal plants."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.arabic = True

    def make(self, kind: str, text: Callable[[Maker], tuple[str, str]]) -> Plant:
        """A plant of a kind, in Arabic or Chinese numerals as chance has it."""
        self.arabic = self.random.random() < 0.5
        while True:
            right, wrong = text(self)
            if right != wrong:
                return Plant(kind, right, wrong)

    def number(self, value: int) -> str:
        return str(value) if self.arabic else numerals.counting(value)

    def year(self, value: int) -> str:
        return str(value) if self.arabic else numerals.positional(value)

    def slipped(self, value: int, least: int = 1) -> int:
        """The number with a digit changed, or two neighbours that changed places."""
        digits = list(str(value))
        for _ in range(50):
            at = self.random.randrange(len(digits))
            new = digits.copy()
            if self.random.random() < 0.4 and at + 1 < len(new):
                new[at], new[at + 1] = new[at + 1], new[at]
            else:
                new[at] = self.random.choice("0123456789")
            other = int("".join(new))
            if new[0] != "0" and abs(other - value) >= least:
                return other
        return value + 1

    def pick(self, choices: tuple[str, ...] | str | list[str]) -> str:
        return self.random.choice(choices)
