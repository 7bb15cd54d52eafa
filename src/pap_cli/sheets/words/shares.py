"""Shares: 0.834, 83.4 and “83.4%”."""

from __future__ import annotations

import re

from pap_cli.sheets.book.cells import Cell

_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?) ?(?:%|per cent|percent)(?: complete[d]?)?", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def percent_written(cell: Cell) -> float | None:
    """Return the percentage of a cell that shows a percent sign; None for others."""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        return cell.value * 100 if "%" in cell.format else None
    found = _PERCENT.fullmatch(cell.text.strip())
    return float(found[1]) if found else None


def number_of(cell: Cell) -> float | None:
    """Return the number of a cell, real or written; None for text."""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        return float(cell.value)
    text = cell.text.strip()
    return float(text) if _NUMBER.fullmatch(text) else None
