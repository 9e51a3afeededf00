"""The published picture of a page: the master as it is where that can be, without loss for two tones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from pipeline.export.pdf import book
from pipeline.export.pdf.metadata import About
from pipeline.image import decode_bytes, probe
from pipeline.model import Master, Step
from pipeline.plate import plate, web_picture

RNG = np.random.default_rng(3)


def master(path: Path, pixels: object, **options: object) -> Master:
    Image.fromarray(pixels).save(path, **options)  # type: ignore[arg-type]
    info = probe(path)[0]
    return Master("p0001", path.name, 0, info.format, path.name, "", info.width, info.height, 300.0)


def test_a_jpeg_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    made = master(path, RNG.integers(0, 255, (60, 40, 3), np.uint8))
    found = plate(path, made)
    assert (found.data, found.packing, found.channels) == (path.read_bytes(), "jpeg", 3)
    assert web_picture(path, made) == path.read_bytes()


def test_a_jpeg_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    turned = Image.Exif()
    turned[274] = 6
    made = master(path, np.full((60, 40), 200, np.uint8), exif=turned)
    found = plate(path, made)
    assert (found.width, found.height) == (60, 40)
    assert decode_bytes(found.data, "plate").shape == (40, 60, 3)
    assert decode_bytes(web_picture(path, made), "picture").shape == (40, 60, 3)


def test_grey_stays_grey(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    found = plate(path, master(path, np.linspace(0, 255, 2400).reshape(60, 40).astype(np.uint8)))
    assert (found.packing, found.channels) == ("jpeg", 1)


def test_two_tones_come_out_of_the_pdf_as_they_went_in(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    tones = np.where(RNG.random((100, 50)) < 0.3, 0, 255).astype(np.uint8)
    made = master(path, tones)
    found = plate(path, made)
    assert found.packing == "g4"
    about = About("1", "t", "", "p", "zho", "", "2026-11-20", Step("export", "x", "1"))
    sheet = book.Sheet(made, (), lambda: found, "1")
    page = pypdfium2.PdfDocument(book.write(book.Book(about, (sheet,), ())))[0]
    shown = page.render(scale=300 / 72).to_numpy()[:, :, 0]
    assert shown.shape == tones.shape
    assert np.array_equal(shown, tones)
