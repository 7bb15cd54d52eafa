"""How cells look: number formats, fills and strike-through, from styles.xml and the theme.

Source: ECMA-376, part 1, 18.8; the order of theme colours and their tint as in 18.8.3 and 18.8.19.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from msgspec import Struct

from pap_cli.sheets.book.package import Package
from pap_cli.sheets.book.shown.codes import BUILT_IN, GENERAL, Form, form

_WHITE = "FFFFFF"
# The colours that files name by number only; the first eight are there twice.
_INDEXED = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
)
# The order in which cells count the colours of a theme, which is not that of the theme's part.
_THEME = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
_OFFICE = (
    "FFFFFF",
    "000000",
    "EEECE1",
    "1F497D",
    "4F81BD",
    "C0504D",
    "9BBB59",
    "8064A2",
    "4BACC6",
    "F79646",
    "0000FF",
    "800080",
)
_NO_PATTERN = ("none", "gray125", "gray0625")
_MAX_STYLES = 65_536
_HEX, _WITH_ALPHA = 6, 8
_OFF = ("0", "false")
_LONG = 10


class Look(Struct, frozen=True):
    """How the cells of a style look."""

    form: Form = GENERAL
    fill: str | None = None
    struck: bool = False


PLAIN = Look()


def read_styles(package: Package, styles: str | None, theme: str | None) -> list[Look]:
    """Return how cells look, by the number of their style.

    Raises:
        PapError: if the part is damaged, or beyond a limit.
    """
    colours = _Theme()
    if theme is not None and package.has(theme):
        package.listen(theme, colours)
    found = _Styles(colours.in_order())
    if styles is not None and package.has(styles):
        package.listen(styles, found)
    return found.looks()


class _Theme:
    def __init__(self) -> None:
        self._slot: str | None = None
        self._colours: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _THEME:
            self._slot = name
        elif self._slot is not None and name in ("srgbClr", "sysClr"):
            value = attributes.get("lastClr") or attributes.get("val", "")
            if len(value) == _HEX:
                self._colours.setdefault(self._slot, value.upper())

    def end(self, name: str) -> None:
        if name == self._slot:
            self._slot = None

    def text(self, text: str) -> None:
        pass

    def in_order(self) -> list[str]:
        """Return the colours as cells count them."""
        return [self._colours.get(name, default) for name, default in zip(_THEME, _OFFICE, strict=True)]


class _Styles:
    def __init__(self, theme: list[str]) -> None:
        self._theme = theme
        self._within: list[str] = []
        self._codes: dict[int, str] = {}
        self._fills: list[str | None] = []
        self._pattern = ""
        self._colours: dict[str, Mapping[str, str]] = {}
        self._struck: list[bool] = []
        self._formats: list[tuple[int, int, int]] = []
        self._own: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        above = self._within[-1] if self._within else ""
        self._within.append(name)
        if name == "numFmt" and above == "numFmts":
            self._codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif above == "fills" and name == "fill":
            self._pattern, self._colours = "", {}
        elif name == "patternFill" and above == "fill":
            self._pattern = attributes.get("patternType", "none")
        elif name in ("fgColor", "bgColor") and "fills" in self._within:
            self._colours[name] = dict(attributes)
        elif above == "fonts" and name == "font":
            self._struck.append(False)
        elif above == "font" and name == "strike" and "fonts" in self._within and self._struck:
            self._struck[-1] = attributes.get("val", "1") not in _OFF
        elif above == "cellXfs" and name == "xf" and len(self._formats) < _MAX_STYLES:
            numbers = (_number(attributes.get(key)) for key in ("numFmtId", "fillId", "fontId"))
            self._formats.append((next(numbers), next(numbers), next(numbers)))
        elif name == "rgbColor" and above == "indexedColors":
            self._own.append(attributes.get("rgb", "")[-_HEX:].upper())

    def end(self, name: str) -> None:
        self._within.pop()
        if name == "fill" and self._within[-1:] == ["fills"]:
            self._fills.append(self._fill())

    def text(self, text: str) -> None:
        pass

    def _fill(self) -> str | None:
        if not self._pattern or self._pattern in _NO_PATTERN:
            return None
        first, second = ("fgColor", "bgColor") if self._pattern == "solid" else ("bgColor", "fgColor")
        chosen = self._colours.get(first) or self._colours.get(second)
        return self._colour(chosen) if chosen else None

    def _colour(self, found: Mapping[str, str]) -> str | None:
        colour = ""
        if rgb := found.get("rgb"):
            colour = rgb[-_HEX:].upper() if len(rgb) in (_HEX, _WITH_ALPHA) else ""
        elif "theme" in found and 0 <= (nth := _number(found["theme"])) < len(self._theme):
            colour = self._theme[nth]
        elif "indexed" in found:
            nth = _number(found["indexed"])
            palette = self._own or _INDEXED.split()
            colour = palette[nth] if 0 <= nth < len(palette) else ""
        if any(letter not in "0123456789ABCDEF" for letter in colour):
            return None
        return _tinted(colour, found.get("tint")) if colour else None

    def looks(self) -> list[Look]:
        """Return the looks of the styles, in their order."""
        made: list[Look] = []
        for code, fill, font in self._formats:
            colour = self._fills[fill] if 0 <= fill < len(self._fills) else None
            made.append(
                Look(
                    form(self._codes.get(code, BUILT_IN.get(code, ""))),
                    None if colour == _WHITE else colour,
                    0 <= font < len(self._struck) and self._struck[font],
                )
            )
        return made


def _number(text: str | None) -> int:
    """Return a number of a part; -1 if it is none."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < _LONG else -1


def _tinted(colour: str, tint: str | None) -> str:
    """Return a colour made lighter (above 0) or darker (below 0)."""
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        share = 0.0
    if not share:
        return colour
    red, green, blue = (int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, strength))
