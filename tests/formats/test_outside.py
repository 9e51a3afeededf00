"""The format of a file from outside is told by its content; anything else is named."""

from __future__ import annotations

import pytest
from format_samples import MASTER, TARGET, edition, line, texts
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.errors import BadInputError, EmptyFileError, UnknownFormatError
from pipeline.formats import alto, hocr, page, plaintext
from pipeline.formats.outside import read_witness, sniff

SAMPLE = edition(line(1, "政府公报"), line(2, "第3期"))
WRITTEN = {
    "alto": alto.write(SAMPLE, MASTER),
    "page": page.write(SAMPLE, MASTER),
    "hocr": hocr.write(SAMPLE, MASTER),
    "text": plaintext.write(SAMPLE),
}
OTHERS = {
    "a PNG image": b"\x89PNG\r\n\x1a\n....",
    "a JPEG image": b"\xff\xd8\xff\xe0....",
    "a TIFF image": b"II*\0....",
    "a PDF": b"%PDF-1.7\n",
    "a ZIP archive": b"PK\x03\x04....",
    "JSON": b'{"text": "x"}',
    "another kind, <TEI>": b'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"/>',
    "no root element": b"<!-- " * 20_000,
    "not text": b"\x01\x02\0\x03",
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_each_format_is_told_and_read(kind):
    assert sniff(WRITTEN[kind], "upload") == kind
    assert texts(read_witness(WRITTEN[kind], "upload", TARGET)) == [["政府公报", "第3期"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_marks_and_wide_encodings(encoding):
    assert sniff("<?xml version='1.0'?><!-- <html> --><alto/>".encode(encoding), "x") == "alto"
    assert sniff("政府".encode("utf-16"), "x") == "text"


@pytest.mark.parametrize(
    "text",
    ["<通知>", "< 5", "[一]", "[" * 100_000, "a < b", "(1987)", "《条例》", "{not json}"],
    ids=lambda t: t[:8],
)
def test_text_that_only_looks_like_something_else(text):
    assert sniff(text.encode(), "t") == "text"


def test_a_text_file_may_start_with_a_tag():
    assert sniff(b"<b>bold</b> words", "page.txt") == "text"


def test_prefixes_and_prologs_do_not_matter():
    head = b'<?xml version="1.0"?>\n<!-- x > y -->\n<!DOCTYPE p:PcGts [<!ENTITY a "<html>">]>\n'
    assert sniff(head + b'<p:PcGts xmlns:p="x">', "x") == "page"
    assert sniff(b"<!DOCTYPE HTML>\n<HTML>", "x") == "hocr"


@pytest.mark.parametrize("what", OTHERS)
def test_other_formats_are_named_with_a_remedy(what):
    with pytest.raises(UnknownFormatError, match=f"^upload: .*{what}") as caught:
        read_witness(OTHERS[what], "upload", TARGET)
    assert "ALTO" in caught.value.advice


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_named(data):
    with pytest.raises(EmptyFileError, match=r"^upload: "):
        read_witness(data, "upload", TARGET)


@pytest.mark.parametrize("kind", ["alto", "page", "hocr"])
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    where=st.floats(0, 1),
    change=st.sampled_from([b"", b"\0", b"<", b'"', b"\xff", b"&x;", b"-1", b"\xe4"]),
    cut=st.booleans(),
)
@example(where=0.5, change=b"", cut=True)
def test_damage_is_an_error_of_ours_or_does_no_harm(kind, where, change, cut):
    data = WRITTEN[kind]
    at = int(where * len(data))
    assert harmless(data[:at] + change + (b"" if cut else data[at + 1 :]))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_at_all(data):
    assert harmless(data)


def harmless(data: bytes) -> bool:
    """Whether a file is read, or refused with an error of ours that names it."""
    try:
        return read_witness(data, "upload", TARGET).page == "p0003"
    except BadInputError as error:
        return str(error).startswith("upload: ")
