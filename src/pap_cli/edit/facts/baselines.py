"""The baseline of a plan: which commit holds what a body approved."""

from __future__ import annotations

from pathlib import Path

from pap_cli.edit.draft.commit import changed_in_git
from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.writing import Writing, entry, read, show_day
from pap_cli.edit.items.item import Item
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.load.known import head_of
from pap_cli.load.values.scalars import parse_id
from pap_cli.load.workspace.loader import Workspace
from pap_cli.load.workspace.locate import FOLDERS
from pap_cli.model.dates import show_date
from pap_cli.model.known_on import SHORT
from pap_cli.model.plan import Header


def freeze(item: Item, name: str, on: str, *, by: str, workspace: Workspace) -> Edit:
    """Record that a plan, as the last commit of its repository holds it, is a baseline.

    Raises:
        PapError: if NAME is no name or one of another baseline, or no commit holds the plan.
    """
    name = read(parse_id, name, "NAME")
    header: Header = item.entry
    old = next((one for one in header.frozen if one.name == name), None)
    if old is not None:
        raise PapError(
            f"{name} is a baseline of {item.id} already, of {show_date(old.on)}, at {old.place.path}:{old.place.line}",
            "a baseline does not change: give the new one another name",
        )
    head = head_of(workspace.root)
    if all(plan.id != item.plan for plan in head.workspace(workspace).portfolio.plans):
        raise PapError(
            f"the last commit, {head.known_on.short}, has no plan {item.id}",
            "commit the plan first:  git add . && git commit",
        )
    commit = head.known_on.commit
    writing = Writing.of(item)
    writing.add("frozen", entry(name=name, on=Word(on), by=by, commit=commit))
    return writing.edit(f"frozen as {name} on {show_day(on)}, at commit {commit[:SHORT]}", "frozen", on=on, rated=False)


def uncommitted(root: Path) -> list[str]:
    """Return the folders of a workspace in which something differs from the last commit."""
    return [f"{name}/" for name in changed_in_git(root, FOLDERS)]
