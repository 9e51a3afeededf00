"""The report of an issue: one HTML file beside its pictures, opened by double click, without a network.

Script and style stand inside the file and are admitted by their hash; the browser runs nothing else,
whatever the witnesses read.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from pipeline import templating
from pipeline.model import Finding
from pipeline.proof import names
from pipeline.proof.deskdata import desk_json, reasons
from pipeline.proof.pageview import PageView

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = (
    "desk_store.js",
    "desk_list.js",
    "desk_card.js",
    "desk_group.js",
    "desk_keys.js",
    "desk_session.js",
    "desk_main.js",
)  # in the order they need each other


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the pages."""

    title: str
    issue: str
    findings: tuple[Finding, ...]  # on the issue as a whole
    steps: tuple[tuple[str, str, str], ...] = ()  # of the rounds: id, Chinese and English name


def render(heading: Heading, pages: Sequence[PageView]) -> bytes:
    """The whole report as UTF-8."""
    scripts, style = tuple(_asset(name) for name in SCRIPTS), _asset("report.css")
    shown_first = Counter(reasons(each.place.app)[0] for page in pages for each in page.places)
    html = (
        _environment()
        .get_template("report.html")
        .render(
            heading=heading,
            pages=pages,
            reasons=sorted(shown_first.items()),
            places=sum(len(page.places) for page in pages),
            settled=sum(len(habit.lines) for page in pages for habit in page.habits),
            characters=sum(page.characters for page in pages),
            data=Markup(desk_json(heading.issue, heading.steps, pages)),
            scripts=scripts,
            style=style,
            policy=_policy(scripts, style),
        )
    )
    return html.encode("utf-8", "replace")


def _environment() -> Environment:
    environment = templating.environment(TEMPLATES)
    environment.globals.update(
        reason_names=names.REASONS,
        severity_names=names.SEVERITIES,
        finding_names=names.FINDINGS,
        kind_names=names.KINDS,
        settler_names=names.SETTLERS,
        mark_names=names.MARKS,
        help=names.HELP,
    )
    return environment


def _asset(name: str) -> Markup:
    return Markup((TEMPLATES / name).read_text("utf-8"))


def _policy(scripts: Sequence[str], style: str) -> str:
    """The content security policy: our scripts, our style, pictures beside the file, nothing else."""
    hashes = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; "
        "img-src 'self' file:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
