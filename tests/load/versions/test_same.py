"""What is read piece by piece is what is read as a whole, at every commit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from conftest import ROOT
from histories.example import make_example
from pap_cli.checks.written import items_of
from pap_cli.load.known import held_on
from pap_cli.load.versions.files import Reader, Unread, Whole, _named, _whole
from pap_cli.load.versions.pieces import Split
from pap_cli.load.versions.read import read_history
from pap_cli.model.known_on import When
from pap_cli.model.kpi import Kpi, KpiFile
from pap_cli.model.plan import PlanFile
from pap_cli.model.versions import CLOCK, HEADER, ITEM, KPI, THEME
from repositories import git, needs_git

CORPUS = sorted((ROOT / "tests" / "corpus").glob("*/*/**/*.yaml"))


@needs_git
def test_the_last_versions_are_those_of_the_files(tmp_path: Path) -> None:
    make_example(tmp_path)
    for commit in git(tmp_path, "rev-list", "--first-parent", "HEAD").split()[::13]:
        whole = {
            key: _plain(item)
            for key, item in items_of(held_on(tmp_path, When(revision=commit)).workspace().portfolio).items()
        }
        lives = read_history(tmp_path, head=commit).lives
        read = {
            (life.plan, None if life.kind == HEADER else life.id): _plain(life.last.entry)
            for life in lives
            if life.last.entry is not None and life.kind in (ITEM, HEADER, THEME, CLOCK, KPI)
        }
        assert read == whole


def _plain(entry: Any) -> Any:
    """An entry without what belongs to it, and with its figures in order."""
    if isinstance(entry, tuple):
        entry = replace(entry[0], statutory=())
    if isinstance(entry, Kpi):
        figures = sorted(entry.observations, key=lambda figure: figure.period.end)
        return replace(entry, observations=tuple(figures), csv=None, plan=None)
    return replace(entry, milestones=()) if hasattr(entry, "milestones") else entry


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.parts[-3] + "/" + path.name)
def test_a_file_in_pieces_has_the_entries_of_the_whole(path: Path) -> None:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        pytest.skip("not text")
    name = f"{'kpis' if 'kpis' in path.parts else 'plans'}/{path.name}"
    split = Reader().version(name, text.encode(), None)
    whole = _whole(KpiFile if name.startswith("kpis") else PlanFile, name, text)
    if isinstance(split, Split):
        assert isinstance(whole, Whole)
        assert _named(split) == _named(whole)
    else:
        assert type(split) is type(whole)
        assert isinstance(whole, Unread | Whole)
