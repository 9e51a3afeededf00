"""TEI: valid against our grammar of it, every line once, every reading with its witnesses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import export_samples as samples
import pytest
from lxml import etree
from lxml.etree import _Element

from pipeline.export import tei
from pipeline.export.flow import Page, page_lines
from pipeline.export.issue import Issue, issue_of
from pipeline.model import App, Reading

GRAMMAR = Path(__file__).parents[2] / "schemas/tei-1.rng"
XML_ID = tei.XML_ID


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(GRAMMAR)))


def with_apps(*apps: App) -> Issue:
    """The sample issue, its third page with an apparatus."""
    pages = list(samples.PAGES)
    edition = pages[2].edition
    assert edition
    pages[2] = Page(pages[2].master, replace(edition, apps=apps))
    return issue_of("1987-03", tuple(pages), samples.WORK)


def app(number: int, start: int, stop: int, lemma: str, *others: tuple[str, str], **more: object) -> App:
    readings = (Reading(lemma, ("P6",), 0.9), *(Reading(text, (who,), 0.4) for text, who in others))
    made = App(
        f"p0003_r02_l02_a{number:02}", "p0003_r02_l02", start, stop, lemma, readings, ("disagreement",),
        False, "p0003", None,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def root_of(issue: Issue) -> _Element:
    return etree.fromstring(tei.write(issue))


def found(root: _Element, name: str) -> list[_Element]:
    return list(root.iterfind(f".//{{{tei.NAMESPACE}}}{name}"))


def text_of(root: _Element) -> str:
    """The text of the edition: lemmas, and no other reading."""
    (body,) = found(root, "body")
    for reading in found(body, "rdg"):
        reading.text = None
    return "".join("".join(map(str, body.itertext())).split())


@pytest.mark.parametrize(
    "pages",
    [
        samples.PAGES,
        tuple(samples.celled(page, 2) for page in samples.PAGES),
        tuple(samples.with_seal(page) for page in samples.PAGES),
        (samples.page("p0001", None),),
        (samples.page("p0001", []), samples.page("p0002", None)),
    ],
)
def test_it_is_valid_and_holds_every_line_once(grammar: etree.RelaxNG, pages: tuple[Page, ...]) -> None:
    root = root_of(issue_of("1987-03", pages, samples.WORK))
    grammar.assertValid(root)
    wanted = "".join("".join(line.text.split()) for page in pages for line in page_lines(page))
    assert sorted(text_of(root)) == sorted(wanted)
    ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
    assert len(ids) == len(set(ids))
    assert [pb.get("facs") for pb in found(root, "pb")] == [f"#{page.id}" for page in pages]


def test_what_is_pointed_at_is_there() -> None:
    root = root_of(with_apps(app(1, 0, 1, "关", ("开", "P4"))))
    ids = {element.get(XML_ID) for element in root.iter()}
    for element in root.iter():
        for name in ("facs", "wit"):
            for target in element.get(name, "").split():
                assert target.removeprefix("#") in ids


def test_readings_stand_with_their_witnesses(grammar: etree.RelaxNG) -> None:
    apps = (
        app(2, 4, 6, "农田", ("衣田", "P4"), settled=True, probability=0.98),
        app(1, 0, 1, "关", ("开", "P4"), ("", "T")),
        app(3, 8, 8, "", ("、", "P4")),
    )
    root = root_of(with_apps(*apps))
    grammar.assertValid(root)
    first, second, third = found(root, "app")
    assert [(first.get("type"), second.get("type"))] == [("open", "settled")]
    assert [(x.text, x.get("wit"), x.get("cert")) for x in first] == [
        ("关", "#wit_P6", None), ("开", "#wit_P4", "0.4"), (None, "#wit_T", "0.4"),
    ]  # fmt: skip
    assert (second[0].text, second[0].get("cert")) == ("农田", "0.98")
    assert third[0].text is None
    plain = root_of(samples.gazette())
    assert text_of(root) == text_of(plain)
    witnesses = [(w.get(XML_ID), w.get("n")) for w in found(root, "witness")]
    assert witnesses == [("wit_P6", "P6"), ("wit_P4", "P4"), ("wit_T", "T")]


def test_marks_of_a_person(grammar: etree.RelaxNG) -> None:
    root = root_of(with_apps(app(1, 0, 1, "关", mark="sic"), app(2, 2, 3, "加", mark="unreadable")))
    grammar.assertValid(root)
    assert [x.text for x in found(root, "sic") + found(root, "unclear")] == ["关", "加"]


def test_an_app_inside_another_does_not_double_the_text() -> None:
    root = root_of(with_apps(app(1, 0, 3, "关于加", ("开于加", "P4")), app(2, 1, 2, "于", ("子", "P4"))))
    assert text_of(root) == text_of(root_of(samples.gazette()))


def test_running_heads_stand_at_their_page() -> None:
    root = root_of(samples.gazette())
    assert [(fw.get("type"), fw.text) for fw in found(root, "fw")][:2] == [
        ("header", "青原县政报 1987年第3期"),
        ("pageNum", "—1—"),
    ]


def test_another_order_of_elements_is_no_tei(grammar: etree.RelaxNG) -> None:
    root = root_of(samples.gazette())
    header = root[0]
    root.append(header)
    assert not grammar.validate(root)
