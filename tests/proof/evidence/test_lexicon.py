"""Lexicons: sources mixed."""

from __future__ import annotations

from math import log

import pytest

from pipeline.proof.evidence.lexicon import UNKNOWN, lexicon


def test_sources_are_mixed_by_their_mean_and_foreign_words_left_out() -> None:
    found = lexicon(
        {"a": [("政府", 0.02), ("OK", 0.5)], "b": [("政府", 0.01), ("人民", 0.03)]},
    )
    assert found.alone("政府") == pytest.approx(log(0.015))
    assert found.alone("人民") == pytest.approx(log(0.015))
    assert found.alone("OK") == UNKNOWN
    assert found.sources == ("a", "b")


def test_neighbours_stand_by_frequency() -> None:
    found = lexicon({"a": [("政府", 0.02), ("政治", 0.03), ("民政", 0.01)]})
    assert found.after["政"].startswith("治府")
    assert found.called_after["政"][0] == ("治", pytest.approx(log(0.03)))
    assert found.before["政"].startswith("民")
