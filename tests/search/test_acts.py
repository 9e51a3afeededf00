"""The index of documents: what the export stage says of them, on the rows of the pages."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from made_work import MadeWork, app, edition, region

from pipeline.errors import UsageError, WorkspaceError
from pipeline.search import suggest
from pipeline.search.engine import Facet, Sort, Via, Window
from pipeline.search.find import Unit, facets, opened, search
from pipeline.search.suggest import likely

L = "p000{}_r{:02}_l{:02}".format
TITLE = "關於政務公開的通知"


def document(**changes: Any) -> dict[str, Any]:
    """A notice that runs over the end of the first page."""
    lines = [
        {"page": "p0001", "id": L(1, 1, 0), "role": "title", "text": TITLE},
        {"page": "p0001", "id": L(1, 2, 0), "role": "body", "text": "各市县人民政府要推行政务"},
        {"page": "p0002", "id": L(2, 1, 0), "role": "body", "text": "公开，使群众满意。"},
        {"page": "p0002", "id": L(2, 2, 0), "role": "signature", "text": "宁夏回族自治区人民政府"},
    ]
    text = f"{TITLE}\n各市县人民政府要推行政务公开，使群众满意。\n宁夏回族自治区人民政府"
    facts = {"title": TITLE, "number": "宁政发〔1985〕31号", "type": "通知", "date": "1987-03-02"}
    more = {"addressee": "各市县", "signature": "宁夏回族自治区人民政府", "subjects": ["政务"]}
    return {"document": "d001", **facts, **more, "text": text, "lines": lines, **changes}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> MadeWork:
    """Asked by many tests, changed by none."""
    return built(tmp_path_factory.mktemp("acts"))


@pytest.fixture
def own(tmp_path: Path) -> MadeWork:
    return built(tmp_path)


def built(root: Path) -> MadeWork:
    made = MadeWork(root / "work")
    first = edition(
        "p0001",
        region("p0001", 0, ("宁夏政报",)),
        region("p0001", 1, (TITLE,)),
        region("p0001", 2, ("各市县人民政府要推行政务",)),
        apps=(app(L(1, 2, 0), 3, "人", "入"),),
    )
    second = edition(
        "p0002",
        region("p0002", 0, ("第二页眉",)),
        region("p0002", 1, ("公开，使群众满意。",)),
        region("p0002", 2, ("宁夏回族自治区人民政府",)),
    )
    made.issue("1987-03", first, second)
    made.documents("1987-03", document())
    made.folios("1987-03", p0001="12", p0002="13")
    made.build()
    return made


def titles(work: MadeWork, query: str, sort: Sort = Sort.PLACE) -> list[str]:
    return [hit.facts.title for hit in search(work.workspace, query, Window(20, 0, sort)).hits]


def test_a_phrase_over_the_end_of_a_page(work: MadeWork) -> None:
    (hit,) = search(work.workspace, "推行政务公开").hits
    (place,) = hit.places
    assert hit.pages == ("p0001", "p0002")
    assert (hit.facts.document, hit.facts.number, hit.via) == ("d001", "宁政发〔1985〕31号", Via.TEXT)
    assert (place.page, place.match) == ("p0001", "推行政务公开")
    assert (place.before, place.after) == ("各市县人民政府要", "，使群众满意。")
    assert [(line.page, line.line) for line in place.lines] == [("p0001", L(1, 2, 0)), ("p0002", L(2, 1, 0))]
    assert work.find("推行政务公开").total == 0  # no page has it


def test_what_is_outside_of_documents_is_found_too(work: MadeWork) -> None:
    (hit,) = search(work.workspace, "宁夏政报").hits
    assert (hit.facts.document, hit.facts.date, hit.pages) == ("", "1987", ("p0001",))
    assert search(work.workspace, "第二页眉").total == 1
    assert search(work.workspace, "公开通知").total == 0  # no phrase over what a document has taken out


@pytest.mark.parametrize(
    "query",
    [
        "title:政务公开",
        "标题:政務公開 满意",
        "number:宁政发(1985)31号",
        "宁政发〔八五〕第三十一号",
        "number:宁政发",
        "type:通知",
        "issuer:宁夏回族自治区人民政府",
        "to:各市县",
        "signature:人民政府",
        "subject:政务",
        "year:1987",
        "date:1987-03-01..1987-03-31",
        "issue:1987-03 满意",
        "issue:3 page:13 满意",
        "page:2 满意",
        "1987年第3期第13页 满意",
        "政务 NEAR/0 公开",
        "群?满意",
        "各市县入民政府",
    ],
)
def test_queries_that_find_it(work: MadeWork, query: str) -> None:
    assert TITLE in titles(work, query)


@pytest.mark.parametrize(
    "query",
    [
        "title:满意",
        "type:通",
        "year:1986",
        "issue:4",
        "page:14",
        "通知 NEAR/1 满意",
        "满意 -title:政务",
        "群??意?满",
        "number:1号文",
    ],
)
def test_queries_that_do_not(work: MadeWork, query: str) -> None:
    assert search(work.workspace, query).total == 0


def test_a_title_is_shown_where_it_is_printed(work: MadeWork) -> None:
    (hit,) = search(work.workspace, "title:政务公开").hits
    assert [(place.line, place.match) for place in hit.places] == [(L(1, 1, 0), "政務公開")]
    (hit,) = search(work.workspace, "type:通知").hits
    assert hit.places == ()


def test_facets_names_and_what_was_meant(work: MadeWork) -> None:
    counted = dict(facets(work.workspace, "政务"))
    assert counted[Facet.TYPE] == (("通知", 1),)
    assert counted[Facet.ISSUER] == (("宁夏回族自治区人民政府", 1),)
    assert counted[Facet.YEAR] == (("1987", 1),)
    assert suggest.names(work.workspace, "关于") == (TITLE,)
    assert suggest.names(work.workspace, "宁") == ("宁夏回族自治区人民政府", "宁政发〔1985〕31号")
    assert suggest.names(work.workspace, "公開") == (TITLE,)
    assert suggest.names(work.workspace, "") == ()
    with opened(work.workspace, Unit.DOCUMENT) as reader:
        assert likely(reader, "推行改务公开") == ("推行政务公开",)
        assert likely(reader, "政务") == ()


def test_a_record_with_lists_and_unknown_fields(own: MadeWork) -> None:
    own.documents("1987-03", document(issuers=["省政府", "省委"], addressees=["各市", "各县"], new={"x": 1}))
    own.build()
    for query in ("issuer:省委", "issuer:省政府", "to:各县"):
        assert titles(own, query) == [TITLE]


@pytest.mark.parametrize("content", [b"{", b"[]\n", b"\xff", b'{"lines": 3}\n{"document"'])
def test_damaged_records(own: MadeWork, content: bytes) -> None:
    (own.workspace.export("1987-03") / "documents.jsonl").write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"documents\.jsonl: damaged"):
        own.write_texts()


@pytest.mark.parametrize("changes", [{"lines": 3}, {"lines": ["x"]}, {"lines": [{"id": ["x"]}]}, {"text": 5}])
def test_records_of_another_shape(own: MadeWork, changes: dict[str, Any]) -> None:
    """What does not read as lines is no document; its text is found on the pages."""
    own.documents("1987-03", document(**changes))
    own.build()
    assert search(own.workspace, "群众满意").total == 1


def test_a_long_query_takes_no_time(work: MadeWork) -> None:
    for query in ("甲" * 100_000, "( " * 50_000, '"' * 100_000, "a OR " * 20_000, "-" * 100_000):
        with pytest.raises(UsageError, match="characters; 1,000 are allowed"):
            search(work.workspace, query)
    for query in (
        "( 甲 " * 250,
        "-" * 1000,
        "“" * 1000,
        "甲?" * 500,
        "NEAR " * 200,
        "(" * 500 + " 甲" + ")" * 498,
    ):
        with suppress(UsageError):
            assert search(work.workspace, query).total == 0
