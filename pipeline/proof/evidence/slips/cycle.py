"""Names of the cycle of sixty: whether there is such a name, and whether it is that of the year beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.proof.evidence.slips import years
from pipeline.proof.evidence.slips.passage import Passage, Text
from pipeline.proof.evidence.slips.record import Slip
from pipeline.proof.evidence.slips.years import COUNT, DYNASTY, LATE, PART, WESTERN
from pipeline.text import reigns, sexagenary
from pipeline.text.sexagenary import BRANCHES, LIKE_BRANCH, LIKE_STEM, STEMS

CODE = "cycle-name"
_FIRST = "".join(dict.fromkeys(STEMS + "".join(LIKE_STEM.values())))
_SECOND = "".join(dict.fromkeys(BRANCHES + "".join(LIKE_BRANCH.values())))
_NAME = rf"(?P<pair>[{re.escape(_FIRST)}][{re.escape(_SECOND)}])"
_LEAD = rf"(?:即|公元|西元|约|为|农历|夏历|旧历|阴历|岁次|岁在|{DYNASTY})*"
_REIGN = rf"(?P<title>{years.TITLES})(?P<n>{COUNT})年"
_WEST = rf"(?<![0-9])(?P<west>{WESTERN})年?"
_GAP = r"[(〔\[,、]?"
_END = r"(?=[年岁科)〕\],、。;；]|$)"
# a year and a name that are said to be the same
_BESIDE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_WEST}(?P<month>{PART})?[(〔\[]{_LEAD}{_NAME}{_END}",
        rf"{_WEST}[,、]?(?:即|岁次|农历|夏历|旧历|是年|岁在)+{_NAME}(?=[年岁])",
        rf"(?:[(〔\[](?:公元)?{_WEST})[,、]{_NAME}{_END}",
        rf"{_WEST}(?<=年)(?:是|为|系|正是)?(?:农历|夏历|旧历)?{_NAME}(?=[年岁,。、)])",
        rf"{_WEST}[)〕]?[,、]?(?:岁次|岁在|岁值|时值|适值){_NAME}",
        rf"[(〔\[]{_LEAD}{_NAME}年?[,、](?:公元)?{_WEST}[)〕\]年]",
        rf"{_NAME}年?(?P<part>{PART})?(?:[(〔\[]{_LEAD}|,?即(?:公元)?){_WEST}"
        rf"(?P<month>{PART})?[)〕\]年]",
        rf"{_REIGN}{_GAP}{_LEAD}{_NAME}{_END}",
        rf"{_NAME}年?[(〔\[]{_LEAD}{_REIGN}",
    )
)
_OF_REIGN = re.compile(rf"(?P<title>{years.TITLES}){_NAME}(?=[年岁科恩春夏秋冬正,、。(]|$)")
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_ANIMAL = re.compile(rf"{_NAME}年?[(,]?(?P<animal>[{_ANIMALS}])年")
# where nothing but a name can stand
_LED = re.compile(rf"(?:岁次|岁在|时在|时维|农历|夏历|旧历|阴历){_NAME}")
_FOLLOWED = re.compile(rf"{_NAME}(?=恩科|之[变役乱难]|中秋|孟[春夏秋冬]|仲[春夏秋冬]|季[春夏秋冬])")
_LIKELY = re.compile(
    rf"(?P<pair>[{STEMS}戌戍已巳王葵土士][{re.escape(_SECOND)}]|[{re.escape(_FIRST)}][{BRANCHES}])"
    rf"(?=[年岁科]|[春夏秋冬][,。季天月]|正月|闰?[一二三四五六七八九十冬腊]{{1,2}}月"
    rf"|[月日][,。、)初]|$)"
)
_WORDS = re.compile(  # a stem or branch that belongs to the word before or behind it
    r"王子|士子|主子|女子|两子|自己|知己|可子|我[子国]|下[午子]|[王主]丑|更[午辰]"
    r"|已未[能经曾有]|早已|业已|而已|发成|由于|[甲丙]等于|[了两][千年]"
)
_EVENTS = {
    "变法": "戊戌", "政变": "戊戌 辛酉", "维新": "戊戌", "六君子": "戊戌", "革命": "辛亥", "首义": "辛亥",
    "起义": "辛亥",
    "战争": "甲午", "海战": "甲午", "中日战争": "甲午", "赔款": "庚子", "之变": "庚子 庚申", "事变": "庚子",
    "国变": "庚子",
    "条约": "辛丑", "和约": "辛丑", "学制": "癸卯 壬戌 壬寅", "奇荒": "丁戊", "复辟": "丁巳",
    "讨袁": "癸丑", "战役": "",
}  # fmt: skip
_EVENT = re.compile(rf"{_NAME}(?={'|'.join(sorted(_EVENTS, key=len, reverse=True))})")


def slips(text: Text) -> Iterator[Slip]:
    """Names that there are not, and names that are not those of the year beside them."""
    for passage in text.passages:
        told: set[int] = set()
        for at, slip in (*_beside(passage), *_of_reign(passage), *_single(passage), *_animals(passage)):
            if at not in told:
                told.add(at)
                if slip:
                    yield slip


def _beside(passage: Passage) -> Iterator[tuple[int, Slip | None]]:
    """Every name with a year beside it, and the slip if they differ."""
    for pattern in _BESIDE:
        for match in pattern.finditer(passage.text):
            groups = match.groupdict()
            possible = _years_of(groups)
            if not possible:
                continue
            pair, at = match["pair"], match.start("pair")
            names = [sexagenary.of_year(year) for year in possible]
            if pair in names:
                yield at, None
            elif sexagenary.is_name(pair) or set(pair) & set(names[0]) or names[0] in sexagenary.meant(pair):
                beside = "west" if groups.get("west") else "n"
                message = f"{match[beside]} is the year {names[0]}, not {pair}"
                spans = passage.spans
                yield at, Slip(CODE, message, spans(at, at + 2), names[0], spans(*match.span(beside)))


def _years_of(groups: dict[str, str | None]) -> list[int]:
    """The Western years a name may stand for, the likeliest first; none where the year is not known."""
    if groups.get("west"):
        year = years.western(groups["west"] or "")
        late = LATE.match(groups.get("part") or "") or years.EARLY.match(groups.get("month") or "")
        return [year, year - 1] if late and year else [year] if year else []
    number = years.count(groups.get("n") or "")
    uses = reigns.reigns(groups.get("title") or "")
    return [use.western(number) for use in uses if use.had(number)] if number else []


def _animals(passage: Passage) -> Iterator[tuple[int, Slip | None]]:
    """The animal of a year behind its name: 丙寅虎年."""
    for match in _ANIMAL.finditer(passage.text):
        pair = match["pair"]
        animal = _ANIMALS[BRANCHES.index(pair[1])] if sexagenary.is_name(pair) else match["animal"]
        if animal != match["animal"]:
            at = match.start("animal")
            message = f"{pair} is a year of the {animal}, not of the {match['animal']}"
            yield (
                at,
                Slip(CODE, message, passage.spans(at, at + 1), animal, passage.spans(*match.span("pair"))),
            )


def _of_reign(passage: Passage) -> Iterator[tuple[int, Slip | None]]:
    """A name behind a reign title: a year of that name must have been in the reign."""
    for match in _OF_REIGN.finditer(passage.text):
        pair, at = match["pair"], match.start("pair")
        had = {
            sexagenary.of_year(y) for use in reigns.reigns(match["title"]) for y in _span(use.first, use.last)
        }
        if pair in had:
            yield at, None
        elif had and (sexagenary.is_name(pair) or sexagenary.meant(pair)):
            right = next((name for name in sexagenary.meant(pair) if name in had), "")
            message = f"{match['title']} had no year {pair}"
            spans = passage.spans
            yield at, Slip(CODE, message, spans(at, at + 2), right, spans(*match.span("title")))


def _span(first: int, last: int) -> range:
    return range(first, min(last, first + 59) + 1)


def _single(passage: Passage) -> Iterator[tuple[int, Slip | None]]:
    """Names where one is said to stand, that are none."""
    for pattern in (_EVENT, _LED, _FOLLOWED, _LIKELY):
        for match in pattern.finditer(passage.text):
            pair, at = match["pair"], match.start("pair")
            if sexagenary.is_name(pair) or _is_word(passage.text, at):
                continue
            known = _known(passage.text, at, pair)
            if pair in known:  # 丁戊 is short for two years
                continue
            names = known or sexagenary.meant(pair)
            exact = pair[0] in STEMS and pair[1] in BRANCHES
            if names or exact:
                right = names[0] if len(names) == 1 or pattern is _EVENT else ""
                message = f"there is no year {pair}" + (f": {' or '.join(names)} is meant" if names else "")
                yield at, Slip(CODE, message, passage.spans(at, at + 2), right)
    for match in re.finditer("癸[已己]", passage.text):
        message = f"there is no year {match[0]}: 癸巳 is meant"
        yield match.start(), Slip(CODE, message, passage.spans(*match.span()), "癸巳")


def _known(text: str, at: int, pair: str) -> tuple[str, ...]:
    """The name a well-known event bears, where the pair is like it."""
    events = (names for event, names in _EVENTS.items() if text.startswith(event, at + 2))
    own = next((names.split() for names in events), [])
    return tuple(name for name in own if set(name) & set(pair) or name in sexagenary.meant(pair))


def _is_word(text: str, at: int) -> bool:
    return any(
        match.start() < at + 2 and match.end() > at for match in _WORDS.finditer(text, max(0, at - 2), at + 4)
    )
