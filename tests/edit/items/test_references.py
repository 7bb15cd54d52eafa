"""An ID is renamed wherever the model says that a key refers to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from pap_cli.diagnostics import Severity
from pap_cli.edit.draft.overlay import ChangedFiles
from pap_cli.edit.facts.structure import rename
from pap_cli.edit.items.item import Item, Sort, items_of
from pap_cli.edit.items.references import in_formula
from pap_cli.load.workspace.loader import Workspace, open_workspace, read_workspace


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("example")
    for name in ("plans", "kpis"):
        shutil.copytree(ROOT / name, root / name)
    return open_workspace(root)


def sample(workspace: Workspace) -> list[Item]:
    """Some items of every sort."""
    by_sort: dict[Sort, list[Item]] = {}
    for item in items_of(workspace.portfolio):
        by_sort.setdefault(item.sort, []).append(item)
    return [item for sort, items in by_sort.items() if sort is not Sort.PLAN for item in items[:: len(items) // 4 + 1]]


def test_no_reference_is_left_behind(example: Workspace) -> None:
    chosen = sample(example)
    assert len({item.sort for item in chosen}) >= 8
    before = {(item.plan, item.sort, item.id) for item in items_of(example.portfolio)}
    for item in chosen:
        new = f"{item.id}-renamed"
        _, files, _ = rename(example, item, new)
        after = read_workspace(ChangedFiles(example.root, {one.path: one.after or b"" for one in files}), example)
        assert not [one for one in after.diagnostics if one.severity is Severity.ERROR], item.id
        now = {(one.plan, one.sort, one.id): one for one in items_of(after.portfolio)}
        assert now.keys() == before - {(item.plan, item.sort, item.id)} | {(item.plan, item.sort, new)}
        assert now[item.plan, item.sort, new].entry.was == (item.id,)


def test_a_renamed_item_is_not_named_in_any_line(example: Workspace) -> None:
    (owner,) = (item for item in items_of(example.portfolio) if item.id == "head-permanence")
    _, files, _ = rename(example, owner, "somebody")
    for file in files:
        text = (file.after or b"").decode()
        left = [line for line in text.splitlines() if "head-permanence" in line]
        assert all("was: head-permanence" in line for line in left)


@pytest.mark.parametrize(
    ("formula", "renamed"),
    [
        ("a / b", "x / b"),
        ("rolling(a, 12) + a-b", "rolling(x, 12) + a-b"),
        ("(a + a) / 2", "(x + x) / 2"),
        ("b / c", "b / c"),
        ("a +", "a +"),
    ],
)
def test_only_whole_ids_are_renamed_in_a_formula(formula: str, renamed: str) -> None:
    assert in_formula(formula, "a", "x") == renamed


def test_the_workspace_is_as_it_was(example: Workspace) -> None:
    assert all(
        (example.root / name).read_bytes() == (ROOT / name).read_bytes()
        for name in example.sources
        if Path(name).suffix == ".csv"
    )
