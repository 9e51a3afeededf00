"""Making a new workspace: a folder with a commented gazette.toml that shows every setting.

The file is made from the settings records, so that it always shows the defaults that hold.
"""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.errors import UsageError, WorkspaceError
from pipeline.settings import Settings
from pipeline.workspace import CONFIG, Workspace, write_atomic

_HEAD = """\
# Settings of this work.  A line that begins with #name = shows a default; take the # away to change it.
# 本作品的设置。以“#名称 =”开头的行为默认值；删去 # 即可修改。
"""
_PARTS = {
    "work": ("What the periodical is.", "刊物本身。"),
    "intake": ("Taking scans in.", "接收扫描件。"),
    "scan": ("Cleaning the page images.", "图像处理。"),
    "ocr": ("Reading.", "文字识别。"),
    "proof": ("Comparing and proofreading.", "比对与校对。"),
    "rounds": ("Proofreading in rounds: three proofs and three reviews each.", "校对轮次：三校三审。"),
    "people": (
        'Who may do what; rounds in brackets limit it: "王芳 (scan, layout)". Nobody named: anyone may.',
        "各级人员；括号内为所限轮次；均不填则不限。",
    ),
    "quality": ("What a finished text must meet.", "成品应达到的质量。"),
    "export": ("What is written out.", "输出。"),
    "run": ("The machine.", "运行。"),
}
_EXPLAINED = {
    "work.title": ("Title of the periodical.", "刊名。"),
    "work.language": ("Language, ISO 639-2.", "语种，ISO 639-2 代码。"),
    "work.country": ("Country, ISO 3166-1, for the identifiers.", "国家，ISO 3166-1 代码，用于标识符。"),
    "work.publisher": ("Who published it.", "出版者。"),
    "work.digitized": ("Date of digitization, ISO; goes into every export.", "数字化日期，写入每份输出。"),
    "intake.max_pixels": ("A page with more pixels is refused.", "像素超过此数的页面不予接收。"),
    "intake.max_pages": (
        "A TIFF or PDF with more pages is refused.",
        "页数超过此数的 TIFF 或 PDF 不予接收。",
    ),
    "intake.low_dpi": ("A scan below this resolution is reported.", "低于此分辨率的扫描件将被列出。"),
    "scan.rotate": (
        'Turn pages upright: "auto", or degrees clockwise: 0, 90, 180, 270.',
        "页面转正：自动，或顺时针角度。",
    ),
    "scan.split": (
        'Split two-page spreads: "auto", "never", "always", or the pixel column.',
        "拆分双页：自动、从不、总是，或像素列号。",
    ),
    "scan.deskew": (
        'Level the lines: "auto", "never", or degrees counter-clockwise.',
        "纠斜：自动、从不，或逆时针角度。",
    ),
    "scan.dewarp": ('Flatten curled pages: "auto", "never".', "展平弯曲的页面：自动、从不。"),
    "scan.border": ('Clear what lies around the page: "auto", "never".', "去黑边：自动、从不。"),
    "scan.background": ('Even out yellowing and shadow: "auto", "never".', "去底色与阴影：自动、从不。"),
    "ocr.witnesses": (
        'Engines that read each page: "P6", "P4", "T", "P"; the first finds the lines.',
        "识别引擎；第一个负责定位文字行。",
    ),
    "ocr.languages": ("Languages for T, in Tesseract's names.", "T 引擎的语种，用 Tesseract 的名称。"),
    "ocr.direction": ('"auto", "horizontal", "vertical".', "文字方向：自动、横排、竖排。"),
    "ocr.columns": (
        'Columns of text side by side: "auto", or 1 to 6; 1 reads straight across.',
        "并排的栏数：自动，或 1 至 6；1 为通栏横读。",
    ),
    "ocr.zones": (
        "Parts of one page in reading order; only in overrides.toml.",
        "单页各区及其阅读次序；只写在 overrides.toml 中。",
    ),
    "ocr.backend": ('What runs the models: "auto", "onnxruntime", "openvino".', "模型运行后端。"),
    "ocr.paddle_models": (
        "Folder with det/ and rec/ for P; empty takes P6's.",
        "P 引擎的模型文件夹，可留空。",
    ),
    "proof.errors_left_per_10000": (
        "How many errors in 10,000 characters may be left in what is settled without a person.",
        "无须人看而认定的文字，每万字容许残留的差错数。",
    ),
    "proof.control_share": (
        "Share of the settled characters that is shown unmarked, to measure what settling lets through.",
        "已认定文字中不加标记抽出复核的比例，用以测定漏网差错。",
    ),
    "proof.settle": (
        "Kinds of difference that are settled by rule: the first engine's reading stands.",
        "按规则认定的差异种类：取首个引擎的读法。",
    ),
    "proof.hide": (
        'Kinds that stay open, but that nobody is asked about, such as "variant".',
        "不认定、也不问人的差异种类，如繁简异体（variant）。",
    ),
    "rounds.rounds": (
        'Id and name of each round, in order; "ID NAME: STEP STEP" takes some of the steps only.',
        "各轮次的代号与名称，依次进行；冒号后可只列部分步骤。",
    ),
    "rounds.steps": ("The steps of a round and their names.", "每轮的步骤及名称。"),
    "rounds.blind": (
        "Proofs that are made without seeing those before them in the round.",
        "盲校：看不到本轮先前各校的结果。",
    ),
    "rounds.assigned": (
        "Rounds or steps for which everyone is assigned a page first: `gazette assign`.",
        "须先分派人员的轮次或步骤。",
    ),
    "rounds.different_proofs": (
        'Proofs of a round by different people: "all", "consecutive", "no".',
        "各校须由不同人承担：全部、相邻、不要求。",
    ),
    "rounds.different_reviews": (
        'Reviews of a round by different people: "all", "consecutive", "no".',
        "各审须由不同人承担：全部、相邻、不要求。",
    ),
    "rounds.spot_share": ("Share of the lines that a spot-check looks at.", "抽查的行数比例。"),
    "rounds.spot_wrong": ("Wrong characters that a spot-check lets pass.", "抽查允许的错字数。"),
    "people.proof": ("Proofreaders.", "校对人员。"),
    "people.first": ("First review.", "初审人员。"),
    "people.second": ("Second review.", "复审人员。"),
    "people.final": ("Final review.", "终审人员。"),
    "quality.scheme": (
        'The official way to count errors: "book", "journal", "newspaper".',
        "差错率计算办法：图书、期刊、报纸。",
    ),
    "quality.errors_per_10000": (
        "Errors in 10,000 characters that a sample must rule out.",
        "抽检须排除的差错率，每万字。",
    ),
    "quality.confidence": ("With what confidence.", "置信度。"),
    "quality.sample_share": ("Least share of the characters in a sample.", "抽检字数占全文的最低比例。"),
    "quality.sample_errors": (
        'Errors a sample may have: "none"; "some" reads more, so that bad luck refuses no good text.',
        "抽检可否有错：不可；可以有少量，但须多抽，使合格文本不致因偶然而被拒。",
    ),
    "quality.pass_rate": ("Share of the sampled pages without error.", "抽检页面合格率。"),
    "quality.cover_pages": (
        'Pages that are the cover in every issue, such as ["p0001"]: faults there count twice.',
        "各期的封面页，其差错加倍计算。",
    ),
    "quality.line_characters": (
        "Characters in a full line of print, for the official rate; 0: as measured.",
        "满行字数，用于版面字数；0 为按实测。",
    ),
    "quality.page_lines": ("Lines on a full page; 0: as measured.", "满版行数；0 为按实测。"),
    "export.formats": (
        'Any of "akn", "mets", "text", "normalised", "jsonl", "csv", "page", "pdf", "iiif", "tei".',
        "输出格式。",
    ),
    "export.address": (
        "The web address under which a folder for each issue is served; for IIIF.",
        "各期文件夹所在的网址，用于 IIIF。",
    ),
    "run.workers": ("Processes for image work; 0 is one per core.", "图像处理进程数；0 为每核一个。"),
}


def init(root: Path, title: str, digitized: str) -> Workspace:
    """Make a workspace for the work of that title; `digitized` is an ISO date.

    Raises:
        WorkspaceError: where the folder holds a workspace already.
        UsageError: where the path is no folder, or title or date cannot be used.
    """
    if (root / CONFIG).exists():
        raise WorkspaceError(f"{root}: holds a workspace already", f"Edit {root / CONFIG} to change it.")
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root}: is a file, a workspace is a folder", "Name another folder.")
    values = {"work.title": _checked_title(title), "work.digitized": _checked_date(digitized)}
    write_atomic(root / CONFIG, template(values).encode())
    return Workspace(root.resolve())


def template(values: dict[str, str]) -> str:
    """The text of gazette.toml: every setting explained, those in `values` set, the rest commented out."""
    parts = [_HEAD]
    for name, record in get_type_hints(Settings).items():
        parts.append(f"\n# {' '.join(_PARTS[name])}\n[{name}]\n")
        for field in dataclasses.fields(record):
            key = f"{name}.{field.name}"
            parts.append(f"# {' '.join(_EXPLAINED[key])}\n")
            parts.append(f"{field.name} = {_toml(values[key])}\n" if key in values else _default(field))
    return "".join(parts)


def _default(field: dataclasses.Field[Any]) -> str:
    return f"#{field.name} = {_toml(field.default)}\n"


def _toml(value: Any) -> str:
    """A text, a number or a list of texts as TOML writes it; JSON's way is the same but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _checked_title(title: str) -> str:
    if not title.strip() or any(unicodedata.category(char) in ("Cc", "Cs") for char in title):
        raise UsageError(f"{title!r} cannot be a title", "Give the printed title of the periodical.")
    return title.strip()


def _checked_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"{text!r} is no date", "Write it as year-month-day, such as 2026-03-01.") from error
