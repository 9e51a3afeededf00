from pathlib import Path

import pytest

from pipeline.errors import BadInputError
from pipeline.model import Master
from pipeline.ocr.pdf_text import read_layer


def pdf(
    path: Path, content: str, fonts: str = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
) -> Path:
    """A one-page PDF of 300 × 400 points with a content stream."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R"
        f" /Resources << /Font << {fonts} >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    data += f"xref\n0 5\n0000000000 65535 f \n{table}trailer << /Size 5 /Root 1 0 R >>\n".encode()
    path.write_bytes(data + f"startxref\n{data.index(b'xref')}\n%%EOF\n".encode())
    return path


def master(path: Path) -> Master:
    return Master("p0001", path.name, 0, "PDF", path.name, "0" * 64, 600, 800, 144.0)


def test_text_with_boxes_on_the_rendered_page(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", "BT /F1 20 Tf 50 300 Td (An act) Tj 0 -30 Td (to amend) Tj ET")
    witness = read_layer(path, master(path), "D")
    lines = [line for region in witness.regions for line in region.lines]
    assert [line.text for line in lines] == ["An act", "to amend"]
    box = lines[0].glyphs[0].box
    assert box is not None
    assert abs(box.left - 100) <= 4
    assert box.bottom <= 2 * (400 - 300) + 12


def test_a_page_without_text_has_no_regions(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", "0 0 100 100 re f")
    assert read_layer(path, master(path), "D").regions == ()


def test_a_layer_of_meaningless_characters_is_not_trusted(tmp_path: Path) -> None:
    broken = (
        "/F1 << /Type /Font /Subtype /Type0 /BaseFont /Subset /Encoding /Identity-H /DescendantFonts"
        " [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Subset"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    path = pdf(tmp_path / "a.pdf", "BT /F1 20 Tf 50 300 Td <0041004200430044> Tj ET", broken)
    witness = read_layer(path, master(path), "D")
    assert witness.regions == ()
    assert [finding.code for finding in witness.findings] == ["garbled-text-layer"]


def test_text_printed_twice_is_not_trusted(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "a.pdf", "BT /F1 20 Tf 50 300 Td (An act) Tj ET BT /F1 20 Tf 50 300 Td (An act) Tj ET"
    )
    witness = read_layer(path, master(path), "D")
    assert [finding.code for finding in witness.findings] == ["garbled-text-layer"]


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing")
    with pytest.raises(BadInputError, match=r"broken\.pdf, page 1"):
        read_layer(path, master(path), "D")
