"""The data files of the Tesseract that is installed; nothing heavy at import."""

from __future__ import annotations

import hashlib
import re
import subprocess
from functools import cache
from pathlib import Path

from pipeline.model import Step

FRAKTUR = "frk"  # Tesseract's name for the language and script
HAN_LANGUAGES = ("chi_sim", "chi_tra")
_FOLDER = re.compile(r'languages in "(.+)"')
_VERSION = re.compile(r"tesseract v?(\S+)")
_PATIENCE = 20  # seconds


@cache
def data_file(language: str) -> Path | None:
    """The file with the data for a language; None where there is none, or no Tesseract."""
    folder = _FOLDER.search(_told("--list-langs"))
    path = Path(folder.group(1)) / f"{language}.traineddata" if folder else None
    return path if path and path.exists() else None


@cache
def reading_step(language: str) -> Step | None:
    """The record of a reading in one language: version and SHA-256 of the data; None where it is missing."""
    data, version = data_file(language), _VERSION.search(_told("--version"))
    if data is None or version is None:
        return None
    digest = hashlib.sha256(data.read_bytes()).hexdigest()
    return Step("ocr", "Tesseract", f"{version.group(1)} ({language})", model=digest)


def _told(option: str) -> str:
    try:
        done = subprocess.run(
            ["tesseract", option], capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout + done.stderr
