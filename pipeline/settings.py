"""gazette.toml -> one frozen settings record per stage, validated once at the edge.

Every stage receives its own record and nothing else, so that changing a setting reruns that stage
and what depends on it, no more.  ``overrides.toml`` in an issue's folder changes scan and ocr
settings for single pages: a table per page id.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.errors import SettingsError
from pipeline.roster import DIFFERENT, PeopleSettings, RoundSettings, roles_of, steps_of
from pipeline.toml import fill, known, read
from pipeline.zones import DIRECTIONS, Zone

MOST_COLUMNS = 6
ROTATIONS = ("auto", 0, 90, 180, 270)
_PAGE_ID = re.compile(r"p\d{4,}")
SCHEMES = ("book", "journal", "newspaper")
FORMATS = ("akn", "mets", "text", "normalised", "jsonl", "csv", "page", "pdf", "iiif", "tei")
ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s/?#]+)*")
DIFFERENCES = (
    "encoding", "punctuation-width", "spacing", "leader", "punctuation", "variant", "confusable", "missing",
    "extra", "moved", "change",
)  # fmt: skip  # kinds of difference between readings, from harmless to real


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """What the periodical is; goes into every exported file."""

    title: str = "Untitled"
    language: str = "zho"  # ISO 639-2
    country: str = "cn"  # ISO 3166-1, for the Akoma Ntoso IRIs
    publisher: str = ""
    digitized: str = "1970-01-01"  # ISO date; exported as the date of digitization


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    max_pixels: int = 200_000_000  # a page above this is refused
    max_pages: int = 5_000  # pages in one TIFF or PDF above this are refused
    low_dpi: int = 200  # a scan below this is a finding (DA/T 31-2017)


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """Each switch is "auto", "never", or the value to use."""

    rotate: str | int = "auto"  # degrees clockwise that turn the scan upright
    split: str | int = "auto"  # "always" splits in the middle; a number is a pixel column of the upright page
    deskew: str | float = "auto"  # degrees counter-clockwise that level the lines
    dewarp: str = "auto"
    border: str = "auto"
    background: str = "auto"


@dataclass(frozen=True, slots=True)
class OcrSettings:
    witnesses: tuple[str, ...] = ("P6", "P4")  # sigils; the first one finds the lines
    languages: tuple[str, ...] = ("chi_sim",)  # for T, Tesseract's names
    direction: str = "auto"
    columns: str | int = "auto"  # how many columns of text stand side by side: 1 reads straight across
    zones: tuple[Zone, ...] = ()  # parts of one page, in reading order: see zones.py
    backend: str = "auto"  # "onnxruntime", "openvino"; auto takes the first one installed
    paddle_models: str = ""  # folder with det/ and rec/ for P; empty takes the weights of P6


@dataclass(frozen=True, slots=True)
class ProofSettings:
    errors_left_per_10000: float = 2.0  # how many errors may be left in what is settled without a person
    control_share: float = (
        0.002  # share of settled characters shown unmarked, to measure what settling lets through
    )
    settle: tuple[str, ...] = DIFFERENCES[:4]  # kinds of difference that are settled by rule
    hide: tuple[str, ...] = ()  # kinds that stay open, and that nobody is asked about


@dataclass(frozen=True, slots=True)
class QualitySettings:
    """What a finished text must meet; DA/T 31-2017 asks for a sample of 5 % of which 95 % is good."""

    scheme: str = "journal"  # the official way to count: "book", "journal", "newspaper"
    errors_per_10000: float = 2.0  # that a sample must rule out
    confidence: float = 0.95
    sample_share: float = 0.05  # of the characters, at least, in a sample
    sample_errors: str = (
        "none"  # that a sample may have: "some" reads more, so that bad luck refuses no good text
    )
    pass_rate: float = 0.95  # of the sampled pages, without error
    line_characters: int = 0  # characters in a full line of print, for 版面字数; 0: as measured
    page_lines: int = 0  # lines on a full page; 0: as measured
    cover_pages: tuple[str, ...] = ()  # page ids of the cover in every issue: half a page, faults count twice


@dataclass(frozen=True, slots=True)
class ExportSettings:
    formats: tuple[str, ...] = ("akn", "mets", "text", "normalised", "jsonl", "csv")
    address: str = "http://localhost:8000"  # under which a folder for each issue is served; for IIIF


@dataclass(frozen=True, slots=True)
class RunSettings:
    workers: int = 0  # processes for image work; 0 is one per core


@dataclass(frozen=True, slots=True)
class Settings:
    work: WorkSettings = field(default_factory=WorkSettings)
    intake: IntakeSettings = field(default_factory=IntakeSettings)
    scan: ScanSettings = field(default_factory=ScanSettings)
    ocr: OcrSettings = field(default_factory=OcrSettings)
    proof: ProofSettings = field(default_factory=ProofSettings)
    rounds: RoundSettings = field(default_factory=RoundSettings)
    people: PeopleSettings = field(default_factory=PeopleSettings)
    quality: QualitySettings = field(default_factory=QualitySettings)
    export: ExportSettings = field(default_factory=ExportSettings)
    run: RunSettings = field(default_factory=RunSettings)


def load(path: Path) -> Settings:
    """Read gazette.toml.

    Raises:
        SettingsError: naming the file, the key and what is allowed there.
    """
    tables = read(path)
    hints = get_type_hints(Settings)
    parts: dict[str, Any] = {}
    for name, table in tables.items():
        known(name, tuple(hints), path, "part")
        parts[name] = fill(hints[name](), table, path, name)
    settings = _checked(Settings(**parts), path)
    if settings.ocr.zones:
        raise SettingsError(f"{path}: zones are of one page; write them into overrides.toml under [p0003]")
    return settings


def page_overrides(path: Path, page: str, base: Settings) -> Settings:
    """`base` with what overrides.toml says of one page; the file may be missing.

    Raises:
        SettingsError: naming the file, the page and the key.
    """
    if not path.exists():
        return base
    tables = read(path)
    for name in tables:
        if not _PAGE_ID.fullmatch(name):
            raise SettingsError(f"{path}: {name} is no page id; they look like [p0003]")
    table = tables.get(page, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: [{page}] must be a table, such as [{page}] rotate = 90")
    scan_names = {f.name for f in dataclasses.fields(ScanSettings)}
    _all_known(table, path, page)
    scan = {key: value for key, value in table.items() if key in scan_names}
    ocr = {key: value for key, value in table.items() if key not in scan_names}
    changed = dataclasses.replace(
        base, scan=fill(base.scan, scan, path, page), ocr=fill(base.ocr, ocr, path, page)
    )
    return _checked(changed, path)


def _all_known(table: Mapping[str, Any], path: Path, page: str) -> None:
    allowed = tuple(f.name for cls in (ScanSettings, OcrSettings) for f in dataclasses.fields(cls))
    for key in table:
        known(key, allowed, path, f"key in [{page}]")


def _checked(settings: Settings, path: Path) -> Settings:
    scan, ocr = settings.scan, settings.ocr
    _one_of(scan.rotate, ROTATIONS, path, "rotate")
    _one_of(scan.split if isinstance(scan.split, str) else "auto", ("auto", "never", "always"), path, "split")
    _one_of(scan.deskew if isinstance(scan.deskew, str) else "auto", ("auto", "never"), path, "deskew")
    _one_of(scan.dewarp, ("auto", "never"), path, "dewarp")
    _one_of(scan.border, ("auto", "never"), path, "border")
    _one_of(scan.background, ("auto", "never"), path, "background")
    _one_of(ocr.direction, DIRECTIONS, path, "direction")
    _one_of(ocr.columns, ("auto", *range(1, MOST_COLUMNS + 1)), path, "columns")
    _one_of(ocr.backend, ("auto", "onnxruntime", "openvino"), path, "backend")
    for name in settings.export.formats:
        _one_of(name, FORMATS, path, "formats")
    if not ADDRESS.fullmatch(settings.export.address):
        raise SettingsError(
            f"{path}: address must look like https://example.org/gazette, not {settings.export.address!r}"
        )
    _checked_numbers(settings, path)
    _checked_rounds(settings, path)
    _checked_quality(settings.quality, path)
    _checked_date(settings.work.digitized, path)
    return settings


def _checked_date(text: str, path: Path) -> None:
    try:
        usual = date.fromisoformat(text).isoformat()
    except ValueError:
        usual = ""
    if text != usual:  # 20260301 is ISO as well, but not what the export formats take
        raise SettingsError(f"{path}: digitized must be a date such as 2026-03-01, not {text!r}")


def _checked_rounds(settings: Settings, path: Path) -> None:
    rounds = settings.rounds
    _one_of(rounds.different_proofs, DIFFERENT, path, "different_proofs")
    _one_of(rounds.different_reviews, DIFFERENT, path, "different_reviews")
    if not 0 < rounds.spot_share <= 1:
        raise SettingsError(f"{path}: spot_share must lie between 0 and 1, not {rounds.spot_share}")
    if rounds.spot_wrong < 0:
        raise SettingsError(f"{path}: spot_wrong is too small")
    try:
        roles_of(settings.people, (step.round for step in steps_of(rounds)))
    except ValueError as error:
        raise SettingsError(f"{path}: [rounds] or [people]: {error}") from error


def _checked_quality(quality: QualitySettings, path: Path) -> None:
    _one_of(quality.scheme, SCHEMES, path, "scheme")
    for page in quality.cover_pages:
        if not _PAGE_ID.fullmatch(page):
            raise SettingsError(f"{path}: cover_pages: {page!r} is no page id; they look like p0001")
    _one_of(quality.sample_errors, ("none", "some"), path, "sample_errors")
    if not 0 < quality.errors_per_10000 < 10_000:
        raise SettingsError(f"{path}: errors_per_10000 must lie between 0 and 10000")
    if not 0 < quality.confidence < 1:
        raise SettingsError(f"{path}: confidence must lie between 0 and 1, not {quality.confidence}")
    for name in ("sample_share", "pass_rate"):
        if not 0 <= getattr(quality, name) <= 1:
            raise SettingsError(f"{path}: {name} must lie between 0 and 1, not {getattr(quality, name)}")
    for name in ("line_characters", "page_lines"):
        if getattr(quality, name) < 0:
            raise SettingsError(f"{path}: {name} is too small")


def _checked_numbers(settings: Settings, path: Path) -> None:
    if not settings.ocr.witnesses:
        raise SettingsError(f"{path}: witnesses is empty", "Name at least one engine, such as P6.")
    _checked_proof(settings.proof, path)
    if not isinstance(settings.scan.deskew, str) and not abs(settings.scan.deskew) <= 45:
        raise SettingsError(f"{path}: deskew must lie between -45 and 45 degrees, not {settings.scan.deskew}")
    for name, value in (
        ("max_pixels", settings.intake.max_pixels),
        ("max_pages", settings.intake.max_pages),
        ("low_dpi", settings.intake.low_dpi + 1),
        ("workers", settings.run.workers + 1),
        ("split", settings.scan.split if isinstance(settings.scan.split, int) else 1),
    ):
        if value < 1:
            raise SettingsError(f"{path}: {name} is too small")


def _checked_proof(proof: ProofSettings, path: Path) -> None:
    wanted, share = proof.errors_left_per_10000, proof.control_share
    if not 0 <= wanted <= 10_000:
        raise SettingsError(f"{path}: errors_left_per_10000 must lie between 0 and 10000, not {wanted}")
    if not 0 <= share <= 1:
        raise SettingsError(f"{path}: control_share must lie between 0 and 1, not {share}")
    for key in ("settle", "hide"):
        for name in getattr(proof, key):
            _one_of(name, DIFFERENCES, path, key)
    twice = sorted(set(proof.settle) & set(proof.hide))
    if twice:
        raise SettingsError(f"{path}: settle and hide both name {', '.join(twice)}")


def _one_of(value: object, allowed: tuple[object, ...], path: Path, key: str) -> None:
    if value not in allowed:
        raise SettingsError(f"{path}: {key} must be one of {', '.join(map(str, allowed))}, not {value!r}")
