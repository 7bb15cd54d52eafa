"""How the cells of an .ods look, and which of its sheets are hidden.

Source: OpenDocument 1.3, part 3, 16 and 16.29.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pap_cli.sheets.book.shown.codes import form

_DATA_STYLES = ("date-style", "time-style", "percentage-style", "number-style", "currency-style", "text-style")
_MAX_PARENTS = 20
_HEX = 7


class Style(Struct):
    """A style of cells or of a table, as it is in the file."""

    parent: str = ""
    data_style: str = ""
    fill: str | None = None
    struck: bool | None = None
    shown: bool = True


class Styles:
    """Listens to the styles of a document."""

    def __init__(self) -> None:
        self._styles: dict[str, Style] = {}
        self._codes: dict[str, str] = {}
        self._style: Style | None = None
        self._data_style = ""
        self._code = ""
        self._literal = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if name == "style":
            self._style = Style(
                attributes.get("style:parent-style-name", ""), attributes.get("style:data-style-name", "")
            )
            self._styles[_key(attributes.get("style:family", ""), attributes.get("style:name", ""))] = self._style
        elif name in _DATA_STYLES:
            self._data_style, self._code = attributes.get("style:name", ""), ""
        elif self._data_style:
            self._literal = name in ("text", "currency-symbol")
            self._code += _code(name, attributes)
        elif self._style is not None:
            self._property(self._style, name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "style":
            self._style = None
        elif name in _DATA_STYLES:
            self._codes[self._data_style] = self._code
            self._data_style = ""
        self._literal = False

    def text(self, text: str) -> None:
        """Take some text, of a format."""
        if self._literal and self._data_style:
            self._code += text

    def _property(self, style: Style, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table-cell-properties":
            colour = attributes.get("fo:background-color", "")
            if colour == "transparent" or (len(colour) == _HEX and colour[0] == "#"):
                style.fill = colour[1:].upper() if colour[0] == "#" else ""
        elif name == "text-properties" and "style:text-line-through-style" in attributes:
            style.struck = attributes["style:text-line-through-style"] != "none"
        elif name == "table-properties":
            style.shown = attributes.get("table:display", "true") != "false"

    def shown(self, table_style: str) -> bool:
        """Return False for the style of a hidden sheet."""
        found = self._styles.get(_key("table", table_style))
        return found is None or found.shown

    def look(self, name: str) -> tuple[str, str | None, bool]:
        """Return the number format, the fill and whether the text is struck, of cells with a style."""
        code, fill, struck = "", None, None
        for _ in range(_MAX_PARENTS):
            found = self._styles.get(_key("table-cell", name))
            if found is None:
                break
            code = code or self._codes.get(found.data_style, "")
            fill = found.fill if fill is None else fill
            struck = found.struck if struck is None else struck
            name = found.parent
        return form(code).code, None if fill in (None, "", "FFFFFF") else fill, bool(struck)


def _key(family: str, name: str) -> str:
    return f"{family} {name}"


def _code(name: str, attributes: Mapping[str, str]) -> str:
    """Return a piece of a format as Excel would write it."""
    long = attributes.get("number:style") == "long"
    if name == "month":
        textual = attributes.get("number:textual") == "true"
        return ("mmmm" if long else "mmm") if textual else ("mm" if long else "m")
    if name == "number":
        places = attributes.get("number:decimal-places", "0")
        decimals = "0" * min(int(places), 30) if places.isdigit() else ""
        grouped = "#,##0" if attributes.get("number:grouping") == "true" else "0"
        return f"{grouped}.{decimals}" if decimals else grouped
    pieces = {"day": ("d", "dd"), "year": ("yy", "yyyy"), "day-of-week": ("ddd", "dddd"), "am-pm": ("AM/PM", "AM/PM")}
    pieces |= {"hours": ("h", "hh"), "minutes": ("m", "mm"), "seconds": ("s", "ss")}
    short, full = pieces.get(name, ("", ""))
    return full if long else short
