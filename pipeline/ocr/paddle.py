"""The official PaddleOCR package, on ONNX Runtime and local weights: no download, no PaddlePaddle.

Its models come as a folder with ``inference.onnx`` and an ``inference.yml`` that names the model and
its transforms.  Where the user names no folder, both are made from the weights of the RapidOCR wheel.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from pipeline.errors import MissingToolError
from pipeline.image import Raster
from pipeline.model import Glyph
from pipeline.ocr.even import evenly
from pipeline.ocr.glyphs import place
from pipeline.ocr.ppocr import BATCH, LINE_HEIGHT, V6, cut, strip_of, weights_folder
from pipeline.ocr.session import characters
from pipeline.ocr.shapes import Strip


class PaddleOcrEngine:
    """Text detection and recognition modules of the package `paddleocr`, warm."""

    def __init__(self, models: str) -> None:
        os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
        try:
            from paddleocr import TextDetection, TextRecognition
        except ImportError as error:
            raise MissingToolError("the package paddleocr is missing", "pip install paddleocr") from error
        self._made = tempfile.TemporaryDirectory(prefix="gazette-paddle-")
        root = Path(models) if models else _from_wheel(Path(self._made.name))
        self._detect = _opened(TextDetection, root / "det")
        self._recognise = _opened(TextRecognition, root / "rec")

    def find_strips(self, image: Raster) -> tuple[Strip, ...]:
        (answer,) = self._detect.predict(cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
        found = zip(answer["dt_polys"], answer["dt_scores"], strict=True)
        return tuple(
            strip_of(cv2.boxPoints(cv2.minAreaRect(np.array(p, np.int32))), float(s)) for p, s in found
        )

    def read_strips(self, image: Raster, strips: Sequence[Strip]) -> tuple[tuple[Glyph, ...], ...]:
        """The package gives one confidence a line and no places: glyphs are spread evenly over the strip."""
        if not strips:
            return ()
        answers = self._recognise.predict([cut(image, strip) for strip in strips], batch_size=BATCH)
        pairs = zip(answers, strips, strict=True)
        return tuple(
            place(evenly(a["rec_text"], round(float(a["rec_score"]), 4)), strip) for a, strip in pairs
        )


def _opened(module: Any, folder: Path) -> Any:
    import yaml

    try:
        facts = yaml.safe_load((folder / "inference.yml").read_text("utf-8"))
        name = facts["Global"]["model_name"]
        return module(model_name=name, model_dir=str(folder), engine="onnxruntime")
    except (OSError, KeyError, TypeError, yaml.YAMLError) as error:
        raise MissingToolError(
            f"{folder}: no usable PaddleOCR model: {error}",
            "paddle_models names a folder with det/ and rec/, each with inference.onnx and inference.yml.",
        ) from error


def _from_wheel(root: Path) -> Path:
    source = weights_folder(V6)
    known = characters(source / V6.recogniser)
    _folder(root / "det", source / V6.detector, _detector_facts())
    _folder(root / "rec", source / V6.recogniser, _recogniser_facts(known))
    return root


def _folder(folder: Path, network: Path, facts: dict[str, Any]) -> None:
    folder.mkdir()
    (folder / "inference.onnx").symlink_to(network)
    (folder / "inference.yml").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")  # JSON is YAML


def _detector_facts() -> dict[str, Any]:
    normal = {"mean": V6.mean, "std": V6.deviation, "order": "hwc", "scale": "1./255."}
    transforms: list[dict[str, Any]] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"DetResizeForTest": {"limit_side_len": 736, "limit_type": "min"}},
        {"NormalizeImage": normal},
        {"ToCHWImage": None},
        {"KeepKeys": {"keep_keys": ["image", "shape", "polys", "ignore_tags"]}},
    ]
    post = {
        "name": "DBPostProcess",
        "thresh": 0.3,
        "box_thresh": 0.45,
        "max_candidates": 3000,
        "unclip_ratio": 1.8,
    }
    return _facts("PP-OCRv6_small_det", transforms, post)


def _recogniser_facts(known: Sequence[str]) -> dict[str, Any]:
    transforms: list[dict[str, Any]] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"MultiLabelEncode": {"gtc_encode": "NRTRLabelEncode"}},
        {"RecResizeImg": {"image_shape": [3, LINE_HEIGHT, 320]}},
        {"KeepKeys": {"keep_keys": ["image", "label_ctc", "label_gtc", "length", "valid_ratio"]}},
    ]
    return _facts("PP-OCRv6_small_rec", transforms, {"name": "CTCLabelDecode", "character_dict": list(known)})


def _facts(name: str, transforms: list[dict[str, Any]], post: dict[str, Any]) -> dict[str, Any]:
    return {"Global": {"model_name": name}, "PreProcess": {"transform_ops": transforms}, "PostProcess": post}
