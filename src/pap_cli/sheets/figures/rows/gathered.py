"""What is gathered from the rows of a book of figures, before scales are decided and duplicates are found."""

from __future__ import annotations

from msgspec import Struct, field

from pap_cli.sheets.figures.reading.goals import Aim
from pap_cli.sheets.figures.reading.values import Reading
from pap_cli.sheets.figures.reading.words import folded, named, polarity, unit_of
from pap_cli.sheets.understood import Became, Outcome, Told


class Point(Struct, frozen=True, kw_only=True):
    """What the cells for one KPI, period and area say."""

    kpi: str
    period: str | None
    sheet: str | None
    row: int
    # The column of the value, or of the first part there is.
    column: str
    value: Reading | None = None
    numerator: Reading | None = None
    denominator: Reading | None = None
    area: str | None = None
    note: str | None = None
    # The day on which it was published.
    published: str | None = None


class DatedAim(Struct, frozen=True, kw_only=True):
    """A target, with the period that it is for, if it is not for all."""

    aim: Aim
    period: str | None
    sheet: str | None
    row: int
    column: str


class Remark(Struct, frozen=True, kw_only=True):
    """A text about a KPI that is kept as it is, below its heading."""

    label: str
    text: str
    sheet: str | None
    row: int


class Sketch(Struct, kw_only=True):
    """What is known of a KPI so far."""

    name: str
    sheet: str | None
    row: int
    ref: str | None = None
    units: list[str] = field(default_factory=list)
    polarity: str | None = None
    basis: str | None = None
    calendar: str | None = None
    section: str = ""
    aims: list[DatedAim] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, label: str, text: str, sheet: str | None, row: int) -> None:
        """Keep a text, once."""
        if all((one.label, one.text) != (label, text) for one in self.remarks):
            self.remarks.append(Remark(label=label, text=text, sheet=sheet, row=row))


class Gathered(Struct, kw_only=True):
    """Everything that the tables of a book hold, in the order of their rows."""

    kpis: dict[str, Sketch] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def kpi(self, name: str, ref: str | None, sheet: str | None, row: int, apart: str = "") -> str:
        """Return the key of a KPI, which is new if its name is; APART tells KPIs of one name from each other."""
        plain = named(name)
        key = folded(plain.name) + (f" | {folded(apart)}" if apart else "")
        known = self.kpis.get(key)
        if known is None:
            self.kpis[key] = known = Sketch(name=plain.name, sheet=sheet, row=row)
        known.ref = known.ref or ref or None
        if plain.unit and plain.unit not in known.units:
            known.units.append(plain.unit)
        return key

    def tell(
        self,
        kind: str,
        why: str,
        sheet: str | None,
        row: int | None,
        column: str | None = None,
        cell: str | None = None,
    ) -> None:
        """Add what must be said."""
        self.told.append(Told(kind=kind, why=why, sheet=sheet, row=row, column=column, cell=cell))

    def outcome(self, sheet: str | None, row: int, became: Became, why: str = "") -> None:
        """Add what became of a row."""
        self.outcomes.append(Outcome(sheet=sheet, row=row, became=became, why=why))

    def about(self, key: str, means: str, text: str) -> bool:
        """Take what a cell says of a KPI; return False if it is not understood."""
        sketch = self.kpis[key]
        if means == "unit":
            unit = unit_of(text)
            if unit is not None and unit not in sketch.units:
                sketch.units.insert(0, unit)
            return unit is not None
        if means == "polarity":
            sketch.polarity = sketch.polarity or polarity(text)
            return polarity(text) is not None
        return False
