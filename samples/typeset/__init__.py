"""Typesets gazette issues with exact ground truth: text, boxes, reading order, documents.

from samples.typeset import degrade, typeset_issue, write_issue

issue = typeset_issue(seed=1, pages=8, era="offset", kind="single")
worn = degrade(issue.pages[2], "medium", seed=1)
write_issue(issue, Path("out"), strength="light", seed=1)
"""

from samples.typeset.books import book_page
from samples.typeset.degrading import degrade
from samples.typeset.delivering import write_issue
from samples.typeset.drawing import impress
from samples.typeset.geometry import quarter, skew
from samples.typeset.issue import Document, Issue
from samples.typeset.records import Forme, Page, Start
from samples.typeset.setting import typeset_issue
from samples.typeset.spreads import facing

__all__ = [
    "Document",
    "Forme",
    "Issue",
    "Page",
    "Start",
    "book_page",
    "degrade",
    "facing",
    "impress",
    "quarter",
    "skew",
    "typeset_issue",
    "write_issue",
]
