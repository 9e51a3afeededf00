"""The eras of the material: page, type, script, numerals and habits of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.errors import UsageError
from pipeline.model import Direction
from samples.typeset.fonts import (
    FANGSONG,
    KAITI,
    MING,
    SANS_BOLD,
    SERIF,
    SERIF_BOLD,
    SUNGTI,
    UKAI,
    UMING,
    ZENHEI,
    Face,
)


@dataclass(frozen=True, slots=True)
class Era:
    """How a gazette of one era looks; lengths in pixels at about 200 dpi."""

    name: str
    years: tuple[int, int]
    width: int
    height: int
    body: int  # the em of the body type
    pitch: int  # from one line to the next
    measure: int  # characters of body type in a full line (a column of type in vertical setting)
    rows: int  # lines to a full page
    script: str  # "simplified", "mixed" or "traditional"
    arabic: bool  # arabic figures in dates and numbers
    tables: bool
    two_columns: bool  # whether the later pages stand in two columns
    leader: str  # what leads from a title in the contents to its page
    song: tuple[Face, ...]  # body type: the first face that covers the text
    kai: tuple[Face, ...]
    hei: tuple[Face, ...]
    direction: Direction = Direction.HORIZONTAL
    metal: float = 1.0  # share of the marks of letterpress: spread ink, broken strokes
    numbering: str = "{code}〔{year}〕{n}号"  # 发文字号


ERAS = {
    era.name: era
    for era in (
        Era(
            name="vertical",
            years=(1950, 1955),
            width=1240,
            height=1754,
            body=32,
            pitch=52,
            measure=22,
            rows=18,
            script="traditional",
            arabic=False,
            tables=False,
            two_columns=True,
            leader="…",
            song=(MING, UMING),
            kai=(FANGSONG, UKAI),
            hei=(SANS_BOLD,),
            direction=Direction.VERTICAL,
            numbering="（{short}）{code}字第{n}号",
        ),
        Era(
            name="mixed",
            years=(1956, 1965),
            width=1240,
            height=1754,
            body=30,
            pitch=47,
            measure=34,
            rows=30,
            script="mixed",
            arabic=False,
            tables=True,
            two_columns=False,
            leader="…",
            song=(UMING,),
            kai=(UKAI,),
            hei=(SANS_BOLD,),
            numbering="（{short}）{code}字第{n}号",
        ),
        Era(
            name="letterpress",
            years=(1977, 1986),
            width=1240,
            height=1754,
            body=30,
            pitch=46,
            measure=34,
            rows=31,
            script="simplified",
            arabic=False,
            tables=True,
            two_columns=False,
            leader="·",
            song=(SUNGTI, UMING),
            kai=(KAITI, UKAI),
            hei=(ZENHEI,),
            numbering="{code}〔{year}〕{n}号",
        ),
        Era(
            name="offset",
            years=(1987, 1999),
            width=1460,
            height=2050,
            body=30,
            pitch=48,
            measure=39,
            rows=36,
            script="simplified",
            arabic=True,
            tables=True,
            two_columns=True,
            leader="…",
            song=(SERIF,),
            kai=(KAITI, UKAI),
            hei=(SANS_BOLD,),
            metal=0.3,
        ),
    )
}
MASTHEAD = (SERIF_BOLD,)


def era_named(name: str, kind: str) -> Era:
    """The era of that name; of kind "vertical" it is set vertically, without arabic figures and tables.

    Raises:
        UsageError: where there is no such era or kind.
    """
    if name not in ERAS:
        raise UsageError(f"no era {name!r}", f"Give one of: {', '.join(ERAS)}")
    if kind not in ("single", "spread", "vertical"):
        raise UsageError(f"no kind {kind!r}", "Give one of: single, spread, vertical")
    era = ERAS[name]
    if kind != "vertical" or era.direction is Direction.VERTICAL:
        return era
    upright = ERAS["vertical"]
    return replace(
        era,
        direction=Direction.VERTICAL,
        arabic=False,
        tables=False,
        two_columns=True,
        width=upright.width,
        height=upright.height,
        body=upright.body,
        pitch=upright.pitch,
        measure=upright.measure,
        rows=upright.rows,
        numbering=upright.numbering,
    )
