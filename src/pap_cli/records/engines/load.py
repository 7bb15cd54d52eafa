"""Loading the files of a source into a typed table of the embedded engine."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.model.records import RecordSource
from pap_cli.records.engines.clean import literal, quoted, text_of, typed_of, value_of, written
from pap_cli.records.engines.duck import Duck
from pap_cli.records.engines.engine import EngineError, Loaded, Row
from pap_cli.records.engines.files import SourceFile
from pap_cli.records.sql.dialects import DIALECTS, Dialect, values
from pap_cli.records.sql.known import EXTRACT, PREFIX

# The column with the path of the file of a row.
_FILE = "pap_file"
_SEPARATORS = ",;\t|"
# How much of a file is looked at for its separator, and how many rows of a workbook are passed on at once.
_START, _BATCH = 65_536, 1_000


class _Form(Struct, frozen=True):
    """How the files of a group are read."""

    kind: str
    separator: str = ""
    encoding: str = "utf-8"


class Embedded(Struct, frozen=True, kw_only=True):
    """The embedded engine with the files of sources."""

    duck: Duck
    files: Mapping[str, Sequence[SourceFile]]
    tables: Mapping[str, str] = {}
    # The tables of days and periods that were made, by what is in them.
    made: dict[tuple[str, tuple[str, ...], int, object], str] = {}

    @property
    def dialect(self) -> Dialect:
        """The SQL of DuckDB."""
        return DIALECTS["duckdb"]

    @property
    def version(self) -> str:
        """Its name and version."""
        return self.duck.version

    def ready(self, source: RecordSource) -> Loaded:
        """Read the files of a source.

        Raises:
            PapError: as `load`.
        """
        return load(self.duck, source, self.files[source.id])

    def table(self, name: str, columns: Sequence[str], rows: Sequence[tuple[str | int, ...]]) -> str:
        """Return the name of a table with the rows, made once: in 33 queries its text would take half of the time."""
        key = (name, tuple(columns), len(rows), rows[-1] if rows else None)
        if key not in self.made:
            self.made[key] = f"{name}_{len(self.made)}"
            self.duck.run(
                f"create temp table {self.made[key]} as select * from {values(name, columns, rows, self.dialect)}"
            )
        return f"{self.made[key]} AS {name}"

    def run(self, query: str) -> Sequence[Row]:
        """Return the rows of the answer of a query.

        Raises:
            PapError: as `Duck.run`.
            EngineError: as `Duck.run`.
        """
        return self.duck.run(query)


def load(duck: Duck, source: RecordSource, files: Sequence[SourceFile]) -> Loaded:
    """Read the files of a source into the table that queries name.

    Raises:
        PapError: if a file cannot be read, or has no column that is declared.
    """
    groups: dict[_Form, list[SourceFile]] = {}
    for file in files:
        groups.setdefault(_form(file), []).append(file)
    names = []
    for number, (form, group) in enumerate(groups.items()):
        names.append(quoted(f"raw_{source.id}_{number}"))
        try:
            duck.run(f"create temp {_reading(duck, names[-1], form, group, source)}")
        except EngineError as error:
            shown = ", ".join(one.path.name for one in group[:3])
            raise PapError(
                f"source {source.id}: cannot read {shown}: {error}", "check the file, or export it again"
            ) from None
    raw = " union all by name ".join(f"select * from {name}" for name in names)
    return _typed(duck, source, raw, fingerprint(files))


def fingerprint(files: Sequence[SourceFile]) -> str:
    """Return SHA-256 over the contents of files, in their order."""
    whole = hashlib.sha256()
    for file in files:
        with file.path.open("rb") as stream:
            whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()


def _form(file: SourceFile) -> _Form:
    if file.kind != "csv":
        return _Form(file.kind)
    start = _first_bytes(file.path)
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = start.decode(encoding)
    except UnicodeDecodeError as error:
        if len(start) < _START or error.start < len(start) - 4:  # else the limit may have cut a character
            encoding = "latin-1"
        text = start.decode("latin-1")
    heading = next(csv.reader(io.StringIO(text), delimiter="\0"), [""])[0] if "\0" not in text else text
    return _Form("csv", max(_SEPARATORS, key=heading.count), encoding)


def _first_bytes(path: Path) -> bytes:
    import gzip

    if path.suffix == ".gz":
        with gzip.open(path) as stream:
            return stream.read(_START)
    with path.open("rb") as stream:
        return stream.read(_START)


def _reading(duck: Duck, name: str, form: _Form, files: Sequence[SourceFile], source: RecordSource) -> str:
    """Return what makes a table, or a view, of the rows of some files."""
    paths = "[" + ", ".join(literal(str(one.path)) for one in files) + "]"
    match form.kind:
        case "csv":
            return (
                f"table {name} as select * from read_csv({paths}, all_varchar = true, header = true, quote = '\"', "
                f"escape = '\"', union_by_name = true, filename = '{_FILE}', delim = {literal(form.separator)}, "
                f"encoding = '{form.encoding}')"
            )
        case "parquet":
            return f"view {name} as select * from read_parquet({paths}, union_by_name = true, filename = '{_FILE}')"
    return _workbooks(duck, name, files, source)


def _workbooks(duck: Duck, name: str, files: Sequence[SourceFile], source: RecordSource) -> str:
    """Return the name of a table with the rows of workbooks, which is made here."""
    parts = []
    for number, file in enumerate(files):
        rows = _sheet(file, source)
        heading = next(rows, [])
        part = quoted(f"{name[1:-1]}_sheet_{number}")
        columns = ", ".join(f"{quoted(one)} varchar" for one in (*heading, _FILE))
        duck.run(f"create temp table {part} ({columns})")
        batch: list[list[str]] = []
        for row in rows:
            batch.append([*row[: len(heading)], *[""] * (len(heading) - len(row)), str(file.path)])
            if len(batch) == _BATCH:
                _insert(duck, part, batch)
                batch = []
        _insert(duck, part, batch)
        parts.append(f"select * from {part}")
    return f"view {name} as {' union all by name '.join(parts)}"


def _insert(duck: Duck, table: str, rows: Sequence[Sequence[str]]) -> None:
    if rows:
        duck.run(f"insert into {table} values " + ", ".join(f"({', '.join(map(literal, row))})" for row in rows))


def _sheet(file: SourceFile, source: RecordSource) -> Iterator[list[str]]:
    """Yield the rows of a sheet of a workbook as texts, the heading first."""
    from pap_cli.sheets.book.read import read_book

    book = read_book(file.path)
    sheets = [one for one in book.sheets if source.sheet in (None, one.name)]
    if not sheets:
        known = ", ".join(f"“{one.name}”" for one in book.sheets)
        place = f"{source.place.path}:{source.place.line}"
        raise PapError(f"{place}: {file.path.name} has no sheet “{source.sheet}”", f"its sheets are  {known}")
    for row in sheets[0].rows:
        texts = [""] * max(cell.column for cell in row.cells)
        for cell in row.cells:
            texts[cell.column - 1] = _text(cell.value)
        yield texts


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _typed(duck: Duck, source: RecordSource, raw: str, sha: str) -> Loaded:
    """Make the typed table of a source, with rows that are equal in every column once."""
    kinds = {str(row[0]): str(row[1]) for row in duck.run(f"describe {raw}")}
    found = {column.name: written(column, list(kinds)) for column in source.columns}
    if missing := [column for column in source.columns if not found[column.name]]:
        names = ", ".join(f"“{column.heading or column.name}”" for column in missing)
        where = f"{missing[0].place.path}:{missing[0].place.line}"
        raise PapError(
            f"{where}: the files of source {source.id} have no column {names}",
            f"correct heading:, or add  aliases:; their columns are  {', '.join(one for one in kinds if one != _FILE)}",
        )
    typed, texts = {}, {}
    for column in source.columns:
        headings = found[column.name]
        known = typed_of(column, headings[0], kinds[headings[0]]) if len(headings) == 1 else None
        texts[column.name] = known or text_of(column, headings, source)
        typed[column.name] = quoted(column.name) if known else value_of(column, quoted(column.name), source)
    used = {heading for several in found.values() for heading in several}
    others = [one for one in kinds if one not in used and one != _FILE]
    first = [f"{text} as {quoted(name)}" for name, text in texts.items()]
    first += [f"trim(cast({quoted(one)} as varchar)) as {quoted('other_' + one)}" for one in others]
    rest = [quoted("other_" + one) for one in others]
    if source.as_known is not None and source.as_known.folders is not None:
        first.append(
            rf"try_cast(regexp_extract({_FILE}, '(\d{{4}}-\d{{2}}-\d{{2}})[/\\][^/\\]*$', 1) as date) as {EXTRACT}"
        )
        rest.append(EXTRACT)
    duck.run(f"create temp view {quoted('text_' + source.id)} as select {', '.join(first)} from ({raw})")
    values = [f"{value} as {quoted(name)}" for name, value in typed.items()]
    whole = f"select {', '.join([*values, *rest])} from {quoted('text_' + source.id)}"
    kept = [quoted(name) for name in typed] + ([EXTRACT] if EXTRACT in rest else [])
    duplicates = _make(duck, source.id, whole, [quoted(name) for name in typed] + rest, kept)
    (rows,) = duck.run(f"select count(*) from {PREFIX}{source.id}")[0]
    return Loaded(rows=rows, duplicates=duplicates, unreadable=_unreadable(duck, source, typed), fingerprint=sha)


def _make(duck: Duck, id: str, whole: str, columns: Sequence[str], kept: Sequence[str]) -> int:
    """Make the table with each row once, and return how many were left out.

    Only rows with equal hashes are compared in full: of 20 million rows, all compared would not fit into 2 GB.
    """
    hashed = f"select *, hash({', '.join(columns)}) as pap_hash from ({whole})"
    duck.run(f"create temp table twice_{id} as select pap_hash from ({hashed}) group by pap_hash having count(*) > 1")
    (several,) = duck.run(f"select count(*) from twice_{id}")[0]
    shown = ", ".join(kept)
    if not several:
        duck.run(f"create temp table {PREFIX}{id} as select {shown} from ({whole})")
        return 0
    twice = f"pap_hash in (select pap_hash from twice_{id})"
    again = f"select distinct {', '.join(columns)} from ({hashed}) where {twice}"
    duck.run(
        f"create temp table {PREFIX}{id} as select {shown} from ({hashed}) where not {twice} "
        f"union all select {shown} from ({again})"
    )
    (before,) = duck.run(f"select count(*) from ({whole})")[0]
    (after,) = duck.run(f"select count(*) from {PREFIX}{id}")[0]
    return int(before) - int(after)


def _unreadable(duck: Duck, source: RecordSource, typed: dict[str, str]) -> dict[str, int]:
    """Return how many cells of each column are neither missing nor readable."""
    read = {name: value for name, value in typed.items() if value != quoted(name)}
    if not read:
        return {}
    counts = ", ".join(f"count({quoted(name)}) - count({value})" for name, value in read.items())
    (row,) = duck.run(f"select {counts} from {quoted('text_' + source.id)}")
    return {name: int(count) for name, count in zip(read, row, strict=True) if count}
