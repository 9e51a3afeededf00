from __future__ import annotations

from pathlib import Path

import pytest

from bench import tables


def test_what_is_not_read_is_no_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "FORMS", ("lines",))
    monkeypatch.setattr(tables, "ERAS", ("offset",))
    monkeypatch.setattr(tables, "regions", lambda path, witness: ())
    tables.main(["--strengths", "light", "--pictures", str(tmp_path)])
    row = capsys.readouterr().out.splitlines()[-1].split()
    assert row[:5] == ["lines", "light", "1", "1", "0.0000"]
    assert (tmp_path / "lines-offset-light-1-1.png").exists()
