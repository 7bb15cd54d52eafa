"""What is published of a workspace with small numbers."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.assess.making import AS_OF, SOMEWHERE, baseline, benchmark, kpi, note, observation, override, revision

from pap_cli.assess.assessment import assess
from pap_cli.assess.disclosure.publish import LEFT_OUT, published, unjudged
from pap_cli.model.config import Disclosure, Policy
from pap_cli.model.kpi import Benchmark, BenchmarkFigure, Break, Event, Hidden, Kpi
from pap_cli.model.measure import Basis, Missing
from pap_cli.model.moments import parse_moment
from pap_cli.model.numbers import Unit
from pap_cli.model.periods import parse_period
from pap_cli.model.plan import Portfolio
from pap_cli.model.rating import Rating


def publish(*kpis: Kpi, **rules: Any) -> dict[str, Kpi]:
    return {one.id: one for one in published(Portfolio(kpis=kpis), Disclosure(**rules)).kpis}


def shown(kpi: Kpi) -> dict[str, object]:
    return {one.period.written: "[c]" if isinstance(one, Hidden) else one.value for one in kpi.observations}


BOYS = kpi("boys", {"2016-01": 12, "2016-02": 3, "2016-03": 9})


def test_a_hidden_figure_is_a_code_and_nothing_else() -> None:
    one = observation(
        "2016-02",
        6.0,
        "2016-04-01",
        numerator=3,
        denominator=50,
        note="three children",
        revisions=(revision(12.0, "2016-05-01", numerator=6, denominator=50),),
    )
    (hidden,) = publish(kpi(unit=Unit("percent"), observations=(one,)))["K"].observations
    assert hidden == Hidden(period=one.period, value=Missing.CONFIDENTIAL, published=one.published, place=SOMEWHERE)


def test_a_kpi_without_small_numbers_is_published_as_it_is() -> None:
    own = kpi("K", {"2016-01": 12}, notes=(note("2016-02-01", "12 of them"),), baseline=baseline("2015-01", 30.0))
    assert publish(own)["K"] == own


def test_a_kpi_with_a_hidden_figure_loses_what_may_give_it_away() -> None:
    own = replace(
        BOYS,
        observations=(
            *BOYS.observations,
            observation("2016-04", 9, note="up from 9"),
            observation("2016-05", 8, note="x"),
        ),
        notes=(note("2016-03-01", "it was 3"), note("2016-03-01", "it was Ⅲ"), note("2016-03-01", "it was few")),
        baseline=baseline("2016-02", 3.0),
        breaks=(Break(period=parse_period("2016-03"), reason="3 were moved", place=SOMEWHERE),),
        override=replace(override(Rating.RED, "2017-01-01"), reason="only 3"),
    )
    found = publish(own)["boys"]
    assert [one.note for one in found.observations] == [None, None, None, None, "x"]
    assert [one.text for one in found.notes] == ["it was few"]
    assert found.baseline is None
    assert found.breaks[0].reason == LEFT_OUT == (found.override.reason if found.override else "")


@pytest.mark.parametrize(
    ("period", "value", "kept"),
    [
        ("2016-02", 10.0, False),  # of the hidden month
        ("2015/16", 30.0, False),  # of a year around it: the other months are published
        ("2015-02", 3.0, False),  # small itself
        ("2015-02", 10.0, True),
    ],
)
def test_a_baseline_that_gives_a_small_number_away_is_left_out(period: str, value: float, kept: bool) -> None:
    found = publish(replace(BOYS, baseline=baseline(period, value)))["boys"]
    assert (found.baseline is not None) is kept


def test_a_formula_over_a_hidden_figure_gives_the_code() -> None:
    girls = kpi("girls", {"2016-01": 12, "2016-02": 13, "2016-03": 9})
    found = publish(
        BOYS, girls, kpi("all", formula="boys + girls"), kpi("share", unit=Unit("percent"), formula="boys / all")
    )
    assert shown(found["all"]) == {"2016-01": 24, "2016-02": "[c]", "2016-03": 18}
    assert shown(found["share"]) == {"2016-01": 50, "2016-02": "[c]", "2016-03": 50}
    assert shown(found["girls"]) == {"2016-01": 12, "2016-02": 13, "2016-03": 9}


def test_there_is_no_chart_and_no_comparison_with_a_hidden_figure() -> None:
    figures: dict[str, float] = {f"2015-{month:02}": 20 + month for month in range(1, 13)}
    own = published(Portfolio(kpis=(kpi("K", {**figures, "2016-01": 3}, target=10.0),)), Disclosure())
    (status,) = assess(own, AS_OF, Policy()).kpis
    assert (status.value, status.gap, status.rating, status.signal) == (None, None, Rating.GREY, None)
    assert status.reason == "a figure is hidden because it counts few"
    before = assess(own, parse_period("2015-12").end, Policy()).kpis[0]
    assert before.value == 32
    assert before.signal is not None


def test_every_date_hides_the_same() -> None:
    one = observation("2016-01", 12, "2016-02-01", revisions=(revision(3, "2016-09-01"),))
    own = published(Portfolio(kpis=(kpi(observations=(one,)),)), Disclosure())
    for day in ("2016-03", "2016-10"):
        assert assess(own, parse_period(day).end, Policy()).kpis[0].values == (None,)


def test_an_event_is_one_case_on_one_day() -> None:
    events = tuple(Event(at=parse_moment(at), note="one boy", place=SOMEWHERE) for at in ("2014-03-02", "2016-05-06"))
    own = kpi("K", observations=(), events=events, unit=Unit("days"), notes=(note("2016-06-01", "on the 6th"),))
    found = publish(own)["K"]
    assert (found.events, found.notes) == ((), ())
    assert shown(found) == {"2014": "[c]", "2015": "[c]", "2016": "[c]"}
    (status,) = assess(published(Portfolio(kpis=(own,)), Disclosure()), AS_OF, Policy()).kpis
    assert (status.value, status.signal, status.rating) == (None, None, Rating.GREY)
    assert publish(own, suppress_below=1)["K"] == own


def test_a_benchmark_that_counts_few_is_hidden_too() -> None:
    figures = (
        BenchmarkFigure(period=parse_period("2016-01"), value=6.0, numerator=3, denominator=50, place=SOMEWHERE),
        BenchmarkFigure(period=parse_period("2016-02"), value=60.0, numerator=30, denominator=50, place=SOMEWHERE),
    )
    theirs = Benchmark(name="Next door", values=figures, place=SOMEWHERE)
    own = observation("2016-01", 50.0, numerator=9, denominator=18)
    (found,) = publish(kpi(unit=Unit("percent"), observations=(own,), benchmarks=(theirs,)))["K"].benchmarks
    assert [(one.value, one.numerator) for one in found.values] == [(Missing.CONFIDENTIAL, None), (60.0, 30)]
    counts = publish(kpi("n", {"2016-01": 12}, benchmarks=(benchmark("England", {"2016-01": 4, "2016-02": 5}),)))["n"]
    assert [one.value for one in counts.benchmarks[0].values] == [Missing.CONFIDENTIAL, 5]


def test_rounding_rounds_counts_and_computes_shares_from_them() -> None:
    share = observation(
        "2016-01", 46.2, numerator=24, denominator=52, revisions=(revision(51.9, numerator=27, denominator=52),)
    )
    found = publish(
        kpi("n", {"2016-01": 12, "2016-02": 13, "2016-03": 400}, baseline=baseline("2015-01", 22.0)),
        kpi("s", unit=Unit("percent"), observations=(share,)),
        kpi("d", {"2016-01": 12.0}, unit=Unit("days")),
        round_to=5,
    )
    assert shown(found["n"]) == {"2016-01": 10, "2016-02": 15, "2016-03": 400}
    assert found["n"].baseline is not None
    assert found["n"].baseline.value == 20
    (one,) = found["s"].observations
    assert (one.value, one.numerator, one.denominator) == (50.0, 25, 50)
    assert (one.revisions[0].value, one.revisions[0].numerator) == (50.0, 25)
    assert shown(found["d"]) == {"2016-01": 12}


def test_shares_without_their_counts_cannot_be_judged() -> None:
    kpis = (
        kpi("bare", {"2016-01": 6.0}, unit=Unit("percent")),
        kpi("rate", {"2016-01": 6.0}, unit=Unit("per 10,000")),
        kpi("code", {"2016-01": Missing.NOT_AVAILABLE}, unit=Unit("percent")),
        kpi("whole", unit=Unit("percent"), observations=(observation("2016-01", 50.0, numerator=9, denominator=18),)),
        kpi("n", {"2016-01": 12}),
    )
    assert unjudged(Portfolio(kpis=kpis)) == ("bare", "rate")


def test_a_hidden_year_is_made_up_neither_of_quarters_nor_of_quarters_and_months() -> None:
    quarters = {"2016-Q1": 20, "2016-Q2": 30, "2016-Q3": 30, "2016-Q4": 40}
    months = {"2016-01": 5, "2016-02": 7, "2016-03": 8}
    found = shown(publish(kpi("K", {"2016": Missing.CONFIDENTIAL, **quarters, **months}))["K"])
    assert {period for period, value in found.items() if value == "[c]"} == {"2016", "2016-Q4"}
    found = shown(publish(kpi("K", {"2016-Q1": Missing.CONFIDENTIAL, "2016": 99, **months}))["K"])
    assert {period for period, value in found.items() if value == "[c]"} == {"2016-Q1", "2016", "2016-03"}


def test_rounding_computes_shares_from_a_numerator_alone() -> None:
    one = observation("2016-01", 94.0, numerator=47)
    own = kpi(unit=Unit("percent"), observations=(one,))
    (found,) = publish(own, round_to=10, suppress_below=1)["K"].observations
    assert (found.value, found.numerator, found.denominator) == (100.0, 50.0, None)


def test_longer_periods_around_a_hidden_one_are_hidden_with_it() -> None:
    own = kpi("K", {"2016-Q1": 40, "2016-01": 12, "2016-02": 3, "2016-03": 25, "2016-Q2": 50})
    assert shown(publish(own)["K"]) == {"2016-01": 12, "2016-02": "[c]", "2016-03": 25, "2016-Q1": "[c]", "2016-Q2": 50}
    stock = kpi("K", {"2016-02": 30, "2016-03": 3, "2016-Q1": 3}, basis=Basis.SNAPSHOT)
    assert list(shown(publish(stock)["K"]).values()) == [30, "[c]", "[c]"]
