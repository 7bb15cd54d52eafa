"""`kpis/records.lock`: how the figures of KPIs were counted from records last; `pap refresh` writes it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic, diagnostic_at
from pap_cli.load.workspace import locate
from pap_cli.load.workspace.files import FileReader
from pap_cli.model.dates import show_date
from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.kpi import Kpi
from pap_cli.model.records import Records, RecordSource, Refreshed
from pap_cli.problems.records import BAD_LOCK, DEFINITION_CHANGED, ROWS_LEFT_OUT

LOCK = f"kpis/{locate.LOCK}"
# The share of rows left out, in per cent, above which a KPI that sets no other says so.
_TOLERANCE = 5.0
_MOST = 4 * 1024 * 1024
# The keys whose values are SQL, and its parts: a quoted text, a comment, a word, a sign.
_IN_SQL = frozenset({"sql", "where", "numerator", "denominator", "sum", "mean", "median"})
_PARTS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|\w+|[^\w\s]")
# The keys that do not change what is counted: where records are, and how exports of a year write the same thing.
_HEADINGS = frozenset({"heading", "aliases", "formats"})
_NO_RULE, _PLACES = (
    frozenset({"definition", "tolerance"}),
    frozenset({"connection", "files", "table", "sheet", "formats"}),
)


def read_lock(reader: FileReader) -> dict[str, Refreshed]:
    """Return how each KPI was counted last, by its ID; report a file that is not as `pap refresh` wrote it."""
    path = reader.root / LOCK
    if not reader.has(path):
        return {}
    source = reader.read(path, most=_MOST)
    if source is None:
        return {}
    try:
        return msgspec.json.decode(source.text, type=dict[str, Refreshed])
    except (msgspec.DecodeError, RecursionError):
        help = "take it from an earlier commit, or delete it and run  pap refresh"
        reader.report(BAD_LOCK, path, "this file is not as  pap refresh  wrote it", help)
        return {}


def lock_text(entries: Mapping[str, Refreshed]) -> str:
    """Return the text of the file: the KPIs in the order of their IDs, a line for each fact, so that git shows it."""
    data = msgspec.json.encode(dict(sorted(entries.items())), order="sorted")
    return msgspec.json.format(data, indent=2).decode() + "\n"


def digest_of(records: Records, sources: Iterable[RecordSource]) -> str:
    """Return SHA-256 of a definition as it is written, with the sources that it names; no library reads its SQL here.

    Layout, comments and the case of words in SQL do not change it, nor do the version and its reason.
    """
    words = set(re.findall(r"\w+", f"{records.sql or ''} {records.from_ or ''}"))
    used = sorted((source for source in sources if source.id in words), key=lambda source: source.id)
    parts = [_plain(records, _NO_RULE), *(_plain(one, _PLACES) for one in used)]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def _plain(entry: Entry, without: frozenset[str] = frozenset()) -> dict[str, object]:
    """Return what is written in an entry, but for some keys; a key that is not there counts no more than a new one."""
    values = {field.name: getattr(entry, field.name) for field in written_fields(type(entry))}
    found = {name: _value(name, value) for name, value in values.items() if name not in without}
    return {name: value for name, value in found.items() if value not in (None, [])}


def _value(name: str, value: object) -> object:
    if isinstance(value, tuple):
        return [_value(name, one) for one in value]
    if isinstance(value, Entry):
        return _plain(value, _HEADINGS)
    if name in _IN_SQL and isinstance(value, str):
        parts = [part for part in _PARTS.findall(value) if not part.startswith("--")]
        return " ".join(part if part[0] in "'\"" else part.lower() for part in parts)
    return str(value) if value is not None else None


def with_lock(
    kpis: tuple[Kpi, ...],
    refreshed: Mapping[str, Refreshed],
    sources: tuple[RecordSource, ...],
    report: Callable[[Diagnostic], None],
) -> tuple[Kpi, ...]:
    """Return KPIs with how they were counted from records last; report what has to be seen before they are used."""
    if all(kpi.records is None for kpi in kpis):
        return kpis
    return tuple(
        _with_state(kpi, kpi.records, refreshed[kpi.id], sources, report)
        if kpi.records is not None and kpi.id in refreshed
        else kpi
        for kpi in kpis
    )


def _with_state(
    kpi: Kpi,
    records: Records,
    state: Refreshed,
    sources: Iterable[RecordSource],
    report: Callable[[Diagnostic], None],
) -> Kpi:
    for problem in (_changed(kpi, records, state, sources), _left_out(kpi, records, state)):
        if problem is not None:
            report(problem)
    return replace(kpi, refreshed=state)


def _changed(kpi: Kpi, records: Records, state: Refreshed, sources: Iterable[RecordSource]) -> Diagnostic | None:
    """Return the problem of a definition that is another one and has no other version."""
    definition = records.definition
    if definition.version != state.version or digest_of(records, sources) == state.written:
        return None
    return diagnostic_at(
        DEFINITION_CHANGED,
        f"{kpi.id} was counted as at {show_date(state.as_at)} by another definition, also of version {state.version}",
        help=f"write  version: {state.version + 1}  with  from:  and  reason:, or  restated: true",
        place=definition.place,
        fields=("version",),
        plan=kpi.plan,
        item=kpi.id,
    )


def _left_out(kpi: Kpi, records: Records, state: Refreshed) -> Diagnostic | None:
    """Return the problem of a KPI of which more rows were left out than it tolerates."""
    most = records.tolerance if records.tolerance is not None else _TOLERANCE
    groups = [(state.left_out, state.of, "that should count")]
    groups += [(one.left_out, one.rows, f"of {name}") for name, one in state.sources.items()]
    for reasons, whole, what in groups:
        count = sum(reasons.values())
        if whole and 100 * count > most * whole:
            why = ", ".join(f"{reason}: {number:,}" for reason, number in reasons.items())
            return diagnostic_at(
                ROWS_LEFT_OUT,
                f"{kpi.id}: {count:,} of {whole:,} rows {what} were left out ({why})",
                help=f"correct the records, or set  tolerance:  above {most:g} and say why in a note",
                place=records.place,
                fields=("tolerance", "from", "sql"),
                plan=kpi.plan,
                item=kpi.id,
            )
    return None
