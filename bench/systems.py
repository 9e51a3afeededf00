"""The systems that are compared: each reads one image file and gives its text.

The peers run as their own README tells a new user to run them.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import MissingToolError
from pipeline.model import Box, Region
from pipeline.reading import PageReading
from pipeline.settings import OcrSettings, Settings

Reader = Callable[[Path], str]
UNREAD = ("unread-marks", "refused-text", "show-through")
OURS, RAPIDOCR, OCRMYPDF = "gazette", "RapidOCR", "OCRmyPDF"


def ours(witness: str) -> Reader:
    """`gazette read`: `witness` is a sigil, with languages for Tesseract: "P6", "T:frk"."""
    from pipeline.reading import read_text

    settings = _settings(witness)
    return lambda path: "\n\n".join(read_text(path, settings))


def regions(path: Path, witness: str) -> tuple[Region, ...]:
    """What `gazette read` finds on the first page of a file, in pixels of that page."""
    return reading(path, witness).regions


def reading(path: Path, witness: str) -> PageReading:
    """What `gazette read` finds on the first page of a file and what it is in doubt of."""
    from pipeline.reading import read_pages

    return next(read_pages(path, _settings(witness)))


def unread(found: PageReading) -> tuple[Box, ...]:
    """Where a reading owns that there may be text which it did not read, or does not give."""
    return tuple(finding.box for finding in found.findings if finding.code in UNREAD and finding.box)


def _settings(witness: str) -> Settings:
    sigil, _, languages = witness.partition(":")
    ocr = OcrSettings(witnesses=(sigil,))
    if languages:
        ocr = dataclasses.replace(ocr, languages=tuple(languages.split("+")))
    return Settings(ocr=ocr)


def rapidocr() -> Reader:
    """RapidOCR with its defaults, the lines in the order it gives them."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})
    return lambda path: "\n".join(engine(str(path)).txts or ())


def ocrmypdf(language: str) -> Reader:
    """OCRmyPDF with one language option, its sidecar text."""
    program = shutil.which("ocrmypdf", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        raise MissingToolError("OCRmyPDF is not installed", "pip install ocrmypdf")

    def read(path: Path) -> str:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "text.txt"
            command = [program, "-q", "-l", language, "--output-type", "pdf", "--image-dpi", "300"]
            command += ["--sidecar", str(text), str(path), str(Path(folder) / "out.pdf")]
            subprocess.run(command, check=False, capture_output=True)
            return text.read_text("utf-8") if text.exists() else ""

    return read
