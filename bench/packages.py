"""Is what leaves the house sound: typeset issues and real pages, packed, checked, packed again, corrected.

    python -m bench.packages --issues 50
    python -m bench.packages --issues 0 --data DATA --kept KEPT --schemas SCHEMAS

Every issue is exported and packed, and the package is held against our profiles, our rules and, with
`--schemas`, the official schemas.  Then all exports are thrown away and made again: the package must
have the same id.  Then one character of one line is corrected: the delta must hold just that.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from bench.paging import extent, paged
from bench.readings import FIRST, real
from bench.typeset_pages import ERAS, LEAVES
from pipeline import codec, delivering
from pipeline.export.delivery.listing import Listing
from pipeline.export.delivery.validate import validate
from pipeline.model import Edition, Glyph, Inventory, Master, Step
from pipeline.progress import Quiet
from pipeline.proof.edition import edit
from pipeline.runner import Options
from pipeline.settings import ProofSettings
from pipeline.workers import Inline
from pipeline.workspace import CONFIG, Workspace, sha256
from samples.typeset import typeset_issue

STEP = Step("proof", "bench", "1")
DPI = 200.0
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
        work = _work(Path(folder) / "work", [*_typeset(options.issues), *_read(options.data, options.kept)])
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
    line = _corrected(work)
    delta = _packed(work, folder / "delta", folder / "full")
    wrong = validate(folder / "delta", [folder / "full"], schemas).faults
    changes = delta.changes
    just_that = len(changes["issues"].changed) == 1 and len(changes["documents"].changed) <= 1
    print(f"issues          {len(full.issues)}, {sum(issue.pages for issue in full.issues)} pages")
    print(f"documents       {sum(len(issue.documents) for issue in full.issues)}")
    print(f"files           {len(full.files)}, {sum(file.size for file in full.files) / 1e6:.1f} MB")
    print(f"faults          {len(faults)}", *faults[:20], sep="\n  " if faults else "")
    print(f"packed again    {'the same id' if again.id == full.id else 'ANOTHER ID'}")
    print(f"delta after a correction in {line}: {_told(delta)}, {len(wrong)} faults")
    print(f"export and packing {packed - start:.1f} s, validation {checked - packed:.1f} s")
    return 0 if not faults and not wrong and again.id == full.id and just_that else 1


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


def _corrected(work: Workspace) -> str:
    """Change one character in the longest line of the last issue's documents, and say of which line."""
    issue = work.issues()[-1]
    pages = [master.page for master in work.inventory(issue).masters]
    paths = [work.edition(issue, page) for page in pages[2:]]
    editions = [(path, codec.load(path.read_bytes(), Edition, str(path))) for path in paths]
    path, edition, line = max(
        (
            (path, edition, line)
            for path, edition in editions
            for region in edition.regions
            for line in region.lines
        ),
        key=lambda found: len(found[2].glyphs),
    )
    middle = len(line.glyphs) // 2
    glyphs = (*line.glyphs[:middle], Glyph(WRONG, line.glyphs[middle].box), *line.glyphs[middle + 1 :])
    changed = replace(line, glyphs=glyphs)
    regions = tuple(
        replace(region, lines=tuple(changed if one.id == line.id else one for one in region.lines))
        for region in edition.regions
    )
    path.write_bytes(codec.dump(replace(edition, regions=regions)))
    return f"{issue} {line.id}"


def _typeset(count: int) -> Iterator[tuple[str, list[Leaf]]]:
    """Typeset issues with their own truth as text."""
    for n in range(count):
        issue = typeset_issue(1 + n // len(ERAS), LEAVES, ERAS[n % len(ERAS)])
        leaves = [
            Leaf(Edition(f.page, ("gt",), f.regions, (), (), (STEP,)), f.width, f.height)
            for f in issue.formes
        ]
        yield f"{issue.id}.{n + 1}", leaves


def _read(data: Path | None, kept: Path | None) -> Iterator[tuple[str, list[Leaf]]]:
    """Real pages as two engines read them and settling leaves them: a set is an issue."""
    sets: dict[str, list[Leaf]] = {}
    for readings in real(data, kept) if data else ():
        leaves = sets.setdefault(readings.set, [])
        page = f"p{len(leaves) + 1:04}"
        settled = ProofSettings().errors_left_per_10000
        edition = edit((readings.first, readings.second), FIRST, settled, STEP)
        leaves.append(_leaf(edition, page))
    yield from sets.items()


def _leaf(edition: Edition, page: str) -> Leaf:
    placed = paged(edition, page)
    return Leaf(placed, *extent(placed))


def _work(root: Path, issues: Sequence[tuple[str, list[Leaf]]]) -> Workspace:
    """A workspace with these issues, read and settled; the masters are blank images of the right size."""
    root.mkdir()
    (root / CONFIG).write_text('[work]\ntitle = "云山省人民政府公报"\ndigitized = "2026-11-20"\n', "utf-8")
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
    parser.add_argument("--data", type=Path, help="folder with real pages and their ground truth")
    parser.add_argument("--kept", type=Path, help="folder that keeps what the engines read on them")
    parser.add_argument("--schemas", type=Path, help="folder with official schemas")
    return parser


if __name__ == "__main__":
    sys.exit(main())
