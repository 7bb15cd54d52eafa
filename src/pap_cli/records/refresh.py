"""Counting KPIs from records: sources are read once, and each KPI is counted on the engine that has its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.load.workspace.records_lock import digest_of
from pap_cli.model.dates import show_date
from pap_cli.model.kpi import Kpi
from pap_cli.model.periods import parse_period
from pap_cli.model.plan import Portfolio
from pap_cli.model.records import Grain, RecordSource, Refreshed, SourceKind, SourceState
from pap_cli.model.working_days import WorkingCalendar
from pap_cli.records.counting import CountedFigure, Counting
from pap_cli.records.engines.engine import Engine, Loaded
from pap_cli.records.engines.files import SourceFile, files_of
from pap_cli.records.sql.query import Sources, check_sources, records_of


class Wanted(Struct, frozen=True, kw_only=True):
    """What is to be counted, and how."""

    portfolio: Portfolio
    kpis: tuple[Kpi, ...]
    as_at: date
    working: WorkingCalendar
    # In words, for the lock: `England`.
    calendar: str
    allowed: tuple[Path, ...]
    environ: Mapping[str, str]
    # Told what is done: how many of how many.
    tick: Callable[[str, int, int], None]


class Counted(Struct, frozen=True, kw_only=True):
    """A KPI that was counted: its figures by series, and how they were."""

    kpi: Kpi
    figures: tuple[CountedFigure, ...]
    state: Refreshed

    def series(self, grain: Grain) -> list[CountedFigure]:
        """Return the figures of one series."""
        return [one for one in self.figures if one.period.grain is grain]


def countable(portfolio: Portfolio) -> tuple[Kpi, ...]:
    """Return the KPIs that are counted from records."""
    return tuple(kpi for kpi in portfolio.kpis if kpi.records is not None)


def count(wanted: Wanted) -> Iterator[Counted]:
    """Yield each KPI once it was counted.

    Raises:
        PapError: if a definition cannot run, all of them at once; or records cannot be read.
    """
    sources = Sources({source.id: source for source in wanted.portfolio.sources})
    check_sources(wanted.portfolio.sources)
    countings = _each(wanted.kpis, lambda kpi: _counting(wanted, kpi, sources))
    used = {name: sources.by_id[name] for one in countings for name in one.query.sources}
    with _engines(wanted, list(used.values())) as engines:
        loaded: dict[str, Loaded] = {}
        for done, (name, source) in enumerate(used.items()):
            wanted.tick("Reading records", done, len(used))
            loaded[name] = engines[name].ready(source)
        states: dict[str, SourceState] = {}
        for done, one in enumerate(countings):
            wanted.tick("Counting KPIs", done, len(countings))
            engine = _only(one, engines)
            for name in one.query.sources:
                if name not in states:
                    states[name] = _state(one, engine, name, loaded[name])
            yield _counted(wanted, one, engine, states)


def _each(kpis: Iterable[Kpi], make: Callable[[Kpi], Counting]) -> list[Counting]:
    made, errors = [], []
    for kpi in kpis:
        try:
            made.append(make(kpi))
        except PapError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        lines = "\n  ".join(f"{one.message}; {one.help}" for one in errors)
        raise PapError(f"these definitions cannot run:\n  {lines}")
    return made


def _counting(wanted: Wanted, kpi: Kpi, sources: Sources) -> Counting:
    made = Counting.of(kpi, sources, wanted.as_at, wanted.working)
    digests = made.digest, digest_of(records_of(kpi), wanted.portfolio.sources)
    check_version(kpi, digests, wanted.portfolio.refreshed.get(kpi.id))
    return made


def check_version(kpi: Kpi, digests: tuple[str, str], before: Refreshed | None) -> None:
    """Check that another definition has another version, and says from when and why it applies.

    Raises:
        PapError: if not.
    """
    definition = records_of(kpi).definition
    where = f"{definition.place.path}:{definition.place.line}: {kpi.id}"
    if definition.version > 1 and not definition.restated and (definition.from_ is None or not definition.reason):
        help = "add  from:  and the first period it applies to, and  reason:; or  restated: true"
        raise PapError(f"{where}: version {definition.version} does not say from when and why it applies", help)
    if before is None:
        return
    if definition.version < before.version:
        help = f"write version: {before.version + 1} if it changed back"
        raise PapError(
            f"{where}: figures were counted by version {before.version}, and this is {definition.version}", help
        )
    if definition.version == before.version and digests != (before.query, before.written):
        raise PapError(
            f"{where}: the definition is not the one of {show_date(before.as_at)}, and its version is the same",
            f"write  version: {before.version + 1}  with  from:  and  reason:, or  restated: true",
        )


def _only(counting: Counting, engines: Mapping[str, Engine]) -> Engine:
    """Return the engine that has every source of a KPI."""
    found = {id(engines[name]): engines[name] for name in counting.query.sources}
    if len(found) != 1:
        place = counting.kpi.place
        names = ", ".join(counting.query.sources) or "none"
        raise PapError(
            f"{place.path}:{place.line}: {counting.kpi.id} is counted from sources in several places: {names}",
            "use sources in files, or of one database",
        )
    return next(iter(found.values()))


@contextmanager
def _engines(wanted: Wanted, sources: Sequence[RecordSource]) -> Iterator[dict[str, Engine]]:
    """Open the engines that sources need, by the name of the source."""
    from pap_cli.records.engines.database import address, database
    from pap_cli.records.engines.duck import engine
    from pap_cli.records.engines.load import Embedded

    engines: dict[str, Engine] = {}
    files: dict[str, Sequence[SourceFile]] = {
        one.id: files_of(one, wanted.allowed) for one in sources if one.kind is SourceKind.FILES
    }
    with ExitStack() as stack:
        if files:
            duck = stack.enter_context(engine(file.path for several in files.values() for file in several))
            embedded = Embedded(duck=duck, files=files)
            engines.update(dict.fromkeys(files, embedded))
        opened: dict[str, Engine] = {}
        for one in sources:
            if one.kind is SourceKind.DATABASE:
                name, uri = address(one, wanted.environ)
                if name not in opened:
                    opened[name] = stack.enter_context(database(name, uri))
                engines[one.id] = opened[name]
        yield engines


def _counted(wanted: Wanted, one: Counting, engine: Engine, states: Mapping[str, SourceState]) -> Counted:
    from pap_cli import __version__

    records = records_of(one.kpi)
    left_out, of = one.left_out(engine)
    state = Refreshed(
        as_at=wanted.as_at,
        version=records.definition.version,
        written=digest_of(records, wanted.portfolio.sources),
        query=one.digest,
        engine=engine.version,
        by=f"pap {__version__}, sqlglot {_version_of_sqlglot()}",
        calendar=(records.within.calendar if records.within is not None else None) or wanted.calendar,
        sources={name: states[name] for name in one.query.sources},
        left_out=left_out,
        of=of,
    )
    definition = records.definition
    start = (
        parse_period(definition.from_.written).start
        if definition.from_ is not None and not definition.restated
        else date.min
    )
    figures = tuple(figure for figure in one.figures(engine) if figure.period.first_day >= start)
    return Counted(kpi=one.kpi, figures=figures, state=state)


def _version_of_sqlglot() -> str:
    from importlib.metadata import version

    return version("sqlglot")


def _state(one: Counting, engine: Engine, name: str, loaded: Loaded) -> SourceState:
    return SourceState(
        rows=loaded.rows,
        fingerprint=loaded.fingerprint,
        duplicates=loaded.duplicates,
        unreadable=dict(loaded.unreadable),
        left_out=one.left_out_of(engine, name),
        reproducible=one.sources.by_id[name].as_known is not None,
    )
