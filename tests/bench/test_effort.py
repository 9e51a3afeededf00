"""The figures of bench.effort, from a table of made-up units."""

import json
from dataclasses import replace

import numpy as np
import pytest

from bench import effort_report
from bench.calibrate import Table, curve
from bench.effort import Method, by_rule, by_set, claims, figures
from bench.marks import Mark
from bench.readers import Reader, left
from pipeline.proof.evidence.facts import NAMES

COUNT = 1000


def table(wrong):
    """One page of so many characters; those numbered are wrong."""
    errors = np.zeros(COUNT)
    errors[list(wrong)] = 1
    facts = np.zeros((COUNT, len(NAMES)))
    facts[:, NAMES.index("stand")] = 1
    page = np.zeros(COUNT, int)
    counted, names = np.ones(COUNT, bool), (("typeset-mixed-light",), ("0a",))
    return Table(facts, errors, errors, counted, page, *names, facts[:0], page[:0])


def method(doubts, shown=()):
    mask = np.zeros(COUNT, bool)
    mask[list(shown)] = True
    return Method("evidence", np.asarray(doubts), mask)


def test_errors_with_the_highest_doubts_are_found_first():
    found = table(range(100))
    row = figures(found, method(np.linspace(1, 0, COUNT), range(60)), 0)
    assert row["errors_found_at_6_percent"] == 0.6
    assert (row["share_shown"], row["errors_found"], row["errors_left_per_10000"]) == (0.06, 0.6, 400.0)
    assert [p["errors"] for p in row["curve"] if p["shown"] in (0.05, 0.1, 1.0)] == [0.5, 1.0, 1.0]


def test_the_characters_of_lost_lines_count_and_are_never_found():
    row = figures(table(range(10)), method(np.linspace(1, 0, COUNT), range(60)), 10)
    assert (row["errors_found_at_6_percent"], row["errors_left_per_10000"]) == (0.5, 100.0)


def test_a_lost_line_is_found_in_the_ink_that_people_are_shown_and_that_costs_its_characters():
    found = replace(table(range(10)), marks=((0, Mark(50, 8, 8)), (0, Mark(60, 0, 0))))
    doubts = np.where(np.arange(COUNT) < 10, 0.9, 0.0)
    row = figures(found, replace(method(doubts, range(10)), ink=True), 10)
    assert row["errors_found_at_6_percent"] == 18 / 20
    assert (row["share_shown"], row["errors_left_per_10000"]) == (0.12, 20.0)
    assert figures(found, method(doubts, range(10)), 10)["errors_found"] == 0.5


def test_readers_leave_what_they_miss_and_spoil_what_they_change():
    assert left(10, 10, 0, (Reader(0.9, 0),)) == pytest.approx(1.0)
    assert left(10, 5, 0, (Reader(1.0, 0),)) == 5
    assert left(0, 0, 10_000, (Reader(0.9, 1e-4),)) == pytest.approx(1.0)
    assert left(10, 10, 100, (Reader(0.9), Reader(0.9))) < left(10, 10, 100, (Reader(0.9),))


def test_the_rule_shows_of_each_page_what_it_must():
    found = table(range(5))
    doubts = np.where(np.arange(COUNT) < 50, 0.1, 0.00001)
    assert by_rule(found, doubts, 2).sum() == 50
    assert by_rule(found, doubts, 10_000).sum() == 0


def test_the_curve_rises_and_meets_what_was_counted():
    dice = np.random.default_rng(1)
    points = dice.normal(-4, 2, 20_000)
    wrong = (dice.random(20_000) < 1 / (1 + np.exp(-(points - 1)))).astype(float)
    drawn = curve(points, wrong)
    assert list(drawn) == sorted(drawn)
    middle = next(y for x, y in drawn if x > -2)
    assert middle == pytest.approx(-3, abs=0.7)


def test_the_report_is_inert_and_has_both_diagrams(tmp_path):
    found = table(range(100))
    way = method(np.linspace(1, 0, COUNT), range(60))
    told = claims(found, way.doubts)
    result = {
        "pages": 1, "characters": COUNT, "errors": 100, "card": "<script>", "errors_wanted_per_10000": 2.0,
        "methods": {"evidence": figures(found, way, 0)}, "sets": by_set(found, way), "ece": told.error,
        "sets_not_seen": by_set(found, way),
        "reliability": [
            {"low": b.low, "high": b.high, "count": b.count, "claimed": b.claimed, "wrong": b.wrong}
            for b in told.bins
        ],
    }  # fmt: skip
    json.dumps(result)
    effort_report.write(tmp_path, result)
    text = (tmp_path / "index.html").read_text("utf-8")
    assert text.count("<svg") == 2
    assert "<script>" not in text
    assert "typeset-mixed" in text
    assert sorted(p.name for p in tmp_path.iterdir()) == ["curve.svg", "index.html", "reliability.svg"]
