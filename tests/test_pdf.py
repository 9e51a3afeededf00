"""Pages of a PDF: a scan comes back pixel for pixel, everything else at 300 dpi, nothing without limits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from broken import page

from pipeline import pdf
from pipeline.errors import BadInputError, EncryptedPdfError, TooLargeError, TruncatedFileError
from pipeline.image import decode, decode_bytes, decode_master, encode_png, probe, render
from pipeline.model import Master


def _image(document: pikepdf.Pdf, pixels: np.ndarray) -> pikepdf.Object:
    stream = document.make_stream(pixels.tobytes())
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = pixels.shape[1], pixels.shape[0]
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    return document.make_indirect(stream)


def make_pdf(
    path: Path,
    pages: list[tuple[np.ndarray | None, str]],
    dpi: float = 240.0,
    size: tuple[float, float] = (595, 842),
    **options: object,
) -> Path:
    """A PDF; each page is a picture that fills it at `dpi`, or blank in `size`, and drawing operators."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for picture, drawing in pages:
        width, height = size
        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        content = drawing
        if picture is not None:
            height, width = (n * 72 / dpi for n in picture.shape[:2])
            resources.XObject = pikepdf.Dictionary(Im0=_image(document, picture))
            content = f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q\n{drawing}"
        added = document.add_blank_page(page_size=(width, height))
        added.Resources, added.Contents = resources, document.make_stream(content.encode())
    document.save(path, **options)
    return path


def scan(seed: int = 0) -> np.ndarray:
    return np.kron(page(seed), np.ones((5, 5, 1), np.uint8))  # 400 × 600


TEXT = "BT /F1 12 Tf 20 20 Td (Notice) Tj ET"
HIDDEN = "BT /F1 12 Tf 3 Tr 20 20 Td (Notice) Tj ET"


@pytest.mark.parametrize("dpi", [150.0, 200.0, 240.0, 300.0, 400.0])
@pytest.mark.parametrize("drawing", ["", HIDDEN])
def test_a_scan_comes_back_pixel_for_pixel(tmp_path: Path, dpi: float, drawing: str) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(scan(), drawing)], dpi)
    (info,) = probe(path)
    assert (info.format, info.width, info.height) == ("PDF", 400, 600)
    assert info.dpi == pytest.approx(dpi, rel=1e-3)
    assert (decode(path, 0) == scan()).all()


def test_a_turned_page_is_shown_turned(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(scan(), "")])
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].rotate(90, relative=True)
        document.save(path)
    (info,) = probe(path)
    assert (info.width, info.height) == (600, 400)
    assert (decode(path, 0) == np.rot90(scan(), -1)).all()


def test_a_born_digital_page_is_rendered_at_300_dpi(tmp_path: Path) -> None:
    (info,) = probe(make_pdf(tmp_path / "a.pdf", [(None, TEXT)]))
    assert (info.dpi, info.width, info.height) == (300.0, 2479, 3508)
    raster = decode(tmp_path / "a.pdf", 0)
    assert raster.shape == (3508, 2479, 3)
    assert raster.min() == 0
    assert raster.mean() > 254


def test_text_over_a_coarse_picture_is_not_rendered_coarsely(tmp_path: Path) -> None:
    assert probe(make_pdf(tmp_path / "a.pdf", [(scan(), TEXT)], 96.0))[0].dpi == 300.0
    assert probe(make_pdf(tmp_path / "b.pdf", [(scan(), TEXT)], 400.0))[0].dpi == 400.0


def test_a_small_picture_does_not_make_a_scan(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(scan(), "")], 72.0)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].MediaBox = [0, 0, 2000, 2000]
        document.save(path)
    assert probe(path)[0].dpi == 300.0


def test_a_scan_in_strips_counts_as_one(tmp_path: Path) -> None:
    document = pikepdf.new()
    added = document.add_blank_page(page_size=(120, 180))  # 400 × 600 at 240 dpi
    strips = {f"S{n}": _image(document, scan()[n * 100 : (n + 1) * 100]) for n in range(6)}
    added.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(**strips))
    content = "".join(f"q 120 0 0 30 0 {150 - 30 * n} cm /S{n} Do Q\n" for n in range(6))
    added.Contents = document.make_stream(content.encode())
    document.save(tmp_path / "a.pdf")
    assert (probe(tmp_path / "a.pdf")[0].width, probe(tmp_path / "a.pdf")[0].height) == (400, 600)
    assert (decode(tmp_path / "a.pdf", 0) == scan()).all()


def test_pages_keep_their_order_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(scan(n), "") for n in range(3)])
    assert [info.frame for info in probe(path)] == [0, 1, 2]
    assert (decode(path, 2) == scan(2)).all()
    for read in (lambda: decode(path, 3), lambda: render(path, 3, 100)):
        with pytest.raises(BadInputError, match=r"a\.pdf.*page 4"):
            read()


def test_the_master_record_renders_to_its_own_size(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(scan(), "")])
    (info,) = probe(path)
    master = Master("p0001", "a.pdf", 0, "PDF", "a.pdf", "", info.width, info.height, info.dpi)
    assert (decode_master(path, master) == scan()).all()


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 3), (595, 842), (3, 3)])
def test_a_huge_page_is_rendered_within_the_limit(tmp_path: Path, size: tuple[float, float]) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(None, TEXT)], size=size)
    (info,) = probe(path, max_pixels=1_000_000)
    assert 0 < info.width * info.height <= 1_000_000
    assert render(path, 0, info.dpi, 1_000_000).shape == (info.height, info.width, 3)


def test_a_page_over_the_limit_is_refused_before_it_is_rendered(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(None, TEXT)], size=(14_400, 14_400))
    with pytest.raises(TooLargeError, match=r"a\.pdf, page 1: 60000 × 60000 pixels"):
        render(path, 0, 300)


def test_too_many_pages(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(None, "")] * 4)
    assert len(probe(path, max_pages=4)) == 4
    with pytest.raises(TooLargeError, match="4 pages, allowed are 3"):
        probe(path, max_pages=3)


def test_an_encrypted_pdf_names_the_way_out(tmp_path: Path) -> None:
    lock = pikepdf.Encryption(user="secret", owner="secret")
    path = make_pdf(tmp_path / "a.pdf", [(scan(), "")], encryption=lock)
    for read in (lambda: probe(path), lambda: decode(path, 0), lambda: render(path, 0, 100)):
        with pytest.raises(EncryptedPdfError, match=r"a\.pdf: the PDF asks for a password") as caught:
            read()
    assert "qpdf --decrypt" in caught.value.advice


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    lock = pikepdf.Encryption(user="", owner="secret")
    assert len(probe(make_pdf(tmp_path / "a.pdf", [(scan(), "")], encryption=lock))) == 1


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_pdf(tmp_path: Path, share: float) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(scan(), "")] * 3)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(TruncatedFileError, match=r"a\.pdf: the PDF file ends too early"):
        probe(path)


@pytest.mark.parametrize("body", [b"", b"trailer <</Root 1 0 R>>\n", b"1 0 obj <</Type /Catalog>> endobj\n"])
def test_a_broken_pdf(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + body + b"%%EOF\n")
    with pytest.raises(BadInputError, match=r"a\.pdf"):
        probe(tmp_path / "a.pdf")


def test_a_page_tree_that_runs_in_a_ring_ends(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(scan(), "")])
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.Root.Pages.Kids.append(document.Root.Pages)
        document.Root.Pages.Count = 9
        document.save(path)
    try:
        assert len(probe(path, max_pages=20)) <= 9
    except BadInputError as error:
        assert "page" in str(error)  # noqa: PT017


def test_a_picture_in_a_pdf_survives_png(tmp_path: Path) -> None:
    raster = decode(make_pdf(tmp_path / "a.pdf", [(scan(), "")]), 0)
    assert raster.flags.writeable
    assert (decode_bytes(encode_png(raster), "x") == raster).all()


def test_facts_tell_scans_from_born_digital_pages(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [(scan(), ""), (None, TEXT), (scan(), HIDDEN)])
    assert [fact.scanned for fact in pdf.facts(path, 10)] == [True, False, True]
