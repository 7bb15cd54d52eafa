"""A spreadsheet in which nothing is understood: it is refused, with what was found and what is needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.sheets.understood import Table, Understood

# How many sheets are named.
_MOST = 8
# What the columns must say, by what is imported.
_NEEDED = {
    "plan": "what is to be done: a recommendation, an action or a milestone",
    "kpis": "a figure, with its KPI and its period",
}
_TABLES = {"plan": "a plan", "kpis": "a table of figures"}
_WHAT = {"plan": "plan", "kpis": "figures"}


def refuse_nothing(found: Understood, kind: str, mapping: str) -> None:
    """Refuse a spreadsheet without an item, a KPI or a figure.

    Raises:
        PapError: if it has none.
    """
    if found.items or found.kpis or found.figures:
        return
    lines = [f"\n  {_what_is(found, one, kind)}" for one in found.sheets[:_MOST]]
    more = len(found.sheets) - _MOST
    lines += [f"\n  and {more} more sheets"] if more > 0 else []
    lines.append(f"\n  {_TABLES[kind]} has a row of headings, and each row below it says {_NEEDED[kind]}")
    raise PapError(
        f"no {_WHAT[kind]} found in {found.file}, so nothing was imported:{''.join(lines)}",
        _way_on(found, kind, mapping),
    )


def _what_is(found: Understood, table: Table, kind: str) -> str:
    """Return what was found of a sheet."""
    name = f"sheet “{table.sheet}”" if table.sheet is not None else "the table" if table.role != "other" else "the file"
    if table.role == "other":
        return f"{name} is not read: {table.why or f'it does not look like {_TABLES[kind]}'}"
    used = [one for one in table.columns if one.means != "ignore"]
    if not used:
        return f"{name}: none of its columns is imported"
    if not any(one.sheet == table.sheet and one.row > max(table.header_rows, default=0) for one in found.rows):
        return f"{name} has headings, and nothing below them"
    return f"{name}: no row below the headings says {_NEEDED[kind]}"


def _way_on(found: Understood, kind: str, mapping: str) -> str:
    """Return what to do if pap does not see a table that is there."""
    if any(one.role != "other" for one in found.sheets):
        return f"see what each column is taken for with  --dry-run, and correct it in {mapping} or with  --map FILE"
    name = next((one.sheet for one in found.sheets), None)
    named = "" if name is None else f"name = {json.dumps(name, ensure_ascii=False)}, "
    answer = f'sheets = [{{ {named}role = "{kind}", header = [1] }}]'
    return f"if it has one, write the number of that row in {mapping}:  {answer}"
