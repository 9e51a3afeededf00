"""The bench of packages says that a typeset issue leaves the house sound."""

import pytest

from bench.packages import main


def test_a_typeset_issue_is_sound_and_a_correction_small(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--issues", "1"]) == 0
    told = capsys.readouterr().out
    assert "faults          0" in told
    assert "packed again    the same id" in told
    assert "1 issues, 1 documents, 13 files changed, 0 others" in told
