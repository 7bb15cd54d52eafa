"""What is known of the figures of a KPI before any is computed: their basis, calendar and periods.

Those of a formula follow from its inputs, as its unit does.  `ytd(x)` is the sum since the year began, `rolling(x, 12)`
that of the last 12 months, and `in-period(x)` takes either apart again; each refuses figures that it has no sense for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.model.formula import Formula
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import WINDOWS, Basis, Calendar
from pap_cli.model.nodes import Call, Chain, FormulaError, Function, Number, Operator, Reference, functions, leaves
from pap_cli.model.numbers import PERCENT, SHARES, is_quotient
from pap_cli.model.periods import Period, PeriodKind
from pap_cli.model.windows import months_into_year, periods_in, quotient_of

_BASES = {months: basis for basis, months in WINDOWS.items()}
# What is added up again and again has one of these.
_SUMS = (Basis.YEAR_TO_DATE, *WINDOWS)


class Series(Struct, frozen=True):
    """The figures of a KPI, without the figures."""

    basis: Basis
    calendar: Calendar
    unit: str
    # Whether each is a numerator over a denominator, and whether these are given.
    quotient: bool
    counted: bool
    # A period of each kind that it has figures for; empty if that is not known.
    kinds: Mapping[PeriodKind, Period]


def series_of(kpi: Kpi) -> Series:
    """Return the series of a KPI with figures of its own."""
    return Series(
        basis=kpi.basis,
        calendar=kpi.calendar,
        unit=kpi.unit,
        quotient=quotient_of(kpi) is not None,
        # nothing is asked of a KPI without figures
        counted=not kpi.observations or any(one.denominator is not None for one in kpi.observations),
        kinds={one.period.kind: one.period for one in kpi.observations},
    )


def derived_series(kpi: Kpi, formula: Formula, inputs: Mapping[str, Series], written: Collection[str]) -> Series:
    """Return the series of a derived KPI.

    Args:
        kpi: the KPI.
        formula: its formula.
        inputs: the series of each KPI in it, by ID.
        written: the keys of its entry: a basis or a calendar that is not written is that of its inputs.

    Raises:
        FormulaError: if a function cannot be computed from its KPI, or figures of different bases are put together.
    """
    calendar = kpi.calendar if "calendar" in written else _calendar(kpi, formula, inputs)
    parts = [(leaf, _part(leaf, inputs, calendar)) for leaf in leaves(formula.root) if not isinstance(leaf, Number)]
    basis = _basis(parts)
    if basis is None or ("basis" in written and basis not in _SUMS and not any(_calls(formula))):
        basis = kpi.basis
    if "basis" in written and basis is not kpi.basis:
        message = f"formula gives {basis}, but the KPI's basis is {kpi.basis}"
        raise FormulaError(message, f"write basis: {basis}, or delete it", 0, len(formula.text))
    first, *others = (series for _, series in parts)
    return Series(
        basis=basis,
        calendar=calendar,
        unit=kpi.unit,
        quotient=is_quotient(kpi.unit) or first.quotient,
        counted=first.counted if not others else _is_share(formula, inputs),
        kinds={kind: one for kind, one in first.kinds.items() if all(kind in other.kinds for other in others)},
    )


def is_share_of_counts(formula: Formula, units: Iterable[str]) -> bool:
    """Return True if the result of a formula has a numerator and a denominator: one value over another, not over 2."""
    root = formula.root
    if not isinstance(root, Chain) or [operator for operator, _ in root.rest] != [Operator.OVER]:
        return False
    is_divided_by_number = all(isinstance(leaf, Number) for leaf in leaves(root.rest[0][1]))
    return not is_divided_by_number and not any(unit in SHARES for unit in units)


def _is_share(formula: Formula, inputs: Mapping[str, Series]) -> bool:
    return is_share_of_counts(formula, [one.unit for one in inputs.values()])


def _calls(formula: Formula) -> Iterator[Call]:
    return (leaf for leaf in leaves(formula.root) if isinstance(leaf, Call))


def _calendar(kpi: Kpi, formula: Formula, inputs: Mapping[str, Series]) -> Calendar:
    """Return the calendar that all inputs have; the KPI's if they differ and no sum depends on it."""
    calendars = {one.calendar.first_month: one.calendar for one in inputs.values()}
    if len(calendars) == 1:
        return next(iter(calendars.values()))
    call = next((call for call in _calls(formula) if Function.YTD in functions(call)), None)
    if call is not None:
        named = " and ".join(f"{id} {one.calendar}" for id, one in list(inputs.items())[:2])
        message = f"the years of a year to date differ: the calendar of {named}"
        raise FormulaError(message, "write calendar: and the one to follow", call.start, call.end)
    return kpi.calendar


def _basis(parts: Collection[tuple[Call | Reference, Series]]) -> Basis | None:
    """Return the basis of values put together; None if they have several, and there is no function among them.

    A stock, such as a population, may be put together with any.
    """
    flows = [(leaf, series) for leaf, series in parts if series.basis is not Basis.SNAPSHOT]
    if not flows:
        return Basis.SNAPSHOT
    leaf, basis = next(((leaf, one.basis) for leaf, one in flows if isinstance(leaf, Call)), (flows[0][0], None))
    basis = basis or flows[0][1].basis
    for other, series in flows:
        if series.basis is basis:
            continue
        if not isinstance(leaf, Call):
            return None
        message = f"{other.key} is {series.basis}, but {leaf.key} is {basis}"
        raise FormulaError(message, _alike(other, series, basis), other.start, other.end)
    return basis


def _alike(other: Call | Reference, series: Series, basis: Basis) -> str:
    if isinstance(other, Call) or series.basis is not Basis.IN_PERIOD or basis not in _SUMS:
        return "use figures of one basis"
    sum = f"ytd({other.id})" if basis is Basis.YEAR_TO_DATE else f"rolling({other.id}, {basis.months})"
    return f"write {sum}, or basis: snapshot for {other.id} if it is a stock"


def _part(leaf: Call | Reference, inputs: Mapping[str, Series], calendar: Calendar) -> Series:
    """Return the series of a KPI or a function in a formula."""
    if isinstance(leaf, Reference):
        return inputs[leaf.id]
    of = _part(leaf.of, inputs, calendar)
    if leaf.function is Function.IN_PERIOD:
        _check_apart(leaf, of, inputs)
        basis = Basis.IN_PERIOD
    else:
        _check_sum(leaf, of)
        basis = _BASES[leaf.months] if leaf.months else Basis.YEAR_TO_DATE
    if of.quotient and not of.counted:
        what = {PERCENT: "percentages", "ratio": "ratios"}.get(of.unit, "rates")
        verb = "take apart" if leaf.function is Function.IN_PERIOD else "add up"
        message = f"{leaf.key} would {verb} {what}, as {leaf.of.key} has no numerators and denominators"
        a, b = (_renamed(leaf, name) for name in "ab")
        raise FormulaError(message, f"write both with the figures, or KPIs of their own and {a} / {b}", *_at(leaf))
    _check_periods(leaf, of, calendar)
    return replace(of, basis=basis, calendar=calendar)


def _renamed(call: Call, name: str) -> str:
    of = Reference(name, 0, 0)
    return replace(call, of=of, first=call.first and Reference(f"first-{name}", 0, 0)).key


def _at(call: Call) -> tuple[int, int]:
    return call.start, call.end


def _check_sum(call: Call, of: Series) -> None:
    """Refuse a sum of what is a stock, or a sum already."""
    id = call.of.key
    if of.basis is Basis.SNAPSHOT:
        message = f"{id} is a snapshot, and a stock is not added up over time"
        raise FormulaError(message, f"write {id}, or correct its basis", *_at(call))
    if of.basis is not Basis.IN_PERIOD:
        help = f"write {id}"
        if of.basis.months != call.months:
            first = f", {call.reference.id}-first" if of.basis.months else ""
            help += f", or {call.function}(in-period({id}{first}){f', {call.months}' if call.months else ''})"
        raise FormulaError(f"{id} is {of.basis} already", help, *_at(call))


def _check_apart(call: Call, of: Series, inputs: Mapping[str, Series]) -> None:
    """Refuse to take apart what is not a sum, or a rolling sum without figures to start from."""
    id, first = call.of.key, call.first
    if of.basis not in _SUMS:
        help = f"write {id}, or basis: year-to-date for {id} if its figures are sums"
        raise FormulaError(f"{id} is {of.basis}, so there is nothing to take apart", help, *_at(call))
    if of.basis is Basis.YEAR_TO_DATE:
        if first is not None:
            message = f"{first.id} is not needed: the year-to-date {id} begins again each year"
            raise FormulaError(message, f"write in-period({id})", first.start, first.end)
        return
    if first is None:
        message = f"{id} is {of.basis}: only the differences of its figures are known"
        other = f"{call.reference.id}-first"
        help = f"write in-period({id}, {other}), where {other} is a KPI with the figures of the first "
        help += f"{of.basis.months} months"
        raise FormulaError(message, help, *_at(call))
    if inputs[first.id].basis is not Basis.IN_PERIOD:
        message = f"{first.id} is {inputs[first.id].basis}, but in-period figures are needed to start from"
        raise FormulaError(message, "use a KPI with the figures of each period", first.start, first.end)


def _check_periods(call: Call, of: Series, calendar: Calendar) -> None:
    """Refuse figures of periods that no window consists of."""
    periods = list(of.kinds.values())
    first_month = calendar.first_month
    rolling = call.months or of.basis.months

    def fits(period: Period) -> bool:
        return periods_in(period, rolling or months_into_year(period.end, first_month)) > 0

    if not periods or any(map(fits, periods)):
        return
    period, id = periods[0], call.of.key
    if period.kind in (PeriodKind.DAY, PeriodKind.WEEK):
        message = f"the figures of {id} are dated by a {period.kind}, so they do not add up to months"
        help = "write months, as 2016-04; snapshots are not added up"
    elif rolling:
        message = f"{rolling} months are not a whole number of periods such as {period}"
        help = f"write {call.function}({id}, 12): it is months, also for quarterly figures"
    else:
        message = f"{period.written} is in two years of the calendar: {calendar}"
        help = f"write a calendar whose year begins with a {period.kind}"
    raise FormulaError(message, help, *_at(call))
