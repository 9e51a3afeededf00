"""A small work of two pages, read by two engines that differ, and a proofreader who saves decisions."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cli import call
from pipeline import codec, image, runner
from pipeline.derivative import CleanPage, Derivative, Transform
from pipeline.model import Box, Edition, Glyph, Inventory, Master, Region, RegionKind, TextLine, Witness
from pipeline.proof.decisions import Act, Decision, DecisionFile, dump, state_of
from pipeline.roster import RoundSettings, steps_of
from pipeline.workers import Inline
from pipeline.workspace import Workspace, sha256, write_atomic

ISSUE = "1987-03"
PAGES = ("p0001", "p0002")
WHO = ("王芳", "李明", "陈静")
STEPS = [step.id for step in steps_of(RoundSettings())]
PEOPLE = """
[people]
proof = ["王芳", "李明", "陈静"]
first = ["王芳", "李明", "陈静"]
second = ["王芳", "李明", "陈静"]
final = ["王芳", "李明", "陈静"]
"""
TEXTS = {
    "p0001": (("云山省人民政府公报", "一九八七年第三期"), ("云山省人民政府公报", "一九八七年第三朝")),
    "p0002": (("灵动深处", "安得广厦千万间"), ("灵魂深处", "安得广夏千万间")),
}


def make(root: Path, settings: str = PEOPLE) -> Workspace:
    """The workspace, with its editions and its report made."""
    workspace = Workspace(root.resolve())
    root.mkdir(parents=True, exist_ok=True)
    workspace.config.write_text(f'[work]\ntitle = "云山省人民政府公报"\n{settings}', "utf-8")
    raster = image.encode_png(np.full((200, 600, 3), 255, np.uint8))
    masters = []
    for number, page in enumerate(PAGES, 1):
        data = raster + bytes([number])
        write_atomic(workspace.master(ISSUE, f"{page}.png"), data)
        masters.append(Master(page, f"{page}.png", 0, "PNG", f"{number}.png", sha256(data), 600, 200, 300.0))
        derivative = Derivative(f"{page}_a", f"{page}_a.png", 600, 200, Transform())
        clean = CleanPage(page, (derivative,), (), (), ())
        write_atomic(workspace.clean_page(ISSUE, page), codec.dump(clean))
        write_atomic(workspace.derivative(ISSUE, derivative.file), raster)
        for sigil, lines in zip(("P6", "P4"), TEXTS[page], strict=True):
            put(workspace, page, sigil, *lines)
    write_atomic(workspace.inventory_file(ISSUE), codec.dump(Inventory(ISSUE, tuple(masters))))
    assert gazette(workspace, "proof") == 0
    return workspace


def put(workspace: Workspace, page: str, sigil: str, *lines: str, layout: str = "r01") -> None:
    """What an engine reads on a page: line by line, strips of a line divided by a bar."""
    name = f"{page}_a_{layout}"
    strips = [(n, text, at) for n, row in enumerate(lines) for text, at in _strips(row)]
    made = tuple(
        _line(f"{name}_l{number:02d}", text, (at, n * 60)) for number, (n, text, at) in enumerate(strips, 1)
    )
    region = Region(name, RegionKind.PARAGRAPH, f"{page}_a", None, made)
    witness = Witness(page, sigil, (region,), (), ())
    write_atomic(workspace.witness(ISSUE, page, sigil), codec.dump(witness))


def _strips(row: str) -> list[tuple[str, int]]:
    """Each strip and how many characters stand before it."""
    found, at = [], 0
    for strip in row.split("|"):
        found.append((strip, at))
        at += len(strip)
    return found


def _line(name: str, printed: str, place: tuple[int, int]) -> TextLine:
    left, top = 40 * place[0], place[1]
    boxes = [Box(left + 40 * n, top, left + 40 * n + 40, top + 48) for n in range(len(printed))]
    glyphs = tuple(Glyph(each, box) for each, box in zip(printed, boxes, strict=True))
    return TextLine(name, Box(left, top, left + 40 * len(printed), top + 48), glyphs)


def gazette(workspace: Workspace, command: str, *arguments: str | Path) -> int:
    """The command on the workspace; its exit code."""
    quiet = ["-q"] if command in ("proof", "decide", "sign", "return", "spot") else []
    return call([command, str(workspace.root), *map(str, arguments), *quiet])


def edition(workspace: Workspace, page: str, shown: bool = True) -> Edition:
    """The edition of a page as the next person sees it, or with all there is."""
    path = workspace.shown_edition(ISSUE, page) if shown else workspace.edition(ISSUE, page)
    return codec.load(path.read_bytes(), Edition, str(path))


def text(found: Edition) -> str:
    return "|".join(line.text for region in found.regions for line in region.lines)


def choosing(workspace: Workspace, page: str, *texts: str) -> tuple[Decision, ...]:
    """For each text, the first place of the page where it may be chosen, and is."""
    apps = edition(workspace, page).apps
    found = [next(app for app in apps if word in {r.text for r in app.readings}) for word in texts]
    return tuple(
        Decision(page, app.id, app.line, app.start, app.stop, app.lemma, word, Act.CHOOSE)
        for app, word in zip(found, texts, strict=True)
    )


def typing(workspace: Workspace, page: str, lemma: str, word: str) -> Decision:
    """Another text for the one place of the page where `lemma` stands."""
    found = edition(workspace, page)
    for region in found.regions:
        for each in region.lines:
            start = each.text.find(lemma)
            if start >= 0:
                place = (each.id, start, start + len(lemma), lemma)
                return Decision(page, "", *place, word, Act.TYPE)
    raise AssertionError(f"{lemma} does not stand on {page}: {text(found)}")


def saved(
    workspace: Workspace, folder: Path, actor: str, step: str, *decisions: Decision, **changes: object
) -> Path:
    """The decisions as the report saves them, with some keys of the file changed."""
    pages = dict.fromkeys(decision.page for decision in decisions)
    states = tuple((page, state_of(edition(workspace, page))) for page in pages)
    file = DecisionFile(ISSUE, step, actor, "2026-03-01T09:30:00Z", states, decisions)
    plain = json.loads(dump(file)) | changes
    path = folder / f"{len(list(folder.iterdir()))}.json"
    path.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    return path


def mine(workspace: Workspace, folder: Path, step: str = "scan.proof1", **changes: object) -> Path:
    """What the first proofreader chooses on the second page, saved."""
    return saved(workspace, folder, "王芳", step, *choosing(workspace, "p0002", "魂", "厦"), **changes)


def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages run in this process: a pool of workers for each decision would take most of the time."""
    defaults = runner.Options.__init__.__defaults__
    assert defaults is not None
    monkeypatch.setattr(runner.Options.__init__, "__defaults__", (*defaults[:-1], Inline))


def signed(workspace: Workspace, *steps: str) -> None:
    """Sign steps on all pages, by one person after the other."""
    for step in steps:
        assert gazette(workspace, "sign", step, "--as", WHO[STEPS.index(step) % 3]) == 0


def person_of(workspace: Workspace, page: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Who is to do the page's next step, as `gazette rounds --json` has it."""
    capsys.readouterr()
    assert gazette(workspace, "rounds", "--json") == 0
    pages = json.loads(capsys.readouterr().out)["issues"][0]["pages"]
    return next(str(found["person"]) for found in pages if found["page"] == page)
