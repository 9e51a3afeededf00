"""An issue divided into cover, contents, documents and what stands between them."""

from __future__ import annotations

from dataclasses import replace

import export_samples as samples
import pytest
from export_samples import K, page

from pipeline.export.documents import Document, Section, SectionKind, divide, part_lines
from pipeline.export.flow import issue_lines
from pipeline.export.headings import Role


def documents(*pages: object) -> list[Document]:
    return [part for part in divide(pages) if isinstance(part, Document)]


def kinds(*pages: object) -> list[str]:
    return [part.kind.value if isinstance(part, Section) else "document" for part in divide(pages)]


def test_the_parts_of_the_sample_in_order() -> None:
    assert kinds(*samples.PAGES) == ["cover", "contents", "document", "document", "colophon"]
    assert [part.id for part in divide(samples.PAGES)] == [
        "cover",
        "c_p0002_r02_l01",
        "d_p0003_r02_l01",
        "d_p0006_r01_l01",
        "i_p0006_r04_l01",
    ]


def test_every_body_line_is_in_exactly_one_part() -> None:
    body = [line for line in issue_lines(samples.PAGES) if not line.furniture]
    assert [line for part in divide(samples.PAGES) for line in part_lines(part)] == body


def test_what_is_known_of_a_document() -> None:
    first, second = documents(*samples.PAGES)
    assert first.title == "青原县人民政府关于加强农田水利工作的通知"
    assert (first.number, first.type) == ("青政发〔1987〕12号", "通知")
    assert (first.date, first.date_printed) == ("1987-03-02", "一九八七年三月二日")
    assert first.addressee == "各乡、镇人民政府，县直各单位"
    assert first.signature == "青原县人民政府"
    assert (second.title, second.date, second.number) == ("关于表彰先进集体的决定", "1987-03-10", "")


def test_the_roles_of_a_document() -> None:
    first, _ = documents(*samples.PAGES)
    roles = [piece.role for piece in first.pieces]
    assert roles[:3] == [Role.TITLE, Role.NUMBER, Role.ADDRESSEE]
    assert roles[-5:] == [Role.SIGNATURE, Role.DATE, Role.ATTACHMENT, Role.ATTACHMENT, Role.ATTACHMENT]


@pytest.mark.parametrize(
    "number", ["青政发〔1987〕12号", "青政发(1987)12号", "（青政发【87】十二号）", "青政发［一九八七］十二号"]
)
def test_a_line_with_a_document_number_begins_a_document(number: str) -> None:
    parts = documents(page("p0001", [(K.PARAGRAPH, ["前面的话。", number, "　　正文一段。"])]))
    assert [part.number for part in parts] == ["青政发〔1987〕12号"]


def test_a_number_cited_in_the_text_begins_nothing() -> None:
    text = ["　　根据青政发〔1987〕12号文件和关于加强工作的通知，", "请照办。"]
    assert documents(page("p0001", [(K.PARAGRAPH, text)])) == []


def test_a_title_over_several_lines_of_plain_text() -> None:
    lines = [
        "　　　　青原县人民政府关于转发《水利",
        "　　　　工程管理办法》的",
        "　　　　通　知",
        "各单位：",
        "　　正文。",
    ]
    (document,) = documents(page("p0001", [(K.PARAGRAPH, lines)]))
    assert document.title == "青原县人民政府关于转发《水利工程管理办法》的通知"
    assert document.addressee == "各单位"


def test_two_titles_one_after_the_other_are_two_documents() -> None:
    texts = ["关于甲项工作的通知", "关于乙项工作的批复"]
    parts = documents(page("p0001", [(K.HEADING, [text]) for text in texts]))
    assert [part.title for part in parts] == texts


def test_a_masthead_is_not_the_title() -> None:
    regions = [
        (K.HEADING, ["青原县人民政府文件"]),
        (K.PARAGRAPH, ["青政发〔1987〕3号"]),
        (K.HEADING, ["青原县通知"]),
    ]
    (document,) = documents(page("p0001", [*regions, (K.PARAGRAPH, ["各单位："])]))
    assert (document.title, document.number) == ("青原县通知", "青政发〔1987〕3号")
    assert document.pieces[0].role is Role.MASTHEAD


@pytest.mark.parametrize("heading", ["一、提高认识", "第一章　总则", "附件：", "附件1", "各单位要做到："])
def test_headings_inside_a_document_begin_nothing(heading: str) -> None:
    head = (K.HEADING, ["关于甲项工作的通知"])
    parts = documents(page("p0001", [head, (K.PARAGRAPH, ["　　正文。"]), (K.HEADING, [heading])]))
    assert len(parts) == 1


def test_the_title_of_an_attachment_begins_nothing() -> None:
    head = (K.HEADING, ["关于印发甲项办法的通知"])
    rest = [(K.PARAGRAPH, ["　　正文。"]), (K.HEADING, ["附件"]), (K.HEADING, ["关于甲项工作的办法"])]
    (document,) = documents(page("p0001", [head, *rest]))
    assert [p.role for p in document.pieces[-2:]] == [Role.ATTACHMENT, Role.ATTACHMENT]


def test_an_attachment_mark_right_under_the_title_is_no_addressee() -> None:
    (document,) = documents(page("p0001", [(K.HEADING, ["关于甲项工作的通知"]), (K.PARAGRAPH, ["附件："])]))
    assert [piece.role for piece in document.pieces] == [Role.TITLE, Role.ATTACHMENT]


def test_what_precedes_the_first_document_is_kept_as_interstitial() -> None:
    parts = divide((page("p0001", [(K.PARAGRAPH, ["　　说明一段。"]), (K.HEADING, ["关于甲项工作的通知"])]),))
    assert isinstance(parts[0], Section)
    assert parts[0].kind is SectionKind.INTERSTITIAL


def test_a_table_of_two_lines_is_no_cover() -> None:
    """A first page with little text was once taken for a cover, whatever it held."""
    assert kinds(page("p0001", [(K.TABLE, ["first line", "second line"])])) == ["tables"]


def test_a_first_page_with_a_document_is_no_cover() -> None:
    assert kinds(*samples.PAGES[2:]) == ["document", "document", "colophon"]


def test_contents_without_a_heading_and_over_two_pages() -> None:
    entries = ["甲项工作的通知……（1）", "乙项工作的决定………3", "丙项工作的批复...... 5"]
    pages = [page("p0001", [(K.PARAGRAPH, entries)]), page("p0002", [(K.PARAGRAPH, entries)])]
    assert kinds(*pages) == ["contents"]


def test_text_on_the_contents_page_is_not_contents() -> None:
    regions = [(K.HEADING, ["目录"]), (K.TOC_ENTRY, ["甲……（1）"]), (K.HEADING, ["关于甲项工作的通知"])]
    assert kinds(page("p0001", regions)) == ["contents", "document"]


def test_text_does_not_run_on_over_a_page_without_text() -> None:
    pages = (samples.NOTICE, page("p0004", None), samples.page("p0005", [(K.PARAGRAPH, ["究办理。"])]))
    (document,) = documents(*pages)
    assert document.paragraphs[-1].text == "究办理。"


def test_an_issue_without_text_has_no_parts() -> None:
    assert divide(()) == divide((page("p0001", None),)) == ()


def sized(heading: str, size: int, *before: str) -> list[Document]:
    first = page(
        "p0001", [(K.HEADING, ["关于甲项工作的通知"]), (K.PARAGRAPH, list(before)), (K.HEADING, [heading])]
    )
    lines = first.edition.regions[2].lines
    box = replace(lines[0].box, bottom=lines[0].box.top + size)
    region = replace(first.edition.regions[2], lines=(replace(lines[0], box=box),))
    edition = replace(first.edition, regions=(*first.edition.regions[:2], region))
    return documents(replace(first, edition=edition))


def test_a_smaller_heading_without_a_kind_is_inside_the_document() -> None:
    assert len(sized("水库名单概况", 30, "　　正文。")) == 1
    assert len(sized("水库概况", 40, "　　正文。")) == 2


def test_after_the_date_any_heading_begins_a_document() -> None:
    assert len(sized("水库概况", 30, "　　正文。", "　　　　　　　　一九八七年三月二日")) == 2


def test_an_adoption_note_under_the_title_is_no_title() -> None:
    head = (K.HEADING, ["青原县水利工程管理办法", "（一九八七年三月十日县人民政府通过）"])
    (document,) = documents(page("p0001", [head, (K.PARAGRAPH, ["　　第一条　正文。"])]))
    assert (document.title, document.date) == ("青原县水利工程管理办法", "1987-03-10")


def test_the_body_named_under_a_title_is_not_the_title() -> None:
    head = (K.HEADING, ["关于甲项工作的", "教育提纲", "青原县革命委员会政治部"])
    (document,) = documents(page("p0001", [head, (K.PARAGRAPH, ["　　正文。"])]))
    assert (document.title, document.signature) == ("关于甲项工作的教育提纲", "青原县革命委员会政治部")


@pytest.mark.parametrize(
    "text",
    ["各地要加强领导，明确责任，层层落实", "加强领导。各地", "工作的总结》）", "一，二，三，四", "字" * 121],
)
def test_text_that_layout_took_for_a_heading_begins_nothing(text: str) -> None:
    """On photographed pages, lines nearer to the camera look larger than the rest."""
    assert documents(page("p0001", [(K.PARAGRAPH, ["正文。"]), (K.HEADING, [text])])) == []


def test_the_body_that_signs_over_the_date_begins_no_document() -> None:
    """A signature set in the middle and in larger type looks like a title."""
    pages = page(
        "p0001",
        [
            (K.HEADING, ["关于甲项工作的通知"]),
            (K.PARAGRAPH, ["　　正文。"]),
            (K.HEADING, ["青原县人民政府"]),
            (K.PARAGRAPH, ["一九八七年三月二日"]),
        ],
    )
    (document,) = documents(pages)
    assert (document.signature, document.date) == ("青原县人民政府", "1987-03-02")


def test_dirt_at_the_ends_of_lines_hides_no_title_no_addressee_and_no_signature() -> None:
    regions = [
        (K.HEADING, ["青原县人民政府关于加强水利工作的通知·"]),
        (K.PARAGRAPH, ["各乡、镇人民政府：.", "　　" + samples.FULL[2:], "正文。"]),
        (K.PARAGRAPH, ["　　　　　　　　　　青原县人民政府.", "　　　　　　　　　　一九八七年三月二日"]),
    ]
    (made,) = documents(page("p0001", regions))
    assert made.title == "青原县人民政府关于加强水利工作的通知"
    assert (made.type, made.addressee, made.signature) == ("通知", "各乡、镇人民政府", "青原县人民政府")
    assert made.paragraphs[0].text.endswith("·")
