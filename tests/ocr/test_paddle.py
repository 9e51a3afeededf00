"""The adapter of the official package, too heavy for every run of the tests: a stand-in has its interface."""

import json
import sys
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from drawn import sheet, strip

from pipeline.errors import MissingToolError
from pipeline.ocr.paddle import PaddleOcrEngine


class Module:
    """What TextDetection and TextRecognition share: made from a local folder, answers by `predict`."""

    made: ClassVar[list[dict[str, str]]] = []

    def __init__(self, model_name: str, model_dir: str, engine: str) -> None:
        folder = Path(model_dir)
        assert (folder / "inference.onnx").exists()
        self.made.append(
            {"name": model_name, "engine": engine, "facts": (folder / "inference.yml").read_text()}
        )


class Detection(Module):
    def predict(self, image: np.ndarray) -> list[dict[str, Any]]:
        return [{"dt_polys": [np.array([[10, 20], [210, 20], [210, 60], [10, 60]])], "dt_scores": [0.9]}]


class Recognition(Module):
    def predict(self, images: Sequence[np.ndarray], batch_size: int) -> list[dict[str, Any]]:
        return [{"rec_text": "政府公报", "rec_score": 0.98} for _ in images]


@pytest.fixture
def paddleocr(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, str]]]:
    module = types.ModuleType("paddleocr")
    module.TextDetection = Detection  # type: ignore[attr-defined]
    module.TextRecognition = Recognition  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "paddleocr", module)
    Module.made.clear()
    return Module.made


def test_finds_and_reads_through_the_package(paddleocr: list[dict[str, str]]) -> None:
    engine = PaddleOcrEngine("")
    (found,) = engine.find_strips(sheet([]))
    assert (found.box.left, found.box.top) == (10, 20)
    (glyphs,) = engine.read_strips(sheet([]), [strip(10, 20, 160, 40)])
    assert [glyph.text for glyph in glyphs] == list("政府公报")
    assert {glyph.confidence for glyph in glyphs} == {0.98}


def test_the_folders_name_the_model_and_all_its_characters(paddleocr: list[dict[str, str]]) -> None:
    PaddleOcrEngine("")
    assert [made["name"] for made in paddleocr] == ["PP-OCRv6_small_det", "PP-OCRv6_small_rec"]
    facts = json.loads(paddleocr[1]["facts"])
    assert len(facts["PostProcess"]["character_dict"]) > 18_000


def test_a_folder_without_models_says_what_it_needs(paddleocr: list[dict[str, str]], tmp_path: Path) -> None:
    with pytest.raises(MissingToolError, match="no usable PaddleOCR model") as caught:
        PaddleOcrEngine(str(tmp_path))
    assert "inference.yml" in caught.value.advice


def test_without_the_package_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "paddleocr", None)
    with pytest.raises(MissingToolError) as caught:
        PaddleOcrEngine("")
    assert caught.value.advice == "pip install paddleocr"
