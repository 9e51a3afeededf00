"""The bench of capture and recapture: what it measures is what it says."""

import json
import random

import pytest

from bench.capture import FAILING, INTERVALS, cell, failing, main


def test_the_interval_that_is_used_covers_and_the_log_normal_one_does_not():
    found = cell(20, (0.3, 0.95), 300, random.Random(1))
    assert found.covered["exact"] >= 0.95
    assert found.covered["log-normal"] <= 0.7
    assert set(found.covered) == set(INTERVALS)


@pytest.mark.parametrize(
    ("name", "said", "by_kind"),
    [
        ("kinds found unevenly", 0.0, 0.9),
        ("second pass follows first, a third is independent", 0.9, 0.0),
        ("second pass sees the first", 1.0, 0.0),
    ],
)
def test_where_the_conditions_fail_it_says_so(name, said, by_kind):
    assert name in FAILING
    found = failing(name, 100, 30, random.Random(1))
    assert found.said >= said
    assert found.by_kind >= by_kind


def test_the_figures_are_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("bench.capture.ERRORS", (5, 10, 20, 30, 40))
    monkeypatch.setattr("bench.capture.SKILLS", (0.5, 0.9))
    main(["--runs", "4", "--json", str(tmp_path / "out.json")])
    assert "worst of" in capsys.readouterr().out
    record = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert set(record) == {"holds", "fails"}
