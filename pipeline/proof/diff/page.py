"""The diff report: one HTML file, static, without a script; what is shown is chosen by style alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from pipeline import templating
from pipeline.derivative import Derivative
from pipeline.model import Box, Direction
from pipeline.proof.diff.changes import ChangedLine, PageDiff
from pipeline.proof.diff.overview import overview
from pipeline.proof.measures.catches import HARMLESS
from pipeline.proof.names import CHANGES
from pipeline.text.kinds import Kind

TEMPLATES = Path(__file__).parent / "templates"
MARGIN = 0.35  # of a line's thickness, shown around it


@dataclass(frozen=True, slots=True)
class Images:
    """The derivatives that lines are shown from; `folder` is the URL of their folder, with its slash."""

    folder: str
    derivatives: Mapping[str, Derivative]


@dataclass(frozen=True, slots=True)
class Strip:
    """The part of an image that shows a line, and what is marked on it, in pixels of the image."""

    url: str
    width: int  # of the whole image
    height: int
    part: Box
    marks: tuple[tuple[Kind, Box], ...]
    vertical: bool


@dataclass(frozen=True, slots=True)
class Title:
    """What is compared."""

    work: str
    issue: str
    first: str
    second: str


def render(title: Title, pages: Sequence[PageDiff], images: Images | None = None) -> bytes:
    """The report as UTF-8.  Nothing in it runs; its one style is admitted by its hash."""
    style = (TEMPLATES / "diff.css").read_text("utf-8")
    html = (
        _environment()
        .get_template("diff.html")
        .render(
            title=title,
            pages=pages,
            overview=overview(pages),
            strips={line.id: strip(line, images) for page in pages for line in page.lines} if images else {},
            kinds=[kind for kind in Kind if kind is not Kind.NONE],
            style=Markup(style),
            policy=templating.policy(style, "'self' file:"),
        )
    )
    return html.encode("utf-8", "replace")


def strip(line: ChangedLine, images: Images) -> Strip | None:
    """The picture of a line; None where it has no place on an image that is there."""
    derivative = images.derivatives.get(line.image)
    if derivative is None or line.box is None or not line.box.area:
        return None
    box, edge = line.box, round(MARGIN * min(line.box.width, line.box.height))
    part = Box(box.left - edge, box.top - edge, box.right + edge, box.bottom + edge)
    marks = tuple((piece.kind, piece.box) for piece in line.changes if piece.box)
    vertical = line.direction is Direction.VERTICAL
    size = derivative.width, derivative.height
    return Strip(images.folder + quote(derivative.file), *size, part.within(*size), marks, vertical)


def _environment() -> Environment:
    environment = templating.environment(TEMPLATES)
    environment.globals["names"] = CHANGES
    environment.globals["harmless"] = HARMLESS
    return environment
