"""Tesseract's orientation and script detection, as a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache

NONE = "none"  # the version of what is not there
_PATIENCE = 20  # seconds; a page that takes longer stays as it is
_ANSWER = re.compile(r"Rotate: (\d+)\s+Orientation confidence: ([\d.]+)")
_VERSION = re.compile(r"tesseract v?(\S+)")


@cache
def version() -> str:
    """The version of the Tesseract that is asked; NONE without it or its `osd` data."""
    try:
        languages, told = _run(["--list-langs"], b""), _run(["--version"], b"")
    except (OSError, subprocess.SubprocessError):
        return NONE
    number = _VERSION.search(told)
    return number.group(1) if number and "osd" in languages.split() else NONE


def ask(png: bytes, tries: int) -> tuple[int, float]:
    """The clockwise turn that sets the image upright and the confidence; (0, 0.0) without an opinion.

    `tries` is the number of glyphs to sample; 0 takes Tesseract's own.
    """
    config = ["-c", f"min_characters_to_try={tries}"] if tries else []
    arguments = ["stdin", "stdout", "--psm", "0", "-l", "osd", "--dpi", "200", *config]
    try:
        answer = _ANSWER.search(_run(arguments, png))
    except (OSError, subprocess.SubprocessError):
        return 0, 0.0
    return (int(answer.group(1)), float(answer.group(2))) if answer else (0, 0.0)


def _run(arguments: list[str], data: bytes) -> str:
    """What the program says on either stream; one thread, as pages run side by side."""
    one_thread = os.environ | {"OMP_THREAD_LIMIT": "1"}
    command = ["tesseract", *arguments]
    done = subprocess.run(
        command, input=data, capture_output=True, timeout=_PATIENCE, env=one_thread, check=False
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")
