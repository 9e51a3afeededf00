"""Turning a page takes strong evidence, and none is taken where nobody can be asked."""

from __future__ import annotations

import subprocess

import drawn_scans as drawn
import pytest

from pipeline.scan import orientation, osd
from pipeline.scan.ink import look
from pipeline.scan.orientation import Stance


def answers(monkeypatch: pytest.MonkeyPatch, *told: tuple[int, float]) -> list[int]:
    """Let the detector give these answers, in order; returns the list of its calls."""
    waiting, calls = list(told), []

    def ask(png: bytes, tries: int) -> tuple[int, float]:
        calls.append(tries)
        return waiting.pop(0)

    monkeypatch.setattr(osd, "version", lambda: "5.0")
    monkeypatch.setattr(osd, "ask", ask)
    return calls


def found() -> Stance:
    return orientation.find(look(drawn.page(), 1.0))


def test_an_upright_page_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = answers(monkeypatch, (0, 3.0))
    assert found() == Stance(0, 3.0)
    assert len(calls) == 1


def test_two_opinions_that_agree_turn_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, (90, 1.5), (90, 3.0))
    assert found() == Stance(90, 3.0)


def test_upside_down_takes_more_for_worn_vertical_pages_look_so(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, (180, 2.77), (180, 2.47))
    assert found() == Stance(0, 2.47, doubt=180)


def test_one_certain_opinion_turns_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, (0, 0.2), (180, 9.0))
    assert found() == Stance(180, 9.0)


@pytest.mark.parametrize("told", [((90, 1.0), (270, 4.0)), ((0, 0.1), (180, 3.3))])
def test_opinions_that_differ_do_not(
    told: tuple[tuple[int, float], tuple[int, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, *told)
    assert found().turn == 0


def test_weak_agreement_is_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, (180, 1.0), (180, 2.0))
    assert found() == Stance(0, 2.0, doubt=180)


def test_without_text_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch)
    assert orientation.find(look(drawn.sheet(600, 800), 1.0)) == Stance(0, 0.0)


def test_without_tesseract_the_page_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(osd, "version", lambda: osd.NONE)
    assert found() == Stance(0, 0.0)


def test_a_tesseract_that_hangs_or_babbles_is_no_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 20)

    monkeypatch.setattr(osd, "_run", hang)
    assert osd.ask(b"", 0) == (0, 0.0)
    monkeypatch.setattr(osd, "_run", lambda *_: "Too few characters. Skipping this page")
    assert osd.ask(b"", 0) == (0, 0.0)
