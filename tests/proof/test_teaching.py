"""What became of the characters that people have decided."""

from dataclasses import replace

from proof_witnesses import boxed

from pipeline.model import App, Glyph, Step
from pipeline.proof.controls import controls
from pipeline.proof.edition import edit
from pipeline.proof.evidence.calibration import refit
from pipeline.proof.evidence.teaching import outcomes
from pipeline.text.graphemes import graphemes

STEP = Step("proof", "test", "1")


def bare(*lines, confidence=0.6):
    return edit((boxed("P6", *lines, confidence=confidence), boxed("P4", *lines)), "P6", 2, STEP)


def decided(edition, changes):
    """The edition with some lines changed: by line number, its text and the stretches people decided."""
    (region,) = edition.regions
    lines = list(region.lines)
    apps: list[App] = []
    for number, (text, stretches) in changes.items():
        line = lines[number]
        glyphs = tuple(Glyph(g, None) for g in graphemes(text))
        lines[number] = replace(line, glyphs=glyphs)
        for start, stop in stretches:
            name = f"{line.id}_a{len(apps):02d}"
            apps.append(
                App(
                    name, line.id, start, stop, text[start:stop], (), (), True, region.image, None,
                    by=f"log:{len(apps)}",
                )
            )  # fmt: skip
    return replace(edition, regions=(replace(region, lines=tuple(lines)),), apps=tuple(apps))


def said(before, changes, share=0.0):
    return [(o.text, o.wrong) for o in outcomes(before, decided(before, changes), share)]


def test_what_was_changed_was_wrong_and_what_was_kept_was_right():
    before = bare("文化大草命。")
    assert said(before, {0: ("文化大革命。", [(3, 4)])}) == [("草", True)]
    assert said(before, {0: ("文化大草命。", [(3, 5)])}) == [("草", False), ("命", False)]


def test_text_put_in_counts_at_the_character_before_it_and_text_thrown_out_at_itself():
    before = bare("各地遵照执行")
    assert said(before, {0: ("各地遵照执行。", [(6, 7)])}) == [("行", True)]
    assert said(before, {0: ("各地照执行", [(2, 2)])}) == [("遵", True)]


def test_where_nobody_decided_nothing_is_learned():
    before = bare("文化大草命。", "第二条")
    assert said(before, {0: ("文化大革命。", []), 1: ("第三条", [(1, 2)])}) == [("二", True)]


def test_a_drawn_character_stands_for_all_it_was_drawn_from():
    before = bare(*["经研究同意该县关于修建水库的报告。"] * 30, confidence=1.0)
    drawn = controls(before, 0.05)
    place = drawn[0]
    number = [line.id for line in before.regions[0].lines].index(place.line)
    text = before.regions[0].lines[number].text
    (found,) = outcomes(before, decided(before, {number: (text, [(place.start, place.stop)])}), 0.05)
    assert (found.weight, found.wrong) == (20.0, False)


def test_a_typeface_that_is_misread_again_and_again_is_learned():
    before = bare(*["文化大草命。"] * 20, confidence=0.95)
    after = decided(before, {n: ("文化大革命。", [(0, 6)]) for n in range(20)})
    learned = dict(refit(outcomes(before, after, 0.0)).characters)
    assert list(learned) == ["草"]
    assert learned["草"] > 1
