"""What belongs to a document though it looks like another one: annexes, seals, notes; and what ends it."""

from __future__ import annotations

import pytest
from export_samples import K, page

from pipeline.export.documents import Document, Section, SectionKind, divide, part_lines
from pipeline.export.flow import Page
from pipeline.export.headings import Role

DECREE = [
    (K.HEADING, ["青原县人民政府关于公布《青原县粮票管理办法》的令"]),
    (K.PARAGRAPH, ["　　　　青令〔1987〕5号"]),
]
ORDER = "　　现公布《青原县粮票管理办法》，望遵照执行。"
MEASURES = (K.HEADING, ["青原县粮票管理办法"])
SIGNED = ["　　　　　　　　　　青原县人民政府", "　　　　　　　　　　一九八七年三月二日"]


def documents(*pages: Page) -> list[Document]:
    return [part for part in divide(pages) if isinstance(part, Document)]


def test_measures_published_inside_a_decree_are_no_document_of_their_own() -> None:
    articles = (K.PARAGRAPH, ["　　第一条　为了加强管理，制定本办法。", *SIGNED])
    (decree,) = documents(page("p0001", [*DECREE, (K.PARAGRAPH, [ORDER]), MEASURES, articles]))
    assert (decree.number, decree.date, decree.type) == ("青令〔1987〕5号", "1987-03-02", "令")
    assert decree.signature == "青原县人民政府"


def test_measures_behind_the_date_of_the_decree_are_attached() -> None:
    articles = (K.PARAGRAPH, ["　　第一条　为了加强管理，制定本办法。"])
    (decree,) = documents(page("p0001", [*DECREE, (K.PARAGRAPH, [ORDER, *SIGNED]), MEASURES, articles]))
    attached = [piece.paragraph.text for piece in decree.pieces if piece.role is Role.ATTACHMENT]
    assert attached == ["青原县粮票管理办法", "第一条　为了加强管理，制定本办法。"]
    assert decree.date == "1987-03-02"


def test_a_decree_that_names_the_measures_in_its_text_only() -> None:
    text = ["　　《青原县粮票管理办法》已经会议通过，现予发布施行。", *SIGNED]
    head = [(K.HEADING, ["青原县人民政府令"]), (K.PARAGRAPH, ["　　　　第5号"])]
    parts = documents(page("p0001", [*head, (K.PARAGRAPH, text), MEASURES, (K.PARAGRAPH, ["　　正文。"])]))
    assert [part.title for part in parts] == ["青原县人民政府令"]


def test_a_report_handed_on_keeps_its_own_date_to_itself() -> None:
    head = (K.HEADING, ["青原县人民政府批转县水利局关于加强水利工作报告的通知"])
    text = (K.PARAGRAPH, ["　　现转发给你们。", *SIGNED])
    report = (K.HEADING, ["关于加强水利工作的报告"])
    rest = (K.PARAGRAPH, ["　　现将情况报告如下。", "　　　　县水利局", "　　　　一九八七年二月一日"])
    (document,) = documents(page("p0001", [head, text, report, rest]))
    assert document.date == "1987-03-02"


def test_a_title_that_is_only_cited_begins_a_document_where_it_is_printed() -> None:
    text = (K.PARAGRAPH, ["　　请按照《青原县粮票管理办法》办理。", *SIGNED])
    parts = documents(page("p0001", [(K.HEADING, ["关于甲项工作的通知"]), text, MEASURES]))
    assert [part.title for part in parts] == ["关于甲项工作的通知", "青原县粮票管理办法"]


def test_a_title_with_a_number_of_its_own_is_no_annex() -> None:
    second = [MEASURES, (K.PARAGRAPH, ["　　　　青政发〔1987〕6号"])]
    parts = documents(page("p0001", [*DECREE, (K.PARAGRAPH, [ORDER, *SIGNED]), *second]))
    assert [part.number for part in parts] == ["青令〔1987〕5号", "青政发〔1987〕6号"]


def test_a_seal_over_the_signature_is_neither_signature_nor_body() -> None:
    regions = [*DECREE, (K.PARAGRAPH, [ORDER, *SIGNED]), (K.STAMP, ["青原县人民政府"])]
    (decree,) = documents(page("p0001", regions))
    assert decree.signature == "青原县人民政府"
    assert [piece.paragraph.text for piece in decree.pieces if piece.role is Role.SEAL] == ["青原县人民政府"]


def test_a_list_of_appointments_is_not_signed_by_the_appointed() -> None:
    lines = ["　　任命李某明为县财政局局长", "　　　　张某为县水利局副局长", *SIGNED]
    head = (K.HEADING, ["青原县人民政府任免工作人员"])
    (document,) = documents(page("p0001", [head, (K.PARAGRAPH, lines)]))
    assert (document.type, document.signature) == ("任免", "青原县人民政府")


def test_what_announces_a_decision_is_no_addressee() -> None:
    lines = ["　　县人民政府第五次会议决定：", "　　任命李某明为县财政局局长", *SIGNED]
    head = (K.HEADING, ["青原县人民政府任免工作人员"])
    (document,) = documents(page("p0001", [head, (K.PARAGRAPH, lines)]))
    assert document.addressee == ""


@pytest.mark.parametrize(
    "printed",
    ["一九八七年三月二目", "：一九八七年三月二日", "九八七年三月二日", "1987年3月2B", "19 1987年3月2日"],
)
def test_a_date_under_a_signature_that_was_read_with_an_error(printed: str) -> None:
    lines = ["　　正文。", "　　　　　　　　　　青原县人民政府", f"　　　　　　　　　　{printed}"]
    (document,) = documents(page("p0001", [(K.HEADING, ["关于甲项工作的通知"]), (K.PARAGRAPH, lines)]))
    assert (document.date, document.signature) == ("1987-03-02", "青原县人民政府")


def test_a_number_read_with_dirt_belongs_to_the_head() -> None:
    for printed in ("青政发〔1987〕12号·", "(八七).青政发字第十二号", "青政发（987〕12号"):
        (document,) = documents(
            page("p0001", [(K.HEADING, ["关于甲项工作的通知"]), (K.PARAGRAPH, [printed])])
        )
        assert document.number == "青政发〔1987〕12号"


def test_a_title_in_plain_text_stands_over_its_number_and_not_under_a_signature() -> None:
    lines = ["　　正文。", *SIGNED, "青原县人民政府任免工作人员", "青政干〔1987〕7号", "　　正文。"]
    first, second = documents(page("p0001", [(K.HEADING, ["关于甲项工作的通知"]), (K.PARAGRAPH, lines)]))
    assert (first.date, second.title) == ("1987-03-02", "青原县人民政府任免工作人员")


@pytest.mark.parametrize("title", ["更　正", "《青原县政报》征订启事", "致读者"])
def test_a_notice_to_the_readers_is_no_document(title: str) -> None:
    regions = [(K.HEADING, ["关于甲项工作的通知"]), (K.PARAGRAPH, ["　　正文。"])]
    parts = divide((page("p0001", [*regions, (K.HEADING, [title]), (K.PARAGRAPH, ["　　说明。"])]),))
    assert isinstance(parts[1], Section)
    assert parts[1].kind is SectionKind.NOTICE


def test_the_colophon_begins_with_the_title_of_the_periodical() -> None:
    colophon = ["青原县政报（月刊）", "1987年第3期（总第28期）", "编辑出版：办公室", "印刷：青原县印刷厂"]
    text = [(K.HEADING, ["关于甲项工作的通知"]), (K.PARAGRAPH, ["　　正文。"])]
    parts = divide((page("p0001", [*text, (K.PARAGRAPH, colophon)]),))
    assert isinstance(parts[1], Section)
    assert parts[1].kind is SectionKind.COLOPHON
    assert [line.text for line in part_lines(parts[1])] == colophon
