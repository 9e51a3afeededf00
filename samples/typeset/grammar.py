"""The writer: fills the slots of our sentences from a seed, in the figures and the script of an era."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Callable, Sequence

from pipeline.text import numerals, scripts
from samples.typeset import lexicon, phrases
from samples.typeset.fields import FIELDS
from samples.typeset.lexicon import Field

SLOT = re.compile(r"\{(\w+)\}")
# Pairs of simplified and traditional forms that stood side by side in print about 1957.
BESIDE = (
    "产產业業发發对對开開关關农農财財贸貿责責领領导導组組织織经經济濟设設计計划劃会會国國这這个個们們"
    "务務办辦厂廠广廣区區县縣乡鄉银銀钱錢铁鐵车車马馬鱼魚鸟鳥风風电電话話书書报報纸紙"
    "学學习習练練级級绝絕纪紀红紅线線细細终終给給统統维維总總结結约約实實宝寶"
    "种種谷穀树樹叶葉园園圆圓团團图圖长長门門问問间間闻聞阳陽阴陰队隊阶階际際陈陳陆陸"
    "动動劳勞势勢励勵胜勝处處备備复復头頭夺奪奖獎妇婦孙孫层層"
)

USUAL = str.maketrans("羣着", "群著")  # the forms of print, for those the converter prefers


def traditional(text: str) -> str:
    """The text in traditional characters."""
    return scripts.traditional(text).translate(USUAL)


class Writer:
    """Writes about one thing after another; equal seeds write equal texts.

    The order of the calls is part of the seed: a writer is used for one issue, from front to back.
    """

    def __init__(self, seed: int, today: datetime.date, arabic: bool, script: str) -> None:
        self.random = random.Random(seed)
        self.today = today  # the date of the issue; acts are dated before it
        self.arabic = arabic
        self.field: Field = FIELDS[0]
        self.theme = ""  # what the act in hand is about; its title and its text name the same
        self._script = script
        self._written: set[str] = set()
        self._patterns: set[str] = set()  # used in the act in hand
        pairs = list(zip(BESIDE[::2], BESIDE[1::2], strict=True))
        self._mixture = str.maketrans(dict(self.random.sample(pairs, len(pairs) // 3)))

    def turn_to(self, field: Field) -> None:
        """Begin another act, about this field of work."""
        self.field = field
        self.theme = self.pick(field.themes)
        self._patterns.clear()

    def pick(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)

    def sentence(self, templates: Sequence[str]) -> str:
        """A sentence this writer has not written yet, if a few attempts find one."""
        text = ""
        for _ in range(12):
            text = self.fill(self.pick(templates))
            if text not in self._written:
                break
        self._written.add(text)
        return text

    def sentences(self, templates: Sequence[str], count: int) -> list[str]:
        """So many sentences, of patterns this act has not used while there are such; in their order."""
        fresh = [template for template in templates if template not in self._patterns]
        if len(fresh) < count:
            self._patterns.difference_update(templates)
            fresh = list(templates)
        chosen = sorted(self.random.sample(range(len(fresh)), min(count, len(fresh))))
        self._patterns.update(fresh[index] for index in chosen)
        return [self.sentence((fresh[index],)) for index in chosen]

    def fill(self, template: str) -> str:
        """The template with every slot filled; no word stands in it twice."""
        used: set[str] = set()

        def value(match: re.Match[str]) -> str:
            word = self._slot(match[1])
            for _ in range(8):
                if word not in used:
                    break
                word = self._slot(match[1])
            used.add(word)
            return word

        return SLOT.sub(value, template)

    def spell(self, text: str) -> str:
        """The text in the script of the era: simplified, traditional, or one beside the other."""
        if self._script == "traditional":
            return traditional(text)
        return text.translate(self._mixture) if self._script == "mixed" else text

    def number(self, value: int) -> str:
        return str(value) if self.arabic else numerals.counting(value)

    def date(self, day: datetime.date) -> str:
        if self.arabic:
            return f"{day.year}年{day.month}月{day.day}日"
        month, date = numerals.counting(day.month), numerals.counting(day.day)
        return f"{numerals.positional(day.year)}年{month}月{date}日"

    def year(self, year: int) -> str:
        return str(year) if self.arabic else numerals.positional(year)

    def past(self, least: int, most: int) -> datetime.date:
        """A day so many days before the issue; negative ones lie after it."""
        return self.today - datetime.timedelta(days=self.random.randint(least, most))

    def percent(self) -> str:
        whole, tenth = self.random.randint(2, 48), self.random.randint(1, 9)
        if self.arabic:
            return f"{whole}.{tenth}%"
        return f"百分之{numerals.counting(whole)}点{numerals.counting(tenth)}"

    def person(self) -> str:
        surname = self.pick(lexicon.SURNAMES + lexicon.SURNAMES_MORE)
        return f"{surname}某{self.pick(lexicon.GIVEN)}"

    def counted(self) -> str:
        thing, measure = self.pick(self.field.counted).split("/")
        amount = self.random.randint(12, 99) * self.random.choice((1, 10, 100))
        return f"{thing}{self.number(amount + self.random.randint(0, 9))}{measure}"

    def _slot(self, name: str) -> str:
        simple = phrases.SLOTS.get(name) or _PLACES.get(name)
        if simple:
            return self.pick(simple)
        own: tuple[str, ...] | None = {
            "thing": self.field.things,
            "task": self.field.tasks,
            "trouble": self.field.troubles,
            "aim": self.field.aims,
            "theme": (self.theme,),
        }.get(name)
        return self.pick(own) if own else self._figure(name)

    def _figure(self, name: str) -> str:
        makers: dict[str, Callable[[], str]] = {
            "date": lambda: self.date(self.past(40, 420)),
            "due": lambda: self.date(self.past(-260, -40)),
            "year": lambda: self.year(self.today.year - 1),
            "n1": lambda: self.number(self.random.randint(3, 28)),
            "n2": lambda: self.number(self.random.randint(2, 5)),
            "time": lambda: f"{self.number(self.random.randint(2, 9))}个月",
            "money": lambda: f"{self.number(self.random.randint(2, 95) * 10)}{self.pick(('元', '万元'))}",
            "percent": self.percent,
            "person": self.person,
            "people": lambda: f"{self.number(self.random.randint(21, 480))}人",
            "counted": self.counted,
        }
        return makers[name]()


_PLACES = {
    "prefecture": lexicon.PREFECTURES,
    "city": lexicon.CITIES,
    "county": lexicon.COUNTIES,
    "town": lexicon.TOWNS,
    "office": lexicon.OFFICES,
}
