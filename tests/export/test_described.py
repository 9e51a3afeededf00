"""What is known of a document beyond its text: parties, attachments, appointments, citations, claims."""

from __future__ import annotations

import pytest
from export_samples import WORK, K, page

from pipeline.export.agreement import contents_findings
from pipeline.export.attachments import announced, attachments
from pipeline.export.described import described
from pipeline.export.documents import Document
from pipeline.export.flow import Page
from pipeline.export.inventory import inventory_findings
from pipeline.export.issue import Issue, issue_of
from pipeline.export.mentions import Targets
from pipeline.export.parties import addressees, issuers, subjects
from pipeline.export.personnel import appointments

HEAD = (K.HEADING, ["关于甲项工作的通知"])
SIGNED = ["　　　　　　　　　　青原县人民政府", "　　　　　　　　　　一九八七年三月二日"]


def issue(*regions: tuple[K, list[str]]) -> Issue:
    return issue_of("1987-03", (page("p0001", list(regions)),), WORK)


def document(*regions: tuple[K, list[str]]) -> Document:
    return issue(*regions).documents[0]


@pytest.mark.parametrize(
    ("title", "bodies"),
    [
        ("青原县人民政府关于甲项工作的通知", ["青原县人民政府"]),
        ("中共青原县委员会、青原县人民政府关于甲项工作的决定", ["中共青原县委员会", "青原县人民政府"]),
        ("青原县财政局青原县粮食局关于粮票的通知", ["青原县财政局", "青原县粮食局"]),
        ("青原县人民政府办公室关于甲项工作的函", ["青原县人民政府办公室"]),
        ("青原縣人民政府關於甲項工作的決定", ["青原縣人民政府"]),
        ("青原县人民政府任免工作人员", ["青原县人民政府"]),
        ("青原县人民政府令", ["青原县人民政府"]),
    ],
)
def test_the_bodies_named_in_a_title(title: str, bodies: list[str]) -> None:
    assert list(issuers(title, ())) == bodies


def test_who_signed_issued_it_where_the_title_names_nobody() -> None:
    made = document(HEAD, (K.PARAGRAPH, ["　　正文。", *SIGNED]))
    assert issuers(made.title, made.pieces) == ("青原县人民政府",)


def test_addressees_and_subject_words_are_lists() -> None:
    lines = ["各乡、镇人民政府，县直各单位：", "　　正文。", *SIGNED, "　　主题词：水利　工程　通知"]
    made = document(HEAD, (K.PARAGRAPH, lines))
    assert addressees(made.addressee) == ("各乡、镇人民政府", "县直各单位")
    assert subjects(made.pieces) == ("水利", "工程", "通知")


def test_attachments_announced_and_there() -> None:
    listed = ["　　正文。", "　　附件：1．名额表", "　　　　2．登记表", *SIGNED]
    there = [(K.HEADING, ["附件1"]), (K.HEADING, ["名额表"]), (K.TABLE, ["甲县 3"])]
    made = document(HEAD, (K.PARAGRAPH, listed), *there)
    assert announced(made.pieces) == 2
    assert [(one.number, one.title) for one in attachments(made.pieces)] == [(1, "名额表")]
    assert [finding.code for finding in inventory_findings(made)] == ["attachment-missing"]


def test_the_attachment_whose_number_is_passed_over() -> None:
    there = [(K.HEADING, ["附件1"]), (K.HEADING, ["名额表"]), (K.HEADING, ["附件三"]), (K.HEADING, ["日程"])]
    found = inventory_findings(document(HEAD, (K.PARAGRAPH, ["　　正文。", *SIGNED]), *there))
    assert [(finding.code, "number 2 is due" in finding.message) for finding in found] == [
        ("number-gap", True)
    ]


@pytest.mark.parametrize(
    ("lines", "gaps"),
    [
        (["　　一、甲。", "　　二、乙。", "　　三、丙。"], 0),
        (["　　一、甲。", "　　三、丙。"], 1),
        (["　　一、甲。", "　　（一）子。", "　　（二）丑。", "　　二、乙。", "　　（一）寅。"], 0),
        (["　　第一章　总则", "　　第一条　甲。", "　　第二章　附则", "　　第二条　乙。"], 0),
        (["　　第一章　总则", "　　第一条　甲。", "　　第二章　附则", "　　第三条　乙。"], 1),
        (["　　表1　甲", "　　正文。", "　　表 3：乙"], 1),
        (["　　3.见上。"], 0),
    ],
)
def test_numbers_that_are_passed_over(lines: list[str], gaps: int) -> None:
    assert len(inventory_findings(document(HEAD, (K.PARAGRAPH, [*lines, *SIGNED])))) == gaps


def test_what_is_numbered_is_listed_by_its_series() -> None:
    lines = ["　　一、甲。", "　　（一）子。", "　　（二）丑。", "　　三、丙。", "　　表2　名额"]
    record = described(document(HEAD, (K.PARAGRAPH, [*lines, *SIGNED])), Targets(()))
    assert [(row["series"], row["numbers"]) for row in record["numbered"]] == [
        ("level1", [1, 3]),
        ("level2", [1, 2]),
        ("表", [2]),
    ]
    assert record["numbered"][1]["paragraphs"] == ["p0001_r02_l02", "p0001_r02_l03"]


def test_a_list_of_appointments_and_removals() -> None:
    lines = [
        "　　县人民政府决定：",
        "　　任命李某明为县财政局局长；",
        "　　张某为县水利局副局长。",
        "　　免去赵某的县财政局局长职务；钱某某的县水利局副局长职务。",
    ]
    made = document((K.HEADING, ["关于李某明等职务任免的通知"]), (K.PARAGRAPH, [*lines, *SIGNED]))
    assert [(one.act, one.person, one.post) for one in appointments(made.type, made.pieces)] == [
        ("appointed", "李某明", "县财政局局长"),
        ("appointed", "张某", "县水利局副局长"),
        ("removed", "赵某", "县财政局局长"),
        ("removed", "钱某某", "县水利局副局长"),
    ]


def test_running_text_holds_no_appointments() -> None:
    made = document(
        HEAD, (K.PARAGRAPH, ["　　以水利为重点，把工作作为大事。", "　　单位的负责人要任劳任怨。"])
    )
    assert appointments(made.type, made.pieces) == ()


def test_citations_lead_to_the_document_of_the_issue_and_claims_name_their_sentence() -> None:
    second = (K.HEADING, ["青原县人民政府关于乙项工作的决定"])
    text = ["　　《关于甲项工作的通知》同时废止。", "　　本决定自1987年4月1日起施行。"]
    made = issue(HEAD, (K.PARAGRAPH, ["　　正文。", *SIGNED]), second, (K.PARAGRAPH, [*text, *SIGNED]))
    first = made.documents[0].id
    record = described(made.documents[1], Targets(made.documents))
    assert [(one["key"], one["target"]) for one in record["citations"]] == [("关于甲项工作的通知", first)]
    repeal, force = record["claims"]
    assert (repeal["claim"], repeal["target"], repeal["sentence"]) == ("repeals", first, text[0].strip())
    assert (force["claim"], force["date"]) == ("in-force", "1987-04-01")


def test_a_list_of_what_is_repealed_names_each_document() -> None:
    lines = [
        "　　现决定废止下列文件：",
        "　　1.《甲乙办法》；",
        "　　2.《丙丁规定》（青政发〔1979〕3号）。",
        *SIGNED,
    ]
    made = issue((K.HEADING, ["青原县人民政府关于废止部分文件的决定"]), (K.PARAGRAPH, lines))
    claims = described(made.documents[0], Targets(made.documents))["claims"]
    assert [(one["claim"], one["key"]) for one in claims] == [
        ("repeals", "甲乙办法"),
        ("repeals", "丙丁规定"),
        ("repeals", "青政发〔1979〕3号"),
    ]


def contents(*entries: str) -> Page:
    return page("p0001", [(K.HEADING, ["目　录"]), (K.TOC_ENTRY, list(entries)), (K.PAGE_NUMBER, ["1"])])


BODY = page(
    "p0002",
    [HEAD, (K.PARAGRAPH, ["　　一、加强水利工作的领导", "　　正文。", *SIGNED]), (K.PAGE_NUMBER, ["2"])],
)


@pytest.mark.parametrize(
    ("entries", "codes"),
    [
        (["关于甲项工作的通知……（2）"], []),
        (["关于甲项工作的通知……（3）"], ["contents-page-differs"]),
        (["关于甲项工作的通知……（2）", "关于乙项水利的决定……（2）"], ["contents-without-document"]),
        (["关于乙项水利的决定……（2）"], ["contents-without-document", "document-not-in-contents"]),
        (["关于甲项工作的通知……（2）", "一、加强水利工作的领导……（2）"], []),
        (["关于甲项工作的通知……（2）", "二、加强林业工作的领导和检查……（2）"], ["contents-without-document"]),
    ],
)
def test_contents_against_documents(entries: list[str], codes: list[str]) -> None:
    made = issue_of("1987-03", (contents(*entries), BODY), WORK)
    assert [finding.code for finding in contents_findings(made.pages, made.parts)] == codes


def test_an_issue_without_contents_has_no_findings_about_them() -> None:
    made = issue_of("1987-03", (BODY,), WORK)
    assert contents_findings(made.pages, made.parts) == ()
