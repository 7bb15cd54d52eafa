"""A folder that belongs to `pap`: brought up to date, and never a way to write or delete anything else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pap_cli.errors import PapError
from pap_cli.output import folder
from pap_cli.output.folder import MARKER, Folder

PAGE = '<!DOCTYPE html>\n<html><head><meta name="generator" content="pap site"></head></html>\n'


def write(site: Path, **files: str) -> None:
    named = {name.replace("__", "/").replace("_html", ".html"): text for name, text in files.items()}
    Folder(site).write(named.items(), named)


def found(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(site.rglob("*"))
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
    assert found(tmp_path) == {}
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


@pytest.mark.parametrize("text", ["", "index.html\n", "\x00", "\udcff"])
def test_a_damaged_list_does_not_block_the_folder(tmp_path: Path, text: str) -> None:
    write(tmp_path, index_html=PAGE, plans__A1_html=PAGE, old_html=PAGE)
    (tmp_path / MARKER).write_text(text, encoding="utf-8", errors="surrogateescape")
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    write(tmp_path, index_html="two", plans__A1_html="two", new_html="two")
    assert found(tmp_path) == {"index.html": "two", "plans/A1.html": "two", "new.html": "two", "mine.txt": "mine"}
    write(tmp_path, index_html="three")
    assert found(tmp_path) == {"index.html": "three", "mine.txt": "mine"}


@pytest.mark.parametrize("damaged", [True, False])
@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_a_page_never_replaces_a_file_of_somebody_else(tmp_path: Path, damaged: bool, kind: str) -> None:
    site, notes = tmp_path / "site", tmp_path / "site" / "plans" / "notes.html"
    write(site, index_html=PAGE, plans__A1_html=PAGE)
    (tmp_path / "outside").write_text(PAGE, encoding="utf-8")
    if kind == "file":
        notes.write_text("years of work", encoding="utf-8")
    elif kind == "link":
        notes.symlink_to(tmp_path / "outside")
    else:
        notes.mkdir()
    if damaged:
        (site / MARKER).write_text("", encoding="utf-8")
    before = found(site)
    with pytest.raises(PapError, match=r"notes\.html was not written by pap") as error:
        write(site, index_html="two", plans__notes_html="two")
    assert "nothing was written" in error.value.message
    assert found(site) == before
    assert leftovers(site) == []


def test_a_page_that_is_edited_is_written_again(tmp_path: Path) -> None:
    write(tmp_path, index_html="one")
    (tmp_path / "index.html").write_text("edited", encoding="utf-8")
    write(tmp_path, index_html="two")
    assert found(tmp_path) == {"index.html": "two"}


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".") and path.name != MARKER)


BEFORE = {"index.html": "one", "plans/p/A1.html": "one", "gone/old.html": "one"}
AFTER = {"index.html": "two", "plans/p/A1.html": "two", "plans/q/new.html": "two", "site.css": "two"}
CHANGES = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir")


def killed_at(step: int, folder: Path) -> bool:
    """Write AFTER in a process that is killed at a change of the disk; False if there are not so many."""
    code = f"""
import os, sys
from pathlib import Path
from pap_cli.output.folder import Folder
left = {step}
def watch(event, words):
    global left
    if event in {CHANGES!r} and (event != "open" or words[2] & (os.O_WRONLY | os.O_RDWR)):
        left -= 1
        if left < 0:
            os._exit(9)
files = {AFTER!r}
sys.addaudithook(watch)
Folder(Path({str(folder)!r})).write(files.items(), files)
os._exit(0)
"""
    return subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 9


@pytest.mark.parametrize("before", [{}, BEFORE], ids=["new", "again"])
def test_a_run_that_is_killed_at_any_step_harms_nothing(tmp_path: Path, before: dict[str, str]) -> None:
    for step in range(200):
        site = tmp_path / str(step)
        if before:
            Folder(site).write(before.items(), before)
        killed = killed_at(step, site)
        whole = {name: text for name, text in found(site).items() if not name.startswith(".pap-site")}
        assert all(text in ("one", "two") for text in whole.values()), "a page is written whole or not at all"
        theirs = [name for name in AFTER if name not in whole][:1]
        if theirs and killed and (site / MARKER).exists():  # what somebody puts where a page was to be is theirs
            (site / theirs[0]).parent.mkdir(parents=True, exist_ok=True)
            (site / theirs[0]).write_text("mine", encoding="utf-8")
            with pytest.raises(PapError, match="was not written by pap"):
                Folder(site).write(AFTER.items(), AFTER)
            assert (site / theirs[0]).read_text(encoding="utf-8") == "mine"
            (site / theirs[0]).unlink()
        Folder(site).write(AFTER.items(), AFTER)
        assert found(site) == AFTER
        assert leftovers(site) == []
        if not killed:
            assert step > 10
            return
    raise AssertionError("it never ended")


def test_two_runs_at_once_end_with_the_pages_of_one(tmp_path: Path) -> None:
    code = """
import sys, time
from pathlib import Path
from pap_cli.output.folder import Folder
folder, word = sys.argv[1:]
names = [f"{number % 7}/{number}.html" for number in range(60)] + [f"{word}.html"]
def files():
    for name in names:
        time.sleep(0.002)
        yield name, word
for _ in range(3):
    Folder(Path(folder)).write(files(), names)
"""
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "site"), word]) for word in ("a", "b", "c")]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    texts = found(tmp_path / "site")
    word = next(iter(texts.values()))
    assert set(texts.values()) == {word}
    assert len(texts) == 61
    assert f"{word}.html" in texts
    assert leftovers(tmp_path / "site") == []


def test_a_file_that_is_open_elsewhere_is_replaced_when_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, index_html="one")
    replace, refused = Path.replace, [PermissionError(13, "in use")] * 2

    def in_use(path: Path, target: Path) -> Path:
        if target.name == "index.html" and refused:
            raise refused.pop()
        return replace(path, target)

    monkeypatch.setattr(folder, "_BETWEEN", 0.001)
    monkeypatch.setattr(Path, "replace", in_use)
    monkeypatch.setattr(folder, "_TRIES", 3)
    write(tmp_path, index_html="two", new_html="two")
    assert found(tmp_path) == {"index.html": "two", "new.html": "two"}
    refused.extend([PermissionError(13, "in use")] * 3)
    with pytest.raises(PapError, match="cannot write"):
        write(tmp_path, index_html="three", new_html="three")
    write(tmp_path, index_html="three", new_html="three")
    assert found(tmp_path) == {"index.html": "three", "new.html": "three"}
    assert leftovers(tmp_path) == []


def test_a_link_in_place_of_the_drafts_is_not_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("mine", encoding="utf-8")
    write(site, index_html="one")
    (site / folder.DRAFTS).symlink_to(outside, target_is_directory=True)
    write(site, index_html="two")
    assert found(outside) == {"kept": "mine"}
    assert leftovers(site) == []
