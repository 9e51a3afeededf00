"""The measure of whole pages: samples dealt out, faults counted and reported, pictures and files written."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench import layout
from bench.layout import measure, picture
from bench.outcomes import Counts, compare, kinds, lines_of, pooled, report, table
from bench.pictures import UNREAD
from bench.typeset_pages import Sample, printed, samples
from pipeline.model import Box, Direction, Glyph, Region, RegionKind, TextLine
from pipeline.reading import PageReading
from samples.typeset import Page

SAMPLE = Sample("offset", "light", 1, 2)


def region(kind: RegionKind, *lines: TextLine, name: str = "r") -> Region:
    box = lines[0].box
    for one in lines:
        box = box.union(one.box) if box and one.box else box
    return Region(name, kind, "p0001", box, lines)


def line(text: str, top: int) -> TextLine:
    glyphs = tuple(Glyph(c, Box(20 * i, top, 20 * i + 18, top + 20)) for i, c in enumerate(text))
    return TextLine(f"l{top}", Box(0, top, 20 * len(text), top + 20), glyphs)


HEADING = region(RegionKind.HEADING, line("政府公报", 10))
TEXT = region(RegionKind.PARAGRAPH, line("关于粮食工作", 60), line("的通知如下", 100))
SEAL = region(RegionKind.STAMP, line("人民政府", 200))
WHITE = np.full((300, 200, 3), 255, np.uint8)
PAGE = Page("p0001", WHITE, Direction.HORIZONTAL, "offset", (HEADING, TEXT, SEAL), ())


def test_a_page_read_right_has_no_faults_and_needs_no_seal() -> None:
    outcome = compare(SAMPLE, PAGE, (HEADING, TEXT))
    assert outcome.counts == Counts(lines=3, pairs=2, read=3)
    assert outcome.score.errors == 0


def test_faults_are_counted_and_named() -> None:
    made_up = region(RegionKind.PARAGRAPH, line("墨", 250))
    outcome = compare(SAMPLE, PAGE, (replace(TEXT, lines=TEXT.lines[:1]), HEADING, made_up, SEAL))
    assert outcome.counts == Counts(lines=3, lost=1, pairs=1, order_errors=1, read=3, invented=1)
    found = report(outcome)
    assert [one["text"] for one in found["lost_lines"]] == ["的通知如下"]
    assert [[one["text"] for one in pair] for pair in found["misplaced_lines"]] == [
        ["政府公报", "关于粮食工作"]
    ]
    assert [one["text"] for one in found["invented_lines"]] == ["墨"]
    assert found["lost_share"] == round(1 / 3, 4)


def test_a_lost_line_is_listed_where_the_reading_owns_to_unread_ink_on_it() -> None:
    elsewhere, there = Box(0, 250, 120, 270), Box(0, 95, 120, 125)
    assert compare(SAMPLE, PAGE, (HEADING,), (elsewhere,)).counts.listed == 0
    outcome = compare(SAMPLE, PAGE, (HEADING,), (elsewhere, there))
    assert (outcome.counts.lost, outcome.counts.listed) == (2, 1)
    assert compare(SAMPLE, PAGE, (HEADING, TEXT), (there,)).counts.listed == 0


def test_a_line_in_a_region_of_another_kind_is_a_kind_error() -> None:
    outcome = compare(SAMPLE, PAGE, (replace(HEADING, kind=RegionKind.HEADER), TEXT))
    assert outcome.counts.kind_errors == 1
    assert kinds([outcome, outcome]) == {"heading > header": 2}


def test_pages_are_pooled_by_their_counts() -> None:
    right, empty = compare(SAMPLE, PAGE, (HEADING, TEXT)), compare(replace(SAMPLE, index=3), PAGE, ())
    both = pooled([right, empty])
    assert (both["pages"], both["lines"], both["lost"], both["cer"]) == (2, 6, 3, 0.5)
    cells = table([right, replace(empty, sample=Sample("mixed", "strong", 1, 0))])
    assert cells["offset"]["light"]["lost"] == 0
    assert cells["mixed"]["strong"]["lost"] == 3


def test_samples_are_dealt_out_evenly_and_the_same_pages_to_each_strength() -> None:
    chosen = samples(24)
    assert len(set(chosen)) == 24
    by_strength = [
        {(s.era, s.seed, s.index) for s in chosen if s.strength == strength}
        for strength in ("light", "medium", "strong")
    ]
    assert by_strength[0] == by_strength[1] == by_strength[2]
    every = {(s.seed, s.index) for s in samples(200) if s.era == "offset"}
    assert {(1, index) for index in range(8)} < every


def test_what_goes_wrong_is_drawn() -> None:
    whole = picture(compare(SAMPLE, PAGE, (HEADING, TEXT)), WHITE)
    lacking = picture(compare(SAMPLE, PAGE, (HEADING,)), WHITE)
    red = (255, 0, 0)
    assert red not in {colour for _, colour in whole.getcolors(100_000) or ()}
    assert red in {colour for _, colour in lacking.getcolors(100_000) or ()}


def test_unread_ink_is_drawn() -> None:
    outcome = compare(SAMPLE, PAGE, (HEADING, TEXT), (Box(20, 240, 80, 280),))
    assert "#{:02x}{:02x}{:02x}".format(*picture(outcome, WHITE).getpixel((20, 260))) == UNREAD


def test_a_reader_sees_the_page_whose_truth_it_is_measured_by() -> None:
    page = printed(SAMPLE)
    ((outcome, raster),) = measure([SAMPLE], lambda path: PageReading(page.regions, ()))
    assert np.array_equal(raster, page.image)
    assert outcome.counts.lost == outcome.counts.order_errors == 0


def test_one_page_measured_for_real(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, folder = tmp_path / "out.json", tmp_path / "pictures"
    given = ["--pages", "1", "--eras", "letterpress", "--strengths", "light"]
    layout.main([*given, "--json", str(file), "--pictures", str(folder)])
    figures = json.loads(file.read_text("utf-8"))
    row = figures["cells"]["letterpress"]["light"]
    assert (row["pages"], row["lost"]) == (1, 0)
    assert row["cer"] < 0.05
    assert figures["pages"][0]["page"] == "letterpress-light-1-3"
    assert "letterpress  light" in capsys.readouterr().out
    assert (folder / "letterpress-light-1-3.png").stat().st_size > 10_000
    assert "letterpress-light-1-3.png" in (folder / "index.html").read_text("utf-8")


def test_lines_follow_the_order_of_their_regions() -> None:
    assert [one.text for one in lines_of((TEXT, HEADING))] == ["关于粮食工作", "的通知如下", "政府公报"]
