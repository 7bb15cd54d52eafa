"""Derived KPIs: figures computed from others, as they were known on any day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.making import SOMEWHERE, assessed, baseline, kpi, observation, revision
from pap_cli.assess.kpis.formula import evaluate, with_derived
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.model.formula import parse_formula
from pap_cli.model.kpi import Break, Kpi
from pap_cli.model.measure import Missing
from pap_cli.model.periods import parse_period
from pap_cli.model.rating import Rating


def value(text: str, **figures: float) -> float | None:
    return evaluate(parse_formula(text).root, figures)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * 2", 14.0),
        ("(a + b) * 2", 22.0),
        ("a - b - 1", 4.0),
        ("a - (b - 1)", 6.0),
        ("a / b / 2", 8 / 3 / 2),
        ("a / (b / 2)", 8 / 1.5),
        ("a / b * 3", 8.0),
        ("a / (b - 3)", None),
        ("1 + a / (b - b)", None),
        ("0 * (a / (b - 3))", None),
    ],
)
def test_a_formula_is_worked_as_at_school(text: str, expected: float | None) -> None:
    assert value(text, a=8.0, b=3.0) == expected


def test_what_is_too_large_is_no_figure() -> None:
    assert value("a * a * a * a", a=1e100) is None
    assert value("a * a * a * a - a * a * a * a", a=1e100) is None


numbers = st.integers(-1000, 1000).map(float)


@given(numbers, numbers, numbers)
def test_it_agrees_with_python(a: float, b: float, c: float) -> None:
    assert value("(a + 2 * b) * (c - a) - b * c", a=a, b=b, c=c) == (a + 2 * b) * (c - a) - b * c


# --- as they were known ---------------------------------------------------------------------------------------------

HELD = kpi(
    "held",
    observations=(
        observation("2014/15", 300.0, "2015-05-01"),
        observation("2015/16", 410.0, "2016-05-10", revisions=(revision(420.0, "2016-09-01"),)),
        observation("2016/17", Missing.MISSING, "2016-09-01"),
    ),
)
PLANNED = kpi(
    "planned",
    observations=(
        observation("2015/16", 500.0, "2016-06-20", revisions=(revision(525.0, "2016-09-20"),)),
        observation("2014/15", 400.0, "2015-05-02"),
        observation("2013/14", 390.0),
        observation("2016/17", 510.0, "2016-09-02"),
    ),
)


def share(**facts: Any) -> Kpi:
    return kpi("share", **{"formula": "held / planned", "unit": "percent", "target": 81.0, **facts})


def derived(as_of: str, *kpis: Kpi) -> KpiStatus:
    """What the last of some KPIs said, whatever their order."""
    found = []
    for order in (kpis, kpis[::-1]):
        statuses = {status.id: status for status in assessed((), as_of, *order).kpis}
        assert [status.id for status in assessed((), as_of, *order).kpis] == [one.id for one in order]
        found.append(statuses[kpis[-1].id])
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("as_of", "values", "published", "fraction"),
    [
        ("2015-05-01", (), None, None),
        ("2015-05-02", (75.0,), date(2015, 5, 2), (300.0, 400.0)),
        ("2016-06-19", (75.0,), date(2015, 5, 2), (300.0, 400.0)),
        ("2016-06-20", (75.0, 82.0), date(2016, 6, 20), (410.0, 500.0)),
        ("2016-09-01", (75.0, 84.0), date(2016, 9, 1), (420.0, 500.0)),
        ("2016-09-20", (75.0, 80.0), date(2016, 9, 20), (420.0, 525.0)),
    ],
)
def test_a_day_knows_what_could_be_computed_by_then(
    as_of: str, values: tuple[float, ...], published: date | None, fraction: tuple[float, float] | None
) -> None:
    status = derived(as_of, HELD, PLANNED, share())
    assert status.values == values
    assert status.published == published
    assert (status.latest and (status.latest.numerator, status.latest.denominator)) == fraction


def test_it_is_rated_and_compared_like_any_other() -> None:
    status = derived("2016-10-14", HELD, PLANNED, share())
    assert (status.value, status.gap, status.rating) == (80.0, -1.0, Rating.RED)
    (told,) = status.revised.values()
    assert (told.first, told.first_published) == (82.0, date(2016, 6, 20))
    assert status.previous is not None


def test_dust_is_swept_up() -> None:
    figures = (kpi("a", {"2015/16": 0.1}), kpi("b", {"2015/16": 0.2}))
    assert derived("2016-10-14", *figures, kpi("c", formula="a + b")).value == 0.3


@pytest.mark.parametrize("formula", ["a / b", "1 / (a - 3)"])
def test_by_nothing_is_no_figure(formula: str) -> None:
    figures = (kpi("a", {"2014/15": 1.0, "2015/16": 3.0}), kpi("b", {"2014/15": 2.0, "2015/16": 0.0}))
    assert derived("2016-10-14", *figures, kpi("c", formula=formula)).values == (0.5 if "b" in formula else -0.5,)


def test_a_revision_can_make_a_figure_and_unmake_it() -> None:
    entry = kpi(
        "a",
        observations=(
            observation(
                "2015/16",
                Missing.MISSING,
                "2016-05-01",
                revisions=(revision(3.0, "2016-06-01"), revision(Missing.LOW_RELIABILITY, "2016-07-01")),
            ),
        ),
    )
    values = [derived(f"2016-0{month}-15", entry, kpi("c", formula="a * 2")).values for month in (5, 6, 7)]
    assert values == [(), (6.0,), (None,)]


def test_derived_from_derived() -> None:
    twice = kpi("twice", formula="share + share", unit="percent")
    rest = kpi("rest", formula="200 - twice", unit="percent")
    assert derived("2016-10-14", HELD, PLANNED, share(), twice, rest).values == (50.0, 40.0)


def test_a_long_way_down_is_no_matter() -> None:
    chain = [kpi("k0", {"2015/16": 1.0}), *(kpi(f"k{n}", formula=f"k{n - 1} + 1") for n in range(1, 3000))]
    assert with_derived(chain[::-1])[0].observations[0].value == 3000.0


@pytest.mark.parametrize(
    "formula", ["c", "x + c", "c / a", "d", "a + nobody", "a + days", "a +", "100 * a / b"], ids=str
)
def test_what_cannot_be_computed_has_no_figures(formula: str) -> None:
    others = (
        kpi("a", {"2015/16": 1.0}),
        kpi("b", {"2015/16": 2.0}),
        kpi("days", {"2015/16": 2.0}, unit="days"),
        kpi("x", {"2015/16": 1.0}),
        kpi("d", formula="c"),
    )
    unit = "percent" if "100" in formula else "number"
    status = derived("2016-10-14", *others, kpi("c", formula=formula, unit=unit))
    assert (status.series, status.rating) == ((), Rating.GREY)


def test_figures_of_its_own_are_kept() -> None:
    both = share(observations=(observation("2015/16", 12.0),))
    assert derived("2016-10-14", HELD, PLANNED, both).values == (12.0,)


def test_a_kpi_of_its_own_plan_comes_before_one_of_the_workspace() -> None:
    of_plan, of_all = kpi("a", {"2015/16": 1.0}, plan="p"), kpi("a", {"2015/16": 5.0})
    elsewhere = kpi("a", {"2015/16": 9.0}, plan="q")
    for plan, value in (("p", 2.0), ("q", 18.0), ("other", 10.0), (None, 10.0)):
        entry = kpi("c", formula="a * 2", plan=plan)
        assert derived("2016-10-14", of_plan, of_all, elsewhere, entry).value == value


def test_a_share_of_shares_has_no_fraction() -> None:
    shares = (kpi("a", {"2015/16": 40.0}, unit="percent"), kpi("b", {"2015/16": 80.0}, unit="percent"))
    status = derived("2016-10-14", *shares, kpi("c", formula="a / b", unit="percent"))
    assert status.latest is not None
    assert (status.value, status.latest.numerator) == (50.0, None)


@pytest.mark.parametrize("formula", ["a * 2", "ytd(a)", "b - a"])
def test_a_break_in_a_figure_is_one_in_what_is_computed_from_it(formula: str) -> None:
    broken = Break(period=parse_period("2016-06"), reason="another definition", place=SOMEWHERE)
    figures = {f"{year}-{month:02}": 4.0 for year in (2015, 2016) for month in range(4, 8)}
    status = derived(
        "2016-10-14",
        kpi("a", figures, breaks=(broken,)),
        kpi("b", figures),
        kpi("c", formula=formula, baseline=baseline("2015-07", 8.0)),
    )
    assert status.kpi.breaks == (broken,)
    assert status.change_from_baseline is None
