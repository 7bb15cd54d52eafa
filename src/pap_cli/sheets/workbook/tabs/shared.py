"""Columns and values that several tabs have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment
from pap_cli.model.decisions import Cancelled
from pap_cli.model.rating import Rating
from pap_cli.sheets.workbook.names import Names
from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, Value

T = TypeVar("T")
Row = Mapping[str, Value]

STATUS_WORDS = ("on-track", "at-risk", "off-track", "complete")
YES_NO = ("yes", "no")


class Shown(Struct, frozen=True, kw_only=True):
    """What the tabs are made of: an assessment, and the names of its owners, bodies and themes."""

    now: Assessment
    names: Names

    @property
    def several(self) -> bool:
        """True if there is more than one plan, so that a column says of which plan an item is."""
        return len(self.now.plans) > 1


def id_column(heading: str = "ID", about: str = "Its ID. It is protected: by it the row is known again.") -> TabColumn:
    """Return the column of an ID."""
    return TabColumn(name="id", heading=heading, about=about, width=24, locked=True)


def plan_column() -> TabColumn:
    """Return the column of the plan of an item, if there are several."""
    return TabColumn(name="plan", heading="Plan", about="The ID of its plan.", width=18, locked=True)


def title_column(heading: str, about: str) -> TabColumn:
    """Return the column of a title."""
    return TabColumn(name="title", heading=heading, about=about, width=40)


def rating_column() -> TabColumn:
    """Return the column of a rating."""
    about = "The rating on this day, in the words of the key below. pap works it out."
    return TabColumn(name="rating", heading="Rating", about=about, width=14, computed=True, coloured=True)


def reason_column() -> TabColumn:
    """Return the column that says why something is rated so."""
    return TabColumn(name="reason", heading="Why", about="Why it is rated so.", width=30, computed=True)


def owner_column() -> TabColumn:
    """Return the column of owners."""
    about = "Who answers for it, by title; several with a semicolon between them."
    return TabColumn(name="owner", heading="Owner", about=about, width=22)


def lead_column() -> TabColumn:
    """Return the column of leads."""
    return TabColumn(name="lead", heading="Lead", about="Who does the work.", width=22)


def note_column() -> TabColumn:
    """Return the column of a new note."""
    return TabColumn(
        name="new_note",
        heading="New note",
        about="Empty: what is written here becomes a note of the day on which the workbook is imported.",
        width=30,
        hint="What should be recorded about it. It becomes a dated note.",
    )


def cancelled_columns() -> tuple[TabColumn, TabColumn]:
    """Return the columns of a cancellation."""
    return (
        TabColumn(name="cancelled", heading="Cancelled on", about="When it was taken out.", kind=Kind.DAY, width=13),
        TabColumn(name="cancelled_reason", heading="Why cancelled", about="Why it was taken out.", width=30),
    )


def cancelled_values(cancelled: Cancelled | None, *, by_then: bool) -> dict[str, Value]:
    """Return the values of a cancellation."""
    if cancelled is None or not by_then:
        return {}
    return {"cancelled": cancelled.on, "cancelled_reason": cancelled.reason}


def on_screen(*columns: TabColumn) -> tuple[TabColumn, ...]:
    """Return columns that are not printed."""
    return tuple(replace(column, printed=False) for column in columns)


def tab(
    name: str,
    columns: Iterable[TabColumn],
    rows: Iterable[Row],
    shown: Shown,
    *,
    ratings: Mapping[str, Rating] | None = None,
    growing: bool = False,
) -> Tab:
    """Return a tab without the column of the plan if there is only one."""
    kept = tuple(column for column in columns if column.name != "plan" or shown.several)
    return Tab(name=name, columns=kept, rows=tuple(rows), ratings=ratings or {}, growing=growing)


def labels(now: Assessment) -> dict[str, Rating]:
    """Return what the ratings of the plans are called."""
    return {key.label(rating): rating for key, _ in now.keys for rating in Rating}


def kpi_labels(now: Assessment) -> dict[str, Rating]:
    """Return what the ratings of KPIs are called."""
    return {status.key.label(rating): rating for status in now.kpis for rating in Rating}
