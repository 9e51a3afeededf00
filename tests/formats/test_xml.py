"""Nothing in an XML file from outside can hurt, and what is wrong is said with file and line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import BadXmlError
from pipeline.formats import xml

LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a b="&y;">&y;</a>'
HOSTILE = {
    "doctype": b"<!DOCTYPE a><a/>",
    "doctype after a comment": b'<?xml version="1.0"?>\n<!-- <a> -->\n<!DOCTYPE a SYSTEM "a.dtd"><a/>',
    "external entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
    "parameter entity": b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd">%x;]><a/>',
    "billion laughs": LAUGHS,
    "doctype in UTF-16": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
    "depth": b"<a>" * 100_000 + b"</a>" * 100_000,
    "a million attributes": b"<a " + b" ".join(b'a%d="1"' % n for n in range(1_000_000)) + b"/>",
    "one long attribute": b'<a b="' + b"x" * 200_000 + b'"/>',
    "one long text": b"<a>" + b"x" * 200_000 + b"</a>",
    "NUL": b"<a>\0</a>",
    "control character": b"<a>&#8;</a>",
    "noncharacter": "<a>\ufffe</a>".encode(),
    "lone surrogate": b"<a>\xed\xa0\x80</a>",
    "wrong encoding": '<?xml version="1.0" encoding="UTF-8"?><a>\n政府</a>'.encode("gbk"),
    "unknown encoding": b'<?xml version="1.0" encoding="x-none"?><a/>',
    "truncated": b"<a><b>text",
    "undefined entity": b"<a>&nbsp;</a>",
    "not XML": b"plain text",
    "empty": b"",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_with_file_and_line(data):
    with pytest.raises(BadXmlError, match=r"^page\.xml: line \d+: \S"):
        xml.parse(data, "page.xml")


def test_a_file_too_large_for_a_page_is_refused(monkeypatch):
    monkeypatch.setattr(xml, "MAX_BYTES", 100)
    with pytest.raises(BadXmlError, match="101 bytes"):
        xml.parse(b"<a>" + b" " * 94 + b"</a>", "page.xml")


def test_the_line_is_the_right_one():
    with pytest.raises(BadXmlError, match="line 3: "):
        xml.parse(b"<a>\n<b/>\n<c></a>", "x")
    with pytest.raises(BadXmlError, match="line 2: a DOCTYPE"):
        xml.parse(b"<?xml version='1.0'?>\n<!DOCTYPE a><a/>", "x")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_declared_encodings_are_read(encoding):
    declared = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{declared}"?><a>政府公报</a>'.encode(encoding)
    assert xml.parse(data, "x").text == "政府公报"


def test_comments_and_instructions_are_left_out():
    root = xml.parse(b"<?xml-stylesheet href='http://x/'?><a>1<!-- 2 --><b/><?php 3 ?></a>", "x")
    assert [child.tag for child in root] == ["b"]


@given(st.text())
def test_clean_text_can_always_be_serialised(text):
    root = etree.Element("a", {"b": xml.clean_text(text)})
    root.text = xml.clean_text(text)
    back = xml.parse(xml.serialise(root), "x")
    assert back.get("b") == xml.clean_text(text)
    assert len(xml.clean_text(text)) == len(text)


def test_clean_text_keeps_what_xml_can_hold():
    assert xml.clean_text("a\t\n\r 政𠮷\ue000\u200b") == "a\t\n\r 政𠮷\ue000\u200b"
    assert xml.clean_text("a\0\x08\x1b\ufffe\ud800z") == "a\ufffd\ufffd\ufffd\ufffd\ufffdz"


def test_serialise_declares_utf8():
    assert xml.serialise(etree.Element("a")) == b"<?xml version='1.0' encoding='UTF-8'?>\n<a/>\n"


@pytest.mark.parametrize("value", ["", "x", "nan", "inf", "1e300", "-1e8"])
def test_a_number_no_page_can_have_is_refused(value):
    with pytest.raises(BadXmlError, match=r"^x: line 1: a: HPOS"):
        xml.number(etree.fromstring(f'<a HPOS="{value}"/>'), "HPOS", "x")


def test_faults_name_line_and_message(tmp_path):
    schema = tmp_path / "one.xsd"
    schema.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType>'
        '<xs:sequence><xs:element name="b" type="xs:int" maxOccurs="9"/></xs:sequence>'
        "</xs:complexType></xs:element></xs:schema>"
    )
    assert xml.faults(xml.parse(b"<a><b>1</b></a>", "x"), schema) == ()
    found = xml.faults(xml.parse(b"<a>\n<b>1</b>\n<b>x</b>\n<b>y</b></a>", "x"), schema)
    assert sorted({fault.line for fault in found}) == [3, 4]
    assert all("'b'" in fault.message for fault in found)


def test_a_schema_that_is_none_is_an_error(tmp_path):
    with pytest.raises(BadXmlError, match=re.escape("none.xsd")):
        xml.faults(etree.Element("a"), tmp_path / "none.xsd")
