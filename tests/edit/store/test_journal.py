"""The journal: what can be taken back, in which order, within which bounds, and what damage to it does."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.running import Ran, Run, make_workspace
from edit.store.faults import NOW, revert_last, without_waiting
from pap_cli.edit.store import journal as module
from pap_cli.edit.store.changes import Change
from pap_cli.edit.store.journal import MAX_BYTES, MAX_ENTRIES, Journal, Standing
from pap_cli.edit.store.lock import state_folder
from pap_cli.edit.store.write import write
from pap_cli.errors import PapError

Do = Callable[..., Ran]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    without_waiting(monkeypatch)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    folder = make_workspace(tmp_path / "workspace")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def kept(root: Path) -> Path:
    return state_folder(root, os.environ)


@pytest.fixture
def do(pap: Run, root: Path) -> Do:
    return pap


def note(do: Do, text: str) -> None:
    assert do("note", "A1.1", text, "--on", "2016-10-01", "--as-of", "2016-10-14").code == 0


def plan(root: Path) -> str:
    return (root / "plans/one.yaml").read_text(encoding="utf-8")


def test_commands_are_taken_back_in_turn_and_made_again_in_turn(do: Do, root: Path) -> None:
    texts = [plan(root)]
    for text in ("first", "second", "third"):
        note(do, text)
        texts.append(plan(root))
    for text in reversed(texts[:-1]):
        assert do("undo").code == 0
        assert plan(root) == text
    assert "nothing to undo in this workspace" in do("undo").err
    for text in texts[1:]:
        assert do("redo").code == 0
        assert plan(root) == text
    assert "nothing to redo in this workspace" in do("redo").err


def test_a_new_change_leaves_nothing_to_make_again(do: Do, root: Path) -> None:
    note(do, "first")
    note(do, "second")
    assert do("undo").code == 0
    note(do, "third")
    assert do("redo").code == 2
    assert do("undo").code == 0
    assert "first" in plan(root)
    assert do("undo").code == 0
    assert "first" not in plan(root)


def test_what_was_changed_or_deleted_since_is_not_taken_back(do: Do, root: Path) -> None:
    note(do, "first")
    path = root / "plans/one.yaml"
    text = plan(root) + "# by hand\n"
    path.write_text(text, encoding="utf-8")
    ran = do("undo")
    assert ran.err == (
        "pap: pap note A1.1 cannot be undone: plans/one.yaml was changed since\n"
        "  change the files by hand, or with git\n"
    )
    assert plan(root) == text
    path.unlink()
    assert "plans/one.yaml was deleted since" in do("undo").err
    path.mkdir()
    assert "cannot read plans/one.yaml" in do("undo").err
    assert "internal error" not in do("undo").err


def test_two_workspaces_have_journals_of_their_own(do: Do, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_workspace(root.parent / "other")
    note(do, "first")
    monkeypatch.chdir(other)
    assert do("undo").code == 2
    note(do, "second")
    monkeypatch.chdir(root)
    assert do("undo").code == 0
    assert "first" not in plan(root)
    assert "second" in plan(other)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_workspace_under_a_link_is_the_same(do: Do, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan(root)
    link = root.parent / "link"
    link.symlink_to(root, target_is_directory=True)
    monkeypatch.chdir(link)
    note(do, "first")
    monkeypatch.chdir(root)
    assert do("undo").code == 0
    assert plan(root) == before


def test_a_workspace_that_was_moved_has_nothing_to_undo_and_another_in_its_place_is_left_alone(
    do: Do, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(do, "first")
    monkeypatch.chdir(root.parent)
    moved = root.rename(root.parent / "moved")
    assert "nothing to undo" in do("undo", "-C", str(moved)).err
    other = make_workspace(root)
    assert "was changed since" in do("undo", "-C", str(other)).err
    assert "first" not in plan(other)


def test_a_dry_run_and_a_refusal_leave_no_entry(do: Do, root: Path, kept: Path) -> None:
    assert do("note", "A1.1", "x", "--on", "2016-10-01", "--dry-run").code == 0
    assert do("note", "A9", "x", "--on", "2016-10-01").code == 2
    assert not Journal(kept).paths(Standing.DONE)


def edit(root: Path, kept: Path, number: int) -> None:
    path = root / "plans/one.yaml"
    before = path.read_bytes()
    change = Change(path, before, before + b"# %d\n" % number)
    write(root, kept, [change], command=f"note {number}", effects=[], now=NOW)


@pytest.fixture
def store(root: Path, kept: Path) -> tuple[Path, Path]:
    kept.mkdir(parents=True)
    return root, kept


def test_the_last_200_commands_are_kept(store: tuple[Path, Path]) -> None:
    before = [plan(store[0])]
    for number in range(MAX_ENTRIES + 3):
        edit(*store, number)
        before.append(plan(store[0]))
    journal = Journal(store[1])
    assert len(journal.paths(Standing.DONE)) == MAX_ENTRIES
    for _ in range(MAX_ENTRIES):
        revert_last(*store, Standing.UNDONE)
    assert plan(store[0]) == before[3]
    assert len(list(store[1].iterdir())) == MAX_ENTRIES


def test_entries_are_kept_within_a_number_of_bytes(store: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    edit(*store, 0)
    size = Journal(store[1]).paths(Standing.DONE)[0].stat().st_size
    monkeypatch.setattr(module, "MAX_BYTES", 4 * size)
    for number in range(10):
        edit(*store, number)
    assert sum(path.stat().st_size for path in store[1].iterdir()) <= 4 * size


def test_a_change_that_is_larger_than_the_journal_is_refused(
    store: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    before = plan(store[0])
    with pytest.raises(PapError, match="larger than what undo can keep; nothing was changed"):
        edit(*store, 0)
    assert plan(store[0]) == before
    assert not list(store[1].iterdir())


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def scramble(path: Path) -> None:
    path.write_bytes(b"\xff\x00not json")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def deep(path: Path) -> None:
    path.write_bytes(b"[" * 100_000)


def of_another_version(path: Path) -> None:
    entry = json.loads(path.read_bytes())
    path.write_text(json.dumps(entry | {"version": 99}), encoding="utf-8")


def of_another_number(path: Path) -> None:
    entry = json.loads(path.read_bytes())
    path.write_text(json.dumps(entry | {"number": 99}), encoding="utf-8")


def huge(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(MAX_BYTES + 1)


def linked(path: Path) -> None:
    shutil.copy(path, path.with_name("elsewhere"))
    path.unlink()
    path.symlink_to(path.with_name("elsewhere"))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE = (cut, scramble, empty, deep, of_another_version, of_another_number, huge, linked, a_folder)
damages = pytest.mark.parametrize(
    "damage", [one for one in DAMAGE if os.name != "nt" or one is not linked], ids=lambda one: one.__name__
)


@damages
def test_a_damaged_entry_is_said_and_nothing_older_is_taken_back_in_its_place(
    do: Do, root: Path, kept: Path, damage: Callable[[Path], None]
) -> None:
    note(do, "first")
    note(do, "second")
    path = Journal(kept).paths(Standing.DONE)[-1]
    damage(path)
    text = plan(root)
    ran = do("undo")
    assert ran.code == 2
    assert f"what the last command changed cannot be read, or is of another version of pap: {path}" in ran.err
    assert plan(root) == text
    note(do, "third")
    assert do("undo").code == 0
    assert plan(root) == text


@damages
def test_a_damaged_entry_of_an_interrupted_command_is_said(
    do: Do, root: Path, kept: Path, damage: Callable[[Path], None]
) -> None:
    note(do, "first")
    path = Journal(kept).paths(Standing.DONE)[-1]
    path = path.rename(path.with_suffix(".open"))
    damage(path)
    ran = do("note", "A1.1", "more", "--on", "2016-10-01")
    assert ran.code == 2
    assert f"what it left in the journal cannot be read: {path}" in ran.err
    assert "more" not in plan(root)


def test_what_became_of_an_interrupted_command_is_said(do: Do, root: Path, kept: Path) -> None:
    note(do, "first")
    path = Journal(kept).paths(Standing.DONE)[-1]
    path.rename(path.with_suffix(".open"))
    ran = do("note", "A1.1", "second", "--on", "2016-10-01", "--as-of", "2016-10-14")
    assert ran.code == 0
    assert ran.err.startswith("pap note A1.1, of ")
    assert ran.err.endswith("was interrupted; all of its changes are in the files\n")
    assert (do("undo").code, do("undo").code) == (0, 0)


def test_an_entry_leads_to_no_file_outside_of_the_workspace(do: Do, root: Path, kept: Path) -> None:
    note(do, "first")
    outside = root.parent / "outside.yaml"
    outside.write_text(plan(root), encoding="utf-8")
    path = Journal(kept).paths(Standing.DONE)[-1]
    entry = json.loads(path.read_bytes())
    entry["files"][0]["path"] = "../outside.yaml"
    path.write_text(json.dumps(entry), encoding="utf-8")
    text = plan(root)
    assert "../outside.yaml is outside the workspace" in do("undo").err
    assert outside.read_text(encoding="utf-8") == text
