"""Every format says how far its text is to be trusted."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import export_samples as samples
import pikepdf
import pytest
from lxml import etree

from pipeline.export import iiif, jsonl, mets, mods, normal, table_of_documents, tei, text
from pipeline.export.documents import part_lines
from pipeline.export.issue import Issue, issue_of
from pipeline.export.pdf import document
from pipeline.export.trust import Trust, Trusts, trust_of
from pipeline.formats import alto, page
from pipeline.model import App, Edition, Glyph, Reading
from pipeline.plate import Plate
from pipeline.settings import FORMATS

SAID = "文字未经人工校对；预计每万字约有500.0处差错。"


def doubtful() -> Issue:
    """The sample issue, every character right with a probability of 0.95."""
    pages = tuple(
        replace(one, edition=_weakened(one.edition)) if one.edition else one for one in samples.PAGES
    )
    return issue_of("1987-03", pages, samples.WORK)


def _weakened(edition: Edition) -> Edition:
    regions = tuple(
        replace(
            region,
            lines=tuple(
                replace(line, glyphs=tuple(Glyph(g.text, g.box, 0.95) for g in line.glyphs))
                for line in region.lines
            ),
        )
        for region in edition.regions
    )
    return replace(edition, regions=regions)


def app(number: int, settled: bool) -> App:
    line = "p0003_r04_l01"
    readings = (Reading("各", ("P6",), 0.9), Reading("名", ("P4",), 0.8))
    place = ("各", readings, ("disagreement",), settled, "p0003", None)
    return App(f"{line}_a{number:02}", line, 0, 1, *place, by="log:1" if settled else "")


@pytest.mark.parametrize(
    ("found", "language", "said"),
    [
        (Trust(), "zho", ""),
        (Trust(1000, 7, 0, 0.5), "zho", "文字未经人工校对；预计每万字约有5.0处差错。"),
        (Trust(1000, 7, 3, 0.5), "zho", "文字经人工部分校对，已定3处，未定7处；预计每万字约有5.0处差错。"),
        (Trust(1000, 0, 3, 0.5), "chi", "文字存疑之处均经人工校定；预计每万字约有5.0处差错。"),
        (
            Trust(1000, 7, 0, 0.5),
            "deu",
            "Nobody has proofread this text; about 5.0 wrong characters in 10,000 are to be expected.",
        ),
    ],
)
def test_the_sentence(found: Trust, language: str, said: str) -> None:
    assert found.said(language) == said


def test_documents_and_what_stands_between_them_add_up_to_the_issue() -> None:
    notice = samples.NOTICE
    assert notice.edition
    held = replace(notice, edition=replace(notice.edition, apps=(app(1, True), app(2, False))))
    issue = issue_of("1987-03", (samples.COVER, samples.CONTENTS, held, *samples.PAGES[3:]), samples.WORK)
    trusts = Trusts(issue.pages)
    parts = [trusts.of(part_lines(part)) for part in issue.parts]
    furniture = [region for one in issue.pages if one.edition for region in one.edition.regions]
    beside = sum(
        len("".join(line.text.split()))
        for region in furniture
        if region.kind.value in ("header", "footer", "page-number")
        for line in region.lines
    )
    whole, summed = trust_of(issue.pages), sum(parts, Trust())
    assert summed.characters + beside == whole.characters
    assert (summed.open, summed.decided) == (whole.open, whole.decided) == (1, 1)
    assert [one.proofread for one in parts] == ["no", "no", "partly", "no", "no"]


def test_tei_says_it_in_the_header() -> None:
    root = etree.fromstring(tei.write(doubtful()))
    (correction,) = root.iter("{http://www.tei-c.org/ns/1.0}correction")
    assert (correction.get("status"), correction[0].text) == ("low", SAID)


def test_mods_of_the_issue_and_of_each_document_says_it() -> None:
    root = etree.fromstring(mets.write(doubtful(), ()))
    notes = [note.text for note in root.iter(f"{{{mods.MODS}}}note")]
    assert notes == [SAID] * 3


def test_iiif_has_viewers_show_it() -> None:
    made = json.loads(iiif.manifest(doubtful(), "https://example.org", FORMATS))
    assert made["requiredStatement"]["value"] == {"zh": [SAID]}


def test_tables_and_records_have_it_by_document() -> None:
    rows = list(csv.DictReader(io.StringIO(table_of_documents.write(doubtful()).decode("utf-8-sig"))))
    assert [(row["proofread"], row["errors_per_10000"]) for row in rows] == [("no", "500.0")] * 2
    records = [json.loads(line) for line in jsonl.documents(doubtful()).splitlines()]
    assert [(one["trust"]["proofread"], one["trust"]["errors"]) for one in records] == [("no", "500.0")] * 2


def test_plain_text_begins_with_it() -> None:
    assert text.issue_text(doubtful()).decode().startswith(f"[{SAID}]\n\n[p0001]\n")
    assert normal.text(doubtful()).decode().startswith(f"[{SAID}]\n\n[cover]\n")


def test_alto_and_page_give_the_page_its_confidence() -> None:
    issue = doubtful()
    edition, master = issue.pages[0].edition, issue.pages[0].master
    assert edition
    assert b' PC="0.95"' in alto.write(edition, master)
    assert b' conf="0.95"' in page.write(edition, master)


def test_pdf_says_it_in_its_description() -> None:
    plate = Plate(b"\xff\xd8\xff\xd9", samples.WIDTH, samples.HEIGHT, "jpeg", 1)
    with pikepdf.open(io.BytesIO(document.write(doubtful(), lambda _: plate))) as pdf:
        assert SAID in pdf.open_metadata()["dc:description"]
        assert str(pdf.docinfo["/Subject"]) == SAID


def test_an_issue_without_text_says_nothing() -> None:
    issue = issue_of("1987-03", (samples.page("p0001", None),), samples.WORK)
    assert b"editorialDecl" not in tei.write(issue)
    assert "requiredStatement" not in json.loads(iiif.manifest(issue, "https://example.org", FORMATS))
    assert text.issue_text(issue).startswith(b"[p0001]")
