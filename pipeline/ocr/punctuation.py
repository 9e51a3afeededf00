"""What a mark between two Han characters is likelier to be than its shape alone says.

In running text a comma is about a hundred times as common as a middle dot, which stands only inside
foreign names.  Old type and typewriters set the comma in the middle of the line, so a recogniser that
goes by shape calls it a dot; its own second choice, weighed by that ratio, decides.
"""

from __future__ import annotations

from pipeline.ocr.ctc import Spot
from pipeline.ocr.printed import HAN

COMMONER = {"·": ("，", 100.0), "・": ("、", 100.0)}


def reweigh(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The same glyphs; a dot between Han characters becomes its commoner alternative where likelier."""
    result = list(spots)
    for i in range(1, len(spots) - 1):
        if (
            spots[i].text in COMMONER
            and HAN.fullmatch(spots[i - 1].text)
            and HAN.fullmatch(spots[i + 1].text)
        ):
            result[i] = _weighed(spots[i])
    return tuple(result)


def _weighed(spot: Spot) -> Spot:
    mark, ratio = COMMONER[spot.text]
    weight = dict(spot.alternatives).get(mark, 0.0) * ratio
    if weight <= spot.confidence:
        return spot
    total = weight + spot.confidence
    others = tuple((text, p) for text, p in spot.alternatives if text != mark)
    alternatives = ((spot.text, round(spot.confidence / total, 4)), *others)
    return Spot(mark, spot.start, spot.stop, round(weight / total, 4), alternatives)
