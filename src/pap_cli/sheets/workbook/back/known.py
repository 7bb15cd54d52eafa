"""An exported workbook in the terms of any other spreadsheet: its columns, its items and figures, what became of rows.

Nothing is guessed and nothing asked: sheets and columns are known by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pap_cli.sheets.book.cells import Book, Sheet, letters
from pap_cli.sheets.understood import (
    Column,
    DatedNote,
    FigureFound,
    Item,
    KpiFound,
    Outcome,
    ReadDate,
    Table,
    Told,
    Understood,
)
from pap_cli.sheets.workbook.back.own import COLUMNS, OwnWorkbook, Record
from pap_cli.sheets.workbook.tabs import actions, figures, kpis, milestones, recommendations
from pap_cli.sheets.workbook.values import ids_in

_SHARED = {"id": "ref", "owner": "owner", "lead": "lead", "theme": "theme", "success": "success", "new_note": "notes"}
# What the columns of each sheet mean in a plan, or in a book of figures; others are read, and mean something else.
_PLAN: Mapping[str, Mapping[str, str]] = {
    recommendations.NAME: {**_SHARED, "title": "recommendation"},
    actions.NAME: {**_SHARED, "title": "action", "answers": "recommendation_ref"},
    milestones.NAME: {
        **_SHARED,
        "title": "milestone",
        "first": "due",
        "due": "revised_due",
        "forecast": "forecast",
        "started": "start",
        "delivered": "completed",
        "evidence_due": "evidence_due",
        "accepted": "evidenced",
        "evidence": "evidence",
        "status": "status",
    },
}
_KPIS: Mapping[str, Mapping[str, str]] = {
    kpis.NAME: {
        **{name: name for name in ("unit", "polarity", "basis", "calendar", "target")},
        "id": "kpi_ref",
        "title": "kpi",
        "new_note": "notes",
    },
    figures.NAME: {
        **{name: name for name in ("period", "value", "numerator", "denominator")},
        "id": "kpi_ref",
        "title": "kpi",
        "note": "notes",
    },
}
_LEVELS: tuple[tuple[str, Literal["recommendation", "action", "milestone"]], ...] = (
    (recommendations.NAME, "recommendation"),
    (actions.NAME, "action"),
    (milestones.NAME, "milestone"),
)


def known(own: OwnWorkbook, book: Book, kind: str) -> Understood:
    """Return what an exported workbook says; `kind` is `plan` or `kpis`."""
    means = _PLAN if kind == "plan" else _KPIS
    problems = [
        Told(kind="formula-text", why=f"{heading} has {why}", sheet=sheet, row=one.number)
        for sheet in own.tabs
        for one in own.rows(sheet)
        for heading, why in one.problems
    ]
    return Understood(
        file=own.name,
        sheets=tuple(_table(sheet, own, means, kind) for sheet in book.sheets),
        items=tuple(_items(own)) if kind == "plan" else (),
        kpis=tuple(_kpi(one) for one in own.rows(kpis.NAME)) if kind == "kpis" else (),
        figures=tuple(_figure(one, own) for one in own.rows(figures.NAME)) if kind == "kpis" else (),
        report=tuple(problems),
        rows=tuple(row for sheet in book.sheets for row in _rows(sheet, own)),
    )


def _table(sheet: Sheet, own: OwnWorkbook, means: Mapping[str, Mapping[str, str]], kind: str) -> Table:
    name = sheet.name or ""
    found = own.places.get(name)
    if found is None:
        return Table(sheet=sheet.name, role="other", why="it explains the others")
    rows = [one.number for one in own.rows(name)]
    names = {column.name: column.heading for column in COLUMNS[name]}
    of = means.get(name, {})
    columns = sorted(found.columns.items(), key=lambda pair: pair[1])
    return Table(
        sheet=sheet.name,
        role=("plan" if kind == "plan" else "kpis") if name in means else "other",
        why="" if name in means else "it goes with the others, and is read",
        header_rows=(found.row,),
        first_row=min(rows, default=None),
        last_row=max(rows, default=None),
        columns=tuple(
            Column(
                letter=letters(at),
                heading=names[column],
                means=of.get(column, "ignore"),
                confidence=1.0,
                why="a column of an exported workbook",
            )
            for column, at in columns
        ),
    )


def _rows(sheet: Sheet, own: OwnWorkbook) -> Iterator[Outcome]:
    found = own.places.get(sheet.name or "")
    problems = {one.number for one in own.rows(sheet.name or "") if one.problems}
    for row in sheet.rows:
        if not any(cell.text.strip() for cell in row.cells):
            continue
        if found is None:
            yield Outcome(sheet=sheet.name, row=row.number, became="kept", why="it explains the others")
        elif row.number in problems:
            yield Outcome(sheet=sheet.name, row=row.number, became="kept", why="a formula or an error is not taken")
        else:
            why = "the header" if row.number == found.row else ""
            yield Outcome(sheet=sheet.name, row=row.number, became="taken", why=why)


def _items(own: OwnWorkbook) -> Iterator[Item]:
    """Yield the items, each below what it belongs to; the dates of an action are in the sheet of milestones."""
    steps = {(one.get("plan"), one.get("id")): one for one in own.rows(milestones.NAME)}
    of_actions = {(one.get("plan"), one.get("id")) for one in own.rows(actions.NAME)}
    numbers: dict[tuple[str, str], int] = {}
    n = 0
    for sheet, level in _LEVELS:
        for one in own.rows(sheet):
            plan, id, parent = (one.get(name) for name in ("plan", "id", "parent"))
            if level == "milestone" and parent == id:
                continue
            n += 1
            numbers[plan, id] = n
            dates, answers = steps.get((plan, id), one), ids_in(one.get("answers"))
            in_action = (plan, parent) in of_actions
            above = numbers.get((plan, parent))
            yield Item(
                n=n,
                level=level,
                text=one.get("title"),
                sheet=sheet,
                row=one.number,
                ref=id or None,
                theme=one.get("theme") or None,
                action=above if in_action else None,
                recommendation=numbers.get((plan, answers[0])) if answers else None if in_action else above,
                owners=tuple(part.strip() for part in one.get("owner").split(";") if part.strip()),
                lead=one.get("lead") or None,
                start=_date(dates.get("started")),
                due=_date(dates.get("first")),
                forecast=_date(dates.get("forecast")),
                completed=_date(dates.get("delivered")),
                evidence_due=_date(dates.get("evidence_due")),
                evidenced=_date(dates.get("accepted")),
                evidence=dates.get("evidence") or None,
                success=one.get("success") or None,
                status_cell=dates.get("status") or None,
                notes=(DatedNote(on=None, text=one.get("new_note")),) if one.get("new_note") else (),
            )


def _date(text: str) -> ReadDate | None:
    if not text or text in ("unknown", "true"):
        return None
    precision = "day" if len(text) == 10 else "month" if len(text) == 7 else "quarter"
    return ReadDate(cell=text, value=text, precision=precision)


def _kpi(one: Record) -> KpiFound:
    target = one.get("target")
    return KpiFound(
        kpi=one.get("title"),
        ref=one.get("id"),
        unit=one.get("unit") or None,
        polarity=one.get("polarity") or None,
        target_cell=target or None,
        target=_number(target),
    )


def _figure(one: Record, own: OwnWorkbook) -> FigureFound:
    value = one.get("revised") or one.get("value")
    number = _number(value)
    places = own.places[figures.NAME].columns
    return FigureFound(
        kpi=one.get("title") or one.get("id"),
        period=one.get("period") or None,
        value=number,
        sheet=figures.NAME,
        row=one.number,
        column=letters(places.get("value", 1)),
        cell=value,
        numerator=_number(one.get("numerator")),
        denominator=_number(one.get("denominator")),
        missing=value if value and number is None else None,
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
