"""Is what leaves the house sound: typeset issues and real pages, packed, checked, packed again, corrected.

    python -m bench.packages --issues 50
    python -m bench.packages --issues 0 --data DATA --kept KEPT --schemas SCHEMAS

Every issue is exported in every format and packed, and the package is held against our profiles, our
rules and, with `--schemas`, the official schemas.  Then all exports are thrown away and made again: the
package must have the same id.  Then one character of one line is corrected, a line is put in, and one is
taken out: each delta must hold just that.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from bench.paging import extent, paged
from bench.readings import FIRST, Readings, kept_readings, real
from bench.typeset_pages import ERAS, LEAVES
from pipeline import codec, delivering
from pipeline.export.delivery.listing import Listing
from pipeline.export.delivery.validate import validate
from pipeline.model import Edition, Glyph, Inventory, Master, Step, TextLine
from pipeline.progress import Quiet
from pipeline.proof.edition import edit
from pipeline.runner import Options
from pipeline.settings import FORMATS, ProofSettings
from pipeline.workers import Inline
from pipeline.workspace import CONFIG, Workspace, sha256
from samples.typeset import typeset_issue

STEP = Step("proof", "bench", "1")
DPI = 200.0
SETTINGS = f"""[work]
title = "云山省人民政府公报"
digitized = "2026-11-20"
[export]
formats = {json.dumps(FORMATS)}
"""
WRONG = "囗"  # stands in no text of ours


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page to deliver."""

    edition: Edition
    width: int
    height: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found; 1 where a package is not sound."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        work = _work(
            Path(folder) / "work", [*_typeset(options.issues), *read_issues(options.data, options.kept)]
        )
        return _measured(work, Path(folder), options.schemas)


def _measured(work: Workspace, folder: Path, schemas: Path | None) -> int:
    start = time.monotonic()
    full = _packed(work, folder / "full")
    packed = time.monotonic()
    faults = validate(folder / "full", schemas=schemas).faults
    checked = time.monotonic()
    for issue in work.issues():
        for path in work.export(issue).rglob("*.*"):
            path.unlink()
    work.ledger.unlink()
    again = _packed(work, folder / "again")
    print(f"issues          {len(full.issues)}, {sum(issue.pages for issue in full.issues)} pages")
    print(f"documents       {sum(len(issue.documents) for issue in full.issues)}")
    print(f"files           {len(full.files)}, {sum(file.size for file in full.files) / 1e6:.1f} MB")
    print(f"faults          {len(faults)}", *faults[:20], sep="\n  " if faults else "")
    print(f"packed again    {'the same id' if again.id == full.id else 'ANOTHER ID'}")
    print(f"export and packing {packed - start:.1f} s, validation {checked - packed:.1f} s")
    packages = [folder / "full"]
    sound = [_delta(work, packages, change, schemas) for change in (_corrected, _inserted, _dropped)]
    return 0 if not faults and again.id == full.id and all(sound) else 1


def _delta(
    work: Workspace, packages: list[Path], change: Callable[[Edition], Edition], schemas: Path | None
) -> bool:
    """Change the longest page of the last issue, and pack what follows; whether just that is in it."""
    issue = work.issues()[-1]
    paths = [work.edition(issue, master.page) for master in work.inventory(issue).masters[2:]]
    editions = {path: codec.load(path.read_bytes(), Edition, str(path)) for path in paths}
    path = max(paths, key=lambda path: sum(1 for _ in _lines(editions[path])))
    path.write_bytes(codec.dump(change(editions[path])))
    name = change.__name__.strip("_")
    delta = _packed(work, packages[0].with_name(name), packages[0])
    packages.insert(0, packages[0].with_name(name))
    wrong = validate(packages[0], packages[1:], schemas).faults
    documents = delta.changes["documents"]
    same = not documents.added and not documents.removed
    just_that = len(delta.changes["issues"].changed) == 1 and len(documents.changed) <= 1 and same
    print(
        f"delta, {name} in {issue} {path.stem}: {_told(delta)}, {len(wrong)} faults", *wrong[:5], sep="\n  "
    )
    return just_that and not wrong


def _told(delta: Listing) -> str:
    files = [file for file in delta.files if file.here]
    changes = (f"{len(delta.changes[kind].changed)} {kind}" for kind in ("issues", "documents", "files"))
    others = sum(len(each.added) + len(each.removed) for each in delta.changes.values())
    return f"{', '.join(changes)} changed, {others} others; {sum(file.size for file in files) / 1e3:.0f} kB"


def _packed(work: Workspace, target: Path, since: Path | None = None) -> Listing:
    request = delivering.Request(unaccepted=True, since=since)
    return delivering.package(
        work.root, target, request, Options((), lambda: Quiet(sys.stderr), Inline)
    ).listing


def _corrected(edition: Edition) -> Edition:
    """Another character in the middle of the longest line."""
    line = max(_lines(edition), key=lambda line: len(line.glyphs))
    middle = len(line.glyphs) // 2
    glyphs = (*line.glyphs[:middle], Glyph(WRONG, line.glyphs[middle].box), *line.glyphs[middle + 1 :])
    changed = replace(line, glyphs=glyphs)
    return _with_lines(edition, {line.id: (changed,)})


def _inserted(edition: Edition) -> Edition:
    """One more line behind the one in the middle of the longest region, of the same length."""
    longest = max(edition.regions, key=lambda region: len(region.lines))
    line = longest.lines[len(longest.lines) // 2]
    more = replace(line, id=f"{longest.id}_l{len(longest.lines) + 1:02}")
    return _with_lines(edition, {line.id: (line, more)})


def _dropped(edition: Edition) -> Edition:
    """Without a line in the middle of the longest region."""
    longest = max(edition.regions, key=lambda region: len(region.lines))
    return _with_lines(edition, {longest.lines[len(longest.lines) // 2 - 1].id: ()})


def _lines(edition: Edition) -> Iterator[TextLine]:
    return (line for region in edition.regions for line in region.lines)


def _with_lines(edition: Edition, instead: Mapping[str, tuple[TextLine, ...]]) -> Edition:
    regions = tuple(
        replace(region, lines=tuple(one for line in region.lines for one in instead.get(line.id, (line,))))
        for region in edition.regions
    )
    apps = tuple(app for app in edition.apps if app.line not in instead)  # their readings no longer hold
    return replace(edition, regions=regions, apps=apps)


def _typeset(count: int) -> Iterator[tuple[str, list[Leaf]]]:
    """Typeset issues with their own truth as text."""
    for n in range(count):
        issue = typeset_issue(1 + n // len(ERAS), LEAVES, ERAS[n % len(ERAS)])
        leaves = [
            Leaf(Edition(f.page, ("gt",), f.regions, (), (), (STEP,)), f.width, f.height)
            for f in issue.formes
        ]
        yield f"{issue.id}.{n + 1}", leaves


def read_issues(data: Sequence[Path], kept: Path | None) -> Iterator[tuple[str, list[Leaf]]]:
    """Pages as two engines read them and settling leaves them: a set is an issue.

    Those of the folders; without any folder, all pages that are kept, worn ones too.
    """
    sets: dict[str, list[Leaf]] = {}
    for readings in _readings(data, kept):
        leaves = sets.setdefault(readings.set, [])
        page = f"p{len(leaves) + 1:04}"
        settled = ProofSettings().errors_left_per_10000
        edition = edit((readings.first, readings.second), FIRST, settled, STEP)
        leaves.append(_leaf(edition, page))
    yield from sets.items()


def _readings(data: Sequence[Path], kept: Path | None) -> Iterator[Readings]:
    if kept and not data:
        return kept_readings(kept)
    return (one for folder in data for one in real(folder, kept))


def _leaf(edition: Edition, page: str) -> Leaf:
    placed = paged(edition, page)
    return Leaf(placed, *extent(placed))


def _work(root: Path, issues: Sequence[tuple[str, list[Leaf]]]) -> Workspace:
    """A workspace with these issues, read and settled; the masters are blank images of the right size."""
    root.mkdir()
    (root / CONFIG).write_text(SETTINGS, "utf-8")
    workspace = Workspace(root.resolve())
    for issue, leaves in issues:
        masters = []
        for leaf in leaves:
            page, image = leaf.edition.page, _blank(leaf.width, leaf.height)
            _write(workspace.master(issue, f"{page}.png"), image)
            _write(workspace.edition(issue, page), codec.dump(leaf.edition))
            name, size = f"{page}.png", (leaf.width, leaf.height)
            masters.append(Master(page, name, 0, "PNG", name, sha256(image), *size, DPI))
        _write(workspace.inventory_file(issue), codec.dump(Inventory(issue, tuple(masters))))
    return workspace


def _blank(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (width, height), 1).save(buffer, "PNG")
    return buffer.getvalue()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.packages", description=__doc__.splitlines()[0])
    parser.add_argument("--issues", type=int, default=50, help="typeset issues, with their truth as text")
    parser.add_argument(
        "--data", type=Path, action="append", default=[], help="folder with real pages and their ground truth"
    )
    parser.add_argument("--kept", type=Path, help="folder that keeps what the engines read on them")
    parser.add_argument("--schemas", type=Path, help="folder with official schemas")
    return parser


if __name__ == "__main__":
    sys.exit(main())
