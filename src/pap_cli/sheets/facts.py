"""What was understood of a spreadsheet as plain values, in a form that anybody can compare with the right answers."""

from __future__ import annotations

from pap_cli.sheets.understood import (
    Column,
    DatedNote,
    FigureFound,
    Item,
    KpiFound,
    Question,
    ReadDate,
    Table,
    TargetFound,
    Told,
    Understood,
)
from pap_cli.sheets.words.dates import value_of_month


def facts_of(found: Understood, kind: str) -> dict[str, object]:
    """Return what was understood; `kind` is `plan` or `kpis`.

    Absent keys say nothing.  A quarter is given as its last month.
    """
    read: dict[str, object] = {"items": [_item(one) for one in found.items]}
    if kind == "kpis":
        read = {"kpis": [_kpi(one) for one in found.kpis], "figures": [_figure(one) for one in found.figures]}
    return {
        "file": found.file,
        "kind": kind,
        "sheets": [_table(one) for one in found.sheets],
        **read,
        "report": [_told(one) for one in found.report],
        "rows": [{"sheet": one.sheet, "row": one.row, "became": one.became, "why": one.why} for one in found.rows],
        "ask": [_question(one) for one in found.ask],
    }


def _said(**values: object) -> dict[str, object]:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value is not None and value not in ("", (), [])}


def _table(one: Table) -> dict[str, object]:
    return {
        "sheet": one.sheet,
        "role": one.role,
        **_said(
            header_rows=list(one.header_rows),
            first_row=one.first_row,
            last_row=one.last_row,
            why=one.why,
            asked=one.asked or None,
        ),
        "columns": {column.letter: _column(column) for column in one.columns},
    }


def _column(one: Column) -> dict[str, object]:
    return {
        "heading": one.heading,
        "means": one.means,
        "asked": one.asked,
        "confidence": one.confidence,
        **_said(period=one.period, why=one.why, samples=list(one.samples), settings=dict(one.settings) or None),
    }


def _date(one: ReadDate | None) -> dict[str, object] | None:
    if one is None:
        return None
    value = value_of_month(one.value) if one.value is not None else None
    return {"cell": one.cell, "value": value, **_said(precision=one.precision)}


def _notes(notes: tuple[DatedNote, ...]) -> list[dict[str, object]]:
    return [{"on": note.on, "text": note.text} for note in notes]


def _item(one: Item) -> dict[str, object]:
    return {
        "n": one.n,
        "level": one.level,
        "ref": one.ref,
        "text": one.text,
        "sheet": one.sheet,
        "row": one.row,
        **_said(
            column=one.column,
            theme=one.theme,
            recommendation=one.recommendation,
            action=one.action,
            owners=list(one.owners),
            lead=one.lead,
            start=_date(one.start),
            due=_date(one.due),
            revised_due=[_date(date) for date in one.revised_due],
            forecast=_date(one.forecast),
            completed=_date(one.completed),
            evidence_due=_date(one.evidence_due),
            evidenced=_date(one.evidenced),
            evidence=one.evidence,
            state=one.state,
            status_cell=one.status_cell,
            rag=one.rag,
            rag_by=one.rag_by,
            percent_complete=one.percent_complete,
            success=one.success,
            notes=_notes(one.notes),
            cost=one.cost,
            risk=one.risk,
        ),
        **({} if one.rag_cell is None else {"rag_cell": one.rag_cell}),
    }


def _kpi(one: KpiFound) -> dict[str, object]:
    target = None if one.target_cell is None else {"cell": one.target_cell, "value": one.target}
    return {
        "kpi": one.kpi,
        **_said(
            unit=one.unit,
            ref=one.ref,
            polarity=one.polarity,
            target=target,
            basis=one.basis,
            calendar=one.calendar,
            targets=[_target(each) for each in one.targets if each.period is not None],
            notes=_notes(one.notes),
        ),
    }


def _target(one: TargetFound) -> dict[str, object]:
    return {"period": one.period, "cell": one.cell, "value": one.value}


def _figure(one: FigureFound) -> dict[str, object]:
    return {
        "kpi": one.kpi,
        "period": one.period,
        "value": one.value,
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "cell": one.cell,
        **_said(
            numerator=one.numerator,
            denominator=one.denominator,
            missing=one.missing,
            area=one.area,
            unit=one.unit,
            status=one.standing,
            footnote=one.footnote,
            note=one.note,
            published=one.published,
            revises=one.revises or None,
        ),
    }


def _told(one: Told) -> dict[str, object]:
    return {
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "cell": one.cell,
        "kind": one.kind,
        "why": one.why,
    }


def _question(one: Question) -> dict[str, object]:
    return {
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "question": one.question,
        "key": one.key,
        "choices": list(one.choices),
    }
