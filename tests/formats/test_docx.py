"""Word documents: what is written comes back, and a hostile file does no harm."""

import io
import zipfile

import pytest
from docx import Document

from pipeline.errors import BadInputError, BadXmlError, TooLargeError, UnknownFormatError
from pipeline.formats import docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINE = (("1| ", "note"), ("此处", "text"), ("⟦末¦未⟧", "open"), (" 来", "text"))
PARAGRAPHS = ((("# 说明", "note"),), LINE, ())
ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]>'


def packed(body, *, kind=zipfile.ZIP_DEFLATED, name="word/document.xml", **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr(name, body)
        for other, text in more.items():
            archive.writestr(other, text)
    return out.getvalue()


def body(inner):
    return f"<w:document {W}><w:body>{inner}</w:body></w:document>"


def test_paragraphs_and_property_come_back():
    written = docx.write(PARAGRAPHS, "gazette-sheet 1 | 1987-03 | p0003 | abc")
    assert docx.read(written, "a.docx") == (
        ("# 说明", "1| 此处⟦末¦未⟧ 来", ""),
        "gazette-sheet 1 | 1987-03 | p0003 | abc",
    )


def test_python_docx_opens_what_was_written():
    again = Document(io.BytesIO(docx.write(PARAGRAPHS, "x")))
    assert [paragraph.text for paragraph in again.paragraphs][1] == "1| 此处⟦末¦未⟧ 来"
    saved = io.BytesIO()
    again.save(saved)
    assert docx.read(saved.getvalue(), "a.docx")[1] == "x"


def test_what_xml_cannot_hold_is_written_as_a_sign():
    assert docx.read(docx.write((((("公\x01报"), "text"),),), "x"), "a")[0] == ("公\ufffd报",)


def test_tracked_changes_count_as_made():
    inner = (
        "<w:p><w:r><w:t>此</w:t></w:r><w:del><w:r><w:delText>末</w:delText><w:t>末</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>未</w:t></w:r></w:ins><w:r><w:tab/><w:t>来</w:t><w:br/><w:t>了</w:t></w:r></w:p>"
    )
    assert docx.read(packed(body(inner)), "a")[0] == ("此未 来", "了")


def test_a_text_box_is_no_line():
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    inner = f"<w:p><w:r>{box}<w:t>文</w:t></w:r></w:p>"
    assert docx.read(packed(body(inner)), "a")[0] == ("文",)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (packed(b" " * (docx.MAX_PART + 1)), TooLargeError),
        (packed(body(""), **{f"x{n}": "" for n in range(docx.MAX_PARTS)}), TooLargeError),
        (
            packed(ENTITY + body("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")),
            BadXmlError,
        ),
        (packed(body("<w:p>")), BadXmlError),
        (packed(body(""), kind=zipfile.ZIP_BZIP2), BadInputError),
        (packed("x", name="content.xml"), UnknownFormatError),
        (packed(body(""))[:-30], BadInputError),
        (b"PK\x03\x04", BadInputError),
        (packed(body(""))[:40] + b"\xff" * 20 + packed(body(""))[60:], BadInputError),
    ],
)
def test_a_hostile_file_is_refused_by_name(data, error):
    with pytest.raises(error, match=r"bad\.docx"):
        docx.read(data, "bad.docx")
