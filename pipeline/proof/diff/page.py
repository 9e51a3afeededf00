"""The diff report: one HTML file, static, without a script; what is shown is chosen by style alone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.proof.diff.changes import PageDiff
from pipeline.proof.diff.overview import overview
from pipeline.proof.measures.catches import HARMLESS
from pipeline.proof.measures.sample import visible
from pipeline.text.kinds import Kind

TEMPLATES = Path(__file__).parent / "templates"
NAMES = {
    Kind.ENCODING: ("编码", "encoding"),
    Kind.PUNCTUATION_WIDTH: ("全半角", "width"),
    Kind.SPACING: ("空格", "spacing"),
    Kind.LEADER: ("引导点", "leader dots"),
    Kind.VARIANT: ("繁简异体", "variant form"),
    Kind.CONFUSABLE: ("形近", "similar shape"),
    Kind.CHANGE: ("异文", "other text"),
    Kind.MISSING: ("增补", "added"),
    Kind.EXTRA: ("删去", "taken out"),
    Kind.MOVED: ("移位", "moved"),
}  # seen from the first text to the second


@dataclass(frozen=True, slots=True)
class Title:
    """What is compared."""

    work: str
    issue: str
    first: str
    second: str


def render(title: Title, pages: Sequence[PageDiff]) -> bytes:
    """The report as UTF-8.  Nothing in it runs; its one style is admitted by its hash."""
    style = (TEMPLATES / "diff.css").read_text("utf-8")
    html = (
        _environment()
        .get_template("diff.html")
        .render(
            title=title,
            pages=pages,
            overview=overview(pages),
            kinds=[kind for kind in Kind if kind in NAMES],
            style=Markup(style),
            policy=_policy(style),
        )
    )
    return html.encode("utf-8", "replace")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = visible
    environment.filters["blanks"] = lambda text: visible(text).replace(" ", "␣")
    environment.globals["names"] = NAMES
    environment.globals["harmless"] = HARMLESS
    return environment


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
