"""What another program saves while a command writes is never lost, at whatever step it saves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edit.store.faults import CASES, Case, at_step, without_waiting
from pap_cli.edit.store import steps, swap
from pap_cli.edit.store.journal import Journal, Standing
from pap_cli.edit.store.recover import recover
from pap_cli.errors import PapError

EDITED = b"saved by an editor\n"
exchanges = pytest.mark.skipif(swap._call() is None, reason="this system cannot exchange two files")


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    without_waiting(monkeypatch)


def in_place(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(EDITED)


def by_rename(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    other = path.with_name("editor~")
    other.write_bytes(EDITED)
    other.replace(path)


def by_delete(path: Path) -> None:
    path.unlink(missing_ok=True)


def saved_at(case: Case, folder: Path, name: str, save: Callable[[Path], None], index: int) -> tuple[int, str]:
    """Let a program save a file at a step of a command; return the steps, and what was said, and check the files."""
    root, state = case.prepare(folder)
    expected = None if save is by_delete else EDITED
    with pytest.MonkeyPatch.context() as patch:
        calls = at_step(patch, index, lambda: save(root / name))
        said = ""
        try:
            case.run(root, state)
        except PapError as refusal:
            said = refusal.message
    if index >= len(calls):
        return len(calls), said
    now = (root / name).read_bytes() if (root / name).exists() else None
    assert now == expected
    others = {other: data for other, data in case.before.items() if other != name}
    wanted = case.after if not said else case.before
    for other in others:
        assert ((root / other).read_bytes() if (root / other).exists() else None) == wanted[other]
    if said:
        assert said.startswith(name) or "cannot read" in said or said.endswith(" since")
    assert not [path for path in root.rglob("*") if path.name.startswith(".pap-")]
    assert not Journal(state).paths(Standing.OPEN)
    assert recover(root, state) == []
    return len(calls), said


@exchanges
@pytest.mark.parametrize(
    ("case", "save"),
    # A file that is not there before or afterwards can be deleted by either without a difference.
    [*((case, save) for case in CASES for save in (in_place, by_rename)), (CASES[0], by_delete), (CASES[1], by_delete)],
    ids=lambda value: value.name if isinstance(value, Case) else value.__name__,
)
def test_a_save_at_any_step_is_kept(case: Case, save: Callable[[Path], None], tmp_path: Path) -> None:
    outcomes = set()
    for name in list(case.before)[:2]:
        index, number = 0, 1
        while index < number:
            number, said = saved_at(case, tmp_path / f"{name.replace('/', '-')}-{index}", name, save, index)
            outcomes.add("written" if not said else "refused")
            index += 1
    assert outcomes == {"written", "refused"}


@exchanges
def test_a_save_that_was_displaced_by_a_killed_command_is_put_back(tmp_path: Path) -> None:
    case = CASES[0]
    root, state = case.prepare(tmp_path / "one")
    path = root / "plans/p.yaml"

    def save_and_die(one: Path, other: Path) -> bool:
        by_rename(path)
        swap.exchange(one, other)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "exchange", save_and_die)
        # Nor can it take anything back: as if it were killed.
        patch.setattr("pap_cli.edit.store.write.recover_entry", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            case.run(root, state)
    assert path.read_bytes() == case.after["plans/p.yaml"]
    (found,) = recover(root, state)
    assert path.read_bytes() == EDITED
    assert (found.made, found.others) == (False, ("plans/p.yaml",))
    assert found.sentence() == (
        "done A1.1, of 14 Oct 2016 at 09:30, was interrupted; none of its changes are in the files, "
        "but check plans/p.yaml, changed since"
    )


def test_what_was_edited_after_a_killed_command_stays_with_its_changes(tmp_path: Path) -> None:
    case = CASES[1]
    root, state = case.prepare(tmp_path / "one")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pap_cli.edit.store.write.recover_entry", lambda *_: None)
        patch.setattr(Journal, "close", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            case.run(root, state)
    in_place(root / "plans/p.yaml")
    (found,) = recover(root, state)
    assert (found.made, found.others) == (True, ("plans/p.yaml",))
    assert (root / "plans/p.yaml").read_bytes() == EDITED
    assert (root / "kpis/k.yaml").read_bytes() == case.after["kpis/k.yaml"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_without_an_exchange_a_save_before_the_last_look_is_kept(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_call", lambda: None)
    root, state = case.prepare(tmp_path / "one")
    calls = []
    with pytest.MonkeyPatch.context() as patch:
        calls = at_step(patch, -1, lambda: None)
        case.run(root, state)
    # The last look at the first file: only its replacement comes after it.
    name = next(iter(case.before))
    last = calls.index("exchange")
    root, state = case.prepare(tmp_path / "two")
    with pytest.MonkeyPatch.context() as patch:
        at_step(patch, last, lambda: by_rename(root / name))
        with pytest.raises(PapError, match="changed by another program in the meantime; nothing was changed"):
            case.run(root, state)
    assert (root / name).read_bytes() == EDITED
    assert not [path for path in root.rglob("*") if path.name.startswith(".pap-")]


def test_a_file_that_became_a_folder_is_left_alone(tmp_path: Path) -> None:
    case = CASES[1]
    root, state = case.prepare(tmp_path / "one")
    path = root / "kpis/k.yaml"

    def save() -> None:
        path.unlink()
        path.mkdir()
        (path / "inside").write_bytes(EDITED)

    steps_there = at_steps(case, tmp_path / "two")
    for index in range(steps_there):
        root, state = case.prepare(tmp_path / f"step-{index}")
        path = root / "kpis/k.yaml"
        with pytest.MonkeyPatch.context() as patch:
            at_step(patch, index, save)
            refused = False
            try:
                case.run(root, state)
            except PapError:
                refused = True
        assert (path / "inside").read_bytes() == EDITED
        wanted = case.before if refused else case.after
        assert (root / "plans/p.yaml").read_bytes() == wanted["plans/p.yaml"]
        assert (root / "kpis/t.csv").read_bytes() == wanted["kpis/t.csv"]
        assert recover(root, state) == []


def at_steps(case: Case, folder: Path) -> int:
    root, state = case.prepare(folder)
    with pytest.MonkeyPatch.context() as patch:
        calls = at_step(patch, -1, lambda: None)
        case.run(root, state)
    return len(calls)
