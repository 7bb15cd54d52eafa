"""How an exported workbook differs from the plan: what people filled in becomes facts, the rest is shown.

A cell counts as changed if it is neither as it was exported nor as it would be exported now, so that a workbook
changes nothing by itself, and nothing twice.  An emptied cell deletes nothing, and neither does a missing row.
"""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.bad_value import BadValueError
from pap_cli.edit.facts.answers import together
from pap_cli.edit.items.item import Item, Sort, items_of
from pap_cli.errors import PapError
from pap_cli.model.plan import Portfolio
from pap_cli.sheets.taken.change import Change, Refused, Taken, Where
from pap_cli.sheets.workbook.back.filled import facts_of, new_figure, revised_figure
from pap_cli.sheets.workbook.back.own import COLUMNS, OwnWorkbook, Record, shown
from pap_cli.sheets.workbook.tab import Tab, TabColumn
from pap_cli.sheets.workbook.tabs import actions, figures, kpis, milestones, recommendations, risks
from pap_cli.sheets.workbook.tabs.key import TAKEN

_SORTS: Mapping[str, tuple[Sort, ...]] = {
    milestones.NAME: (Sort.MILESTONE, Sort.ACTION),
    actions.NAME: (Sort.ACTION,),
    recommendations.NAME: (Sort.RECOMMENDATION,),
    kpis.NAME: (Sort.KPI,),
    figures.NAME: (Sort.KPI,),
    risks.NAME: (Sort.RISK,),
}
Key = tuple[str, ...]
Texts = Mapping[str, str]
Items = Mapping[tuple[Sort, str], list[Item]]


def differences(
    own: OwnWorkbook, then: tuple[Tab, ...], now: tuple[Tab, ...], portfolio: Portfolio, day: str, only: frozenset[str]
) -> Taken:
    """Return what a workbook changes in the plans that it was exported from.

    Args:
        own: the workbook.
        then: the tabs of the plans as of the day of the workbook.
        now: the same as they are now.
        portfolio: the plans and KPIs.
        day: the day on which the facts of the workbook become known.
        only: the names of the sheets that are taken.
    """
    changes: list[Change] = []
    refused: list[Refused] = []
    plans = [plan.id for plan in portfolio.plans]
    items: dict[tuple[Sort, str], list[Item]] = {}
    for item in items_of(portfolio):
        items.setdefault((item.sort, item.id), []).append(item)
    for before, after in zip(then, now, strict=True):
        if before.name not in own.tabs or before.name not in only:
            continue
        base, current = _by_key(before, plans), _by_key(after, plans)
        titles = {row.get("title", ""): key[1] for rows in (current, base) for key, row in rows.items()}
        seen: set[Key] = set()
        for record in own.rows(before.name):
            where = Where(own.name, record.sheet, record.number)
            refused += [
                Refused(where=where, id=record.get("id"), why=f"{heading} has {why}")
                for heading, why in record.problems
            ]
            key = _key(record.sheet, record.texts, plans)
            seen.add(key)
            try:
                change, more = _row(record, key, where, base.get(key), current.get(key), own, items, titles, day)
            except (PapError, BadValueError) as error:
                refused.append(Refused(where=where, id=record.get("id"), why=error.message, help=error.help))
            else:
                changes += [change] if change is not None else []
                refused += more
        where = Where(own.name, before.name)
        refused += [
            Refused(where=where, id=key[1], why=f"{' '.join(key[1:])} has no row any more", help="nothing is deleted")
            for key in base
            if key not in seen and before.name in _SORTS
        ]
    return Taken(changes=tuple(changes), refused=tuple(refused))


def _by_key(tab: Tab, plans: list[str]) -> dict[Key, Texts]:
    """Return the exported texts of each row."""
    columns = COLUMNS[tab.name]
    rows = [{one.name: text for one in columns if (text := shown(row.get(one.name), one))} for row in tab.rows]
    return {_key(tab.name, row, plans): row for row in rows}


def _key(sheet: str, texts: Texts, plans: list[str]) -> Key:
    """Return what tells a row from others: the plan, the ID and, for a figure, the period."""
    plan = texts.get("plan", "") or (plans[0] if len(plans) == 1 else "")
    if sheet in (kpis.NAME, figures.NAME) and len(plans) == 1:
        plan = ""  # the KPIs of the only plan, and those of all
    if sheet in _SORTS:
        return (plan, texts.get("id", ""), *((texts.get("period", ""),) if sheet == figures.NAME else ()))
    return (plan, *(texts.get(name, "") for name in ("id", "sort", "to", "on", "by", "text")))


def _row(
    record: Record,
    key: Key,
    where: Where,
    base: Texts | None,
    current: Texts | None,
    own: OwnWorkbook,
    items: Items,
    titles: Mapping[str, str],
    day: str,
) -> tuple[Change | None, list[Refused]]:
    """Return what a row changes, and what of it is only shown."""
    item = _item(record.sheet, key, items)
    if other := _sorted_apart(record, base, current, titles):
        raise PapError(
            f"the ID is {record.get('id')}, but the title “{_short(record.get('title'))}” is that of {other}",
            "put the cells of each row together again",
        )
    if base is None and current is None and record.sheet == figures.NAME and item is not None:
        return new_figure(record, item, where), []
    if base is None and current is None:
        what = f"a new row, {record.get('id')}," if record.get("id") else "a new row without an ID"
        help = "add the item with  pap add" if record.sheet in _SORTS else "add it in the file"
        return None, [Refused(where=where, id=record.get("id"), why=f"{what} is not taken", help=help)]
    changed = _changed(record, base or {}, current or {}, own)
    taken = {one.name: text for one, text in changed if one.name in TAKEN.get(record.sheet, set())}
    old = base or current or {}
    refused = [
        _only_shown(one, text, old, record, where)
        for one, text in changed
        if one.name not in taken and not one.computed  # what pap works out differs by itself, on another day
    ]
    if not taken or item is None:
        return None, refused
    if record.sheet == figures.NAME:
        return revised_figure(record, item, where, day), refused
    found = list(facts_of(item, taken, day, own.name))
    if not found:
        return None, refused
    steps = tuple(step for step, _ in found)
    return Change(where=where, item=item, steps=steps, edits=(together([edit for _, edit in found]),)), refused


def _sorted_apart(record: Record, base: Texts | None, current: Texts | None, titles: Mapping[str, str]) -> str:
    """Return the ID of another item whose title a row has: its columns were sorted apart; empty if there is none."""
    title = record.get("title")
    own = {one.get("title") for one in (base, current) if one is not None}
    other = titles.get(title, "") if title and own and title not in own else ""
    return other if other != record.get("id") else ""


def _only_shown(column: TabColumn, text: str, old: Texts, record: Record, where: Where) -> Refused:
    """Return a change that is not taken."""
    before, after = _short(old.get(column.name, "")), _short(text)
    why = f"{column.heading} of {record.get('id')}: “{after}” in place of “{before}”"
    return Refused(where=where, id=record.get("id"), why=why, help="change it in the file")


def _changed(record: Record, base: Texts, current: Texts, own: OwnWorkbook) -> list[tuple[TabColumn, str]]:
    """Return the columns whose text is neither that of the export nor that of now; emptied ones are not changed."""
    return [
        (column, text)
        for column in COLUMNS[record.sheet]
        if (text := record.get(column.name)) and text not in (base.get(column.name, ""), current.get(column.name, ""))
    ]


def _item(sheet: str, key: Key, items: Items) -> Item | None:
    for sort in _SORTS.get(sheet, ()):
        for one in items.get((sort, key[1]), ()):
            if one.plan in (key[0], None) or not key[0]:
                return one
    return None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"
