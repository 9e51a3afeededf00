"""Numbered paragraphs to a hierarchy, without losing or moving any."""

from __future__ import annotations

from export_samples import K, page
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.flow import issue_lines
from pipeline.export.outline import Node, outline
from pipeline.export.paragraphs import Paragraph

TEXTS = st.sampled_from(
    ["第一章", "第二条　内容", "一、甲", "二、乙。", "（一）丙", "1.丁", "（1）戊", "①己", "正文", ""]
)


def flow(texts: list[str]) -> tuple[Paragraph, ...]:
    lines = issue_lines((page("p0001", [(K.PARAGRAPH, [text]) for text in texts]),))
    return tuple(Paragraph((line,)) for line in lines)


def flat(nodes: tuple[Node, ...]) -> list[Paragraph]:
    found = []
    for node in nodes:
        found += [node.first, *node.following, *flat(node.children)]
    return found


@given(st.lists(TEXTS, max_size=15))
def test_every_paragraph_comes_out_once_in_order(texts: list[str]) -> None:
    paragraphs = flow(texts)
    lead, nodes = outline(paragraphs)
    assert [*lead, *flat(nodes)] == list(paragraphs)


def test_levels_nest() -> None:
    lead, (first, second) = outline(flow(["前言", "一、甲", "（一）乙", "1.丙", "（二）丁", "二、戊"]))
    assert [p.text for p in lead] == ["前言"]
    assert [child.first.text for child in first.children] == ["（一）乙", "（二）丁"]
    assert first.children[0].children[0].first.text == "1.丙"
    assert second.children == ()


def test_a_level_that_opens_below_and_goes_up_is_kept_beside() -> None:
    _, nodes = outline(flow(["（一）甲", "一、乙"]))
    assert [node.first.text for node in nodes] == ["（一）甲", "一、乙"]


def test_short_numbered_text_with_something_below_is_a_heading() -> None:
    _, (first, second) = outline(flow(["一、提高认识", "正文。", "二、加强领导。"]))
    assert (first.heading, second.heading) == (True, False)
