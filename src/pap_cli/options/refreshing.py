"""Counting KPIs from records in a session: which ones, as at which day, with which calendar."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.days import written_day
from pap_cli.options.ids import split
from pap_cli.options.session import Session

if TYPE_CHECKING:
    from pap_cli.model.config import CalendarSettings
    from pap_cli.model.kpi import Kpi
    from pap_cli.records.refresh import Counted, Wanted


def chosen(context: Context, ids: Sequence[str]) -> tuple[Kpi, ...]:
    """Return the KPIs with some IDs, or all that are counted from records.

    Raises:
        PapError: if one is not known or has no records, or none has.
    """
    from pap_cli.edit.items.item import Sort, find
    from pap_cli.records.refresh import countable

    if not ids:
        if found := countable(context.portfolio):
            return found
        raise PapError("no KPI is counted from records", "add  records:  to one; see  pap help refresh")
    items = [find(context.portfolio, id, (Sort.KPI,), "only KPIs are counted from records") for id in split(ids)]
    for item in items:
        if item.entry.records is None:
            place = item.place
            raise PapError(f"{place.path}:{place.line}: {item.id} has no records:", "its figures are typed")
    return tuple(item.entry for item in items)


def wanted(context: Context, kpis: Sequence[Kpi], as_at: date, allowed: tuple[Path, ...]) -> Wanted:
    """Return what is to be counted, and how."""
    from pap_cli.records.refresh import Wanted

    config = context.workspace.config
    return Wanted(
        portfolio=context.portfolio,
        kpis=tuple(kpis),
        as_at=as_at,
        working=config.rating.calendar,
        calendar=_calendar(config.calendar),
        allowed=allowed,
        environ=os.environ,
        tick=context.progress.counting,
    )


def _calendar(settings: CalendarSettings) -> str:
    """Return the calendar of working days in words."""
    more = [f"{len(days)} more {what}" for what, days in (("closed", settings.closed), ("open", settings.open)) if days]
    return ", ".join((settings.working_days.value, *more))


def refresh(session: Session, ids: Sequence[str], as_at: str, allowed: tuple[Path, ...]) -> None:
    """Count KPIs as at a day, and write what changed.

    Raises:
        PapError: if one cannot be counted; nothing is written then.
    """
    from pap_cli.edit.facts.figures import IMPOSSIBLE
    from pap_cli.records.refresh import count
    from pap_cli.records.writing import written

    kpis = chosen(session.context, ids)
    made = written(session.context.workspace, count(wanted(session.context, kpis, date.fromisoformat(as_at), allowed)))
    session.record(made.edits, files=made.files, refused=IMPOSSIBLE)


def compare(session: Session, ids: Sequence[str], as_at: str | None, allowed: tuple[Path, ...]) -> None:
    """Count KPIs again as at the day of their last count, and say which figures differ.

    Raises:
        PapError: if one cannot be counted, or was never counted.
    """
    from pap_cli.records.page import CompareView
    from pap_cli.records.writing import differences

    context = session.context
    kpis = chosen(context, ids)
    found = []
    for counted in _again(context, kpis, as_at, allowed):
        found.append((counted.kpi.id, counted.state.as_at, differences(context.workspace, counted)))
    view = CompareView(compared=tuple(found))
    context.show(view)
    if any(different for _, _, different in found):
        raise typer.Exit(1)


def _again(context: Context, kpis: Sequence[Kpi], as_at: str | None, allowed: tuple[Path, ...]) -> Iterator[Counted]:
    """Yield each KPI as counted again, the KPIs of one as-at day at once."""
    from pap_cli.records.refresh import count

    lock = context.portfolio.refreshed
    if never := [kpi.id for kpi in kpis if kpi.id not in lock and as_at is None]:
        raise PapError(f"never counted: {', '.join(never)}", "run  pap refresh  first, or give  --as-at")
    days = {kpi.id: date.fromisoformat(as_at) if as_at is not None else lock[kpi.id].as_at for kpi in kpis}
    for day in sorted(set(days.values())):
        yield from count(wanted(context, [kpi for kpi in kpis if days[kpi.id] == day], day, allowed))


def query_text(context: Context, id: str, dialect: str, as_at: str | None) -> str:
    """Return the query that counts a KPI, in the SQL of a database.

    Raises:
        PapError: if the dialect or the KPI is not known, or the definition cannot run.
    """
    from pap_cli.records.counting import Counting
    from pap_cli.records.engines.database import typed_table
    from pap_cli.records.sql.dialects import DIALECTS
    from pap_cli.records.sql.known import PREFIX
    from pap_cli.records.sql.query import Sources, check_sources

    if dialect not in DIALECTS:
        raise PapError(f"“{dialect}” is not a dialect", f"choose one of  {', '.join(DIALECTS)}")
    context.open()
    (kpi,) = chosen(context, [id])
    day = written_day(context, as_at, "--as-at", months=False) if as_at is not None else context.today().isoformat()
    check_sources(context.portfolio.sources)
    sources = Sources({source.id: source for source in context.portfolio.sources})
    one = Counting.of(kpi, sources, date.fromisoformat(day), context.workspace.config.rating.calendar)
    database = DIALECTS[dialect]
    tables = {f"{PREFIX}{name}": typed_table(sources.by_id[name], database) for name in one.query.sources}
    note = "" if database.run else f"-- {database.title}: generated, and not run by the tests of pap\n"
    return f"{note}{one.text(database, tables if dialect != 'duckdb' else {})};\n"
