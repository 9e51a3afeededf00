"""Issues for the tests of export: editions laid out like printed pages, of invented text."""

from __future__ import annotations

from dataclasses import replace

from pipeline.export.flow import Page
from pipeline.export.issue import Issue, issue_of
from pipeline.model import Box, Cell, Edition, Glyph, Master, Region, RegionKind, Step, TextLine
from pipeline.settings import WorkSettings

SIZE = 40  # a character, in pixels
WIDTH, HEIGHT = 1200, 1700
LEFT = 100
WORK = WorkSettings(title="青原县政报", publisher="青原县人民政府", digitized="2026-11-20")
STEPS = (Step("ocr", "witness", "1.0", '{"a":1}', "0" * 64), Step("proof", "settle", "1.0"))

K = RegionKind
FULL = "各单位要认真学习有关文件的精神结合本地实际研"  # a line that fills its measure


def master(page: str, file: str = "", frame: int = 0) -> Master:
    name = file or f"{page}.png"
    return Master(
        page, name, frame, "PDF" if name.endswith("pdf") else "PNG", name, "ab" * 32, WIDTH, HEIGHT, 300.0
    )


def line(id_: str, text: str, top: int, left: int = LEFT, size: int = SIZE) -> TextLine:
    glyphs = tuple(
        Glyph(char, Box(left + i * size, top, left + (i + 1) * size, top + size))
        for i, char in enumerate(text)
    )
    return TextLine(id_, Box(left, top, left + max(1, len(text)) * size, top + size), glyphs)


def edition(page: str, regions: list[tuple[RegionKind, list[str]]]) -> Edition:
    """Lines one under the other; a leading 　 indents, four of them before a heading make it large."""
    found, top = [], 100
    for number, (kind, texts) in enumerate(regions, 1):
        name = f"{page}_r{number:02}"
        lines = []
        for position, text in enumerate(texts, 1):
            shown = text.lstrip("\u3000")
            size = 90 if text.startswith("\u3000" * 4) and kind is K.HEADING else SIZE
            left = LEFT + SIZE * (len(text) - len(shown)) if kind is K.PARAGRAPH else 300
            lines.append(line(f"{name}_l{position:02}", shown, top, left, size))
            top += size + 10
        box = lines[0].box
        for one in lines[1:]:
            box = box.union(one.box)
        found.append(Region(name, kind, page, box, tuple(lines)))
        top += 30
    return Edition(page, ("P6", "P4"), tuple(found), (), (), STEPS)


def page(name: str, regions: list[tuple[RegionKind, list[str]]] | None) -> Page:
    return Page(master(name), None if regions is None else edition(name, regions))


def celled(made: Page, columns: int) -> Page:
    """The same page, the lines of its tables in cells, row by row; the last line of each in none."""
    if made.edition is None:
        return made
    regions = []
    for region in made.edition.regions:
        held = region.lines[:-1] if region.kind is K.TABLE else ()
        cells = (
            Cell(n // columns, n % columns, header=n < columns, lines=(line.id,), box=line.box)
            for n, line in enumerate(held)
        )
        regions.append(replace(region, cells=tuple(cells)))
    return Page(made.master, replace(made.edition, regions=tuple(regions)))


def with_seal(page: Page) -> Page:
    """The same page with a seal on it: a region without lines."""
    if page.edition is None:
        return page
    regions = page.edition.regions
    seal = Region(
        f"{page.edition.page}_r{len(regions) + 1:02}", K.STAMP, page.edition.page, Box(500, 600, 700, 800), ()
    )
    return replace(page, edition=replace(page.edition, regions=(*regions, seal)))


def gazette() -> Issue:
    """Cover, contents, two documents (one over a page end, with an attachment), a page without text."""
    return issue_of("1987-03", PAGES, WORK)


COVER = page(
    "p0001",
    [
        (K.HEADING, ["　　　　青原县政报"]),
        (K.PARAGRAPH, ["　　一九八七年　第三期", "　　（总第28期）"]),
    ],
)
CONTENTS = page(
    "p0002",
    [
        (K.HEADER, ["青原县政报 1987年第3期"]),
        (K.HEADING, ["目　录"]),
        (K.TOC_ENTRY, ["关于加强农田水利工作", "的通知……（2）", "关于表彰先进集体的决定……（5）"]),
        (K.PAGE_NUMBER, ["—1—"]),
    ],
)
NOTICE = page(
    "p0003",
    [
        (K.HEADER, ["青原县政报 1987年第3期"]),
        (K.HEADING, ["青原县人民政府", "关于加强农田水利工作的通知"]),
        (K.PARAGRAPH, ["　　　　青政发〔1987〕12号"]),
        (
            K.PARAGRAPH,
            [
                "各乡、镇人民政府，县直各单位：",
                "　　为了加强农田水利工作，现通知如下：",
                "　　一、提高认识",
                "　　各单位要认真学习有关文件的精神结合本地实",
                "际研究措施。",
                "　　（一）组织学习。",
                "　　（二）检查落实。",
                "　　1.逐村检查；",
                "　　2.逐户登记。",
                "　　二、加强领导，明确责任，层层落实，各单位",
                FULL,
            ],
        ),
        (K.PAGE_NUMBER, ["—2—"]),
    ],
)
NOTICE_END = page(
    "p0004",
    [
        (
            K.PARAGRAPH,
            [
                "究办理。",
                "　　附件：水库名单",
                "　　　　　　　　　　青原县人民政府",
                "　　　　　　　　　　一九八七年三月二日",
            ],
        ),
        (K.HEADING, ["附件："]),
        (K.HEADING, ["水库名单"]),
        (K.TABLE, ["名称 库容 管理单位", "东风水库 120 水利站"]),
        (K.PAGE_NUMBER, ["—3—"]),
    ],
)
LAST = page(
    "p0006",
    [
        (K.PARAGRAPH, ["　　关于表彰先进集体的决定", "　　（一九八七年三月十日）"]),
        (K.PARAGRAPH, ["　　经研究，决定表彰下列集体。", "　　抄送：有关单位"]),
        (K.FOOTER, ["编辑：政报编辑部"]),
        (K.PARAGRAPH, ["编辑出版：青原县人民政府办公室", "印刷：青原县印刷厂　定价：0.20元"]),
    ],
)
PAGES = (COVER, CONTENTS, NOTICE, NOTICE_END, page("p0005", None), LAST)
