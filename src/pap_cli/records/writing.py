"""What a refresh writes: the figures into the CSV files beside the KPIs, and how they were counted into the lock."""

from __future__ import annotations

import codecs
import posixpath
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile, read_bytes
from pap_cli.edit.facts.writing import Writing
from pap_cli.edit.items.item import Item, Sort, items_of
from pap_cli.edit.text.changes import SetKey
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.load.workspace.records_lock import LOCK, lock_text
from pap_cli.model.dates import show_date
from pap_cli.model.kpi import Kpi
from pap_cli.model.records import Refreshed
from pap_cli.records.figures import Row, Table, read_table, row_of, table_name
from pap_cli.records.page import Difference
from pap_cli.records.refresh import Counted
from pap_cli.records.sql.query import records_of


class Written(Struct, frozen=True):
    """What a refresh changes, before anything is written."""

    edits: tuple[Edit, ...]
    files: tuple[ChangedFile, ...]


def written(workspace: Workspace, counted: Iterable[Counted]) -> Written:
    """Return the changes that figures make; a figure that is known already is none.

    Raises:
        PapError: if a period has a figure that somebody typed, or a table is not one that a refresh keeps.
    """
    tables: dict[str, Table] = {}
    edits: list[Edit] = []
    lock = dict(workspace.portfolio.refreshed)
    items = {(one.plan, one.id): one for one in items_of(workspace.portfolio) if one.sort is Sort.KPI}
    for one in counted:
        _refuse_typed(one)
        new = revised = 0
        first = ""
        for grain in records_of(one.kpi).period.grain:
            name = table_name(one.kpi, grain)
            first = first or name
            old = tables.get(name) or _table(workspace, name)
            known = old.on(one.state.as_at)
            tables[name] = old.with_figures(one.series(grain), one.state.as_at)
            added = [row for row in tables[name].rows if row not in old.rows]
            new += sum(row.period not in known for row in added)
            revised += sum(row.period in known for row in added)
        before = lock.get(one.kpi.id)
        lock[one.kpi.id] = one.state
        if new or revised or before != one.state or one.kpi.csv is None:
            edits.append(_edit(items[one.kpi.plan, one.kpi.id], one, new, revised, first))
    files = [_file(workspace, name, table.text()) for name, table in tables.items() if table.rows]
    return Written(tuple(edits), (*files, _file(workspace, LOCK, lock_text(lock))))


def _refuse_typed(one: Counted) -> None:
    counted = {figure.period.period for figure in one.figures}
    for figure in one.kpi.observations:
        if figure.period.written in counted and figure.place.path == one.kpi.place.path:
            where = f"{figure.place.path}:{figure.place.line}"
            raise PapError(
                f"{where}: {one.kpi.id} has a figure for {figure.period} that was typed",
                "delete it, or begin to count later: period: {first: …}",
            )


def _table(workspace: Workspace, name: str) -> Table:
    source = workspace.sources.get(name)
    if source is not None:
        return read_table(name, source.text)
    path = workspace.root / name
    if not path.is_file():
        return read_table(name, None)
    try:
        return read_table(name, path.read_bytes().removeprefix(codecs.BOM_UTF8).decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise PapError(f"cannot read {name}", "correct it, or delete it") from None


def _file(workspace: Workspace, name: str, text: str) -> ChangedFile:
    path = workspace.root / name
    source = workspace.sources.get(name)
    before = read_bytes(workspace.root, source)[1] if source is not None else None
    if source is None and path.is_file():
        before = path.read_bytes()
    return ChangedFile(path, name, before, text.encode())


def _edit(item: Item, one: Counted, new: int, revised: int, name: str) -> Edit:
    kpi: Kpi = item.entry
    writing = Writing.of(item)
    if kpi.csv is None:
        path = posixpath.relpath(name, posixpath.dirname(kpi.place.path) or ".")
        writing.changes.append(SetKey((), "observations", {"csv": path}, item.order))
    edit = writing.edit(_words(one.state, new, revised), "observations")
    return replace(edit, at=(name, 1) if new or revised else None, found=False)


def _words(state: Refreshed, new: int, revised: int) -> str:
    """Return what a refresh did to a KPI, and how many rows could not count."""
    parts = [f"{new} new" if new else "", f"{revised} revised" if revised else ""]
    figures = ", ".join(part for part in parts if part) or "no figure changed"
    return f"counted as at {show_date(state.as_at)}: {figures}{_left_out(state)}"


def _left_out(state: Refreshed) -> str:
    reasons: dict[str, int] = dict(state.left_out)
    for source in state.sources.values():
        for reason, count in source.left_out.items():
            reasons[reason] = reasons.get(reason, 0) + count
    told = "".join(
        f"; {count:,} row{'' if count == 1 else 's'} left out: {reason}" for reason, count in reasons.items()
    )
    unreadable = sum(sum(source.unreadable.values()) for source in state.sources.values())
    return told + (f"; {unreadable:,} cells cannot be read" if unreadable else "")


def differences(workspace: Workspace, counted: Counted) -> tuple[Difference, ...]:
    """Return the figures in the files of a KPI that are not what was counted, as known on the as-at day.

    Raises:
        PapError: if a table is not one that a refresh keeps.
    """
    found: list[Difference] = []
    day = counted.state.as_at
    for grain in records_of(counted.kpi).period.grain:
        kept = _table(workspace, table_name(counted.kpi, grain)).on(day)
        now = {row.period: row for row in (row_of(figure, day) for figure in counted.series(grain))}
        for period in dict.fromkeys((*kept, *now)):
            one, other = kept.get(period), now.get(period)
            if one is None or other is None or not one.equals(other):
                found.append(Difference(period=period, kept=_said(one), counted=_said(other)))
    return tuple(found)


def _said(row: Row | None) -> str:
    if row is None:
        return ""
    return f"{row.value} ({row.numerator} of {row.denominator})" if row.denominator else row.value
