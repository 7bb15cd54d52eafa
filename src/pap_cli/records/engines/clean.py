"""The SQL that makes a typed table of rows that were read as text.

Dates are read in the forms that are declared, codes for missing are missing, and IDs are in capitals.  A cell that is
neither readable nor declared as missing becomes missing, and is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pap_cli.model.records import Column, ColumnType, RecordSource

# The forms of dates, as DuckDB's strptime has them.
FORMATS = {
    "dd/mm/yyyy": "%d/%m/%Y",
    "mm/dd/yyyy": "%m/%d/%Y",
    "yyyy-mm-dd": "%Y-%m-%d",
    "yyyymmdd": "%Y%m%d",
    "dd.mm.yyyy": "%d.%m.%Y",
    "dd-mm-yyyy": "%d-%m-%Y",
    "dd-mmm-yyyy": "%d-%b-%Y",
    "dd mmm yyyy": "%d %b %Y",
}
SERIAL = "serial"
_TIME_OF_DAY = r"[ T]\d{1,2}:\d{2}.*$"
# Excel counts 1 January 1900 as day 1 and has a 29 February 1900: from March 1900 on, this is day 0.
_EXCEL_DAY_0 = "date '1899-12-30'"


def quoted(name: str) -> str:
    """Return a name in quotation marks."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text in single quotation marks."""
    return "'" + text.replace("'", "''") + "'"


def written(column: Column, headings: Collection[str]) -> list[str]:
    """Return the headings of a table that hold a column; several where files of one source differ."""
    wanted = {one.casefold(): one for one in (column.heading or column.name, *column.aliases)}
    return [heading for heading in headings if heading.strip().casefold() in wanted]


def text_of(column: Column, headings: Sequence[str], source: RecordSource) -> str:
    """Return the trimmed text of a column; NULL where it is blank or a code for missing."""
    parts = [f"trim(cast({quoted(one)} as varchar))" for one in headings]
    text = parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"
    codes = ", ".join(literal(code) for code in ("", *source.missing, *column.missing))
    return f"case when {text} in ({codes}) then null else {text} end"


def typed_of(column: Column, heading: str, kind: str) -> str | None:
    """Return the value of a column that has the type of its kind already, as in Parquet; None if it is text."""
    name = quoted(heading)
    match column.type:
        case ColumnType.DATE if kind.startswith(("DATE", "TIMESTAMP")):
            return f"cast({name} as date)"
        case ColumnType.TIME if kind.startswith("TIMESTAMP"):
            return f"cast({name} as timestamp)"
        case ColumnType.WHOLE if kind.endswith("INT") or kind == "INTEGER":
            return f"cast({name} as bigint)"
        case ColumnType.NUMBER if kind.endswith("INT") or kind.startswith(("INTEGER", "DECIMAL", "DOUBLE", "FLOAT")):
            return f"cast({name} as decimal(18, 6))"
    return None


def value_of(column: Column, text: str, source: RecordSource) -> str:
    """Return the value of a column from its text; NULL where it cannot be read."""
    formats = column.formats or source.formats
    match column.type:
        case ColumnType.TEXT:
            return text
        case ColumnType.ID:
            return f"upper({text})"
        case ColumnType.WHOLE:
            number = f"try_cast(try_cast({text} as decimal(38, 6)) as bigint)"
            return rf"case when regexp_full_match({text}, '[+-]?\d+(\.0+)?') then {number} end"
        case ColumnType.NUMBER:
            return f"try_cast(replace({text}, ',', '') as decimal(18, 6))"
        case ColumnType.DATE:
            day = f"case when contains({text}, ':') then regexp_replace({text}, '{_TIME_OF_DAY}', '') else {text} end"
            return _first([_date(day, one) for one in formats])
        case ColumnType.TIME:
            return _first([made for one in formats if one != SERIAL for made in _times(text, one, column.without_time)])


def _first(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else f"coalesce({', '.join(values)})"


def _date(text: str, form: str) -> str:
    if form == SERIAL:
        serial = f"try_cast(try_cast({text} as double) as integer)"
        return rf"({_EXCEL_DAY_0} + case when regexp_full_match({text}, '\d{{1,6}}(\.0+)?') then {serial} end)"
    return f"cast(try_strptime({text}, '{FORMATS[form]}') as date)"


def _times(text: str, form: str, alone: str | None) -> list[str]:
    """Return how a day with a time of day is read; a day alone has the time that is declared for it."""
    shape = FORMATS[form]
    whole = [
        f"try_strptime({text}, '{shape}{rest}')"
        for rest in (" %H:%M", " %H:%M:%S", "T%H:%M", "T%H:%M:%S", " %H:%M:%S.%f")
    ]
    hours, minutes = (alone or "00:00").split(":")
    day = f"try_strptime({text}, '{shape}') + interval {int(hours)} hour + interval {int(minutes)} minute"
    return [*whole, day]
