"""The measure of documents: whole on a perfect division, and able to fail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.documents import compare, figures, measure, pairs
from bench.typeset_issues import settled, without_boxes
from pipeline.export.issue import issue_of
from pipeline.settings import WorkSettings
from samples.typeset import Issue, typeset_issue


@pytest.fixture(scope="module")
def issue() -> Issue:
    return typeset_issue(5, 5, "letterpress")


def test_settled_issues_are_divided_without_fault(issue: Issue) -> None:
    row = figures(measure(settled(issue), issue.documents, exact=True))
    assert row.pop("documents") == row.pop("found") == len(issue.documents)
    assert set(row.values()) == {1.0}


def test_text_without_boxes_is_divided_too(issue: Issue) -> None:
    row = figures(measure(without_boxes(settled(issue)), issue.documents, exact=True))
    assert (row["f1"], row["number"], row["title"], row["date"], row["body"]) == (1, 1, 1, 1, 1)


def test_a_vertical_issue_too() -> None:
    upright = typeset_issue(5, 5, "vertical")
    row = figures(measure(settled(upright), upright.documents, exact=True))
    assert (row["f1"], row["body"], row["paragraphs"]) == (1, 1, 1)


def test_what_is_missing_or_wrong_counts(issue: Issue) -> None:
    made = issue_of("", settled(issue), WorkSettings()).documents
    first = issue.documents[0]
    assert len(pairs(issue.documents, made[1:])) == len(issue.documents) - 1
    assert compare(first, replace(made[0], date="1900-01-01"), exact=True).date == 0
    assert compare(first, replace(made[0], pieces=made[0].pieces[:3]), exact=True).body == 0
    assert compare(first, replace(made[0], title="别的"), exact=True).title == 0
