"""The official ways to count errors, as tables: what each fault weighs, and where counting stops.

Sources: for books 《图书质量管理规定》 (2004) with its annex 《图书编校质量差错率计算方法》; for journals and
newspapers 《报纸期刊质量管理规定》 (国新出发〔2020〕10号) with the annexes 《期刊编校差错率计算方法》 and
《报纸编校差错率计算方法》.  The weights were taken from printed copies of the annexes by third parties;
before a rate decides about money, hold the table against the official text.  A government gazette is
a periodical: the journal's scheme is the natural one, the book's the stricter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class FaultKind(Enum):
    """What kinds of fault the rules tell apart."""

    CHARACTER = "character"  # 错、别、多、漏、倒字: one character
    RUN = "run"  # two to five characters missing or too many
    LONG_RUN = "long-run"  # more than five
    FIGURE = "figure"  # a number, however many of its digits are wrong
    WORD = "word"  # a word in a foreign script
    SCRIPT = "script"  # 简繁混用: a traditional form for a simplified one, or the reverse
    CASE = "case"  # capital and small letters, or a letter of another script
    PUNCTUATION = "punctuation"
    FIGURE_STYLE = "figure-style"  # 数字用法: a number written against the national standard
    FACT = "fact"  # facts, knowledge, logic, grammar: only a person can say
    POLITICAL = "political"  # only a person can say


class Part(Enum):
    """Where a fault stands, as far as that changes its weight."""

    BODY = "body"
    HEADING = "heading"  # or the masthead
    COVER = "cover"  # 封一, 扉页
    RUNNING_HEAD = "running-head"  # 书眉


class PageKind(Enum):
    """How a page counts in 版面字数."""

    FULL = "full"  # a page that has begun counts whole
    COVER = "cover"
    PICTURE = "picture"  # nothing but a picture
    CAPTIONED = "captioned-picture"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Rule:
    """The weight of a fault, and the most that the same fault counts in an issue; 0: without end."""

    kind: FaultKind
    weight: float
    most: float = 0.0
    whole: float = 0.0  # the most that all faults of this kind count together; 0: without end
    once_a_page: bool = False  # the same fault counts once a page


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to count; `limit` is in errors for 10,000 characters of 版面字数."""

    id: str
    limit: float
    source: str
    rules: tuple[Rule, ...]
    doubled: tuple[Part, ...]  # where a fault of the text weighs twice
    shares: tuple[tuple[PageKind, float], ...]  # of a full page

    def rule(self, kind: FaultKind) -> Rule | None:
        return next((rule for rule in self.rules if rule.kind is kind), None)

    def share(self, page: PageKind) -> float:
        return dict(self.shares)[page]


def _periodical() -> tuple[Rule, ...]:
    """The same fault counts three times in an issue at most."""
    text = ((FaultKind.CHARACTER, 1.0), (FaultKind.RUN, 2.0), (FaultKind.LONG_RUN, 4.0))
    other = ((FaultKind.FIGURE, 1.0), (FaultKind.WORD, 1.0), (FaultKind.SCRIPT, 0.5), (FaultKind.CASE, 0.5))
    told = ((FaultKind.FACT, 1.0), (FaultKind.PUNCTUATION, 0.1))
    rules = tuple(Rule(kind, weight, most=3 * weight) for kind, weight in (*text, *other, *told))
    return (*rules, Rule(FaultKind.FIGURE_STYLE, 0.1, whole=1.0))


SHARES = (  # of books and journals; newspapers have their own
    (PageKind.FULL, 1.0),
    (PageKind.COVER, 0.5),
    (PageKind.PICTURE, 0.2),
    (PageKind.CAPTIONED, 0.5),
    (PageKind.BLANK, 0.0),
)
BOOK = Scheme(
    "book",
    1.0,
    "《图书质量管理规定》附件《图书编校质量差错率计算方法》",
    (
        Rule(FaultKind.CHARACTER, 1.0, most=4.0, once_a_page=True),
        Rule(FaultKind.RUN, 2.0),
        Rule(FaultKind.LONG_RUN, 4.0),
        Rule(FaultKind.FIGURE, 1.0),
        Rule(FaultKind.WORD, 1.0),
        Rule(FaultKind.SCRIPT, 0.5, most=1.5),
        Rule(FaultKind.CASE, 0.5, most=1.5),
        Rule(FaultKind.PUNCTUATION, 0.1),
        Rule(FaultKind.FACT, 2.0),
        Rule(FaultKind.POLITICAL, 3.0),
    ),
    (Part.COVER,),
    SHARES,
)
JOURNAL = Scheme(
    "journal",
    2.0,
    "《报纸期刊质量管理规定》（国新出发〔2020〕10号）附件《期刊编校差错率计算方法》",
    _periodical(),
    (Part.COVER,),
    SHARES,
)
NEWSPAPER = Scheme(
    "newspaper",
    3.0,
    "《报纸期刊质量管理规定》（国新出发〔2020〕10号）附件《报纸编校差错率计算方法》",
    _periodical(),
    (Part.COVER, Part.HEADING, Part.RUNNING_HEAD),
    (
        (PageKind.FULL, 1.0),
        (PageKind.COVER, 1.0),
        (PageKind.PICTURE, 0.8),
        (PageKind.CAPTIONED, 0.8),
        (PageKind.BLANK, 0.0),
    ),
)
SCHEMES = {scheme.id: scheme for scheme in (BOOK, JOURNAL, NEWSPAPER)}
