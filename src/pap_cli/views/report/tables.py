"""The tables of milestones in a report."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.assess.assessment import MilestoneStatus
from pap_cli.columns.milestones import state_words
from pap_cli.document import Align, Cell, Column, Table, Tone
from pap_cli.views.report import words
from pap_cli.views.report.material import Material
from pap_cli.wording.cells import date_cell, rating_cell


def late(material: Material, statuses: Iterable[MilestoneStatus]) -> Table:
    """Milestones that are overdue: since when, how often moved, and what is forecast."""
    columns = (
        Column("Id"),
        Column("Milestone", flexible=True),
        Column("Due"),
        Column("Late", Align.RIGHT),
        Column("Date moved"),
        Column("Forecast"),
        Column("Owner", flexible=True, keep=1),
    )
    rows = tuple(
        (
            Cell(one.id, rating_cell(one.rating).tone, marked=True),
            Cell(one.schedule.milestone.title),
            Cell(words.due(one.schedule.due)),
            Cell(words.counted(one.schedule.days_overdue, "day"), Tone.RED),
            Cell(words.moved(one.schedule.slipped_days, len(one.schedule.extensions))),
            Cell(words.due(one.schedule.forecast) if one.schedule.forecast else ""),
            Cell(material.person(one.schedule.owner)),
        )
        for one in statuses
    )
    return Table(columns, rows).filled()


def coming(material: Material, statuses: Iterable[MilestoneStatus]) -> Table:
    """Milestones that fall due, and who expects them."""
    columns = (
        Column("Rating"),
        Column("Id"),
        Column("Milestone", flexible=True),
        Column("Due"),
        Column("State", keep=2),
        Column("Expected by", flexible=True),
        Column("Owner", flexible=True, keep=1),
    )
    rows = tuple(
        (
            rating_cell(one.rating),
            Cell(one.id),
            Cell(one.schedule.milestone.title),
            Cell(words.due(one.schedule.due)),
            Cell(state_words(one.schedule.state)),
            Cell(", ".join(material.body(id) for id in one.schedule.milestone.expected_by)),
            Cell(material.person(one.schedule.owner)),
        )
        for one in statuses
    )
    return Table(columns, rows).filled()


def every(material: Material, statuses: Iterable[MilestoneStatus]) -> Table:
    """Milestones with all that a reader of an appendix looks up."""
    columns = (
        Column("Rating"),
        Column("Id"),
        Column("Milestone", flexible=True),
        Column("First date", keep=1),
        Column("Due"),
        Column("Delivered"),
        Column("Evidenced"),
        Column("Owner", flexible=True, keep=2),
    )
    rows = tuple(
        (
            rating_cell(one.rating),
            Cell(one.id),
            Cell(one.schedule.milestone.title),
            Cell(words.due(one.schedule.milestone.due) if one.schedule.slipped_days else ""),
            Cell(words.due(one.schedule.due)),
            date_cell(one.schedule.completed),
            date_cell(one.schedule.evidenced),
            Cell(material.person(one.schedule.owner)),
        )
        for one in statuses
    )
    return Table(columns, rows).filled()
