"""In invented histories, a check finds what was planted and nothing else; FUZZ_EXAMPLES=200 tries 200 of them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from histories.invented import History, invented
from pap_cli.assess.assessment import assess
from pap_cli.checks.engine import run_checks
from pap_cli.diagnostics import Diagnostic
from pap_cli.load.versions.read import read_history
from pap_cli.load.workspace.loader import open_workspace
from repository import NEEDS_GIT, write_repository

pytestmark = NEEDS_GIT
SEEDS = range(int(os.environ.get("FUZZ_EXAMPLES", "0")) or 25)
NO_VALUES = ("commit-dates-backwards", "item-removed")


def checked(history: History, root: Path) -> dict[tuple[str, str, int], Diagnostic]:
    """What a check finds, by rule, item and number of the commit."""
    ids = write_repository(root, history.commits)
    workspace = open_workspace(root / history.folder)
    record = read_history(workspace.root, settings=workspace.config.history)
    settings = replace(workspace.config.check, select=("PAP7",))
    now = replace(assess(workspace.portfolio, date(2018, 1, 1), workspace.config.rating), history=record)
    found = run_checks(now, (), settings).diagnostics
    named = {(one.rule.name, one.item or "", ids.index(one.commit or "")): one for one in found}
    assert len(named) == len(found)
    return named


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_planted_is_found_and_nothing_else(seed: int, tmp_path: Path) -> None:
    history = invented(seed)
    found = checked(history, tmp_path)
    assert sorted(found) == sorted((one.rule, one.item, one.commit) for one in history.planted)
    for one in history.planted:
        told = found[one.rule, one.item, one.commit]
        if one.rule not in NO_VALUES:
            assert (_plain(told.before), _plain(told.after)) == (_plain(one.before), _plain(one.after))


@pytest.mark.parametrize("seed", list(SEEDS)[::5])
def test_nothing_is_found_where_nothing_was_planted(seed: int, tmp_path: Path) -> None:
    assert checked(invented(seed, planted=False), tmp_path) == {}


def _plain(value: str | None) -> str:
    """A figure without the zeros at its end."""
    return value.rstrip("0").rstrip(".") if value and "." in value else value or ""
