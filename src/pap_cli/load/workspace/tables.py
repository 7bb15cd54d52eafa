"""The CSV files that KPIs name for their figures: found in `kpis/`, read once, and given to their KPIs."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic, diagnostic_at, nearest
from pap_cli.load.workspace.files import FileReader
from pap_cli.load.workspace.locate import TABLE
from pap_cli.model.dates import quote
from pap_cli.model.kpi import FiguresFile, Kpi, KpiFile, Observation
from pap_cli.model.records import series_file
from pap_cli.problems import Problem
from pap_cli.problems.files import FILE_NOT_READ
from pap_cli.problems.ids import DUPLICATE_ID, UNKNOWN_ID
from pap_cli.problems.tables import BAD_FIGURES_FILE, KPI_WITHOUT_ROW
from pap_cli.problems.yaml import TOO_MUCH

if TYPE_CHECKING:
    from pap_cli.load.tables.figures import Figures

_FROM = "its path starts in the folder of this file"
_EXCEL = (".xlsx", ".xls", ".xlsm", ".ods")


class _Taker(Struct, frozen=True):
    """A KPI that takes figures from a file."""

    kpi: Kpi
    file: FiguresFile
    plan: str | None


# The text of a table without problems and its figures, all of them for the KPIs that name it.
ReadTable = tuple[str, "Figures"]


def with_tables(
    parts: Sequence[KpiFile],
    reader: FileReader,
    lost_ids: Collection[str],
    *,
    whole: bool,
    known: Mapping[str, ReadTable],
) -> tuple[Sequence[KpiFile], dict[str, ReadTable]]:
    """Return files of KPIs with the figures from the CSV files that they name, and these files as they were read.

    `lost_ids` are those of entries that were left out because of their own problems, and `whole` is False if a file
    could not be read: then it is not clear which KPIs there are.  Tables that are `known` with the same text are not
    parsed again.
    """
    tables = [name for name in reader.not_read() if name.casefold().endswith(TABLE)]
    takers: dict[str, dict[str, _Taker]] = {}
    faulty: set[int] = set()
    for part in parts:
        for kpi in part.kpis:
            if kpi.csv is None:
                continue
            taker = _Taker(kpi, kpi.csv, part.plan)
            name = _path_of(taker, reader, tables)
            problem = _already(taker, takers.get(name, {})) if name else None
            if problem is not None:
                reader.diagnostics.append(problem)
            if name is None or problem is not None:
                faulty.add(id(kpi))
            else:
                takers.setdefault(name, {})[kpi.id] = taker
    if whole and not lost_ids:
        _report_unnamed(tables, {*takers, *_series(takers)}, reader)
    if not takers and not faulty:
        return parts, {}
    read: dict[str, ReadTable] = {}
    files: dict[str, str] = {kpi.id: kpi.csv.path if kpi.csv else "" for part in parts for kpi in part.kpis}
    figures: dict[int, Sequence[Observation]] = {}
    for name, named in takers.items():
        unknown = _unknown(name, named, files, lost_ids if whole else None)
        problems = len(reader.diagnostics)
        text, found = _read(name, named, reader, unknown, known.get(name))
        if problems == len(reader.diagnostics) and named.keys() == found.ids:
            read[name] = text, found
        figures |= {id(taker.kpi): found.by_kpi.get(key, ()) for key, taker in named.items()}
        faulty |= {id(taker.kpi) for key, taker in named.items() if key in found.faulty}
        if found.ids:  # an empty table is reported as a whole
            faulty |= set(_without_rows(name, named, found, reader))
    filled = [replace(part, kpis=tuple(_filled(kpi, figures, faulty) for kpi in part.kpis)) for part in parts]
    return filled, read


def _filled(kpi: Kpi, figures: dict[int, Sequence[Observation]], faulty: Collection[int]) -> Kpi:
    if kpi.csv is None:
        return kpi
    place = kpi.place.as_faulty() if id(kpi) in faulty else kpi.place
    return replace(kpi, observations=(*kpi.observations, *figures.get(id(kpi), ())), place=place)


def _without_rows(name: str, takers: dict[str, _Taker], found: Figures, reader: FileReader) -> Iterator[int]:
    """Report the KPIs that no row of their file is for; yield those that have no figures of their own either."""
    strangers = found.ids - takers.keys()
    for key, taker in takers.items():
        if key in found.ids or key in found.faulty or nearest(key, strangers):
            continue  # a row for an unknown KPI is reported, with this one as the one that may be meant
        reader.diagnostics.append(
            diagnostic_at(
                KPI_WITHOUT_ROW,
                f"{name} has no row for {key}",
                help="add its rows, or name another file",
                place=taker.file.place,
                fields=("path",),
                plan=taker.plan,
                item=key,
            )
        )
        if not taker.kpi.observations:
            yield id(taker.kpi)


def _read(
    name: str,
    takers: dict[str, _Taker],
    reader: FileReader,
    unknown: Callable[[str], Problem | None],
    known: ReadTable | None,
) -> ReadTable:
    """Return the text of a file and its figures by KPI, and the KPIs of which something could not be read."""
    from pap_cli.load.entries.validate import FileReading
    from pap_cli.load.tables.figures import Figures, read_figures

    source = reader.read(reader.root / name)
    if source is None:
        return "", Figures(faulty=set(takers))
    if known is not None and known[0] == source.text and known[1].ids == takers.keys():
        return known
    reading = FileReading(source)
    found = read_figures(reading, takers.keys(), unknown)
    plans = {taker.plan for taker in takers.values()}
    shared = next(iter(plans)) if len(plans) == 1 else None
    for one in reading.diagnostics:
        plan = takers[one.item].plan if one.item in takers else shared
        reader.diagnostics.append(replace(one, plan=plan))
    if reading.not_shown:
        message = f"{reading.not_shown} more problems in this file are not shown"
        reader.report(TOO_MUCH, reader.root / name, message, "fix these first")
    return source.text, found


def _path_of(taker: _Taker, reader: FileReader, tables: Iterable[str]) -> str | None:
    """Return the path of the file of a KPI, relative to the workspace; report it if there is none that is read."""
    text, folder = taker.file.path, posixpath.dirname(taker.file.place.path)
    name = posixpath.normpath(posixpath.join(folder, text))
    stem, ending = posixpath.splitext(text)
    if "\\" in text:
        message, help = f"{quote(text)} has “\\” between folders", f"write {text.replace(chr(92), '/')}"
    elif ending != TABLE:
        message = f"the name of {quote(text)} does not end in {TABLE}"
        help = f"rename it to {stem}{TABLE}"
        if ending.casefold() in _EXCEL:
            help = f"save it as “CSV UTF-8 (Comma delimited)”, and write {stem}{TABLE}"
    elif PurePosixPath(text).is_absolute() or not name.startswith("kpis/"):
        message, help = f"{quote(text)} is not in kpis/", "move it into kpis/, and write its path from here"
    elif any(part.startswith(".") for part in name.split("/")):
        message, help = f"{quote(text)} is a hidden file", "rename it, without the first dot"
    elif not reader.has(reader.root / name):
        near = nearest(name, tables)
        message = f"file not found: {name}"
        help = (
            f"did you mean {posixpath.relpath(near, folder)}?" if near else f"create it, or correct the name; {_FROM}"
        )
    elif (link := reader.linked_folder(reader.root / name)) is not None:
        message = f"{quote(text)} is in {reader.name(link)}, a link to a folder, which is not followed"
        real = Path(os.path.realpath(reader.root / name))
        inside = real.is_relative_to(reader.root / "kpis")
        help = "replace the link by the folder itself"
        help = f"write {posixpath.relpath(reader.name(real), folder)}" if inside else help
    else:
        return name
    reader.diagnostics.append(
        diagnostic_at(
            BAD_FIGURES_FILE,
            message,
            help=help,
            place=taker.file.place,
            fields=("path",),
            plan=taker.plan,
            item=taker.kpi.id,
        )
    )
    return None


def _already(taker: _Taker, others: dict[str, _Taker]) -> Diagnostic | None:
    """Return the problem of a second KPI with the same ID that takes figures from the same file."""
    other = others.get(taker.kpi.id)
    if other is None:
        return None
    place = other.kpi.place
    return diagnostic_at(
        DUPLICATE_ID,
        f"another {taker.kpi.id} takes its figures from this file ({place.path}:{place.line})",
        help="use a file for each plan",
        place=taker.file.place,
        fields=("path",),
        plan=taker.plan,
        item=taker.kpi.id,
    )


def _unknown(
    name: str, takers: dict[str, _Taker], files: Mapping[str, str], lost_ids: Collection[str] | None
) -> Callable[[str], Problem | None]:
    """Return what says what is wrong with the ID of a KPI that does not name a file."""

    def unknown(key: str) -> Problem | None:
        if key in files:
            write = f"write observations: {{csv: {posixpath.basename(name)}}} in {key}, or delete its rows"
            help = f"move its rows to {files[key]}, which it names" if files[key] else write
            return UNKNOWN_ID, f"{key} takes no figures from this file", help
        if lost_ids is None or key in lost_ids:
            return None
        near = nearest(key, takers)
        help = f"did you mean {near}?" if near else "correct the ID, or add the KPI"
        return UNKNOWN_ID, f"unknown KPI {quote(key)}", help

    return unknown


def _series(takers: Mapping[str, Mapping[str, _Taker]]) -> Iterator[str]:
    """Yield the files with further series of KPIs that are counted from records; other KPIs may name them."""
    for name, named in takers.items():
        for taker in named.values():
            if taker.kpi.records is not None:
                yield from (series_file(name, grain) for grain in taker.kpi.records.period.grain[1:])


def _report_unnamed(tables: Iterable[str], takers: Collection[str], reader: FileReader) -> None:
    """Report the CSV files in `kpis/` that no KPI names."""
    for name in tables:
        if name.startswith("kpis/") and name not in takers:
            base = posixpath.basename(name)[: -len(TABLE)] + TABLE
            help = f"write observations: {{csv: {base}}} in its KPI, or move the file out of kpis/"
            reader.report(FILE_NOT_READ, reader.root / name, "this file is not read: no KPI names it", help)
