"""A heading with its table, and the heading of one column."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.sheets.figures.reading.context import Doubt


class Band(Struct, frozen=True, kw_only=True):
    """A heading of one or more rows, and its table."""

    header: tuple[int, ...]
    # True if each row of the table is for a period, rather than each column.
    long: bool
    body: tuple[int, ...] = ()
    # The rows above it that are about it.
    titles: tuple[int, ...] = ()
    # Rows in the body that repeat the heading.
    repeated: tuple[int, ...] = ()


class Head(Struct, frozen=True, kw_only=True):
    """What the heading of a column says."""

    # The texts of its rows, from the top.
    text: str
    # The lowest of them, which names the column itself.
    own: str
    period: str | None = None
    # The kind of the period: month, quarter, year …
    length: str = ""
    doubt: Doubt | None = None
    # numerator, denominator, value, target, aggregate, ignore, notes or year; None if it does not say.
    role: str | None = None
    area: str | None = None
    # The text of a group above it that is neither period nor area: in a long table, the KPI.
    group: str = ""
