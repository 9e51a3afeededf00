"""The command, called in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

import cli


def called(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = cli.call([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err
