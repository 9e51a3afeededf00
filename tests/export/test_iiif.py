"""IIIF Presentation 3: what the specification asks for, boxes on the master, one address for everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import export_samples as samples
import pytest

from pipeline.export import iiif
from pipeline.export.flow import page_lines
from pipeline.export.issue import issue_of

ADDRESS = "https://example.org/gazette/1987-03"
NEEDED = {
    "Manifest": {"id", "label", "items"},
    "Canvas": {"id", "width", "height", "items"},
    "AnnotationPage": {"id"},
    "Annotation": {"id", "motivation", "body", "target"},
    "Image": {"id", "format", "width", "height"},
    "Range": {"id", "label", "items"},
    "TextualBody": {"value", "format"},
    "Dataset": {"id", "format"},
    "Text": {"id", "format"},
}


@pytest.fixture(scope="module")
def manifest() -> Any:
    return json.loads(iiif.manifest(samples.gazette(), ADDRESS, ("akn", "mets", "pdf", "iiif")))


def resources(value: Any) -> Iterator[dict[str, Any]]:
    """Every resource in a record, from the outside in."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for inner in value.values():
            yield from resources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from resources(inner)


def test_every_resource_has_what_it_needs(manifest: Any) -> None:
    assert manifest["@context"][-1] == "http://iiif.io/api/presentation/3/context.json"
    references = [canvas for part in manifest["structures"] for canvas in part["items"]]
    for resource in resources(manifest):
        wanted = {"id", "type"} if resource in references else NEEDED[resource["type"]]
        assert wanted <= set(resource), resource
        assert resource["id"].startswith(f"{ADDRESS}/")


def test_a_canvas_for_each_page_and_a_range_for_each_part(manifest: Any) -> None:
    issue = samples.gazette()
    canvases = {canvas["id"]: canvas for canvas in manifest["items"]}
    assert list(canvases) == [f"{ADDRESS}/iiif/canvas/{page.id}" for page in issue.pages]
    assert {(canvas["width"], canvas["height"]) for canvas in canvases.values()} == {(1200, 1700)}
    assert [part["id"].rpartition("/")[2] for part in manifest["structures"]] == [p.id for p in issue.parts]
    named = {canvas["id"] for part in manifest["structures"] for canvas in part["items"]}
    assert named <= set(canvases)
    ids = [resource["id"] for resource in resources(manifest["items"])]
    assert len(ids) == len(set(ids))


def test_a_page_without_text_has_no_annotations(manifest: Any) -> None:
    with_text = ["annotations" in canvas for canvas in manifest["items"]]
    assert with_text == [page.edition is not None for page in samples.PAGES]


def test_other_files_are_linked_where_they_are_made(manifest: Any) -> None:
    assert [link["id"].rpartition("/")[2] for link in manifest["seeAlso"]] == ["issue.akn.xml", "mets.xml"]
    assert [link["format"] for link in manifest["rendering"]] == ["application/pdf"]
    alone = json.loads(iiif.manifest(samples.gazette(), ADDRESS, ("iiif",)))
    assert "seeAlso" not in alone
    assert "rendering" not in alone


def test_lines_are_annotations_on_their_boxes() -> None:
    page = samples.PAGES[2]
    made = json.loads(iiif.page_annotations(page, samples.gazette(), ADDRESS))
    lines = page_lines(page)
    assert made["id"] == f"{ADDRESS}/iiif/p0003.json"
    assert [item["body"]["value"] for item in made["items"][:-1]] == [line.text for line in lines]
    whole = made["items"][-1]
    assert whole["textGranularity"] == "page"
    assert whole["body"]["value"].split("\n") == [line.text for line in lines]
    box = lines[0].box
    assert box
    place = f"#xywh={box.left},{box.top},{box.width},{box.height}"
    assert made["items"][0]["target"] == f"{ADDRESS}/iiif/canvas/p0003{place}"
    assert made["items"][0]["body"]["language"] == "zh"


def test_vertical_pages_turn_to_the_right() -> None:
    from test_pdf_export import vertical_page

    issue = issue_of("1950-11", (vertical_page("現公佈"),), samples.WORK)
    assert json.loads(iiif.manifest(issue, ADDRESS, ()))["viewingDirection"] == "right-to-left"


def test_an_issue_without_parts_has_no_structures() -> None:
    issue = issue_of("1987-03", (samples.page("p0001", None),), samples.WORK)
    assert "structures" not in json.loads(iiif.manifest(issue, ADDRESS, ()))
