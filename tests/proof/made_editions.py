"""Editions written as text, for tests of what is done with them: they do not hang on the rules of settling.

``灵{魂|动}深处`` is a line with an open place, the reading that stands first; ``{公}报`` one with a doubt.
"""

import re
from dataclasses import replace

from proof_witnesses import IMAGE, PAGE, PITCH, line

from pipeline.model import App, Edition, Reading, Region, RegionKind, hull
from pipeline.text.graphemes import graphemes

SIGILS = ("P6", "P4")
_PLACE = re.compile(r"\{([^{}]*)\}")


def made(*texts, top=0, boxed=True, confidences=(1.0, 0.7)):
    """An edition of one region; line n stands at the n-th place of the page."""
    lines, apps = [], []
    for number, text in enumerate(texts, 1):
        whole = _PLACE.sub(lambda place: place[1].split("|")[0], text)
        one = line(f"{IMAGE}_r01_l{number:02d}", whole, top + (number - 1) * PITCH)
        lines.append(one if boxed else _without_boxes(one))
        apps += _apps(text, lines[-1], confidences)
    region = Region(f"{IMAGE}_r01", RegionKind.PARAGRAPH, IMAGE, None, tuple(lines))
    return Edition(PAGE, SIGILS, (region,), tuple(apps), (), ())


def _apps(text, one, confidences):
    end = shift = 0
    for number, place in enumerate(_PLACE.finditer(text), 1):
        readings = place[1].split("|")
        shift += len(graphemes(text[end : place.start()]))
        start, stop = shift, shift + len(graphemes(readings[0]))
        end, shift = place.end(), stop
        boxes = tuple(glyph.box for glyph in one.glyphs[start:stop] if glyph.box)
        yield App(
            f"{one.id}_a{number:02d}",
            one.id,
            start,
            stop,
            readings[0],
            _readings(readings, confidences),
            ("disagreement", "change") if len(readings) > 1 else ("low-confidence",),
            False,
            IMAGE,
            hull(boxes) if boxes else None,
        )


def _readings(texts, confidences):
    if len(texts) == 1:
        return (Reading(texts[0], SIGILS, confidences[0]),)
    return tuple(
        Reading(text, (sigil,), sure) for text, sigil, sure in zip(texts, SIGILS, confidences, strict=True)
    )


def _without_boxes(one):
    return replace(one, box=None, glyphs=tuple(replace(glyph, box=None) for glyph in one.glyphs))


def settled(edition, **changes):
    """The same with all its places settled."""
    return replace(edition, apps=tuple(replace(app, settled=True, **changes) for app in edition.apps))


def doubted(edition, *doubts):
    """The edition with these probabilities of an error in its open places, one after the other."""
    apps = tuple(replace(a, probability=1 - d) for a, d in zip(edition.apps, doubts, strict=True))
    believed = {(a.line, n): a.probability for a in apps for n in range(a.start, a.stop)}
    (region,) = edition.regions
    lines = tuple(
        replace(
            each,
            glyphs=tuple(
                replace(g, confidence=believed.get((each.id, n), 1.0)) for n, g in enumerate(each.glyphs)
            ),
        )
        for each in region.lines
    )
    return replace(edition, regions=(replace(region, lines=lines),), apps=apps)
