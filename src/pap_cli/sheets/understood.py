"""What `pap` understood of a spreadsheet before anything is written: columns, items, figures, and what to tell."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Became = Literal["taken", "split", "kept", "not-understood"]


class Column(Struct, frozen=True, kw_only=True):
    """What a column is taken for."""

    letter: str
    heading: str
    # A meaning of plans (ref, action, due …) or of KPIs (kpi, period, value …); `ignore` is kept as a note or named.
    means: str
    # From 0 to 1.
    confidence: float
    # True if a person must say so before anything is written.
    asked: bool = False
    # Three cells that are not alike, as a person sees them.
    samples: tuple[str, ...] = ()
    # Why it is taken so, or what is asked.
    why: str = ""
    # KPIs: the period of a column of figures.
    period: str | None = None
    # What else the mapping says of the column: `order` of day and month, `scale` of shares.
    settings: tuple[tuple[str, str], ...] = ()


class Table(Struct, frozen=True, kw_only=True):
    """A sheet, and what it is taken for."""

    sheet: str | None
    role: Literal["plan", "kpis", "other"]
    columns: tuple[Column, ...] = ()
    header_rows: tuple[int, ...] = ()
    first_row: int | None = None
    last_row: int | None = None
    # Why it is no plan or no figures, or what is asked about it.
    why: str = ""
    asked: bool = False
    # Fills and codes with what they mean in this file: (`colours`, `0070C0`, `blue`); `?` if it is asked.
    words: tuple[tuple[str, str, str], ...] = ()


class Told(Struct, frozen=True, kw_only=True):
    """Something that was not simply taken, with its place."""

    # date, no-day, owner, status, rag, id, percent, total, footer, key, repeated-header, hidden, formula-text,
    # no-column; of KPIs period, figure, target, duplicate, vintage, conflict, error, aggregate, section.
    kind: str
    why: str
    sheet: str | None = None
    # None once for the sheet.
    row: int | None = None
    column: str | None = None
    cell: str | None = None


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a row."""

    sheet: str | None
    row: int
    became: Became
    why: str = ""


class Question(Struct, frozen=True, kw_only=True):
    """What a person must say before anything is written."""

    question: str
    # The key in the mapping file that answers it.
    key: str
    choices: tuple[str, ...] = ()
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


class ReadDate(Struct, frozen=True, kw_only=True):
    """A date of a cell: as it is written there, and as `pap` reads it."""

    cell: str
    # 2016-12-31, 2016-12 or Q3 2016/17; None if it cannot be told.
    value: str | None
    precision: str | None = None


class DatedNote(Struct, frozen=True, kw_only=True):
    """A note, verbatim, and its day if it says one."""

    on: str | None
    text: str


class Item(Struct, frozen=True, kw_only=True):
    """A recommendation, an action or a milestone of a tracker."""

    n: int
    level: Literal["recommendation", "action", "milestone"]
    text: str
    sheet: str | None
    row: int
    column: str | None = None
    ref: str | None = None
    theme: str | None = None
    # The `n` of what it belongs to.
    recommendation: int | None = None
    action: int | None = None
    owners: tuple[str, ...] = ()
    lead: str | None = None
    start: ReadDate | None = None
    due: ReadDate | None = None
    revised_due: tuple[ReadDate, ...] = ()
    forecast: ReadDate | None = None
    completed: ReadDate | None = None
    evidence_due: ReadDate | None = None
    evidenced: ReadDate | None = None
    evidence: str | None = None
    # done, evidenced, started, open, not started, on hold, closed, superseded; None if nothing is said.
    state: str | None = None
    status_cell: str | None = None
    rag: str | None = None
    rag_cell: str | None = None
    rag_by: str | None = None
    percent_complete: float | None = None
    success: str | None = None
    notes: tuple[DatedNote, ...] = ()
    cost: str | None = None
    risk: str | None = None


class TargetFound(Struct, frozen=True, kw_only=True):
    """A target of a KPI, as it is written and as `pap` writes it."""

    cell: str
    # `90`, `< 15` or `above England`; None if it is no target that a figure can be set against.
    goal: str | None = None
    # Its number, in the unit of the KPI.
    value: float | None = None
    # The period that it is for; None if for all.
    period: str | None = None
    # True if the cell says that there is no target.
    none: bool = False


class KpiFound(Struct, frozen=True, kw_only=True):
    """A KPI of a book of figures."""

    kpi: str
    unit: str | None = None
    ref: str | None = None
    polarity: str | None = None
    target_cell: str | None = None
    target: float | None = None
    notes: tuple[DatedNote, ...] = ()
    # What tells KPIs of one name from each other; the name itself for others.
    key: str = ""
    sheet: str | None = None
    row: int | None = None
    section: str | None = None
    basis: str | None = None
    calendar: str | None = None
    targets: tuple[TargetFound, ...] = ()


class FigureFound(Struct, frozen=True, kw_only=True):
    """A figure of a KPI, with its cell."""

    kpi: str
    # 2016-04, Q1 2016/17, 2015/16 or AY 2015/16.
    period: str | None
    value: float | None
    sheet: str | None
    row: int
    column: str
    cell: str
    numerator: float | None = None
    denominator: float | None = None
    missing: str | None = None
    area: str | None = None
    unit: str | None = None
    # The key of its KPI.
    key: str = ""
    # provisional, estimated or revised.
    standing: str | None = None
    footnote: str | None = None
    note: str | None = None
    # The day on which it was published, if a column of the file says so.
    published: str | None = None
    # True if it replaces an earlier figure of the file for the same period.
    revises: bool = False
    # True for one that is still to come, such as `tbc`.
    later: bool = False


class Understood(Struct, frozen=True, kw_only=True):
    """Everything that was understood of a spreadsheet, in the order of its rows."""

    file: str
    sheets: tuple[Table, ...]
    items: tuple[Item, ...] = ()
    kpis: tuple[KpiFound, ...] = ()
    figures: tuple[FigureFound, ...] = ()
    report: tuple[Told, ...] = ()
    rows: tuple[Outcome, ...] = ()
    ask: tuple[Question, ...] = ()
    # The first line above the table; empty if there is none.
    title: str = ""
