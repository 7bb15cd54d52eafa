"""A folder that belongs to `pap`: brought up to date, and never a way to write or delete anything else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pap_cli.errors import PapError
from pap_cli.output.folder import MARKER, Folder


def write(folder: Path, **files: str) -> None:
    named = {name.replace("__", "/").replace("_html", ".html"): text for name, text in files.items()}
    Folder(folder).write(named.items(), named)


def found(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def test_parent_folders_are_created(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b", index_html="one", plans__p__A1_html="two")
    assert found(tmp_path / "a" / "b") == {"index.html": "one", "plans/p/A1.html": "two"}


def test_files_no_longer_written_are_deleted_with_their_folders(tmp_path: Path) -> None:
    write(tmp_path, index_html="one", plans__p__A1_html="two", plans__q__A1_html="three")
    write(tmp_path, index_html="uno", plans__q__A1_html="three")
    assert found(tmp_path) == {"index.html": "uno", "plans/q/A1.html": "three"}
    assert not (tmp_path / "plans" / "p").exists()


def test_an_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    write(tmp_path, index_html="one", other_html="x")
    for name in ("index.html", "other.html"):
        os.utime(tmp_path / name, (1, 1))
    write(tmp_path, index_html="one", other_html="y")
    assert (tmp_path / "index.html").stat().st_mtime == 1
    assert (tmp_path / "other.html").stat().st_mtime > 1


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, index_html="one", plans__A1_html="two")
    (tmp_path / "CNAME").write_text("plan.example\n", encoding="utf-8")
    (tmp_path / "plans" / "notes.txt").write_text("mine", encoding="utf-8")
    write(tmp_path, index_html="one")
    assert found(tmp_path) == {"CNAME": "plan.example\n", "index.html": "one", "plans/notes.txt": "mine"}


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(PapError, match=r"contains files that pap did not create \(thesis\.txt\)"):
        Folder(tmp_path)
    assert found(tmp_path) == {"thesis.txt": "years of work"}


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("", encoding="utf-8")
    with pytest.raises(PapError, match="cannot write"):
        Folder(tmp_path / "site")


@pytest.mark.parametrize("text", ["", "index.html\n", "\x00"])
def test_a_list_that_pap_did_not_write_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / MARKER).write_text(text, encoding="utf-8")
    with pytest.raises(PapError, match="is not a list written by pap"):
        Folder(tmp_path)


def test_an_edited_list_deletes_nothing_outside_the_folder(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "kept.txt").write_text("mine", encoding="utf-8")
    write(site, index_html="one")
    (site / "link").symlink_to(tmp_path / "there", target_is_directory=True)
    with (site / MARKER).open("a", encoding="utf-8") as file:
        file.write(f"../outside.txt\n{outside}\nlink/kept.txt\n.\n\n")
    write(site, index_html="two")
    assert outside.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "there" / "kept.txt").is_file()
    assert (site / "index.html").read_text(encoding="utf-8") == "two"


def test_nothing_is_written_through_a_link_to_a_folder(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    write(site, index_html="one")
    (site / "plans").symlink_to(outside, target_is_directory=True)
    with pytest.raises(PapError, match="is a link; pap does not write through links"):
        write(site, index_html="one", plans__A1_html="two")
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("hard", [True, False])
def test_a_link_to_a_file_is_replaced(tmp_path: Path, hard: bool) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside.html"
    outside.write_text("mine", encoding="utf-8")
    write(site, index_html="one")
    (site / "index.html").unlink()
    if hard:
        (site / "index.html").hardlink_to(outside)
    else:
        (site / "index.html").symlink_to(outside)
    write(site, index_html="two")
    assert outside.read_text(encoding="utf-8") == "mine"
    assert (site / "index.html").read_text(encoding="utf-8") == "two"
    assert not (site / "index.html").is_symlink()


def test_a_link_in_place_of_the_list_is_refused(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    write(site, index_html="one")
    (site / MARKER).rename(outside)
    (site / MARKER).symlink_to(outside)
    with pytest.raises(PapError, match="is not a list written by pap"):
        write(site, index_html="two")


def test_the_next_run_cleans_up_after_an_interrupted_one(tmp_path: Path) -> None:
    def broken() -> object:
        yield "index.html", "one"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Folder(tmp_path).write(broken(), ["index.html", "later.html"])  # type: ignore[arg-type]
    assert found(tmp_path) == {"index.html": "one"}
    write(tmp_path, other_html="two")
    assert found(tmp_path) == {"other.html": "two"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever runs this may write anywhere")
def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PapError, match="permission denied"):
            write(tmp_path / "site", index_html="one")
    finally:
        tmp_path.chmod(0o700)
