"""Where the new rows of a long table go: among those of their KPI, by period, or below all if it has none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from pap_cli.bad_value import BadValueError
from pap_cli.model.periods import parse_period


class NewRow(Struct, eq=False):
    """A new row of a table."""

    texts: list[str]
    # The index of the old row that it stands below, perhaps with other new ones between; -1 is the heading.
    below: int
    # The offset at which it starts, once it is written.
    start: int = 0


class _Own(Struct):
    """The rows of a KPI in their order, old ones by their index, and the days on which their periods end."""

    rows: list[int | NewRow] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def index(self, end: int) -> int:
        """Return where a row goes: below those that end earlier, or above if the latest are at the top."""
        ends = self.ends
        if ends[0] > ends[-1] and ends == sorted(ends, reverse=True):
            return next((nth for nth, one in enumerate(ends) if one < end), len(ends))
        return max((nth + 1 for nth, one in enumerate(ends) if one <= end), default=0)


class Placing:
    """The new rows of a table: each has its place among the old ones and those placed before it."""

    def __init__(self, kpis: Sequence[str], periods: Sequence[str]) -> None:
        self._count = len(kpis)
        self._own: dict[str, _Own] = {}
        # The new rows below each old one, from the top.
        self.below: dict[int, list[NewRow]] = {}
        for nth, (kpi, period) in enumerate(zip(kpis, periods, strict=True)):
            self._keep(kpi, nth, _end(period))

    def add(self, kpi: str, period: str, texts: list[str]) -> NewRow:
        """Place a row for a KPI and a period."""
        own, end = self._own.get(kpi), parse_period(period).end.toordinal()
        if own is None:
            row = self._at_end(texts)
            self._keep(kpi, row, end)
            return row
        at = own.index(end)
        row = self._above(own.rows[0], texts) if at == 0 else self._just_below(own.rows[at - 1], texts)
        own.rows.insert(at, row)
        own.ends.insert(at, end)
        return row

    def _keep(self, kpi: str, row: int | NewRow, end: int) -> None:
        own = self._own.setdefault(kpi, _Own())
        own.rows.append(row)
        own.ends.append(end)

    def _at_end(self, texts: list[str]) -> NewRow:
        return self._insert(self._count - 1, len(self.below.get(self._count - 1, ())), texts)

    def _above(self, row: int | NewRow, texts: list[str]) -> NewRow:
        if isinstance(row, NewRow):
            return self._insert(row.below, self.below[row.below].index(row), texts)
        return self._insert(row - 1, len(self.below.get(row - 1, ())), texts)

    def _just_below(self, row: int | NewRow, texts: list[str]) -> NewRow:
        if isinstance(row, NewRow):
            return self._insert(row.below, self.below[row.below].index(row) + 1, texts)
        return self._insert(row, 0, texts)

    def _insert(self, below: int, at: int, texts: list[str]) -> NewRow:
        row = NewRow(texts, below)
        self.below.setdefault(below, []).insert(at, row)
        return row


def _end(text: str) -> int:
    try:
        return parse_period(text).end.toordinal()
    except BadValueError:
        return 0
