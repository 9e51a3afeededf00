"""Running heads that only the whole issue knows, and text that runs on round what interrupts it."""

from __future__ import annotations

from dataclasses import replace

from export_samples import FULL, K, page

from pipeline.export.documents import divide
from pipeline.export.flow import Page, issue_lines
from pipeline.export.running import with_running_heads
from pipeline.model import Direction, RegionKind

HEAD = "青原县政报 1987年第3期"
BODY = (K.PARAGRAPH, ["　　正文一段，很长很长的一段话。", "　　又一段。"])


def kinds(pages: tuple[Page, ...]) -> list[list[RegionKind]]:
    return [[region.kind for region in one.edition.regions] for one in pages if one.edition]


def test_a_head_told_on_one_page_is_known_on_the_others() -> None:
    pages = (
        page("p0001", [(K.HEADER, [HEAD]), BODY]),
        page("p0002", [(K.PARAGRAPH, ["青原县政报1987年第3期"]), BODY]),
    )
    assert kinds(with_running_heads(pages)) == [[K.HEADER, K.PARAGRAPH], [K.HEADER, K.PARAGRAPH]]


def test_a_line_at_the_edge_of_three_pages_is_a_running_head() -> None:
    pages = tuple(page(f"p000{n}", [(K.PARAGRAPH, [HEAD]), BODY]) for n in (1, 2, 3))
    assert kinds(with_running_heads(pages)) == [[K.HEADER, K.PARAGRAPH]] * 3
    assert with_running_heads(pages[:2]) == pages[:2]


def test_the_same_words_amid_a_page_stay_text() -> None:
    told = page("p0001", [(K.HEADER, [HEAD]), BODY])
    other = page("p0002", [BODY, (K.PARAGRAPH, [HEAD]), BODY])
    assert with_running_heads((told, other)) == (told, other)


def test_a_page_without_text_stays_one() -> None:
    pages = (page("p0001", [(K.HEADER, [HEAD]), BODY]), page("p0002", None))
    assert with_running_heads(pages) == pages


def test_text_runs_on_over_a_page_end_past_a_footnote_a_seal_and_a_table() -> None:
    for aside in (K.FOOTNOTE, K.STAMP, K.TABLE):
        first = page(
            "p0001", [(K.HEADING, ["关于甲项工作的通知"]), (K.PARAGRAPH, ["　　第一行" + FULL[:18], FULL])]
        )
        second = page(
            "p0002", [(aside, ["旁边的字"]), (K.PARAGRAPH, ["究办理。", "　　另一段。" + FULL[:16]])]
        )
        (document,) = divide((first, second))
        texts = [paragraph.text for paragraph in document.paragraphs if paragraph.kind is K.PARAGRAPH]
        assert texts[0].endswith("研究办理。")
        assert sorted(line.id for p in document.paragraphs for line in p.lines) == sorted(
            line.id for line in issue_lines((first, second))
        )


def test_text_behind_a_table_does_not_go_on_with_a_sentence_that_ended() -> None:
    text = FULL[:-1] + "。"
    regions = [
        (K.PARAGRAPH, ["　　第一行" + FULL[:18], text]),
        (K.TABLE, ["甲 1"]),
        (K.PARAGRAPH, [FULL, "完。"]),
    ]
    (part,) = divide((page("p0001", regions),))
    assert [p.kind for p in part.paragraphs] == [K.PARAGRAPH, K.TABLE, K.PARAGRAPH]


def test_one_character_alone_has_the_direction_of_the_lines_beside_it() -> None:
    made = page("p0001", [(K.PARAGRAPH, ["一行正文", "行"])])
    assert made.edition is not None
    region = made.edition.regions[0]
    upright = tuple(
        replace(line, direction=Direction.VERTICAL) if len(line.glyphs) > 1 else line for line in region.lines
    )
    turned = replace(made, edition=replace(made.edition, regions=(replace(region, lines=upright),)))
    assert {line.direction for line in issue_lines((turned,))} == {Direction.VERTICAL}
