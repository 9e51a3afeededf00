"""The report of an issue: one HTML file beside its pictures, opened by double click, without a network.

Script and style stand inside the file and are admitted by their hash; the browser runs nothing else,
whatever the witnesses read.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.model import Finding
from pipeline.proof.pageview import PageView

TEMPLATES = Path(__file__).parent / "templates"
REASONS = {
    "disagreement": ("分歧", "disagreement"),
    "low-confidence": ("存疑", "low confidence"),
    "missing-line": ("缺行", "line missing somewhere"),
    "extra-line": ("多行", "line not in the base"),
    "encoding": ("编码", "encoding"),
    "punctuation-width": ("全半角", "width"),
    "spacing": ("空格", "spacing"),
    "leader": ("省略号、引导点", "leader dots"),
    "variant": ("繁简异体", "variant form"),
    "confusable": ("形近", "similar shape"),
    "missing": ("少字", "missing here"),
    "extra": ("多字", "only here"),
    "moved": ("移位", "moved"),
    "change": ("异文", "other text"),
}
SEVERITIES = {"note": ("备注", "note"), "check": ("请核", "check"), "loss": ("缺失", "loss")}
KINDS = {
    "paragraph": ("正文", "paragraph"),
    "heading": ("标题", "heading"),
    "header": ("页眉", "running head"),
    "footer": ("页脚", "running foot"),
    "page-number": ("页码", "page number"),
    "footnote": ("脚注", "footnote"),
    "marginalia": ("边注", "marginal note"),
    "TOC-entry": ("目录", "contents"),
    "table": ("表格", "table"),
    "caption": ("图表题", "caption"),
    "stamp": ("印章", "seal"),
    "graphic": ("图", "picture"),
}  # by PAGE name
FINDINGS = {
    "blank-page": "空白页",
    "changed-source": "来源已变",
    "cleaning-refused": "未作清理",
    "dark-page": "全黑或照片",
    "duplicate-page": "重页",
    "garbled-text-layer": "自带文字不可用",
    "low-resolution": "分辨率低",
    "maybe-spread": "疑为跨页",
    "maybe-turned": "疑需旋转",
    "misnamed-file": "扩展名不符",
    "mixed-sizes": "页面大小不一",
    "moved-text": "次序不同",
    "no-resolution": "未注分辨率",
    "no-text": "无文字",
    "page-gap": "缺页",
    "page-turned": "已旋转",
    "partial-lines": "缺行或多行",
    "refused-text": "疑非文字",
    "seal-over-text": "印章压字",
    "show-through": "透印",
    "skipped-file": "未收入的文件",
    "strong-skew": "倾斜较大",
    "table-sum": "合计不符",
    "text-encoding": "文字编码",
    "thumbnail": "缩略图",
    "unread-marks": "未识读的墨迹",
    "unreadable-file": "文件无法读取",
    "unreadable-page": "页面无法读取",
    "unsettled-places": "待定之处",
}  # codes in Chinese; in English they speak for themselves
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the pages."""

    title: str
    issue: str
    findings: tuple[Finding, ...]  # on the issue as a whole


def render(heading: Heading, pages: Sequence[PageView]) -> bytes:
    """The whole report as UTF-8."""
    script, style = _asset("report.js"), _asset("report.css")
    reasons = Counter(place.app.reasons[0] for page in pages for place in page.places)
    html = (
        _environment()
        .get_template("report.html")
        .render(
            heading=heading,
            pages=pages,
            reasons=sorted(reasons.items()),
            unsettled=sum(len(page.places) for page in pages),
            settled=sum(page.settled for page in pages),
            characters=sum(page.characters for page in pages),
            script=script,
            style=style,
            policy=_policy(script, style),
        )
    )
    return html.encode("utf-8", "replace")


def shown(text: str) -> str:
    """Text from a witness as it can be shown: what would be invisible or turn the line round is a sign."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_hidden(char) else char for char in text)


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    environment.filters["visible"] = lambda text: shown(text).replace(" ", "␣")
    environment.globals["reason_names"] = REASONS
    environment.globals["severity_names"] = SEVERITIES
    environment.globals["finding_names"] = FINDINGS
    environment.globals["kind_names"] = KINDS
    return environment


def _asset(name: str) -> Markup:
    return Markup((TEMPLATES / name).read_text("utf-8"))


def _policy(script: str, style: str) -> str:
    """The content security policy: our script, our style, pictures beside the file, nothing else."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "img-src 'self' file:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
