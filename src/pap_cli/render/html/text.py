"""Text, cells and sparklines as HTML: the only module that puts text from files into a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from pap_cli.cell import Cell, Tone
from pap_cli.model.numbers import number
from pap_cli.render.text import printable, symbol

# The address that a text links to, within a plan, or None. An address that is only `#name` is on the same page.
Href: TypeAlias = Callable[[str, str], str | None]

_PLAIN = re.compile(r"[A-Za-z0-9 ,.()%/+-]*")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_WORDS = re.compile(r"[a-z0-9]+")
_LONGEST_NAME = 40
# The size of a sparkline, in pixels.
_WIDE, _HIGH = 96, 22


@lru_cache(maxsize=1 << 13)
def escape(text: str) -> str:
    """Return text escaped for HTML, for content and for attributes in double quotes."""
    return text if _PLAIN.fullmatch(text) else printable(text).translate(_SPECIAL)


def slug(text: str) -> str:
    """Return a text as a name in an address: a few of its words, or `section` if none can be used."""
    return "-".join(_WORDS.findall(text.lower()))[:_LONGEST_NAME].strip("-") or "section"


def linked(text: str, plan: str, href: Href) -> str:
    """Return text, as a link if it has an address; in a list of IDs with commas, each one."""
    if found := href(text, plan):
        return f'<a href="{escape(found)}">{escape(text)}</a>'
    if ", " not in text and not text.endswith(" …"):
        return escape(text)
    parts = text.removesuffix(" …").split(", ")
    found_parts = [href(part, plan) for part in parts]
    if not any(found_parts) or (" " in "".join(parts) and not all(found_parts)):
        return escape(text)  # text with a comma that happens to contain an ID is not a list of IDs
    words = ", ".join(
        f'<a href="{escape(found)}">{escape(part)}</a>' if found else escape(part)
        for part, found in zip(parts, found_parts, strict=True)
    )
    return f"{words} …" if text.endswith(" …") else words


def _with_link(cell: Cell) -> str:
    before, link, after = cell.text.partition(cell.link)
    return f'{escape(before)}<a href="{escape(link)}" rel="noreferrer">{escape(link)}</a>{escape(after)}'


def _swatch(colour: str) -> str:
    """Return a square in a colour of a key: the text beside it stays in ink, so that it is readable whatever it is."""
    return (
        '<svg class="swatch" aria-hidden="true" width="12" height="12"><rect x=".5" y=".5" width="11" height="11" '
        f'rx="2" fill="{escape(colour)}" stroke="currentColor"/></svg>'
    )


def cell_words(cell: Cell, plan: str = "", href: Href | None = None) -> str:
    """Return a cell: its symbol and text in its tone, or its sparkline; with HREF, as links."""
    if cell.series:
        return _chart(cell.series, cell.target, cell.tone)
    text, tone = cell.text, cell.tone
    if cell.marked and text and cell.colour:
        return f'<span class="tag own">{_swatch(cell.colour)} {escape(text)}</span>'
    if cell.marked and text and (mark := symbol(tone, unicode=True)):
        return f'<span class="tag {tone}"><span aria-hidden="true">{mark}</span> {escape(text)}</span>'
    if cell.names and href is not None:
        words = ("; " if any(", " in name for name, _ in cell.names) else ", ").join(
            f'<a href="{escape(found)}">{escape(name)}</a>' if (found := href(to, plan)) else escape(name)
            for name, to in cell.names
        )
    else:
        words = _with_link(cell) if cell.link else escape(text) if href is None else linked(text, plan, href)
    if tone is Tone.PLAIN or not words:
        return words
    return f"<strong>{words}</strong>" if tone is Tone.STRONG else f'<span class="{tone}">{words}</span>'


@lru_cache(maxsize=1 << 10)
def _chart(series: tuple[float | None, ...], target: float | None, tone: Tone) -> str:
    """Return figures as a line with a dot at the last and a dashed line for the target, described in words."""
    figures = [value for value in series if value is not None]
    if not figures:
        return ""
    scale = figures if target is None else [*figures, target]
    low, high = min(scale), max(scale)
    step = (_WIDE - 8) / max(1, len(series) - 1)

    def y(value: float) -> str:
        return f"{_HIGH / 2 if high == low else 3 + (high - value) / (high - low) * (_HIGH - 6):.1f}"

    places = [(f"{4 + index * step:.1f}", value) for index, value in enumerate(series)]
    path, pen = "", "M"
    for x, value in places:
        path += "" if value is None else f"{pen}{x} {y(value)}"
        pen = "M" if value is None else "L"
    x, last = next((x, value) for x, value in reversed(places) if value is not None)
    aim = "" if target is None else f'<path class="aim" d="M0 {y(target)}H{_WIDE}" fill="none" stroke-dasharray="2 2"/>'
    return (
        f'<svg class="spark {tone}" role="img" aria-label="{_told(figures, target)}" width="{_WIDE}" height="{_HIGH}" '
        f'viewBox="0 0 {_WIDE} {_HIGH}">{aim}<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        f'<circle cx="{x}" cy="{y(last)}" r="2.5" fill="currentColor"/></svg>'
    )


def _told(figures: list[float], target: float | None) -> str:
    """Return the description of a sparkline."""
    many = "1 figure" if len(figures) == 1 else f"{len(figures)} figures, first {number(figures[0])}"
    aim = "" if target is None else f"; target {number(target)}"
    return f"{many}, last {number(figures[-1])}, lowest {number(min(figures))}, highest {number(max(figures))}{aim}"
