"""`gazette validate` on packages with every format: files cut, mixed up, encoded anew, or from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from breaking import ACTS, AKN, ALTO, METS, PAGES, sealed
from breaking_formats import (
    CHANGES,
    IIIF,
    LISTING,
    NORMAL,
    NOTES,
    PAGE,
    PDF,
    PICTURE,
    PREMIS,
    RELATIONS,
    TABLE,
    TEI,
    TEXT,
    WHOLE,
    Break,
    cited_nothing,
    empty,
    foreign,
    gbk,
    half,
    halved,
    in_pdf,
    listed,
    listing_bytes,
    manifest,
    marked,
    masters_swapped,
    page_dropped,
    pages_crossed,
    pages_swapped,
    raw,
    record,
    renamed,
    rows,
    second_mets,
    small,
)
from package_samples import EXPORT, SETTINGS, make_work, pack, reseal, swap
from shared_folder import SHARED, needs_shared

from pipeline.export.delivery.check_pictures import _size
from pipeline.export.delivery.validate import validate
from pipeline.settings import FORMATS
from pipeline.workspace import CONFIG

SCHEMAS = SHARED / "schemas"
ADDRESS = "https://gazette.example.org"
EVERYTHING = f'{SETTINGS}[export]\nformats = {json.dumps(FORMATS)}\naddress = "{ADDRESS}"\n'


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound package of every format."""
    folder = tmp_path_factory.mktemp("complete")
    work = make_work(folder / "work")
    (work.root / CONFIG).write_text(EVERYTHING, "utf-8")
    pack(work, folder / "full")
    return folder / "full"


@pytest.fixture
def package(complete: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(complete, tmp_path / "broken"))


DOCTYPE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
ELSEWHERE = "https://example.org/x.jpg"
IN_ALTO = {("box-differs", AKN)}  # ALTO and Akoma Ntoso disagree; nobody else is blamed
BROKEN: dict[str, tuple[Break, set[tuple[str, str]]]] = {
    # encodings
    "page text in GBK": (raw(TEXT, gbk), {("unreadable-file", TEXT)}),
    "issue text in GBK": (raw(WHOLE, gbk), {("unreadable-file", WHOLE)}),
    "normalised text in GBK": (raw(NORMAL, gbk), {("unreadable-file", NORMAL)}),
    "table in GBK": (raw(TABLE, gbk), {("unreadable-file", TABLE)}),
    "byte order mark in a text": (raw(TEXT, marked), {("unreadable-file", TEXT)}),
    "byte order mark in JSON Lines": (raw(ACTS, marked), {("unreadable-file", ACTS)}),
    "byte order mark in a manifest": (manifest(marked), {("bad-tag-file", "manifest-sha256.txt")}),
    "Akoma Ntoso in UTF-16": (
        raw(AKN, lambda data: data.decode().replace("'UTF-8'", "'UTF-16'").encode("utf-16")),
        {("bad-xml", AKN)},
    ),
    "listing in UTF-16": (listing_bytes(lambda text: text.encode("utf-16")), {("bad-listing", LISTING)}),
    "stylesheet from elsewhere": (
        sealed(AKN, "<akomaNtoso", f'<?xml-stylesheet href="{ELSEWHERE}"?>\n<akomaNtoso'),
        {("bad-xml", AKN)},
    ),
    # cut off or empty
    "PDF cut off": (raw(PDF, half), {("bad-pdf", PDF)}),
    "picture cut off": (raw(PICTURE, half), {("no-image", PICTURE)}),
    "empty manifest": (manifest(empty), {("bad-tag-file", "manifest-sha256.txt")}),
    "empty PDF": (raw(PDF, empty), {("bad-pdf", PDF)}),
    "empty TEI": (raw(TEI, empty), {("bad-xml", TEI)}),
    "empty PAGE": (raw(PAGE, empty), {("bad-xml", PAGE)}),
    "empty IIIF": (raw(IIIF, empty), {("bad-record", IIIF)}),
    "empty table": (raw(TABLE, empty), {("unreadable-file", TABLE)}),
    "empty documents": (raw(ACTS, empty), {("document-differs", ACTS)}),
    "empty pages": (raw(PAGES, empty), {("page-differs", PAGES)}),
    "a page of HTML": (raw(ALTO, lambda _: b"<html><body>404 Not Found</body></html>"), {("grammar", ALTO)}),
    # files mixed up
    "PDF of something else": (raw(PDF, foreign), {("bad-pdf", PDF)}),
    "PDF without a page": (in_pdf(page_dropped), {("page-differs", PDF)}),
    "PDF with pages crossed": (in_pdf(pages_swapped), {("text-differs", PDF)}),
    "PDF with a script": (
        in_pdf(lambda pdf: pdf.Root.__setitem__("/OpenAction", pdf.make_indirect({"/S": "x"}))),
        {("bad-pdf", PDF)},
    ),
    "picture of another size": (raw(PICTURE, small), {("page-differs", PICTURE)}),
    "masters exchanged": (masters_swapped, {("digest-differs", AKN), ("digest-differs", PREMIS)}),
    "masters exchanged in METS": (pages_crossed, {("dangling-link", METS)}),
    "second METS": (second_mets, {("unlisted-file", f"{EXPORT}/mets-old.xml")}),
    "file in other case": (
        renamed,
        {("unlisted-file", f"{EXPORT}/alto/P0003.XML"), ("dangling-link", ALTO), ("dangling-link", METS)}
        | {("dangling-link", IIIF)},
    ),
    "link in other case": (
        sealed(METS, "../0-master/p0003.png", "../0-master/P0003.PNG"),
        {("dangling-link", METS)},
    ),
    "digest of another scan": (
        raw(AKN, lambda data: re.sub(rb'(id="p0003".* sha256=")[0-9a-f]{64}', rb"\g<1>" + b"0" * 64, data)),
        {("digest-differs", AKN), ("page-differs", PAGES)},
    ),
    # boxes and sizes
    "ALTO with a box off the page": (
        raw(ALTO, lambda data: re.sub(rb'(<TextLine .*?HPOS=")\d+', rb"\g<1>-30", data, count=1)),
        {("grammar", ALTO), *IN_ALTO},
    ),
    "ALTO for a smaller picture": (raw(ALTO, halved), IN_ALTO),
    "pages with other boxes": (
        rows(PAGES, lambda held: held[2]["regions"][0]["lines"][0].update(box=[1, 1, 5, 5])),
        {("box-differs", PAGES)},
    ),
    "pages of another size": (
        rows(PAGES, lambda held: held[2]["master"].update(width=99)),
        {("page-differs", PAGES)},
    ),
    "canvas of another size": (
        record(IIIF, lambda held: held["items"][2].update(width=600, height=850)),
        {("page-differs", IIIF)},
    ),
    "PAGE of another size": (
        sealed(PAGE, 'imageWidth="1200"', 'imageWidth="1300"'),
        {("page-differs", PAGE)},
    ),
    "TEI of another size": (sealed(TEI, 'lrx="1200"', 'lrx="1300"'), {("page-differs", TEI)}),
    # IIIF
    "canvas missing": (record(IIIF, lambda held: held["items"].pop(2)), {("page-differs", IIIF)}),
    "canvases turned round": (record(IIIF, lambda held: held["items"].reverse()), {("page-differs", IIIF)}),
    "picture from elsewhere": (
        record(IIIF, lambda held: held["items"][2]["items"][0]["items"][0]["body"].update(id=ELSEWHERE)),
        {("dangling-link", IIIF)},
    ),
    "range to nowhere": (
        record(IIIF, lambda held: held["structures"][0]["items"][0].update(id=f"{ADDRESS}/x")),
        {("dangling-link", IIIF)},
    ),
    "no manifest at all": (record(IIIF, lambda held: held.update(items=7)), {("bad-record", IIIF)}),
    "annotation on another page": (sealed(NOTES, "canvas/p0003#", "canvas/p0004#"), {("bad-record", NOTES)}),
    "annotation that is HTML": (sealed(NOTES, "text/plain", "text/html"), {("bad-record", NOTES)}),
    # a word changed, a line dropped
    "a word in IIIF": (sealed(NOTES, "农田", "衣田"), {("text-differs", NOTES)}),
    "a word in PAGE": (
        raw(PAGE, lambda data: data.replace("农田水利".encode(), b"x")),
        {("text-differs", PAGE)},
    ),
    "a word in TEI": (raw(TEI, lambda data: data.replace("农田".encode(), b"x")), {("text-differs", TEI)}),
    "a word in the normalised text": (sealed(NORMAL, "农田", "衣田"), {("text-differs", NORMAL)}),
    "a change of the normalised text": (
        sealed(CHANGES, "1987年3月2日", "1987年3月3日"),
        {("text-differs", CHANGES), ("text-differs", NORMAL)},
    ),
    "a change that leads elsewhere": (
        rows(ACTS, lambda held: held[0].update(normalised="x" + held[0]["normalised"])),
        {("text-differs", ACTS)},
    ),
    "a line dropped from the pages": (
        rows(PAGES, lambda held: held[2]["regions"][3]["lines"].pop()),
        {("line-missing", PAGES)},
    ),
    "a line dropped from a document": (
        rows(ACTS, lambda held: held[0]["lines"].pop()),
        {("line-missing", ACTS), ("text-differs", ACTS)},
    ),
    "unknown element in TEI": (sealed(TEI, "<text>", "<text><blink/>"), {("grammar", TEI)}),
    "DOCTYPE in TEI": (sealed(TEI, "<TEI", f"{DOCTYPE}<TEI"), {("bad-xml", TEI)}),
    "DOCTYPE in PAGE": (sealed(PAGE, "<PcGts", f"{DOCTYPE}<PcGts"), {("bad-xml", PAGE)}),
    # what is said of a document
    "a date that there is not, in METS": (
        sealed(METS, ">1987-03-02<", ">1987-02-30<"),
        {("document-differs", METS)},
    ),
    "a date that there is not, in the table": (
        sealed(TABLE, "1987-03-02", "1987-02-30"),
        {("document-differs", TABLE)},
    ),
    "a date that there is not, in the records": (
        sealed(ACTS, '"date":"1987-03-02"', '"date":"1987-02-30"'),
        {("document-differs", ACTS), ("document-differs", TABLE)},
    ),
    "another title in METS": (
        sealed(METS, "农田水利工作的通知</", "水利工作的通知</"),
        {("document-differs", METS)},
    ),
    "another number": (
        sealed(ACTS, '"number":"青政发〔1987〕12号"', '"number":"青政发〔1987〕13号"'),
        {("document-differs", ACTS), ("document-differs", TABLE)},
    ),
    "a formula in the table": (
        sealed(TABLE, ",青政发〔1987〕12号,", ",=1+1,"),
        {("document-differs", TABLE)},
    ),
    "a row of the table dropped": (
        raw(TABLE, lambda data: b"\r\n".join(data.split(b"\r\n")[:2]) + b"\r\n"),
        {("document-differs", TABLE)},
    ),
    "relation to an unknown document": (raw(RELATIONS, cited_nothing), {("dangling-link", RELATIONS)}),
    # package.json
    "document with another digest": (
        listed(r'("id": "d_p0003_r02_l01",\s+"sha256": ")[0-9a-f]{64}', rf"\g<1>{'0' * 64}"),
        {("document-differs", AKN)},
    ),
    "more pages": (listed('"pages": 6', '"pages": 7'), {("listing-differs", LISTING)}),
    "fewer characters": (listed(r'"characters": \d+', '"characters": 5'), {("listing-differs", LISTING)}),
    "fewer errors": (listed(r'"errors": [\d.]+', '"errors": 9.5'), {("listing-differs", LISTING)}),
    "errors as text": (listed(r'"errors": ([\d.]+)', r'"errors": "\1"'), {("bad-listing", LISTING)}),
    "errors that are no number": (listed(r'"errors": [\d.]+', '"errors": NaN'), {("bad-listing", LISTING)}),
    "status said twice": (
        listing_bytes(lambda text: text.replace('"status"', '"status": "accepted", "status"', 1).encode()),
        {("bad-listing", LISTING)},
    ),
}


def test_a_package_of_every_format_is_sound(complete: Path) -> None:
    assert validate(complete, schemas=SCHEMAS if SHARED.exists() else None).faults == ()


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_named_and_no_other(package: Path, name: str) -> None:
    break_it, faults = BROKEN[name]
    break_it(package)
    told = validate(package).faults
    assert {(fault.code, fault.file.removeprefix("data/")) for fault in told} == faults
    assert all(fault.reason and fault.remedy for fault in told)


def test_the_size_of_a_jpeg_is_found_behind_fill_bytes_and_not_where_there_is_none() -> None:
    whole = small(b"")
    assert _size(whole) == ("30", "40")
    assert _size(whole[:2] + b"\xff\xff" + whole[2:]) == ("30", "40")
    assert _size(b"\xff\xd8" + bytes(500_000)) == ("0", "0")


def crlf(package: Path) -> None:
    """Line ends of another system, in files that may have any."""
    for path in (TEXT, WHOLE, AKN, ACTS, PAGES):
        file = package / "data" / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    reseal(package)


def crlf_manifest(package: Path) -> None:
    manifest(lambda data: data.replace(b"\n", b"\r\n"))(package)


def empty_folder(package: Path) -> None:
    (package / "data" / "nothing").mkdir()


@pytest.mark.parametrize("change", [crlf, crlf_manifest, empty_folder])
def test_what_harms_nobody_is_no_fault(package: Path, change: Break) -> None:
    change(package)
    assert validate(package).faults == ()


@needs_shared
def test_the_official_schema_of_page_is_asked_where_there_is_one(package: Path) -> None:
    swap(package, PAGE, 'type="heading"', 'type="headline"')
    reseal(package)
    assert validate(package).faults == ()
    assert {(one.code, one.file) for one in validate(package, schemas=SCHEMAS).faults} == {
        ("grammar", f"data/{PAGE}")
    }
