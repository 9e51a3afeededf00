"""What an issue's editions hold, counted, is in the exported document: characters, numbers, tables, cells."""

import export_samples as samples
import pytest
from export_samples import K
from lxml import etree

from pipeline.export import akn
from pipeline.export.issue import issue_of
from pipeline.export.markup import AKN
from pipeline.text.census import census, differences, of_regions

TABLE = [(K.TABLE, ["乡镇", "斤数", "青原", "8712", "注：另行公布"])]
PAGES = (
    samples.page(
        "p0001",
        [
            (K.HEADER, ["青原县政报"]),
            (K.HEADING, ["关于加强农田水利工作的通知"]),
            (K.PARAGRAPH, ["\u3000\u3000各单位共用工12345个，比1986年", "多三百二十个。"]),
            (K.PAGE_NUMBER, ["— 4 —"]),
        ],
    ),
    samples.celled(samples.page("p0002", TABLE), 2),
)


def delivered(pages):
    """The census of the exported XML; running heads and folios stand in its metadata."""
    root = etree.fromstring(akn.write(issue_of("1987-03", pages, samples.WORK)))
    tables = [
        sum(bool("".join(cell.itertext()).strip()) for cell in table.iter(f"{{{AKN}}}td", f"{{{AKN}}}th"))
        for table in root.iter(f"{{{AKN}}}table")
    ]
    return census(root.itertext(), tables=tables)


def lost(pages, delivered):
    editions = of_regions(region for page in pages for region in page.edition.regions)
    found = differences(editions, delivered)
    return {one.thing for one in found if one.after < one.before} - {"headings"}


def test_everything_counted_is_delivered():
    assert lost(PAGES, delivered(PAGES)) == set()


@pytest.mark.parametrize(
    ("kept", "missing"),
    [
        (PAGES[:1], {"characters", "numbers", "tables", "cells"}),
        (PAGES[1:], {"characters", "numbers"}),
        ((PAGES[0], samples.page("p0002", TABLE)), {"tables", "cells"}),
    ],
)
def test_what_is_not_delivered_is_named(kept, missing):
    assert lost(PAGES, delivered(kept)) == missing
