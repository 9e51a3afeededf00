"""Make the table of look-alikes that `pipeline.proof.evidence.shapes` reads.

    python -m bench.shapes --to pipeline/proof/evidence/data/shapes.txt

Two characters are alike in two ways. As pictures: set in four typefaces, blurred, and compared point by
point. And to the engines: the last layer of a PP-OCR recogniser has a vector for each character, and
characters that it takes for one another have vectors of nearly one direction; the mean of the models v6 and
v4 is taken. The greater likeness counts. The characters are those of GB 2312 and the common ones of Big5,
and some more that names of places are written with. Needs the fonts that `make test` installs; takes two
minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Floats = NDArray[np.float32]

FACES = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/arphic/ukai.ttc", 0),
)
MODELS = (
    ("rapidocr", "models/PP-OCRv6_rec_small.onnx"),
    ("rapidocr_onnxruntime", "models/ch_PP-OCRv4_rec_infer.onnx"),
)
MORE = "沭垛藁亳沅洺滹氾崂邛缙浉濉颍"
BODY, EDGE, GRID = 64, 8, 32  # pixels of a character, of the white around it, and of the picture compared
BLUR = 2.0  # pixels
SHIFT = 0.3  # how much lower the likeness of vectors is than that of pictures which are as often confused
LEAST, MOST = 0.70, 12  # likeness of what is kept, and how many at most …
FEW, FAIR = 6, 0.60  # … but so many in any case, if they are as like as this


def characters() -> list[str]:
    """The ideographs of GB 2312 and the common ones of Big5, in the order of their code points."""
    found = set(MORE)
    for encoding, first in (("gb2312", range(0xB0, 0xF8)), ("big5", range(0xA4, 0xC7))):
        codes = (bytes((high, low)) for high in first for low in range(0x40, 0xFF))
        found.update(code.decode(encoding, "ignore") for code in codes)
    return sorted(char for char in found if len(char) == 1 and "\u4e00" <= char <= "\u9fff")


def pictured(chars: Sequence[str]) -> Floats:
    """How alike the pictures of characters are, -1…1, as a square table."""
    total: Floats = np.zeros((len(chars), len(chars)), np.float32)
    for path, index in FACES:
        font = ImageFont.truetype(path, BODY, index=index)
        views = np.stack([_view(font, char) for char in chars]).reshape(len(chars), -1)
        total += _cosines(views - views.mean(axis=1, keepdims=True))
    return np.asarray(total / len(FACES), np.float32)


def _view(font: ImageFont.FreeTypeFont, char: str) -> Floats:
    """A character in the middle of a small blurred picture, black as 255."""
    side = BODY + 2 * EDGE
    image = Image.new("L", (side, side), 0)
    ImageDraw.Draw(image).text((EDGE, EDGE // 2), char, font=font, fill=255)
    ink = np.asarray(image, np.float32)
    rows, columns = np.nonzero(ink > 60)
    if not len(rows):
        return np.zeros((GRID, GRID), np.float32)
    move = np.array(
        [
            [1, 0, (side - columns.min() - columns.max()) / 2],
            [0, 1, (side - rows.min() - rows.max()) / 2],
        ],
        np.float32,
    )
    moved = cv2.warpAffine(ink, move, (side, side))[EDGE:-EDGE, EDGE:-EDGE]
    small = cv2.resize(cv2.GaussianBlur(moved, (0, 0), BLUR), (GRID, GRID), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def taken_for(chars: Sequence[str]) -> Floats:
    """How alike the engines find characters, as a square table; -1 for those that they do not know."""
    tables = [_known_to(chars, *model) for model in MODELS]
    known = sum(np.where(table > -1, 1.0, 0.0) for table in tables)
    total = sum(np.where(table > -1, table, 0.0) for table in tables)
    return np.where(known > 0, total / np.maximum(known, 1), -1).astype(np.float32)


def _known_to(chars: Sequence[str], package: str, file: str) -> Floats:
    import onnxruntime
    import openvino

    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the package {package} is missing")
    path = Path(spec.submodule_search_locations[0]) / file
    listed = onnxruntime.InferenceSession(str(path)).get_modelmeta().custom_metadata_map["character"]
    names = ["", *listed.splitlines(), " "]  # the blank, the characters, the space
    layer = next(_layers(openvino.Core().read_model(path), len(names)))
    places = {name: place for place, name in enumerate(names)}
    table = np.full((len(chars), len(chars)), -1, np.float32)
    here = np.array([n for n, char in enumerate(chars) if char in places])
    vectors = layer[[places[chars[n]] for n in here]]
    table[np.ix_(here, here)] = _cosines(vectors - vectors.mean(axis=0))
    return table


def _layers(model: object, classes: int) -> Iterator[Floats]:
    """The layers of a network that have a vector for each class, a class a row."""
    for step in model.get_ops():  # type: ignore[attr-defined]
        if step.get_type_name() == "Constant":
            shape = list(step.get_output_shape(0))
            if len(shape) == 2 and classes in shape:
                values = np.array(step.get_data(), np.float32)
                yield values if shape[0] == classes else values.T


def _cosines(vectors: Floats) -> Floats:
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return np.asarray(unit @ unit.T, np.float32)


def rows(chars: Sequence[str], alike: Floats) -> Iterator[str]:
    """The lines of the table: a character, its look-alikes, and their likeness as letters."""
    for n, char in enumerate(chars):
        order = [int(other) for other in np.argsort(-alike[n], kind="stable")[: MOST + 1] if other != n]
        kept = [o for rank, o in enumerate(order) if alike[n, o] >= (FAIR if rank < FEW else LEAST)]
        letters = "".join(chr(ord("a") + min(25, max(0, int((alike[n, o] - 0.5) * 50)))) for o in kept)
        yield f"{char}{''.join(chars[o] for o in kept)} {letters}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the table of characters that look alike.")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    chars = characters()
    alike = np.maximum(pictured(chars), taken_for(chars) + SHIFT)
    lines = list(rows(chars, alike))
    options.to.write_text("\n".join(lines) + "\n", "utf-8")
    count = sum(len(line) // 2 - 1 for line in lines)
    print(f"{len(lines)} characters, {count / len(lines):.1f} look-alikes each")


if __name__ == "__main__":
    main()
