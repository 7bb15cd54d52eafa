"""Items of trackers, and the plans they become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pap_cli.diagnostics import Diagnostic
from pap_cli.edit.layout.workspace import in_layout
from pap_cli.load.workspace.files import FileReader
from pap_cli.load.workspace.loader import Workspace, read_workspace
from pap_cli.model.plan import Plan
from pap_cli.sheets.placing.plan_file import new_plan
from pap_cli.sheets.understood import Item, ReadDate, Understood

DAY = date(2016, 11, 28)


def on(value: str | None, cell: str | None = None) -> ReadDate:
    return ReadDate(cell=cell if cell is not None else value or "", value=value)


def action(n: int = 1, text: str = "Agree the threshold", **more: Any) -> Item:
    return Item(**({"n": n, "level": "action", "text": text, "sheet": "Plan", "row": n + 1} | more))


def milestone(n: int, text: str, action: int | None, **more: Any) -> Item:
    return Item(
        **({"n": n, "level": "milestone", "text": text, "sheet": "Plan", "row": n + 1, "action": action} | more)
    )


def recommendation(n: int = 1, text: str = "Improve visits", **more: Any) -> Item:
    return Item(**({"n": n, "level": "recommendation", "text": text, "sheet": "Plan", "row": n + 1} | more))


def understood(*items: Item) -> Understood:
    return Understood(file="tracker.xlsx", sheets=(), items=items)


def text_of(*items: Item) -> str:
    return new_plan(understood(*items), id="p", title="Tracker", on=DAY).text


def workspace(root: Path, text: str) -> Workspace:
    (root / "plans").mkdir(exist_ok=True)
    (root / "plans" / "p.yaml").write_text(text, encoding="utf-8")
    return read_workspace(FileReader(root))


def faults(found: Workspace) -> Sequence[Diagnostic]:
    return [one for one in found.diagnostics if one.rule.code.startswith(("PAP0", "PAP1"))]


def placed(root: Path, *items: Item) -> Plan:
    """The plan of some items, whose file has no error and is in the layout of `pap fmt`."""
    found = workspace(root, text_of(*items))
    assert [(one.message, text_of(*items)) for one in faults(found)] == []
    assert in_layout(found).files == ()
    (plan,) = found.portfolio.plans
    return plan
