"""A workbook as a file: the only module that writes one, with XlsxWriter.

The same workbook gives the same bytes: every date in the file is constant or the day that it shows.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.model.rating import Rating
from pap_cli.sheets.workbook.defused import defused
from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, Value, Workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

# The colours of text and of what is behind it; each is printed with its word.
_COLOURS = {
    Rating.RED: ("#8A1A17", "#F9DEDC"),
    Rating.AMBER: ("#6B3F00", "#FCEBCB"),
    Rating.GREEN: ("#1A5228", "#DDF0E1"),
    Rating.BLUE: ("#0B3D7A", "#DCE8F6"),
    Rating.GREY: ("#4D5963", "#E9ECEE"),
}
_INK, _MUTED, _LINE, _HEAD, _ASKED = "#1B2430", "#56616B", "#DDE1E5", "#E9EEF3", "#FFF9E0"
_FONT = {"font_name": "Arial", "font_size": 10, "font_color": _INK}
_DAY = "d mmm yyyy"
# What Excel can hold in a cell, and in the box of a hint.
_LONGEST, _LONGEST_HINT = 32_000, 250
_CUT = " […]"
# Rows below the last one that can be filled in as well.
_MORE_ROWS = 300
_NARROWEST, _WIDEST = 7, 80
# The height of a line in points, what is added to it, and the highest row that Excel has; the button of a filter.
_LINE_HEIGHT, _AIR, _HIGHEST_ROW, _BUTTON = 13.0, 4.0, 400.0, 3.0
_TITLE_HEIGHT = 22.0
_A3 = 8
# How many characters of a text fit where a column is as wide as one digit.
_CHARACTERS = 1.05
_DAYS = (date(1950, 1, 1), date(2150, 12, 31))
# Characters that XML does not have, beside the control characters, which XlsxWriter escapes.
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def written(workbook: Workbook) -> bytes:
    """Return the bytes of a workbook.

    Raises:
        PapError: if XlsxWriter is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError:
        raise PapError("a workbook needs XlsxWriter, which is not installed", install_advice("sheets")) from None
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    day = workbook.as_of
    created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - Excel has no time zones
    book.set_properties({"title": _plain(workbook.title), "author": "", "comments": "", "created": created})
    if workbook.mark:
        book.set_custom_property("pap", workbook.mark, "text")
    styles = _Styles(book)
    for tab in workbook.tabs:
        _Writer(book.add_worksheet(tab.name), tab, styles, workbook).write()
    book.close()
    for part in (*book.worksheets(), book):
        vars(part).clear()  # they refer to each other: several workbooks would fill the memory until they are collected
    return out.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **wanted: Any) -> Any:
        """Return a format with these properties."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_FONT, **wanted})
        return self._made[key]

    def cell(self, column: TabColumn, *, locked: bool) -> Any:
        """Return the format of a cell of a column."""
        wanted: dict[str, Any] = {"valign": "top", "bottom": 1, "bottom_color": _LINE, "locked": locked}
        if column.kind is Kind.DAY:
            wanted |= {"num_format": _DAY, "align": "left"}
        elif column.kind is Kind.NUMBER:
            wanted |= {"num_format": "General", "align": "right", "indent": 1}
        else:
            wanted |= {"text_wrap": True, "align": "left"}
        if column.asked:
            wanted |= {"bg_color": _ASKED, "border": 1, "border_color": _LINE}
        elif column.locked:
            wanted |= {"font_color": _MUTED}
        return self.of(**wanted)


class _Writer:
    """Writes one tab."""

    def __init__(self, sheet: Worksheet, tab: Tab, styles: _Styles, book: Workbook) -> None:
        self._sheet, self._tab, self._styles, self._book = sheet, tab, styles, book
        self._head = len(tab.above)
        self._last = self._head + len(tab.rows)
        self._widths = [_width(column, tab) for column in tab.columns]
        # Where something is to be filled in, and nothing else.
        self._form = any(column.asked for column in tab.columns)

    def write(self) -> None:
        """Write everything."""
        self._above()
        self._table()
        self._colour()
        for index, column in enumerate(self._tab.columns):
            self._validate(index, column)
        self._frame()
        self._print()
        self._protect()

    def _above(self) -> None:
        for row, line in enumerate(self._tab.above):
            title = {"bold": True, "font_size": 14} if row == 0 else {"font_color": _MUTED}
            self._text(row, 0, line, self._styles.of(valign="top", **title))
        if self._tab.above:
            self._sheet.set_row(0, _TITLE_HEIGHT)

    def _table(self) -> None:
        tab, styles = self._tab, self._styles
        head = styles.of(bold=True, bg_color=_HEAD, bottom=1, bottom_color=_MUTED, text_wrap=True, valign="top")
        asked = styles.of(bold=True, bg_color="#FCEBA8", bottom=1, bottom_color=_MUTED, text_wrap=True, valign="top")
        for index, column in enumerate(tab.columns):
            self._sheet.set_column(
                index, index, self._widths[index], styles.of(locked=self._form, valign="top", text_wrap=True)
            )
            self._text(self._head, index, column.heading, asked if column.asked else head)
            locked = column.locked or (self._form and not column.asked)
            style = styles.cell(column, locked=locked)
            for row, values in enumerate(tab.rows, self._head + 1):
                self._value(row, index, values.get(column.name), style)
        self._heights()

    def _heights(self) -> None:
        """Make rows as high as their text, which not every program does by itself."""
        columns = [(column.name, width) for column, width in zip(self._tab.columns, self._widths, strict=True)]
        words = (
            (column.heading, width - _BUTTON) for column, (_, width) in zip(self._tab.columns, columns, strict=True)
        )
        self._sheet.set_row(self._head, _LINE_HEIGHT * max(_lines(*one) for one in words) + _AIR)
        for row, values in enumerate(self._tab.rows, self._head + 1):
            lines = max(_lines(values.get(name), width) for name, width in columns)
            if lines > 1 or self._form:
                self._sheet.set_row(row, min(_LINE_HEIGHT * max(lines, 2 if self._form else 1) + _AIR, _HIGHEST_ROW))

    def _value(self, row: int, column: int, value: Value, style: Any) -> None:
        if value is None or value == "":
            self._sheet.write_blank(row, column, None, style)
        elif isinstance(value, date):
            self._sheet.write_datetime(row, column, value, style)
        elif isinstance(value, int | float):
            self._sheet.write_number(row, column, value, style)
        else:
            self._text(row, column, value, style)

    def _text(self, row: int, column: int, text: str, style: Any) -> None:
        self._sheet.write_string(row, column, cell_text(text), style)

    def _colour(self) -> None:
        """Colour the cells that name a rating, also those that people fill in."""
        for index, column in enumerate(self._tab.columns):
            if not column.coloured:
                continue
            labels = {label: rating for label, rating in self._tab.ratings.items() if len(label) <= _LONGEST_HINT}
            for label, rating in labels.items():
                ink, behind = _COLOURS[rating]
                self._sheet.conditional_format(
                    self._head + 1,
                    index,
                    max(self._last, self._head + 1),
                    index,
                    {
                        "type": "cell",
                        "criteria": "==",
                        "value": '"' + label.replace('"', '""') + '"',
                        "format": self._styles.of(font_color=ink, bg_color=behind, bold=True),
                    },
                )

    def _validate(self, index: int, column: TabColumn) -> None:
        rule: dict[str, Any] = {"validate": "any"}
        if column.choices and len(",".join(column.choices)) <= _LONGEST_HINT:
            rule = {"validate": "list", "source": list(column.choices)}
            rule |= _warning(f"Choose one of: {', '.join(column.choices)}.", strict=column.strict)
        elif column.kind is Kind.DAY and not column.computed:
            rule = {"validate": "date", "criteria": "between", "minimum": _DAYS[0], "maximum": _DAYS[1]}
            rule |= _warning("Write a day as day/month/year, such as 14/10/2016.", strict=False)
        elif column.kind is Kind.NUMBER and not column.computed:
            rule = {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
            rule |= _warning("Write a number.", strict=False)
        elif not column.hint:
            return
        if column.hint:
            rule |= {"input_title": column.heading[:32], "input_message": column.hint[:_LONGEST_HINT]}
        last = self._last + (_MORE_ROWS if self._tab.growing else 0)
        if last > self._head:
            self._sheet.data_validation(self._head + 1, index, last, index, rule)

    def _frame(self) -> None:
        sheet, columns = self._sheet, self._tab.columns
        fixed = next((nth + 1 for nth, column in enumerate(columns) if column.name == "title"), 1)
        sheet.freeze_panes(self._head + 1, fixed if fixed <= 3 else 1)
        sheet.autofilter(self._head, 0, max(self._last, self._head + 1), len(columns) - 1)
        sheet.hide_gridlines(2)

    def _print(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9 if self._form else _A3)  # 9 is A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self._head)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        title = _plain(self._book.title).replace("&", "&&")[:150]
        sheet.set_header(f"&L&9{title}&R&9{self._tab.name}")
        sheet.set_footer("&R&9Page &P of &N")
        printed = [nth for nth, column in enumerate(self._tab.columns) if column.printed]
        sheet.print_area(0, 0, max(self._last, self._head + 1), max(printed))

    def _protect(self) -> None:
        """Protect what is locked; without a password, because it is against mistakes and against nobody."""
        allowed = ("autofilter", "sort", "format_cells", "format_columns", "format_rows")
        also = {"insert_rows": True} if self._tab.growing else {}
        self._sheet.protect("", {**dict.fromkeys(allowed, True), **also})


def cell_text(text: str) -> str:
    """Return a text as it is in a cell: no formula, nothing that XML does not have, and no longer than Excel allows."""
    text = defused(_NOT_XML.sub("\ufffd", text))
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _warning(message: str, *, strict: bool) -> dict[str, Any]:
    return {
        "error_type": "stop" if strict else "warning",
        "error_title": "Please check",
        "error_message": message[:_LONGEST_HINT],
    }


def _width(column: TabColumn, tab: Tab) -> float:
    """Return the width that fits what is in a column, up to the widest that it may be."""
    if column.asked or column.hint:  # it is to be filled in
        return float(column.width)
    words = max((len(word) for word in column.heading.split()), default=0) + 1 + _BUTTON
    longest = max((_length(row.get(column.name)) for row in tab.rows), default=0)
    return float(min(max(words, min(longest + 2, column.width), _NARROWEST), _WIDEST))


def _lines(value: Value, width: float) -> int:
    """Return how many lines a text needs in a column: words are not broken."""
    if not isinstance(value, str):
        return 1
    room, count = width * _CHARACTERS, 0
    if len(value) <= room and value.isprintable():
        return 1
    for line in value.splitlines() or [""]:
        used, count = 0.0, count + 1
        for word in line.split():
            if used and used + 1 + len(word) > room:
                used, count = 0.0, count + 1
            used += len(word) + (1 if used else 0)
            while used > room:
                used, count = used - room, count + 1
    return count


def _length(value: Value) -> int:
    if isinstance(value, date):
        return len("14 Oct 2016")
    return max(map(len, str(value).splitlines()), default=0) if value is not None else 0


def _plain(text: str) -> str:
    """Return a title on one line without characters that XML does not have."""
    return " ".join(re.sub("[\x00-\x1f\ud800-\udfff\ufffe\uffff]", " ", text).split())
