"""Two engines, one protocol: they must answer alike, and as reading every entry does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.search import match, packing, shelf
from pipeline.search.asked import (
    ANY,
    Dated,
    Either,
    Every,
    Field,
    Label,
    Labelled,
    Near,
    Node,
    Phrase,
    Without,
)
from pipeline.search.build import put_in
from pipeline.search.engine import Engine, Facet, Reader, Sort, Via, Window, day_of
from pipeline.search.entry import Entry, Facts, Normal, Sheet, Variant, boxes_in
from pipeline.search.fts5 import Fts5
from pipeline.search.leaf import entry as entry_of
from pipeline.search.packing import doubted, pack, unpack
from pipeline.search.postings import Tantivy
from pipeline.search.row import BREAK, Row, boxes_of

ENGINES: tuple[Engine, Engine] = (Tantivy(), Fts5())
CHARS = "甲乙丙. "


def made(text: str, nth: int = 0, **facts: object) -> Entry:
    """An entry of one line for each part between breaks; `facts` as in `Facts`."""
    rows = tuple(Row(f"l{n}", 0, n, BREAK, None, part, b"") for n, part in enumerate(text.split("|")) if part)
    known = Facts("1", f"d{nth}", **facts)  # type: ignore[arg-type]
    return entry_of(f"d{nth}", known, (Sheet(f"p{nth:04}", "x.tif"),), rows, ())


@contextmanager
def opened(engine: Engine, folder: Path, entries: list[Entry]) -> Iterator[Reader]:
    folder.mkdir()
    texts = folder.parent / "1.document"
    texts.write_bytes(packing.dump(entries))
    shelf.put(folder, "1", texts)
    writer = engine.writer(folder, doubted(entries))
    assert [rank for rank, _, _ in put_in(writer, texts, 0)] == list(range(len(entries)))
    writer.close()
    reader = engine.reader(folder)
    try:
        yield reader
    finally:
        reader.close()


PATTERNS = (
    st.lists(st.sampled_from([*"甲乙丙.", ANY]), min_size=1, max_size=6)
    .map(tuple)
    .filter(lambda p: p[0] != ANY != p[-1] and (ANY, ANY, ANY) not in zip(p, p[1:], p[2:], strict=False))
)
LEAVES = st.one_of(
    PATTERNS.map(lambda p: Phrase(Field.TEXT, p)),
    PATTERNS.map(lambda p: Phrase(Field.TITLE, p)),
    st.builds(Near, PATTERNS, PATTERNS, st.integers(0, 5)),
    st.builds(Labelled, st.just(Label.TYPE), st.sampled_from("甲乙")),
    st.builds(lambda n: Dated(n, n + 10_000), st.sampled_from([0, 19_850_000, 19_870_000])),
)
NODES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Every(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Either(tuple(parts))),
        inner.map(Without),
    ),
    max_leaves=4,
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    chars = st.text(st.sampled_from(CHARS + "|"), max_size=12)
    title = draw(st.text(st.sampled_from("甲乙"), max_size=3))
    entry = made(
        draw(chars),
        title=title,
        type=draw(st.sampled_from(["", "甲", "乙"])),
        date=draw(st.sampled_from(["", "1985", "1987-03"])),
    )
    key = entry.head.key
    places = [place for place, char in enumerate(key) if char != BREAK and draw(st.booleans())]
    doubts = tuple((p, "".join(sorted(set("甲乙丙.") - {key[p]}))[: draw(st.integers(1, 2))]) for p in places)
    variants = ()
    if key.strip() and draw(st.booleans()):
        text = draw(st.text(st.sampled_from("甲乙丙"), min_size=1, max_size=5))
        variants = (Variant(text, (0,) * len(text)),)
    normals = tuple(
        Normal(draw(st.text(st.sampled_from("甲乙丙"), min_size=1, max_size=5)), 0, ())
        for _ in range(draw(st.integers(0, 2)))
    )
    return replace(entry, head=replace(entry.head, doubts=doubts, variants=variants, normals=normals))


def answers(whole: Entry, node: Node, loose: bool) -> bool:
    """The meaning of a query, plainly."""
    entry = whole.head
    texts = (entry.key, *(normal.key for normal in entry.normals))
    if isinstance(node, Phrase):
        if node.field is Field.TITLE:
            return next(match.exact(entry.facts.title, node.pattern), None) is not None
        exact = any(next(match.exact(key, node.pattern), None) is not None for key in texts)
        others = bool(match.doubtful(entry.key, entry.doubts, node.pattern))
        variant = any(next(match.exact(v.key, node.pattern), None) is not None for v in entry.variants)
        return exact or (loose and (others or variant))
    if isinstance(node, Near):
        return any(match.near(key, node.first, node.second, node.distance) for key in texts)
    if isinstance(node, Labelled):
        return entry.facts.type == node.value
    if isinstance(node, Dated):
        return node.first <= day_of(entry.facts.date) <= node.last
    if isinstance(node, Without):
        return not answers(whole, node.part, False)
    found = [answers(whole, part, loose) for part in node.parts]
    return all(found) if isinstance(node, Every) else any(found)


@settings(deadline=None, max_examples=30)
@given(st.lists(entries(), min_size=1, max_size=5), st.lists(NODES, min_size=1, max_size=8))
def test_engines_answer_as_the_texts_say(
    tmp_path_factory: pytest.TempPathFactory, texts: list[Entry], nodes: list[Node]
) -> None:
    folder = tmp_path_factory.mktemp("engines")
    for engine in ENGINES:
        with opened(engine, folder / type(engine).__name__, texts) as reader:
            for node in nodes:
                exact = [n for n, entry in enumerate(texts) if answers(entry, node, False)]
                loose = [n for n, entry in enumerate(texts) if answers(entry, node, True) and n not in exact]
                assert reader.ranks(node, Via.TEXT) == exact
                assert reader.ranks(node, Via.ALTERNATIVE) == loose
                found = reader.find(node, Via.TEXT, Window(2))
                assert found.total == len(exact)
                assert found.entries == tuple(texts[n] for n in exact[:2])


@pytest.mark.parametrize("engine", ENGINES)
def test_order_facets_names(engine: Engine, tmp_path: Path) -> None:
    texts = [
        made("甲甲甲", 0, date="1987-03-02", type="通知", title="關於甲", issuers=("省政府",)),
        made("甲", 1, date="1985", type="通知", number="宁政发〔1985〕3号", issuers=("省政府", "省委")),
        made("甲丙丙", 2, date="1986-01", type="决定", title="关于乙", subjects=("关税",)),
        made("乙", 3, date="1986-01"),
    ]
    asked = Phrase(Field.TEXT, ("甲",))
    with opened(engine, tmp_path / "index", texts) as reader:

        def order(sort: Sort, **window: int) -> list[str]:
            found = reader.find(
                asked, Via.TEXT, Window(window.get("limit", 9), window.get("offset", 0), sort)
            )
            assert found.total == 3
            return [entry.head.id for entry in found.entries]

        assert order(Sort.PLACE) == ["d0", "d1", "d2"]
        assert order(Sort.OLDEST) == ["d1", "d2", "d0"]
        assert order(Sort.NEWEST) == ["d0", "d2", "d1"]
        assert order(Sort.NEWEST, limit=1, offset=1) == ["d2"]
        assert sorted(order(Sort.BEST)) == ["d0", "d1", "d2"]
        assert reader.count_by(asked, Facet.TYPE, 9) == (("通知", 2), ("决定", 1))
        assert reader.count_by(asked, Facet.YEAR, 9) == (("1985", 1), ("1986", 1), ("1987", 1))
        assert reader.count_by(asked, Facet.ISSUER, 9) == (("省政府", 2), ("省委", 1))
        assert reader.count_by(Phrase(Field.TEXT, ("丁",)), Facet.ISSUER, 9) == ()
        assert set(reader.names("关", 9)) == {"關於甲", "关于乙", "关税"}
        assert reader.names("宁政发(1985", 9) == ("宁政发〔1985〕3号",)


@pytest.mark.parametrize("far", [40, 65_535, 65_536, 100_000])
def test_pages_of_any_size(far: int) -> None:
    boxes = [(far - 40, 0, far - 20, 20), None]
    rows = [Row(f"l{n}", 0, n, BREAK, (0, 0, far, 20), "甲乙", boxes_of(boxes)) for n in range(3)]
    texts = unpack(pack(entry_of("p0001", Facts("1"), (Sheet("p0001", "x.tif"),), tuple(rows), ())))
    assert [(line.id, line.box, line.start) for line in texts.lines] == [
        (f"l{n}", (0, 0, far, 20), 2 * n) for n in range(3)
    ]
    assert len(texts.lines) == 3
    assert texts.lines.number(4) == 2
    assert boxes_in(texts, 2, 4) == boxes[:1]


@given(st.lists(entries(), max_size=3))
def test_packing_there_and_back(tmp_path_factory: pytest.TempPathFactory, texts: list[Entry]) -> None:
    assert [unpack(pack(entry)) for entry in texts] == texts
    path = tmp_path_factory.mktemp("packing") / "1.page"
    path.write_bytes(packing.dump(texts))
    found = list(packing.load(path.read_bytes()))
    assert [unpack(packed.data) for packed in found] == texts
    assert [packing.read_at(path, packed.at) for packed in found] == [packed.data for packed in found]
    assert packing.load_doubted(path) == doubted(texts)
    path.write_bytes(path.read_bytes()[:-1] if texts else b"rubbish")
    with pytest.raises(ValueError, match=r"."):
        list(packing.load(path.read_bytes()))
    for packed in found[-1:] or [packing.Packed(0, b"")]:
        with pytest.raises(ValueError, match="no entry"):
            packing.read_at(path, packed.at)
