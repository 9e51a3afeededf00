"""What a run says while it works."""

from __future__ import annotations

import io

import pytest

from pipeline.progress import Count, Line, Lines, Quiet, duration, ended, printable, running


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (7500, "2 h 5 min")]
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_a_running_count_shows_rate_time_left_and_failures() -> None:
    count = Count("ocr P6", "pages", 48, done=11, failed=1, fresh=12, seconds=24.0)
    assert running(count) == "ocr P6: 24/48 pages, 30.0 pages a minute, 48 s left, 1 failed"


def test_a_count_without_work_yet_promises_nothing() -> None:
    assert running(Count("scan", "pages", 48)) == "scan: 0/48 pages"


def test_an_ended_count_shows_what_there_was() -> None:
    assert ended(Count("scan", "pages", 3, fresh=3)) == "scan: 3 fresh"
    assert ended(Count("index", "works", 1, done=1, seconds=1)) == "index: 1 done"


def test_plain_lines_come_now_and_then() -> None:
    now = [0.0]
    stream = io.StringIO()
    talk = Lines(stream, lambda: now[0])
    count = Count("scan", "pages", 100)
    talk.begin(count)
    for _ in range(100):
        now[0] += 1.0
        count.done += 1
        count.seconds = now[0]
        talk.advance(count)
    talk.end(count)
    assert len(stream.getvalue().splitlines()) == 10 + 1


def test_a_task_without_anything_to_do_is_not_mentioned() -> None:
    stream = io.StringIO()
    Lines(stream).end(Count("ocr D", "pages", 5, skipped=5))
    assert stream.getvalue() == ""


def test_a_terminal_line_is_rewritten_and_failures_stand_above_it() -> None:
    stream = io.StringIO()
    now = [0.0]
    talk = Line(stream, lambda: now[0])
    count = Count("scan", "pages", 2)
    talk.begin(count)
    now[0] = 1.0
    talk.advance(count)
    talk.fault("1 p0002 scan", "too dark", "Scan it again.")
    talk.end(Count("scan", "pages", 2, done=1, failed=1))
    assert "\r\x1b[K1 p0002 scan: too dark\n  Scan it again.\n" in stream.getvalue()
    assert stream.getvalue().endswith("scan: 1 done, 1 failed\n")


def test_quiet_still_tells_failures() -> None:
    stream = io.StringIO()
    talk = Quiet(stream)
    talk.begin(Count("scan", "pages", 1))
    talk.fault("1 p0001 scan", "bad", "Look.")
    talk.end(Count("scan", "pages", 1, failed=1))
    assert stream.getvalue() == "1 p0001 scan: bad\n  Look.\n"


def test_names_from_outside_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[2Jb\r\u202e政\n") == "a\ufffd[2Jb\ufffd\ufffd政\n"
