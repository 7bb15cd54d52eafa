"""The KPIs that a book of figures amounts to, as they would be in a file of `pap`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.edit.facts.additions import slug
from pap_cli.model.dates import quote
from pap_cli.model.measure import Standing
from pap_cli.model.numbers import multiplier_of, parse_unit
from pap_cli.model.periods import Period, PeriodKind, parse_period
from pap_cli.sheets.figures.amounts.figures import plain_number
from pap_cli.sheets.figures.amounts.questions import EACH
from pap_cli.sheets.figures.reading.values import read_text
from pap_cli.sheets.figures.reading.words import is_area
from pap_cli.sheets.figures.writing.aims import Aims, aims_of
from pap_cli.sheets.placing.entries.texts import one_line
from pap_cli.sheets.understood import FigureFound, KpiFound, Understood

# What follows the ID and the title of a KPI whose figures are for another kind of period than most.
_KINDS = {
    PeriodKind.YEAR: "annual",
    PeriodKind.QUARTER: "quarterly",
    PeriodKind.MONTH: "monthly",
    PeriodKind.TERM: "termly",
    PeriodKind.WEEK: "weekly",
    PeriodKind.DAY: "daily",
}
_KEPT = {"definition": "definition", "source": "source", "sources": "source", "data source": "source"}


# A quotient nearer than this to a figure is that figure.
_NOISE = 1e-6


class Figure(Struct, frozen=True, kw_only=True):
    """A figure as it is written: its period, and the texts of its fields."""

    period: Period
    # value, numerator, denominator and note, in this order.
    fields: dict[str, str]
    # Later figures of the file for the same period.
    revisions: tuple[dict[str, str], ...] = ()


class WantedKpi(Struct, frozen=True, kw_only=True):
    """A KPI as it would be in a file, without its ID."""

    name: str
    title: str
    ref: str | None
    unit: str | None
    polarity: str | None
    basis: str | None
    calendar: str | None
    aims: Aims
    figures: tuple[Figure, ...]
    # Figures of other areas, by their name.
    benchmarks: dict[str, tuple[Figure, ...]]
    definition: str | None
    source: str | None
    notes: tuple[str, ...]
    # How the KPI differs from the one that its name is of: `annual`.
    part: str = ""


class NamedKpi(Struct, frozen=True):
    """A KPI with the ID that it gets or has."""

    id: str
    kpi: WantedKpi


def wanted_of(found: Understood, own: str | None) -> list[WantedKpi]:
    """Return the KPIs of a book; OWN is the area that is not a benchmark, if there are several, or `each`."""
    areas = {one.area for one in found.figures if one.area is not None}
    home = own if own in areas else next(iter(areas)) if len(areas) == 1 else None
    by_kpi: dict[str, list[FigureFound]] = {}
    for figure in found.figures:
        by_kpi.setdefault(figure.key, []).append(figure)
    wanted: list[WantedKpi] = []
    for kpi in found.kpis:
        figures = by_kpi.get(kpi.key, [])
        own_ones = dict.fromkeys(one.area for one in figures if one.area is not None and not is_area(one.area))
        if own == EACH and own_ones:
            for area in own_ones:
                mine = [one for one in figures if one.area in (area, None) or is_area(one.area)]
                wanted += [_of_area(part, area) for part in _parts(kpi, mine, area)]
        else:
            wanted += _parts(kpi, figures, home)
    return wanted


def _of_area(kpi: WantedKpi, area: str) -> WantedKpi:
    """Return the KPI of one area, where each has its own."""
    part = "-".join(word for word in (slug(area), kpi.part) if word)
    return replace(kpi, title=one_line(f"{kpi.title} – {area}"), part=part)


def _parts(kpi: KpiFound, figures: Sequence[FigureFound], home: str | None) -> list[WantedKpi]:
    """Return a KPI, and one more for each further kind of period that its figures are for."""
    dated = [(parse_period(one.period), one) for one in figures if one.period is not None and not one.later]
    kinds = Counter(period.kind for period, one in dated if one.area in (home, None))
    order = [kind for kind, _ in kinds.most_common()] or list(dict.fromkeys(period.kind for period, _ in dated))
    parts = [_one(kpi, [pair for pair in dated if pair[0].kind is kind], home) for kind in order]
    if not parts:
        return [_one(kpi, [], home)]
    several = [
        replace(part, part=_KINDS[kind], title=f"{part.title} ({_KINDS[kind]})", notes=())
        for kind, part in list(zip(order, parts, strict=True))[1:]
    ]
    return [parts[0], *several]


def of_its_own(kpi: WantedKpi) -> WantedKpi:
    """Return a KPI under the name that it has beside one of its name with figures for other periods."""
    kind = _KINDS[kpi.figures[0].period.kind]
    return kpi if kpi.part else replace(kpi, part=kind, title=f"{kpi.title} ({kind})")


def _one(kpi: KpiFound, dated: Sequence[tuple[Period, FigureFound]], home: str | None) -> WantedKpi:
    mine = [pair for pair in dated if pair[1].area in (home, None)]
    others: dict[str, list[tuple[Period, FigureFound]]] = {}
    for pair in dated:
        if pair not in mine and pair[1].area is not None:
            others.setdefault(one_line(pair[1].area), []).append(pair)
    texts = [one_line(note.text) for note in kpi.notes]
    kept = {key: text for text in texts for key, text in _kept(text)}
    aims = aims_of(kpi.targets, tuple(others))
    academic = any(period.written.startswith("AY ") or period.kind is PeriodKind.TERM for period, _ in dated)
    unread = [one_line(f"{one.period}: “{one.cell}” in the spreadsheet") for _, one in mine if _is_unread(one)]
    return WantedKpi(
        name=kpi.kpi,
        title=_title(kpi),
        ref=kpi.ref,
        unit=parse_unit(kpi.unit) if kpi.unit else None,
        polarity=kpi.polarity,
        basis=kpi.basis,
        calendar=kpi.calendar or ("academic" if academic else None),
        aims=aims,
        figures=tuple(_figures(mine, kpi.unit)),
        benchmarks={area: tuple(_figures(pairs, kpi.unit, benchmark=True)) for area, pairs in others.items()},
        definition=kept.get("definition"),
        source=kept.get("source"),
        notes=tuple(dict.fromkeys((*(text for text in texts if not list(_kept(text))), *aims.unclear, *unread))),
    )


def _title(kpi: KpiFound) -> str:
    """Return the title of a KPI; with its section if another has the same name."""
    _, _, apart = kpi.key.partition(" | ")
    return one_line(f"{kpi.kpi} – {kpi.section}" if apart and kpi.section and not kpi.ref else kpi.kpi) or "KPI"


def _kept(text: str) -> Iterable[tuple[str, str]]:
    label, colon, rest = text.partition(": ")
    if colon and (key := _KEPT.get(label.casefold())):
        yield key, rest


def _is_unread(one: FigureFound) -> bool:
    return one.value is None and one.missing is None and not (one.numerator is not None and one.denominator)


def _short(one: FigureFound, unit: str | None) -> float:
    """Return a value without the decimals of a formula, where its two counts say them."""
    factor = multiplier_of(parse_unit(unit)) if unit is not None else None
    if one.value is None or factor is None or one.numerator is None or not one.denominator:
        return one.value or 0.0
    exact = abs(one.value - factor * one.numerator / one.denominator) < _NOISE
    return round(one.value, 2) if exact else one.value


def _figures(
    dated: Sequence[tuple[Period, FigureFound]], unit: str | None, *, benchmark: bool = False
) -> Iterable[Figure]:
    """Return figures in the order of their periods, with those that replace them."""
    found: dict[Period, Figure] = {}
    for period, one in dated:
        fields = fields_of(one, unit, benchmark=benchmark)
        if not fields:
            continue
        known = found.get(period)
        if known is None:
            found[period] = Figure(period=period, fields=fields)
        elif one.revises and not benchmark:
            found[period] = replace(known, revisions=(*known.revisions, fields))
    return sorted(found.values(), key=lambda figure: (figure.period.end, figure.period.start))


def fields_of(one: FigureFound, unit: str | None, *, benchmark: bool = False) -> dict[str, str]:
    """Return the fields of a figure as texts; nothing for one that could not be read."""
    fields: dict[str, str] = {}
    notes = [one.note] if one.note else []
    pair = one.numerator is not None and one.denominator is not None and one.denominator > 0
    if one.missing is not None:
        code = read_text(one.missing).missing if one.missing != "no denominator" else None
        fields["value"] = code.value if code is not None else "z"
        counts = (("numerator", one.numerator), ("denominator", one.denominator))
        notes += [f"{name} {plain_number(count)}" for name, count in counts if count is not None]
        if one.missing.casefold() not in (fields["value"], "c", "x", "z", "-", ":"):
            notes.append(f"{quote(one.missing)} in the spreadsheet")
    elif one.value is not None:
        mark = f" {Standing(one.standing).mark}" if one.standing else ""
        fields["value"] = f"{plain_number(_short(one, unit))}{mark}"
    elif not pair or unit is None or multiplier_of(parse_unit(unit)) is None:
        return {}
    if pair and one.missing is None and one.numerator is not None and one.denominator is not None:
        fields |= {"numerator": plain_number(one.numerator), "denominator": plain_number(one.denominator)}
    if one.published is not None:
        fields["published"] = one.published
    if one.footnote:
        notes.append(f"marked {one.footnote} in the spreadsheet")
    if notes and not benchmark:
        fields["note"] = one_line("; ".join(notes))
    return fields
