"""Old workbooks (.xls), read by python-calamine in a process of its own: a damaged file can end that process only.

Of such a file values can be seen, but no formats, colours, comments or hidden rows.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import msgspec
from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.sheets.book.cells import Area, Book, Cell, Row, Sheet
from pap_cli.sheets.book.kinds import needs_password
from pap_cli.sheets.book.limits import MAX_COLUMN, MAX_ROW, MAX_TEXT, MB, Allowance, at, damaged, refusal
from pap_cli.sheets.book.shown.numbers import show_general

_REMARK = (
    "an .xls file shows no formats, colours, comments or hidden rows: “Mar-12” looks like 1 March, 83.4% like 0.834;"
    " save it as .xlsx"
)
_SECONDS = 20
# What the process may take, in MB, besides this many times the size of the file; and its exit codes.
_MEMORY, _TIMES = 400, 12
_PASSWORD, _DAMAGED, _MISSING = 3, 4, 5
_CELLS_AROUND = 2_000_000
_EXACT = 10**15
_CHILD = """
import io, json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({memory} << 20, {memory} << 20))
except (ImportError, ValueError, OSError):
    pass
try:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum
except ImportError:
    sys.exit({missing})
try:
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
except PasswordError:
    sys.exit({password})
except BaseException:
    sys.exit({damaged})
def plain(value):
    if hasattr(value, "total_seconds"):
        return value.total_seconds() / 86400
    return value.isoformat() if hasattr(value, "isoformat") else value
sheets = []
for number, about in enumerate(book.sheets_metadata):
    if about.typ != SheetTypeEnum.WorkSheet:
        continue
    try:
        sheet = book.get_sheet_by_index(number)
    except BaseException:
        sys.exit({damaged})
    start = sheet.start
    if sheet.height * sheet.width > {around}:
        sheets.append((about.name, about.visible != SheetVisibleEnum.Visible, None, []))
        continue
    rows = []
    first = (start or (0, 0))[1]
    for place, row in enumerate(sheet.to_python() if start else ()):
        cells = [(first + n + 1, type(v).__name__, plain(v)) for n, v in enumerate(row) if v != ""]
        if cells:
            rows.append((start[0] + place + 1, cells))
    sheets.append((about.name, about.visible != SheetVisibleEnum.Visible, rows, sheet.merged_cell_ranges or []))
json.dump(sheets, sys.stdout)
"""


class _Read(Struct, array_like=True):
    name: str
    hidden: bool
    # A column, the name of a type and a value; None if the cells are too far apart.
    rows: list[tuple[int, list[tuple[int, str, str | int | float | bool]]]] | None
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


def read_values(data: bytes, allowance: Allowance) -> Book:
    """Return an .xls workbook.

    Raises:
        PapError: if it is damaged, needs a password, or is beyond a limit; or if python-calamine is not installed.
    """
    sheets = []
    for one in _in_a_process(data, allowance):
        if one.rows is None:
            raise refusal(allowance.name, "its cells are too far apart to be read", "save it as .xlsx", at(one.name))
        sheets.append(_sheet(one, allowance))
    if not sheets:
        raise damaged(allowance.name, "it has no sheets")
    return Book(name=allowance.name, kind="xls", sheets=tuple(sheets), remarks=(_REMARK,))


def _in_a_process(data: bytes, allowance: Allowance) -> list[_Read]:
    code = _CHILD.format(
        memory=_MEMORY + _TIMES * len(data) // MB,
        missing=_MISSING,
        password=_PASSWORD,
        damaged=_DAMAGED,
        around=_CELLS_AROUND,
    )
    try:
        # -I: neither the folder nor the environment can put other code in the way
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", code], input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise damaged(allowance.name, f"it took more than {_SECONDS} seconds to read") from None
    if done.returncode == _MISSING:
        raise PapError("pap cannot read .xls files without the extra sheets", install_advice("sheets"))
    if done.returncode == _PASSWORD:
        raise needs_password(allowance.name)
    try:
        if done.returncode == 0:
            return msgspec.convert(json.loads(done.stdout), list[_Read])
    except (ValueError, msgspec.ValidationError):
        pass
    if done.returncode < 0:
        raise damaged(allowance.name, "the file is damaged, or its cells are too far apart to be read")
    raise damaged(allowance.name, "the file is damaged or was cut short")


def _sheet(found: _Read, allowance: Allowance) -> Sheet:
    rows: list[Row] = []
    for number, cells in found.rows or ():
        made = tuple(
            _cell(column, type, value, allowance, found.name)
            for column, type, value in cells
            if not isinstance(value, str) or value.strip()
        )
        if not (1 <= number <= MAX_ROW and all(1 <= cell.column <= MAX_COLUMN for cell in made)):
            raise damaged(allowance.name, f"row {number} is not a row of a spreadsheet", at(found.name))
        if made:
            rows.append(Row(number=number, cells=made))
    bottom = rows[-1].number if rows else 0
    merged = (Area(top + 1, left + 1, min(low + 1, bottom), right + 1) for (top, left), (low, right) in found.merged)
    return Sheet(
        name=found.name,
        rows=tuple(rows),
        merged=tuple(area for area in merged if area.first_row <= bottom),
        hidden=found.hidden,
    )


def _cell(column: int, type: str, value: str | int | float | bool, allowance: Allowance, sheet: str) -> Cell:
    allowance.cell(at(sheet))
    if isinstance(value, bool):
        return Cell(column=column, value=value, text="TRUE" if value else "FALSE")
    if isinstance(value, (int, float)):
        whole = int(value) if float(value).is_integer() and abs(value) < _EXACT else value
        return Cell(column=column, value=whole, text=show_general(whole))
    if type == "datetime":
        moment = dt.datetime.fromisoformat(value)
        if moment.time() != dt.time():
            return Cell(column=column, value=moment, text=f"{moment:%d/%m/%Y %H:%M}")
        type, value = "date", value[:10]
    if type == "date":
        day = dt.date.fromisoformat(value)
        return Cell(column=column, value=day, text=f"{day:%d/%m/%Y}")
    if type == "time":
        time = dt.time.fromisoformat(value)
        return Cell(column=column, value=time, text=f"{time:%H:%M}")
    if len(value) > MAX_TEXT:
        raise damaged(allowance.name, f"longer than the {MAX_TEXT:,} characters of a cell", at(sheet))
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    allowance.text(len(text), at(sheet))
    return Cell(column=column, value=text, text=text)
