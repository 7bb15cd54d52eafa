"""What the cells of a column are, counted: figures, periods, units, names of areas."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.figures.layout.grid import shown
from pap_cli.sheets.figures.layout.marks import is_bare_number
from pap_cli.sheets.figures.reading.goals import read_aim
from pap_cli.sheets.figures.reading.periods import span_of
from pap_cli.sheets.figures.reading.values import read_value
from pap_cli.sheets.figures.reading.words import basis, folded, is_area, polarity, role, unit_of

_REF = re.compile(
    r"[A-Za-z]{0,8}[ .\-/_]{0,2}\d{1,5}(?:[.\-/]\d{1,3}){0,3}[a-zA-Z]?"
    r"|[A-Z]{1,5}(?:[.\-/][A-Z]{1,4})?\d{0,4}|\d{1,4}[a-z]?"
)
_CALENDARS = re.compile(r"(?:financial|academic|calendar|school|fiscal)(?: years?)?")
_MOST_SAMPLES = 3
# How many cells of a column are looked at.
_MOST = 400


class Contents(Struct, frozen=True, kw_only=True):
    """The shares of the cells of a column that can be read as something, of those that are not empty."""

    count: int = 0
    # Figures, or codes in their place.
    figures: float = 0.0
    # Numbers alone.
    numbers: float = 0.0
    aims: float = 0.0
    periods: float = 0.0
    partial: float = 0.0
    # Numbers that are a year or a day of a spreadsheet only if their heading says so.
    bare: float = 0.0
    refs: float = 0.0
    units: float = 0.0
    polarities: float = 0.0
    bases: float = 0.0
    calendars: float = 0.0
    areas: float = 0.0
    # Words such as Numerator, Target and %.
    parts: float = 0.0
    kinds: int = 0
    # Different texts, and their share.
    distinct: int = 0
    length: float = 0.0
    samples: tuple[str, ...] = ()

    @property
    def variety(self) -> float:
        """The share of texts that are there once."""
        return self.distinct / self.count if self.count else 0.0

    @property
    def words(self) -> bool:
        """True if the cells are text rather than figures."""
        return self.count > 0 and self.numbers < 0.3


def contents_of(cells: Iterable[Cell]) -> Contents:
    """Count what the cells of a column are."""
    every = list(cells)[:_MOST]
    count = len(every)
    if not count:
        return Contents()
    texts = [shown(cell) for cell in every]
    readings = [read_value(cell) for cell in every]
    spans = [span_of(cell) for cell in every]
    aims = [read_aim(cell) for cell in every]
    roles = [
        one for text in texts if (one := role(text)) in ("numerator", "denominator", "value", "target", "aggregate")
    ]

    def share(found: Iterable[object]) -> float:
        return sum(map(bool, found)) / count

    return Contents(
        count=count,
        figures=share(one is not None and (one.value is not None or one.code is not None) for one in readings),
        numbers=share(one is not None and one.value is not None for one in readings),
        aims=share(one is not None and (one.goal is not None or one.none) for one in aims),
        periods=share(one is not None and len(one[1]) <= 12 for one in spans),
        bare=share(span is not None and is_bare_number(cell) for cell, span in zip(every, spans, strict=True)),
        partial=share(one is not None and one[0].partial for one in spans),
        refs=share(_REF.fullmatch(text) for text in texts),
        units=share(map(unit_of, texts)),
        polarities=share(map(polarity, texts)),
        bases=share(map(basis, texts)),
        calendars=share(_CALENDARS.fullmatch(folded(text)) for text in texts),
        areas=share(map(is_area, texts)),
        parts=len(roles) / count,
        kinds=len(set(roles)),
        distinct=len({folded(text) for text in texts}),
        length=sum(map(len, texts)) / count,
        samples=tuple(dict.fromkeys(texts))[:_MOST_SAMPLES],
    )
