"""Plain text: lines, regions, encodings."""

from __future__ import annotations

import pytest
from format_samples import TARGET, edition, line, texts

from pipeline.errors import BadInputError, EmptyFileError, ForeignPageError, TooLargeError
from pipeline.formats import plaintext
from pipeline.model import Severity


def test_a_blank_line_separates_regions():
    witness = plaintext.read("政府\r\n公报\r\n \r\n\r\n一九八七年\n".encode(), "t.txt", TARGET)
    assert texts(witness) == [["政府", "公报"], ["一九八七年"]]
    assert [region.id for region in witness.regions] == ["p0003_r01", "p0003_r02"]
    assert [each.id for each in witness.regions[0].lines] == ["p0003_r01_l01", "p0003_r01_l02"]
    assert (witness.regions[0].image, witness.regions[0].box, witness.regions[0].joiner) == (
        "p0003",
        None,
        "",
    )
    assert (witness.page, witness.sigil, witness.findings) == ("p0003", "K", ())


def test_indents_and_combining_marks_are_kept():
    [[text]] = texts(plaintext.read("　　关于n\u0308的\n".encode(), "t", TARGET))
    assert text == "　　关于n\u0308的"
    glyphs = plaintext.read("n\u0308\n".encode(), "t", TARGET).regions[0].lines[0].glyphs
    assert [glyph.text for glyph in glyphs] == ["n\u0308"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_needs_no_remark(encoding):
    witness = plaintext.read("政府 𠮷".encode(encoding), "t", TARGET)
    assert (texts(witness), witness.findings) == ([["政府 𠮷"]], ())


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030"])
def test_chinese_encodings_are_read_with_a_finding(encoding):
    witness = plaintext.read("政府公报".encode(encoding), "t.txt", TARGET)
    assert texts(witness) == [["政府公报"]]
    [finding] = witness.findings
    assert (finding.code, finding.severity, finding.page) == ("text-encoding", Severity.NOTE, "p0003")


def test_latin_lines_are_joined_by_a_blank():
    assert plaintext.read(b"das Gesetz\nvom Juni", "t", TARGET).regions[0].joiner == " "


def test_a_form_feed_ends_the_page_but_does_not_start_another():
    assert texts(plaintext.read(b"a\n\f", "t", TARGET)) == [["a"]]
    with pytest.raises(ForeignPageError, match="holds 2 pages"):
        plaintext.read(b"a\n\fb\n\f", "t", TARGET)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\f"])
def test_nothing_is_an_error(data):
    with pytest.raises(EmptyFileError, match=r"^t\.txt: "):
        plaintext.read(data, "t.txt", TARGET)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a\xff\xffb", b"caf\xe9\n"])
def test_undecodable_bytes_are_an_error_with_a_remedy(data):
    with pytest.raises(BadInputError, match=r"^t\.txt: neither UTF-8 nor GB 18030") as caught:
        plaintext.read(data, "t.txt", TARGET)
    assert "UTF-8" in caught.value.advice


def test_control_characters_are_an_error_with_the_line():
    with pytest.raises(BadInputError, match=r"t\.txt: line 2: control character U\+0000"):
        plaintext.read(b"a\nb\0", "t.txt", TARGET)


def test_too_much_for_a_page():
    with pytest.raises(TooLargeError):
        plaintext.read(b"x" * (plaintext.MAX_BYTES + 1), "t.txt", TARGET)


def test_what_is_written():
    assert (
        plaintext.write(edition(line(1, "政府"), line(2, ""), line(3, "公\n报"))) == "政府\n公 报\n".encode()
    )
