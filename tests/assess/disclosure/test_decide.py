"""Which figures are hidden so that nobody can work out those that count few: tried by brute force.

The attacker knows everything: what is published, the settings, and this program.  They put every number into the place
of each hidden figure, and publish the result.  What is published again in every detail is a possible world.  In these,
a figure that is hidden for its size can be any number from 1 to 4, and a computed one at least four different numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from random import Random

import pytest
from msgspec.structs import replace
from tests.assess.making import kpi, observation

from pap_cli.assess.disclosure.decide import hidden_figures
from pap_cli.assess.disclosure.publish import published
from pap_cli.assess.disclosure.small import counts_of, is_counted, is_few
from pap_cli.assess.kpis.formula import with_derived
from pap_cli.model.config import Disclosure
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Basis, Missing
from pap_cli.model.numbers import Unit
from pap_cli.model.periods import Period
from pap_cli.model.plan import Portfolio

PERCENT = Unit("percent")
# The greatest count that the attacker tries.
MOST = 13
Cell = tuple[str, Period]
# The kinds of count that a figure shows, each with its value.
Shown = Mapping[str, float]


def publish(kpis: Iterable[Kpi], rules: Disclosure) -> tuple[Kpi, ...]:
    return published(Portfolio(kpis=tuple(kpis)), rules).kpis


def shown(kpis: Iterable[Kpi]) -> dict[Cell, Shown]:
    """The counts that the figures show, computed ones too, and the difference from the month before in a year."""
    found: dict[Cell, Shown] = {}
    for one in with_derived(tuple(kpis)):
        before = 0.0
        for figure in one.observations:
            found[one.id, figure.period] = counts = counts_of(one, figure, counted=is_counted(one, one.observations))
            if one.basis is Basis.YEAR_TO_DATE:
                counts["step"], before = counts["figure"] - before, counts["figure"]
    return found


def any_small(kpis: Iterable[Kpi], rules: Disclosure) -> bool:
    return any(is_few(count, rules) for counts in shown(kpis).values() for count in counts.values())


def tries(figure: Observation, most: int) -> Iterator[Observation]:
    """Every figure that could be in the place of a hidden one."""
    if figure.denominator is None:
        yield from (replace(figure, value=float(count)) for count in range(most + 1))
    else:
        for all_ in range(1, most + 1):
            for some in range(all_ + 1):
                yield replace(figure, value=round(100 * some / all_, 1), numerator=some, denominator=all_)


def worlds(kpis: tuple[Kpi, ...], rules: Disclosure, most: int) -> Iterator[dict[Cell, Shown]]:
    """Yield the counts of every world in which the same is published."""
    seen = publish(kpis, rules)
    hidden = {key[1]: periods for key, periods in hidden_figures(kpis, rules).items()}
    own = [(one.id, figure) for one in kpis for figure in one.observations if figure.period in hidden.get(one.id, {})]
    may_be_negative = any(number < 0 for counts in shown(kpis).values() for number in counts.values())
    for chosen in product(*(tries(figure, most) for _, figure in own)):
        put = {(id, figure.period): new for (id, figure), new in zip(own, chosen, strict=True)}
        other = tuple(
            replace(one, observations=tuple(put.get((one.id, each.period), each) for each in one.observations))
            for one in kpis
        )
        counts = shown(other)
        possible = may_be_negative or all(number >= 0 for each in counts.values() for number in each.values())
        if possible and publish(other, rules) == seen:
            yield counts


def check(kpis: tuple[Kpi, ...], rules: Disclosure, most: int = MOST) -> None:
    """Assert that no small count can be worked out; the figures that count few are found anew here."""
    few = set(range(1, rules.suppress_below)) | ({0} if rules.suppress_zero else set())
    computed = {one.id for one in kpis if one.formula}
    small = {
        (cell, name): count
        for cell, counts in shown(kpis).items()
        for name, count in counts.items()
        if is_few(count, rules)
    }
    assert small, "nothing to protect"
    possible: dict[tuple[Cell, str], set[float]] = {one: set() for one in small}

    def safe(one: tuple[Cell, str]) -> bool:
        ((id, _), name), numbers = one, possible[one]
        every = name in ("figure", "numerator") and id not in computed
        return len(numbers) >= len(few) and (few <= numbers or not every)

    for counts in worlds(kpis, rules, most):
        for cell, name in small:
            if (found := counts.get(cell, {}).get(name)) is not None:
                possible[cell, name].add(round(found, 6))
        if all(map(safe, small)):
            break  # more worlds only add to the doubt
    assert not {one: sorted(numbers) for one, numbers in possible.items() if not safe(one)}


def month(*figures: float) -> dict[str, float]:
    return {f"2016-0{number}": figure for number, figure in enumerate(figures, 4)}


def at(id: str, figure: float) -> Kpi:
    return kpi(id, month(figure))


def share(*pairs: tuple[float, float]) -> Kpi:
    figures = (
        observation(period, round(100 * some / all_, 1), numerator=some, denominator=all_)
        for period, (some, all_) in zip(month(*[0.0] * len(pairs)), pairs, strict=True)
    )
    return kpi("share", unit=PERCENT, observations=tuple(figures))


def percent(formula: str, id: str = "share") -> Kpi:
    return kpi(id, unit=PERCENT, formula=formula)


WORKSPACES: Mapping[str, tuple[Kpi, ...]] = {
    "a count": (at("a", 3),),
    "a share of few": (share((3, 12), (6, 12)),),
    "a share of nearly all": (share((11, 12), (6, 12)),),
    "a share of a small group": (share((0, 3), (6, 12)),),
    "a sum": (at("a", 3), at("b", 12), kpi("sum", formula="a + b")),
    "a sum that is small": (at("a", 3), at("b", 0), kpi("sum", formula="a + b")),
    "a small rest": (at("part", 9), at("total", 12), kpi("rest", formula="total - part")),
    "no rest": (at("part", 3), at("total", 3), kpi("rest", formula="total - part")),
    "a rest that leaves no room": (at("a", 3), at("b", 9), at("total", 12), kpi("rest", formula="total - a - b")),
    "a small rest of many": (at("a", 3), at("b", 9), at("total", 13), kpi("rest", formula="total - a - b")),
    "all small": (at("a", 1), at("b", 1), at("total", 3), kpi("rest", formula="total - a - b")),
    "a rest by steps": (
        *(at("a", 1), at("b", 2), at("total", 3)),
        *(kpi("left", formula="total - a"), kpi("rest", formula="left - b")),
    ),
    "two sums that share a part": (
        *(at("a", 3), at("b", 9), at("c", 12)),
        *(kpi("ab", formula="a + b"), kpi("bc", formula="b + c"), kpi("all", formula="a + bc")),
    ),
    "two rests of one part": (
        *(at("a", 9), at("t", 12), at("u", 20)),
        *(kpi("r", formula="t - a"), kpi("s", formula="u - a")),
    ),
    "a computed share": (at("n", 3), at("d", 12), percent("n / d")),
    "a computed share of nearly all": (at("n", 9), at("d", 12), percent("n / d")),
    "a computed share of a sum": (at("a", 3), at("b", 9), percent("a / (a + b)")),
    "there and back": (
        *(at("a", 9), at("t", 12), kpi("r", formula="t - a")),
        *(kpi("a2", formula="t - r"), percent("r / t"), kpi("t2", formula="r + a")),
    ),
    "a quarter of months": (kpi("q", {"2016-01": 3, "2016-02": 9, "2016-03": 12, "2016-Q1": 24}),),
    "a year of quarters": (kpi("q", {"2016-Q1": 9, "2016-Q2": 4, "2016-Q3": 20, "2016-Q4": 30, "2016": 63}),),
    "a year to date": (kpi("x", month(9, 3, 9, 12)), kpi("y", formula="ytd(x)")),
    "a year to date from few": (kpi("x", month(3, 3, 0)), kpi("y", formula="ytd(x)")),
    "rolling months": (kpi("x", month(9, 3, 9, 12, 8)), kpi("y", formula="rolling(x, 3)")),
    "months out of a year to date": (
        kpi("y", month(9, 12, 20), basis=Basis.YEAR_TO_DATE),
        kpi("x", formula="in-period(y)"),
    ),
    "sums of sums": (
        *(kpi("a", month(9, 3, 9)), kpi("b", month(7, 8, 9)), kpi("all", formula="a + b")),
        *(kpi("ya", formula="ytd(a)"), kpi("yall", formula="ytd(all)"), kpi("rest", formula="yall - ya")),
    ),
    "since the start of the year": (kpi("y", month(8, 10, 13, 13), basis=Basis.YEAR_TO_DATE),),
    "since the start of the year, from few": (kpi("y", month(3, 3, 9), basis=Basis.YEAR_TO_DATE),),
}


@pytest.mark.parametrize("kpis", WORKSPACES.values(), ids=WORKSPACES)
def test_nobody_can_work_out_a_small_count(kpis: tuple[Kpi, ...]) -> None:
    check(kpis, Disclosure())


@pytest.mark.parametrize(
    "name", ["a share of nearly all", "all small", "a small rest of many", "a computed share of a sum"]
)
@pytest.mark.parametrize("rules", [Disclosure(suppress_zero=True), Disclosure(suppress_below=4)])
def test_nor_with_other_settings(name: str, rules: Disclosure) -> None:
    check(WORKSPACES[name], rules)


def test_nor_where_all_are_zero() -> None:
    check((at("a", 0), at("t", 0), kpi("r", formula="t - a"), percent("r / t")), Disclosure(suppress_zero=True))


MADE: Mapping[str, Callable[[Random], tuple[Kpi, ...]]] = {
    "rest": lambda at_random: _with_rest(*(at_random.choice((0, 1, 2, 4, 5, 7)) for _ in range(3))),
    "year": lambda at_random: _year(at_random.choice((0, 1, 2, 4, 5, 7)) for _ in range(3)),
}


def _with_rest(a: float, b: float, c: float) -> tuple[Kpi, ...]:
    return at("a", a), at("b", b), at("t", a + b + c), kpi("ab", formula="t - a - b"), kpi("c", formula="t - b")


def _year(steps: Iterable[float]) -> tuple[Kpi, ...]:
    figures, total = [], 0.0
    for step in steps:
        total += step
        figures.append(total)
    return (kpi("y", month(*figures), basis=Basis.YEAR_TO_DATE),)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_nor_in_workspaces_made_at_random(make: Callable[[Random], tuple[Kpi, ...]], seed: int) -> None:
    at_random = Random(seed)  # noqa: S311 - no secret
    while not any_small(kpis := make(at_random), Disclosure()):
        pass
    check(kpis, Disclosure(), most=24 if kpis[0].basis is Basis.YEAR_TO_DATE else 17)


def test_no_more_is_hidden_than_it_takes() -> None:
    kpis = (at("a", 3), at("b", 12), at("c", 20), kpi("ab", formula="a + b"), kpi("bc", formula="b + c"))
    assert {key[1] for key in hidden_figures(kpis, Disclosure())} == {"a", "ab"}
    rest = (kpi("part", month(9, 20)), kpi("total", month(12, 40)), kpi("rest", formula="total - part"))
    assert {
        (key[1], period.written) for key, periods in hidden_figures(rest, Disclosure()).items() for period in periods
    } == {("rest", "2016-04"), ("part", "2016-04")}


def test_a_number_that_a_formula_divides_by_counts_nobody() -> None:
    assert not hidden_figures((at("a", 9), at("b", 12), kpi("mean", formula="(a + b) / 2")), Disclosure())


def test_a_kpi_that_has_lost_its_chart_is_taken_first() -> None:
    rest = (kpi("part", month(9, 3)), kpi("total", month(12, 40)), kpi("rest", formula="total - part"))
    hidden = {key[1]: [one.written for one in periods] for key, periods in hidden_figures(rest, Disclosure()).items()}
    assert sorted(hidden["part"]) == ["2016-04", "2016-05"]
    assert "total" not in hidden


def test_a_plan_of_its_own_does_not_share_the_figures_of_another() -> None:
    kpis = (replace(at("a", 3), plan="p"), replace(at("a", 9), plan="q"), kpi("b", plan="q", formula="a + a"))
    assert hidden_figures(kpis, Disclosure()).keys() == {("p", "a")}


def test_a_formula_that_cannot_be_computed_hides_nothing() -> None:
    kpis = (at("a", 9), kpi("b", formula="a +"), kpi("c", formula="a + nothing"), kpi("d", {"2016-04": Missing.LOW}))
    assert not hidden_figures(kpis, Disclosure())
