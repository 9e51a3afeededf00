"""The table of engines: sigil, what it is, what it needs, how it is opened.  Nothing heavy at import."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import GazetteError, SettingsError
from pipeline.settings import OcrSettings

if TYPE_CHECKING:
    from pipeline.ocr.engine import Engine

PDF_TEXT = "D"  # the sigil of a PDF's own text layer, which is taken wherever there is one


@dataclass(frozen=True, slots=True)
class Probe:
    """Whether an engine can be used here, and if not, what to do."""

    available: bool
    name: str
    version: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class EngineKind:
    name: str
    packages: tuple[str, ...]  # as pip knows them; their versions go into the fingerprint
    remedy: str
    open: Callable[[OcrSettings], Engine]
    weights: Callable[[OcrSettings], tuple[Path, ...]]  # files whose hashes say which model read a page
    all_cores: bool = True  # whether one of it keeps the whole machine busy


def probe(sigil: str, settings: OcrSettings) -> Probe:
    """Whether the engine of that sigil can be used under these settings; loads no model.

    Raises:
        SettingsError: where there is no such engine.
    """
    kind = engine_kind(sigil)
    try:
        version = ", ".join(f"{name} {_version(name)}" for name in _packages(kind, settings))
        if sigil == "T":
            version += f", tesseract {_tesseract_version(settings)}"
    except (metadata.PackageNotFoundError, GazetteError) as error:
        remedy = error.advice if isinstance(error, GazetteError) else kind.remedy
        return Probe(False, kind.name, "", remedy)
    return Probe(True, kind.name, version)


def engine_kind(sigil: str) -> EngineKind:
    if sigil not in ENGINES:
        raise SettingsError(
            f"no engine has the sigil {sigil!r}",
            f"Engines are {', '.join(ENGINES)}; other witnesses come in with `gazette witness`.",
        )
    return ENGINES[sigil]


@lru_cache(maxsize=4)
def open_engine(sigil: str, settings: OcrSettings) -> Engine:
    """The engine, loaded once and kept warm in this process.

    Raises:
        MissingToolError: naming what is missing and how to get it.
    """
    return engine_kind(sigil).open(settings)


@lru_cache(maxsize=8)
def model_digest(sigil: str, settings: OcrSettings) -> str:
    """SHA-256 over the weights of an engine; empty for one that tells its models by name."""
    digest = hashlib.sha256()
    files = engine_kind(sigil).weights(settings)
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest() if files else ""


def pdfplumber_version() -> tuple[str, str]:
    """Name and version of what reads a PDF's own text."""
    try:
        return "pdfplumber", _version("pdfplumber")
    except metadata.PackageNotFoundError:
        return "pdfplumber", "none"


def _packages(kind: EngineKind, settings: OcrSettings) -> tuple[str, ...]:
    if "onnxruntime" not in kind.packages or kind.name.startswith("PaddleOCR"):
        return kind.packages
    from pipeline.ocr.backend import choose_backend

    return (*kind.packages[:-1], choose_backend(settings.backend))


def _version(package: str) -> str:
    return metadata.version(package)


def _tesseract_version(settings: OcrSettings) -> str:
    from pipeline.errors import MissingToolError

    if shutil.which("tesseract") is None:
        raise MissingToolError("Tesseract is not installed", "apt-get install tesseract-ocr")
    import pytesseract

    installed = set(pytesseract.get_languages())
    missing = [name for name in settings.languages if name not in installed]
    if missing:
        packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing)
        raise MissingToolError(f"no data for {', '.join(missing)}", f"apt-get install {packages}")
    return f"{pytesseract.get_tesseract_version()} ({'+'.join(settings.languages)})"


def _open_v6(settings: OcrSettings) -> Engine:
    from pipeline.ocr.ppocr import V6, PaddleEngine

    return PaddleEngine(V6, settings.backend)


def _open_v4(settings: OcrSettings) -> Engine:
    from pipeline.ocr.ppocr import V4, PaddleEngine

    return PaddleEngine(V4, settings.backend)


def _open_tesseract(settings: OcrSettings) -> Engine:
    from pipeline.ocr.tesseract import TesseractEngine

    return TesseractEngine(settings.languages)


def _open_paddle(settings: OcrSettings) -> Engine:
    from pipeline.ocr.paddle import PaddleOcrEngine

    return PaddleOcrEngine(settings.paddle_models)


def _v6_weights(settings: OcrSettings) -> tuple[Path, ...]:
    from pipeline.ocr.ppocr import V6, weights_folder

    return weights_folder(V6) / V6.detector, weights_folder(V6) / V6.recogniser


def _v4_weights(settings: OcrSettings) -> tuple[Path, ...]:
    from pipeline.ocr.ppocr import V4, weights_folder

    return weights_folder(V4) / V4.detector, weights_folder(V4) / V4.recogniser


def _paddle_weights(settings: OcrSettings) -> tuple[Path, ...]:
    if not settings.paddle_models:
        return _v6_weights(settings)
    return tuple(Path(settings.paddle_models) / part / "inference.onnx" for part in ("det", "rec"))


def _no_weights(settings: OcrSettings) -> tuple[Path, ...]:
    return ()


ENGINES: dict[str, EngineKind] = {
    "P6": EngineKind(
        "PP-OCRv6 small", ("rapidocr", "onnxruntime"), "pip install rapidocr", _open_v6, _v6_weights
    ),
    "P4": EngineKind(
        "PP-OCRv4 mobile", ("rapidocr-onnxruntime", "onnxruntime"), "pip install rapidocr-onnxruntime",
        _open_v4, _v4_weights,
    ),
    "T": EngineKind(
        "Tesseract", ("pytesseract",), "apt-get install tesseract-ocr", _open_tesseract, _no_weights, False
    ),
    "P": EngineKind(
        "PaddleOCR", ("paddleocr", "onnxruntime"), "pip install paddleocr", _open_paddle, _paddle_weights
    ),
}  # fmt: skip
