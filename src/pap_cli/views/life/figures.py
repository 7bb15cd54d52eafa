"""The figures of a KPI by vintage: first published, revised and latest, and the triangle of revisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pap_cli.assess.lives.vintages import Published, Vintage, VintageKind
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Block, Heading, Paragraph, Table
from pap_cli.model.dates import add_months, show_date
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import number, signed, with_unit
from pap_cli.wording.cells import EMPTY, count_words

# The months after which the triangle shows what was known of a figure.
_LAGS = (1, 2, 3, 6, 12, 24)
# The most periods in the table for people; programs get all.
MOST = 60
_TONES = {VintageKind.REVISED: Tone.BLUE, VintageKind.OVERWRITTEN: Tone.RED, VintageKind.WITHDRAWN: Tone.RED}
_WORDS = {VintageKind.CORRECTED: "corrected", VintageKind.REVISED: "revised", VintageKind.WITHDRAWN: "taken out"}


def figure_blocks(found: Sequence[Published], unit: str, known: date) -> list[Block]:
    """Return the figures by vintage, as they were known up to a day; nothing without a figure."""
    if not found:
        return []
    late = [months for months in _LAGS if _tells(found, months, known)]
    lags = _LAGS[: _LAGS.index(late[-1]) + 2] if late else ()
    shown = found[-MOST:]
    columns = (
        Column("Period", vital=True),
        Column("First known", keep=2),
        Column("First", Align.RIGHT),
        *(Column(f"+{months}m", Align.RIGHT, keep=3) for months in lags),
        Column("Latest", Align.RIGHT),
        Column("Revision", Align.RIGHT),
        Column("How", keep=1),
    )
    rows = tuple(
        (
            Cell(str(one.period)),
            Cell(show_date(one.first.commit.day), Tone.MUTED),
            Cell(_value(one.first, unit)),
            *(_after(one, months, unit, known) for months in lags),
            Cell(_value(one.latest, unit)),
            Cell(signed(one.revision) if one.revision else ""),
            _how(one),
        )
        for one in shown
    )
    left = len(found) - len(shown)
    more = f"and {count_words(left, 'earlier period')}" if left else ""
    return [Heading("Figures by vintage"), Paragraph(_sentence(found)), Table(columns, rows, more)]


def _tells(found: Sequence[Published], months: int, known: date) -> bool:
    """Return True if some figure was not yet what it is now, some months after it was first known."""
    return any(_at(one, months, known) not in (None, one.latest) for one in found)


def _at(one: Published, months: int, known: date) -> Vintage | None:
    """Return a figure as it was known some months after it was first; None if that is not over yet."""
    if add_months(one.first.commit.day, months) > known:
        return None
    return one.after(months) or one.first


def _after(one: Published, months: int, unit: str, known: date) -> Cell:
    vintage = _at(one, months, known)
    if vintage is None:
        return EMPTY
    return Cell(_value(vintage, unit), Tone.MUTED if vintage is one.first else Tone.PLAIN)


def _value(one: Vintage, unit: str) -> str:
    value = one.figure.value if one.figure is not None else None
    if value is None:
        return "taken out"
    return value.meaning if isinstance(value, Missing) else with_unit(value, unit)


def _how(one: Published) -> Cell:
    """Return how a figure came to be another: the gravest way, and how often if more than once."""
    kinds = [vintage.kind for vintage in one.revisions]
    worst = next((kind for kind in reversed(VintageKind) if kind in kinds), None)
    if worst is None:
        return EMPTY
    times = f", {len(kinds)} times" if len(kinds) > 1 else ""
    return Cell(_WORDS.get(worst, "overwritten") + times, _TONES.get(worst, Tone.PLAIN))


def _sentence(found: Sequence[Published]) -> str:
    """Return how many figures are others than they were first, how that came, and by how much."""
    changed = [one for one in found if one.revisions]
    whole = count_words(len(found), "figure")
    if not changed:
        return f"{whole}, none of them changed since."
    kinds = [vintage.kind for one in changed for vintage in one.revisions]
    parts = [
        f"{kinds.count(kind):,} {words}"
        for kind, words in (
            (VintageKind.REVISED, "revised"),
            (VintageKind.CORRECTED, "corrected within days"),
            (VintageKind.OVERWRITTEN, "overwritten"),
            (VintageKind.WITHDRAWN, "taken out"),
        )
        if kind in kinds
    ]
    sizes = [one.revision for one in changed if one.revision is not None]
    words = f"{whole}, {len(changed):,} changed since they were first known: {', '.join(parts)}."
    if not sizes:
        return words
    mean = number(sum(map(abs, sizes)) / len(sizes), 1)
    return f"{words} A changed figure is {mean} from the first on average, at most {number(max(map(abs, sizes)))}."
