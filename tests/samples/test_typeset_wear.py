"""Wear and geometry: the text stays, the boxes follow the ink, the same seed wears alike."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.model import Box, Direction, RegionKind
from samples.typeset import Page, degrade, facing, quarter, skew, typeset_issue, write_issue
from samples.typeset.__main__ import main
from samples.typeset.geometry import curl, rotation

STRENGTHS = ("light", "medium", "strong")


@pytest.fixture(scope="module")
def page() -> Page:
    return next(typeset_issue(2, 1, "letterpress").printed())


@pytest.fixture(scope="module")
def leaf() -> tuple[Page, ...]:
    return typeset_issue(2, 4, "offset").pages


def boxes(page: Page) -> list[Box]:
    """Of all glyphs but spaces and seals."""
    return [
        glyph.box
        for region in page.regions
        if region.kind is not RegionKind.STAMP
        for line in region.lines
        for glyph in line.glyphs
        if glyph.box and not glyph.text.isspace()
    ]


def ink(page: Page, box: Box) -> int:
    """The ink inside the box, 255 for a black pixel."""
    part = page.image[box.top : box.bottom, box.left : box.right]
    return int((255 - part.astype(int)).sum()) // 3


def test_clean_boxes_are_tight_to_the_ink(page: Page) -> None:
    dark = page.image.min(2) < 192
    for box in boxes(page):
        part = dark[box.top : box.bottom, box.left : box.right]
        assert part[0].any()
        assert part[-1].any()
        assert part[:, 0].any()
        assert part[:, -1].any()


def test_all_ink_lies_in_boxes_or_rules(page: Page) -> None:
    rest = page.image.min(2) < 128
    for box in boxes(page):
        rest[box.top : box.bottom, box.left : box.right] = False
    forme = typeset_issue(2, 1, "letterpress").formes[0]
    for rule in forme.rules:
        rest[rule.box.top : rule.box.bottom, rule.box.left : rule.box.right] = False
    for region in page.regions:
        if region.kind is RegionKind.STAMP and region.box:
            rest[region.box.top : region.box.bottom, region.box.left : region.box.right] = False
    assert not rest.any()


@settings(max_examples=4, deadline=None)
@given(degrees=st.floats(-2, 2))
def test_the_boxes_of_a_skewed_page_hold_the_ink(degrees: float) -> None:
    straight = next(typeset_issue(2, 1, "letterpress").printed())
    turned = skew(straight, degrees)
    assert turned.text == straight.text
    for before, after in zip(boxes(straight), boxes(turned), strict=True):
        assert after == after.within(turned.width, turned.height)
        assert ink(turned, after) >= 0.9 * ink(straight, before)


@pytest.mark.parametrize("rise", [-0.09, 0.09])
def test_the_boxes_of_a_curled_page_hold_the_ink(rise: float) -> None:
    flat = next(typeset_issue(2, 1, "letterpress").printed())
    bent = curl(flat, rise, 0.0)
    assert bent.text == flat.text
    assert not np.array_equal(bent.image, flat.image)
    for before, after in zip(boxes(flat), boxes(bent), strict=True):
        assert ink(bent, after) >= 0.8 * ink(flat, before)


@given(degrees=st.floats(-5, 5), x=st.floats(0, 1240), y=st.floats(0, 1754))
def test_a_rotation_leads_back(degrees: float, x: float, y: float) -> None:
    turn = rotation(1240, 1754, degrees)
    assert turn.inverse().point(*turn.point(x, y)) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_quarter_turns_move_ink_and_boxes_alike(page: Page, turns: int) -> None:
    turned = quarter(page, turns)
    assert [ink(turned, box) for box in boxes(turned)] == [ink(page, box) for box in boxes(page)]
    back = quarter(turned, 4 - turns)
    assert back.regions == page.regions
    assert np.array_equal(back.image, page.image)


@pytest.mark.parametrize("strength", STRENGTHS)
def test_degrading_keeps_the_text_and_the_ink_in_its_boxes(leaf: tuple[Page, ...], strength: str) -> None:
    front, back = leaf[2], leaf[3]
    worn = degrade(front, strength, 7, back)
    assert worn.text == front.text
    assert worn.starts == front.starts
    assert not np.array_equal(worn.image, front.image)
    paper = float(np.median(worn.image))
    found = [worn.image[b.top : b.bottom, b.left : b.right].min() < paper - 25 for b in boxes(worn)]
    assert sum(found) / len(found) > 0.99


def test_equal_seeds_wear_alike_and_others_do_not(page: Page) -> None:
    worn = degrade(page, "medium", 3)
    assert np.array_equal(worn.image, degrade(page, "medium", 3).image)
    assert not np.array_equal(worn.image, degrade(page, "medium", 4).image)


def test_strengths_grow_darker(page: Page) -> None:
    tones = [float(degrade(page, strength, 3).image.mean()) for strength in STRENGTHS]
    assert tones == sorted(tones, reverse=True)
    assert degrade(page, "none", 3) is page
    with pytest.raises(UsageError):
        degrade(page, "ruinous", 3)


@pytest.mark.parametrize("era", ["offset", "vertical"])
def test_facing_pages_keep_their_ink_and_their_order(era: str) -> None:
    one, two = typeset_issue(2, 4, era).pages[2:]
    both = facing(one, two, "p0009")
    assert both.width == one.width + two.width
    assert both.text == f"{one.text}\n\n{two.text}"
    assert [ink(both, b) for b in boxes(both)] == [ink(one, b) for b in boxes(one)] + [
        ink(two, b) for b in boxes(two)
    ]
    first = boxes(both)[0]
    assert (first.left >= one.width) == (one.direction is Direction.VERTICAL)
    assert len({region.id for region in both.regions}) == len(both.regions)
    assert {start.region for start in both.starts} <= {region.id for region in both.regions}


def test_an_issue_of_spreads_names_the_spreads() -> None:
    made = typeset_issue(2, 6, "offset", "spread")
    pages = made.pages
    assert [p.page for p in pages] == ["p0001", "p0002", "p0003", "p0004"]
    assert [p.width > p.height for p in pages] == [False, True, True, False]
    for page in pages:
        for start in page.starts:
            assert made.documents[start.document].pages[0] == page.page


def test_what_is_written_is_the_truth(tmp_path: Path) -> None:
    made = typeset_issue(2, 3, "mixed")
    images = write_issue(made, tmp_path, "light", 1, "png")
    assert [image.name for image in images] == ["p0001.png", "p0002.png", "p0003.png"]
    for page in made.printed():
        truth = json.loads((tmp_path / f"{page.page}.truth.json").read_text("utf-8"))
        lines = [line for region in truth["regions"] for line in region["lines"]]
        assert all(line["text"] == "".join(g["text"] for g in line["glyphs"]) for line in lines)
        assert (tmp_path / f"{page.page}.gt.txt").read_text("utf-8") == page.text + "\n"
        assert len(truth["documents"]) == len(page.starts)
    issue = json.loads((tmp_path / "issue.truth.json").read_text("utf-8"))
    assert len(issue["documents"]) == len(made.documents)


def test_the_command_writes_issues_and_refuses_nonsense(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--issues", "2", "--pages", "1", "--month", "1987-12"]) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["1987-12", "1988-01"]
    assert main([str(tmp_path), "--pages", "1", "--month", "soon"]) == 2
    assert "soon" in capsys.readouterr().err
