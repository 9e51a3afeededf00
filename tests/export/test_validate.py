"""`gazette validate`: sound packages have no fault; broken ones have just the faults that were made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from breaking import (
    ACTS,
    AKN,
    ALTO,
    METS,
    PAGES,
    added,
    bomb,
    cut,
    deep,
    doctype,
    fetched,
    gone,
    linked,
    listed_twice,
    no_picture,
    open_change,
    out_of_the_bag,
    piped,
    sealed,
    swapped_pages,
    wrong_oxum,
)
from lxml import etree
from lxml.isoschematron import Schematron
from package_samples import EXPORT, ISSUE, reidentify, reseal, rewrite, swap
from shared_folder import SHARED, needs_shared

from pipeline.export.delivery.faults import REMEDIES
from pipeline.export.delivery.validate import validate
from pipeline.export.schema import profile
from pipeline.workspace import sha256

SCHEMAS = SHARED / "schemas"


def found(package: Path) -> set[tuple[str, str]]:
    return {(fault.code, fault.file.removeprefix("data/")) for fault in validate(package).faults}


@pytest.mark.parametrize("name", ["full", "full.zip", "delta"])
def test_a_sound_package_has_no_fault(sound: Path, name: str) -> None:
    report = validate(sound / name)
    assert report.faults == ()
    assert report.listing is not None


def test_a_delta_has_none_with_the_package_before_it_either(sound: Path) -> None:
    assert validate(sound / "delta", [sound / "full.zip"]).faults == ()


@needs_shared
def test_a_sound_package_is_valid_by_the_official_schemas(sound: Path) -> None:
    assert validate(sound / "full", schemas=SCHEMAS).faults == ()


# One fault each


def foreign_listing(package: Path) -> None:
    path = package / "data" / "package.json"
    path.write_text('{"format": "other/1"}', "utf-8")
    reseal(package, record=False)


def damaged_listing(package: Path) -> None:
    swap(package, "package.json", '"base": null,', '"base": null')
    reseal(package, record=False)


def edited_status(package: Path) -> None:
    swap(package, "package.json", '"status": "unproofread"', '"status": "accepted"')
    reseal(package, record=False)


def kept_tombstone(package: Path) -> None:
    path = package / "data" / "package.json"
    record = json.loads(path.read_text("utf-8"))
    record["changes"]["documents"]["removed"] = [f"{ISSUE}/d_p0003_r02_l01"]
    path.write_text(json.dumps(record), "utf-8")
    reseal(package, record=False)


def climbing_path(package: Path) -> None:
    path = package / "data" / "package.json"
    record = json.loads(path.read_text("utf-8"))
    file = dict(record["issues"][0]["files"][0], path=f"{ISSUE}/../../etc/passwd", here=True)
    record["issues"][0]["files"].append(file)
    record["changes"]["files"]["added"].append(file["path"])
    record["changes"]["files"]["added"].sort()
    path.write_text(json.dumps(record), "utf-8")
    reidentify(path)
    reseal(package, record=False)


def no_json(package: Path) -> None:
    rewrite(package, ACTS, lambda text: text.replace("}\n", "\n", 1))
    reseal(package)


def lost_document(package: Path) -> None:
    rewrite(package, ACTS, lambda text: text.partition("\n")[2])
    reseal(package)


def elsewhere_named(package: Path) -> None:
    """A document named by a line that it does not begin with, in every file."""
    tables = [f"{EXPORT}/{name}" for name in ("documents.csv", "normalised.txt", "normalisation.csv")]
    for path in (AKN, METS, ACTS, "package.json", *tables):
        rewrite(package, path, lambda text: text.replace("d_p0006_r01_l01", "d_p0006_r01_l09"))
    reseal(package)


def unnamed(package: Path) -> None:
    """A file that package.json and the manifests list, and METS does not."""
    mets = package / "data" / METS
    text = mets.read_text("utf-8")
    start = text.rindex("<file ", 0, text.index("issue.txt"))
    stop = text.index("</file>", start) + len("</file>")
    mets.write_text(text[:start] + text[stop:], "utf-8")
    reseal(package)


def digest_changed(package: Path) -> None:
    """METS has another digest for a file than package.json has."""
    digest = sha256((package / "data" / AKN).read_bytes())
    swap(package, METS, digest, "0" * 64)
    reseal(package, mets=False)


def line_cut(package: Path) -> None:
    def without(text: str) -> str:
        start = text.index('<TextLine ID="p0003_r04_l05"')
        return text[:start] + text[text.index("</TextLine>", start) + len("</TextLine>") :]

    rewrite(package, ALTO, without)
    reseal(package)


P3 = ("page-differs", ALTO)
BROKEN: dict[str, tuple[Callable[[Path], None], set[tuple[str, str]]]] = {
    # the bag
    "no declaration": (gone("bagit.txt"), {("no-bag", "")}),
    "foreign version": (
        open_change("bagit.txt", "1.0", "9.9"),
        {("bad-tag-file", "bagit.txt"), ("changed-file", "bagit.txt")},
    ),
    "no manifest": (
        lambda package: [gone(f"manifest-{name}.txt")(package) for name in ("sha256", "sha512")],
        {
            ("bad-tag-file", "manifest-sha256.txt"),
            ("missing-file", "manifest-sha256.txt"),
            ("missing-file", "manifest-sha512.txt"),
        },
    ),
    "listed twice": (listed_twice, {("file-twice", "manifest-sha256.txt")}),
    "path out of the bag": (out_of_the_bag, {("unsafe-link", "manifest-sha256.txt")}),
    "wrong oxum": (wrong_oxum, {("wrong-size", "bag-info.txt")}),
    "files to fetch": (fetched, {("bad-tag-file", "fetch.txt")}),
    "changed byte": (
        open_change(f"data/{EXPORT}/issue.txt", "农田", "衣田"),
        {(code, f"{EXPORT}/issue.txt") for code in ("changed-file", "listing-differs", "text-differs")},
    ),
    "file gone": (
        gone(f"data/{EXPORT}/text/p0001.txt"),
        {("missing-file", f"{EXPORT}/text/p0001.txt"), ("wrong-size", "bag-info.txt")},
    ),
    "file too many": (
        added("data/extra.exe"),
        {("unlisted-file", "extra.exe"), ("wrong-size", "bag-info.txt")},
    ),
    "link to elsewhere": (
        linked,
        {("no-plain-file", ACTS), ("missing-file", ACTS), ("wrong-size", "bag-info.txt")},
    ),
    "pipe": (piped, {("no-plain-file", PAGES), ("missing-file", PAGES), ("wrong-size", "bag-info.txt")}),
    # package.json
    "no listing": (
        gone("data/package.json"),
        {("missing-file", "package.json"), ("no-listing", "package.json"), ("wrong-size", "bag-info.txt")},
    ),
    "foreign listing": (foreign_listing, {("bad-listing", "package.json")}),
    "damaged listing": (damaged_listing, {("bad-listing", "package.json")}),
    "status edited": (edited_status, {("bad-listing", "package.json")}),
    "tombstone of what is there": (kept_tombstone, {("tombstone", "package.json")}),
    "listed path climbs": (
        climbing_path,
        {
            ("unsafe-link", "package.json"),
            ("missing-file", f"{ISSUE}/../../etc/passwd"),
            ("dangling-link", METS),
        },
    ),
    # XML
    "not well-formed": (cut, {("bad-xml", ALTO)}),
    "DOCTYPE with an entity": (doctype, {("bad-xml", AKN)}),
    "entities that explode": (bomb, {("bad-xml", METS)}),
    "nested too deeply": (deep, {("bad-xml", ALTO)}),
    "unknown element": (sealed(AKN, "<preamble>", "<preamble><blink/>"), {("grammar", AKN)}),
    "id twice": (
        sealed(AKN, 'eId="d_p0006_r01_l01"', 'eId="d_p0003_r02_l01"'),
        {("grammar", AKN), ("document-differs", AKN), ("document-differs", ACTS)},
    ),
    "ALTO without a box": (sealed(ALTO, 'BASEDIRECTION="ltr"', ""), {("grammar", ALTO)}),
    "METS with another digest type": (
        sealed(METS, 'CHECKSUMTYPE="SHA-256"', 'CHECKSUMTYPE="MD5"'),
        {("grammar", METS)},
    ),
    "PREMIS with an agent that nobody knows": (
        sealed(f"{EXPORT}/premis.xml", "Value>agent_01<", "Value>agent_99<"),
        {("grammar", f"{EXPORT}/premis.xml")},
    ),
    # rules
    "line end lost": (
        sealed(AKN, "<eol/>", ""),
        {("rule", AKN), ("line-missing", AKN), ("text-differs", AKN)},
    ),
    "contents to nowhere": (
        sealed(AKN, 'href="#d_p0006_r01_l01"', 'href="#d_p0009_r01_l01"'),
        {("rule", AKN)},
    ),
    "page nobody has": (sealed(AKN, 'gz:page="p0003"', 'gz:page="p0033"'), {("rule", AKN)}),
    "box beyond the page": (
        sealed(AKN, 'gz:bbox="300 100 750 190"', 'gz:bbox="300 100 7500 190"'),
        {("rule", AKN), ("box-differs", AKN)},
    ),
    "document named by another line": (elsewhere_named, {("rule", AKN)}),
    "box turned": (
        sealed(AKN, 'gz:bbox="300 100 750 190"', 'gz:bbox="750 100 300 190"'),
        {("rule", AKN), ("box-differs", AKN)},
    ),
    "date filled wrongly": (
        sealed(AKN, 'date="1987-01-01" name="publication"', 'date="1987-05-05" name="publication"'),
        {("rule", AKN)},
    ),
    # links between files
    "METS link climbs": (
        sealed(METS, "../0-master/p0001.png", "../../../etc/passwd"),
        {("unsafe-link", METS), ("dangling-link", METS)},
    ),
    "METS link climbs in disguise": (
        sealed(METS, "../0-master/p0001.png", "..%2F..%2f%2e%2e/etc/passwd"),
        {("unsafe-link", METS), ("dangling-link", METS)},
    ),
    "METS link to a server": (
        sealed(METS, "../0-master/p0001.png", "http://example.org/p0001.png"),
        {("unsafe-link", METS), ("dangling-link", METS)},
    ),
    "METS link to nothing": (sealed(METS, "text/p0001.txt", "text/p0099.txt"), {("dangling-link", METS)}),
    "METS leaves a file out": (unnamed, {("dangling-link", METS)}),
    "METS of another issue": (sealed(METS, 'OBJID="1987-03"', 'OBJID="1987-04"'), {("wrong-issue", METS)}),
    "METS with another digest": (digest_changed, {("digest-differs", METS)}),
    "area of no block": (sealed(METS, 'BEGIN="p0003_r02"', 'BEGIN="p0003_r99"'), {("dangling-link", METS)}),
    "pages out of order": (sealed(METS, 'ORDER="2"', 'ORDER="7"'), {("page-differs", METS)}),
    "ALTO of the wrong page": (
        swapped_pages,
        {P3, ("page-differs", f"{EXPORT}/alto/p0004.xml"), ("line-missing", ALTO)}
        | {("line-missing", f"{EXPORT}/alto/p0004.xml"), ("dangling-link", METS)},
    ),
    "ALTO of another size": (sealed(ALTO, 'WIDTH="1200"', 'WIDTH="1300"'), {P3}),
    "master that is no image": (
        no_picture,
        {("no-image", f"{ISSUE}/0-master/p0002.png")}
        | {("digest-differs", file) for file in (AKN, f"{EXPORT}/premis.xml")},
    ),
    # texts
    "a word changed in one text": (
        sealed(AKN, "际研究措施", "际研究办法"),
        {("text-differs", AKN)},
    ),
    "a line missing in ALTO": (
        line_cut,
        {("line-missing", ALTO)},
    ),
    "a word more in plain text": (
        sealed(f"{EXPORT}/text/p0003.txt", "农田", "农田水利"),
        {("text-differs", f"{EXPORT}/text/p0003.txt")},
    ),
    "a record cut": (no_json, {("bad-record", ACTS)}),
    "a document missing": (lost_document, {("document-differs", ACTS)}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_package_has_just_its_faults(package: Path, name: str) -> None:
    break_it, faults = BROKEN[name]
    break_it(package)
    assert found(package) == faults


def test_there_are_more_than_thirty() -> None:
    assert len(BROKEN) > 30


def test_ids_that_repeat_without_end_are_told_in_bounded_time(package: Path) -> None:
    """A schema compares every id with every other: so many equal ones would take it hours."""
    item = '<tocItem eId="d_p0003_r02_l01" href="#d_p0003_r02_l01" level="1">x</tocItem>\n'
    rewrite(package, AKN, lambda text: text.replace("</toc>", item * 50_000 + "</toc>", 1))
    told = [fault for fault in validate(package).faults if fault.code == "grammar"]
    assert len(told) == 100
    assert all("Duplicate key-sequence: eId d_p0003_r02_l01" in fault.reason for fault in told)


# A delta and what it follows


def test_a_delta_of_another_package_is_told(sound: Path) -> None:
    (fault,) = validate(sound / "delta", [sound / "delta"]).faults
    assert fault.code == "wrong-base"


def test_a_delta_with_a_change_that_is_none_is_told(sound: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(sound / "delta", tmp_path / "broken"))
    path = broken / "data" / "package.json"
    record = json.loads(path.read_text("utf-8"))
    record["changes"]["documents"]["changed"].append(f"{ISSUE}/d_p0006_r01_l01")
    path.write_text(json.dumps(record), "utf-8")
    reseal(broken, record=False)
    assert validate(broken).faults == ()
    assert [fault.code for fault in validate(broken, [sound / "full"]).faults] == ["tombstone"]


# What is told


def test_a_fault_has_file_line_reason_and_remedy(package: Path) -> None:
    sealed(AKN, 'href="#d_p0006_r01_l01"', 'href="#d_p0009_r01_l01"')(package)
    faults = validate(package).faults
    assert {fault.rule for fault in faults} == {"dangling-link", "contents-target"}
    text = (package / "data" / AKN).read_text("utf-8").splitlines()
    for fault in faults:
        assert "#d_p0009_r01_l01" in text[fault.line - 1]
        assert fault.reason
        assert fault.remedy in REMEDIES.values()


@pytest.mark.parametrize("name", [name for name, (_, wanted) in BROKEN.items() if ("rule", AKN) in wanted])
def test_a_processor_of_schematron_finds_the_same(package: Path, name: str) -> None:
    """The rules as published, by way of a stylesheet: the same asserts fail, as often."""
    BROKEN[name][0](package)
    checker = Schematron(etree.parse(str(profile("gazette-rules-1.sch"))), store_report=True)
    assert not checker.validate(etree.parse(str(package / "data" / AKN)))
    told = checker.validation_report.iter("{http://purl.oclc.org/dsdl/svrl}failed-assert")
    assert sorted(one.get("id") for one in told) == sorted(f.rule for f in validate(package).faults if f.rule)


def test_the_rules_hold_for_a_sound_issue_by_that_way_too(sound: Path) -> None:
    checker = Schematron(etree.parse(str(profile("gazette-rules-1.sch"))))
    assert checker.validate(etree.parse(str(sound / "full" / "data" / AKN)))


def test_every_rule_of_the_schema_is_named_once() -> None:
    schema = (Path(__file__).parents[2] / "schemas" / "gazette-rules-1.sch").read_text("utf-8")
    ids = [part.partition('"')[0] for part in schema.split('<assert id="')[1:]]
    assert len(ids) == len(set(ids)) > 15
