"""Lives of entries, from texts of a plan on some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from conftest import SKELETON, write_files
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.entry import Entry
from pap_cli.model.versions import ITEM, KPI, Commit, Life, Version


def commit(on: str) -> Commit:
    seconds = int(datetime.fromisoformat(f"{on}T12:00").replace(tzinfo=UTC).timestamp())
    return Commit(
        id=on.replace("-", "").ljust(40, "0"), parents=(), author="A", email="", authored=seconds, committed=seconds
    )


def life_of_step(root: Path, texts: Sequence[tuple[str, str]]) -> Life:
    """The life of the milestone A1.1, whose keys were these texts; it was not in the plan where one is empty."""
    plan = f"{SKELETON}actions:\n  - id: A1\n    title: A\n    answers: [R1]\n    owner: head\n    milestones:\n"
    steps = "      - {id: A1.0, title: Zero, due: 2016-01-31}\n"
    versions = []
    for on, text in texts:
        step = f"      - {{id: A1.1, title: One, {text}}}\n" if text else ""
        workspace = open_workspace(write_files(root, {"plans/p.yaml": plan + steps + step}))
        found = [one for action in workspace.portfolio.plans[0].actions for one in action.milestones]
        versions.append(_version(on, next((one for one in found if one.id == "A1.1"), None), "A1.1"))
    return Life(plan="p", kind=ITEM, id="A1.1", versions=tuple(versions))


def life_of_kpi(root: Path, texts: Sequence[tuple[str, str]]) -> Life:
    """The life of the KPI k, whose `observations` were these texts."""
    versions = []
    for on, text in texts:
        kpi = f"kpis:\n  - {{id: k, title: K, owner: head, unit: percent, observations: {{{text}}}}}\n"
        workspace = open_workspace(write_files(root, {"plans/p.yaml": SKELETON, "kpis/k.yaml": kpi}))
        versions.append(_version(on, workspace.portfolio.kpis[0], "k"))
    return Life(plan="p", kind=KPI, id="k", versions=tuple(versions))


def _version(on: str, entry: Entry | None, id: str) -> Version:
    return Version(commit=commit(on), entry=entry, id=id, path="plans/p.yaml", parent="A1")
