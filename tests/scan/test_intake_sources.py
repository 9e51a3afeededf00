"""What is taken in, in which order, into which issue."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scan.intake_sources import gather, page_key, plan
from pipeline.workspace import issue_id


def fill(folder: Path, *names: str) -> Path:
    """Files whose names say that they are page images."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return folder


def names(*paths: Path) -> list[str]:
    return [source.name for source in gather(paths).sources]


def test_natural_order_folder_by_folder(tmp_path: Path) -> None:
    fill(tmp_path, "10.tif", "9.tif", "b/2.tif", "b/10.tif", "a/1.tif", "9-2.tif", "9a.tif")
    assert names(tmp_path) == ["9.tif", "9-2.tif", "9a.tif", "10.tif", "a/1.tif", "b/2.tif", "b/10.tif"]


def test_loose_files_are_put_in_order_and_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    fill(tmp_path, "p1.png", "p2.png", "p10.png")
    given_paths = [tmp_path / name for name in ("p10.png", "p2.png", "p1.png", "p2.png")]
    assert names(*given_paths) == ["p1.png", "p2.png", "p10.png"]


def test_folders_keep_the_order_they_are_given_in(tmp_path: Path) -> None:
    fill(tmp_path / "front", "2.tif", "1.tif")
    fill(tmp_path / "back", "1.tif")
    gathered = gather([tmp_path / "front", tmp_path / "back"])
    assert [str(s.path.relative_to(tmp_path)) for s in gathered.sources] == [
        "front/1.tif",
        "front/2.tif",
        "back/1.tif",
    ]


def test_everything_else_is_named(tmp_path: Path) -> None:
    fill(tmp_path, "1.tif", "Thumbs.db", "notes.txt", ".DS_Store", ".git/x.tif", "bad.gif")
    fill(tmp_path / "work", "gazette.toml", "1/0-master/p0001.tif")
    found = gather([tmp_path, tmp_path / "none.tif"])
    assert [s.name for s in found.sources] == ["1.tif", "bad.gif"]
    assert sorted(f.message for f in found.skipped) == [
        ".DS_Store: left out: hidden",
        ".git: left out: hidden",
        "Thumbs.db: left out: no page image",
        "notes.txt: left out: no page image",
        "work: left out: a workspace of ours",
    ]
    ((path, error),) = found.refused
    assert path == tmp_path / "none.tif"
    assert "no such file" in str(error)


def test_links_and_devices_are_passed_over_without_a_hang(tmp_path: Path) -> None:
    inside, outside = fill(tmp_path / "in", "1.tif"), fill(tmp_path / "out", "2.tif", "d/3.tif")
    (inside / "a.tif").symlink_to(outside / "2.tif")
    (inside / "b.tif").symlink_to(inside / "1.tif")
    (inside / "c").symlink_to(outside / "d")
    (inside / "d").symlink_to(inside)
    (inside / "e.tif").symlink_to("nowhere.tif")
    (inside / "g.tif").symlink_to("/dev/zero")
    os.mkfifo(inside / "f.tif")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(inside)  # a socket's path is short
        listening.bind("s.tif")
        os.chdir(here)
        found = gather([inside])
    assert [s.name for s in found.sources] == ["1.tif"]  # b.tif is the same file
    assert [f.message for f in found.skipped] == [
        "a.tif: left out: a link that leads out of the folder",
        "c: left out: a link that leads out of the folder",
        "d: left out: a link to a folder",
        "e.tif: left out: no regular file",
        "f.tif: left out: no regular file",
        "g.tif: left out: a link that leads out of the folder",
        "s.tif: left out: no regular file",
    ]


def test_a_link_that_a_person_names_is_followed(tmp_path: Path) -> None:
    fill(tmp_path / "scans", "1.tif")
    (tmp_path / "link").symlink_to(tmp_path / "scans")
    (tmp_path / "file.tif").symlink_to(tmp_path / "scans" / "1.tif")
    assert names(tmp_path / "link") == ["1.tif"]
    assert names(tmp_path / "file.tif") == ["file.tif"]


def test_old_chinese_file_names_are_read(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "第三期.tif".encode("gb18030")
    Path(os.fsdecode(raw)).write_bytes(b"x")
    assert names(tmp_path) == ["第三期.tif"]


@given(st.lists(st.from_regex(r"[ab]?[0-9]{1,3}[ab]?\.(tif|jpg)", fullmatch=True), unique=True), st.randoms())
def test_page_order_does_not_depend_on_the_order_given(some: list[str], random: object) -> None:
    ordered = sorted(some, key=page_key)
    random.shuffle(some)  # type: ignore[attr-defined]
    assert sorted(some, key=page_key) == ordered


def ids(*paths: Path, issue: str = "") -> list[str]:
    return [name for name, _ in plan(paths, issue)]


def test_a_folder_with_images_is_an_issue(tmp_path: Path) -> None:
    fill(tmp_path / "1987 第3期", "1.tif", "cover/0.tif")
    ((name, paths),) = plan([tmp_path / "1987 第3期"])
    assert name == "1987-第3期"
    assert [s.name for s in gather(paths).sources] == ["1.tif", "cover/0.tif"]


def test_folders_of_images_are_issues(tmp_path: Path) -> None:
    fill(
        tmp_path / "1987", "03/1.tif", "10/1.tif", "04/1.tif", "readme.txt", ".cache/1.tif", "empty/notes.txt"
    )
    assert ids(tmp_path / "1987") == ["03", "04", "10"]
    assert ids(tmp_path) == ["1987-03", "1987-04", "1987-10"]
    assert ids(tmp_path / "1987", issue="all") == ["all"]


def test_loose_files_belong_to_the_issue_of_their_folder(tmp_path: Path) -> None:
    fill(tmp_path / "1987-03", "1.tif", "2.tif")
    one, two = tmp_path / "1987-03" / "1.tif", tmp_path / "1987-03" / "2.tif"
    assert plan([one, two]) == (("1987-03", (one, two)),)
    assert ids(Path("/nothing.tif")) == ["1"]


def test_two_folders_of_one_name_are_two_issues(tmp_path: Path) -> None:
    fill(tmp_path, "a/3 x/1.tif", "a/3-x/1.tif", "b/3-x/1.tif")
    assert ids(tmp_path / "a", tmp_path / "b" / "3-x") == ["3-x", "3-x-2", "3-x-3"]


@pytest.mark.parametrize(
    ("folder", "issue"), [("index", "issue-index"), ("...", "1"), ("_", "1"), ("a..b", "a-b")]
)
def test_names_that_cannot_be_ids_are_changed(tmp_path: Path, folder: str, issue: str) -> None:
    fill(tmp_path / folder, "1.tif")
    assert ids(tmp_path / folder) == [issue]


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=120))
def test_every_folder_name_becomes_an_id(name: str) -> None:
    (issue,) = ids(Path("/nowhere-at-all") / name / "1.tif")
    assert issue_id(issue) == issue
