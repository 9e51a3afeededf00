"""Before the first page: is everything there that the settings ask for?

`gazette check` prints every line; `gazette run` stops at the first page it would not finish.
"""

from __future__ import annotations

import importlib
import platform
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import metadata
from pathlib import Path

from pipeline.errors import ExitCode, GazetteError, MissingToolError, NoSpaceError, SettingsError
from pipeline.ocr.engines import ENGINES, engine_kind, probe
from pipeline.settings import OcrSettings, Settings, page_overrides
from pipeline.workspace import Workspace

# What each stage imports on use: the name to import, the name pip knows.
PACKAGES = {
    "intake": (("cv2", "opencv-python-headless"), ("PIL", "pillow"), ("pypdfium2", "pypdfium2")),
    "scan": (("cv2", "opencv-python-headless"), ("numpy", "numpy"), ("PIL", "pillow")),
    "ocr": (("regex", "regex"), ("pdfplumber", "pdfplumber"), ("lxml.etree", "lxml")),
    "proof": (("rapidfuzz", "rapidfuzz"), ("jinja2", "jinja2"), ("opencc", "opencc")),
    "export": (("lxml.etree", "lxml"), ("cobalt", "cobalt"), ("opencc", "opencc")),
    "index": (("tantivy", "tantivy"), ("opencc", "opencc")),
}
FORMAT_PACKAGES = {
    "pdf": (("pikepdf.pdfa", "pikepdf"), ("fontTools", "fonttools"))
}  # of `formats` in [export]
_SPARE = 200 << 20  # bytes that must be free whatever is left to do


class Verdict(Enum):
    OK = "ok"
    ABSENT = "not installed"  # and not asked for
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list: what was looked at, how it stands, what to do."""

    what: str
    verdict: Verdict
    detail: str  # a version, or what is wrong
    remedy: str = ""
    exit_code: ExitCode = ExitCode.MISSING_TOOL  # where it is missing

    def __str__(self) -> str:
        remedy = f"\n  {self.remedy}" if self.remedy and self.verdict is not Verdict.OK else ""
        return f"{self.verdict.value:13} {self.what}: {self.detail}{remedy}"


@dataclass(frozen=True, slots=True)
class Preflight:
    checks: tuple[Check, ...]

    @property
    def missing(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.verdict is Verdict.MISSING)

    @property
    def exit_code(self) -> ExitCode:
        """OK, or the code of the first thing that is missing."""
        return self.missing[0].exit_code if self.missing else ExitCode.OK


def check(settings: Settings, workspace: Workspace | None = None) -> Preflight:
    """Look at everything that all stages need under these settings.

    Raises:
        SettingsError: where an issue's overrides.toml cannot be used, or names a page that is not there.
    """
    checks = [Check("Python", Verdict.OK, platform.python_version())]
    checks += packages(PACKAGES, settings.export.formats)
    checks += [engine(sigil, settings.ocr) for sigil in sigils(settings.ocr)]
    if workspace:
        checks.append(disk(workspace))
        check_overrides(workspace, settings)
    return Preflight(tuple(checks))


def require(settings: Settings, stages: Iterable[str], workspace: Workspace | None = None) -> None:
    """See that the given stages will find what they need.

    Raises:
        MissingToolError, NoSpaceError, SettingsError: saying all that is missing, and the remedies.
    """
    names = tuple(stages)
    checks = list(packages(names, settings.export.formats))
    if "ocr" in names:
        checks += [engine(sigil, settings.ocr) for sigil in settings.ocr.witnesses]
    if workspace:
        checks.append(disk(workspace))
        check_overrides(workspace, settings)
    missing = Preflight(tuple(checks)).missing
    if missing:
        error = NoSpaceError if missing[0].exit_code is ExitCode.NO_SPACE else MissingToolError
        message = "; ".join(f"{one.what}: {one.detail}" for one in missing)
        raise error(message, "\n  ".join(dict.fromkeys(one.remedy for one in missing)))


def sigils(settings: OcrSettings) -> tuple[str, ...]:
    """The engines asked for, then the others that we know."""
    return tuple(dict.fromkeys((*settings.witnesses, *ENGINES)))


def packages(stages: Iterable[str], formats: Iterable[str] = ()) -> Iterator[Check]:
    """Every Python package of these stages, really imported: a missing system library shows only then.

    Those of the export formats count where the export stage is among them.
    """
    names = tuple(stages)
    pairs = [pair for stage in names for pair in PACKAGES.get(stage, ())]
    if "export" in names:
        pairs += [pair for name in formats for pair in FORMAT_PACKAGES.get(name, ())]
    wanted = dict.fromkeys(pairs)
    for module, package in wanted:
        try:
            importlib.import_module(module)
            yield Check(package, Verdict.OK, _version(package))
        except Exception as error:  # whatever a broken package raises, it cannot be used
            remedy = f"pip install {package}"
            if "lib" in str(error) and ".so" in str(error):
                remedy = "Install the system library it names, such as: apt-get install libgl1 libglib2.0-0"
            yield Check(package, Verdict.MISSING, str(error) or type(error).__name__, remedy)


def engine(sigil: str, settings: OcrSettings) -> Check:
    """One engine: its package, its program, its languages, its weights."""
    absent = Verdict.MISSING if sigil in settings.witnesses else Verdict.ABSENT
    try:
        found = probe(sigil, settings)
        what = f"{sigil} ({found.name})"
        if not found.available:
            return Check(what, absent, "not installed", found.remedy)
        lost = [path for path in engine_kind(sigil).weights(settings) if not path.is_file()]
    except SettingsError as error:
        return Check(sigil, absent, str(error), error.advice, error.exit_code)
    except GazetteError as error:
        return Check(sigil, absent, str(error), error.advice)
    if lost:
        return Check(what, absent, f"no model at {lost[0]}", engine_kind(sigil).remedy)
    return Check(what, Verdict.OK, found.version)


def disk(workspace: Workspace) -> Check:
    """Free space against what the pages still to be cleaned will take, at a byte a pixel."""
    free = shutil.disk_usage(workspace.root).free
    wanted = _SPARE + _pixels_to_clean(workspace)
    detail = f"{free / 1e9:.1f} GB free, about {wanted / 1e9:.1f} GB wanted"
    verdict = Verdict.OK if free >= wanted else Verdict.MISSING
    return Check("disk", verdict, detail, f"Free space on the disk of {workspace.root}.", ExitCode.NO_SPACE)


def _pixels_to_clean(workspace: Workspace) -> int:
    total = 0
    for issue in workspace.issues():
        try:
            masters = workspace.inventory(issue).masters
        except GazetteError:  # the run says so, and does the other issues
            continue
        total += sum(
            master.width * master.height
            for master in masters
            if not workspace.clean_page(issue, master.page).exists()
        )
    return total


def check_overrides(workspace: Workspace, settings: Settings) -> None:
    """Read every issue's overrides.toml, so that a slip of the pen does not fail page after page.

    Raises:
        SettingsError: naming the file and the page.
    """
    for issue in workspace.issues():
        path = workspace.overrides(issue)
        if path.exists():
            pages = {master.page for master in workspace.inventory(issue).masters}
            for page in _tables(path, settings):
                page_overrides(path, page, settings)
                if page not in pages:
                    raise SettingsError(f"{path}: issue {issue} has no page {page}")


def _tables(path: Path, settings: Settings) -> tuple[str, ...]:
    page_overrides(path, "", settings)  # a file that is no TOML is told here
    return tuple(tomllib.loads(path.read_text("utf-8")))


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "installed under another name"
