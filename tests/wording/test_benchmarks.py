"""A KPI beside others, on its page and for programs."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from assess.making import AS_OF, benchmark, kpi, measured, observation
from pap_cli.assess.disclosure.publish import published
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.margin import margin_of
from pap_cli.assess.kpis.recent import recent_trend
from pap_cli.cell import Tone
from pap_cli.document import Paragraph, Table
from pap_cli.model.config import Disclosure
from pap_cli.model.kpi import BenchmarkKind
from pap_cli.model.measure import Polarity
from pap_cli.model.plan import Portfolio
from pap_cli.wording.benchmarks import (
    SIMILAR_MEANS,
    benchmark_blocks,
    benchmark_facts,
    margin_facts,
    margin_words,
    quartile_facts,
    recent_facts,
    recent_words,
)

OURS = {"2013/14": 70.0, "2014/15": 80.0, "2015/16": 80.1}
ENGLAND = replace(benchmark("England", {"2013/14": 80, "2014/15": 81, "2015/16": 82}), kind=BenchmarkKind.COUNTRY)
LONDON = benchmark("London", {"2015/16": 77})
ELSEWHERE = benchmark("Elsewhere", {"2014/15": 77})


def stands(*benchmarks: Any, **facts: Any) -> KpiStatus:
    return measured(kpi(figures=OURS, benchmarks=benchmarks, unit="percent", **facts))


def cells(status: KpiStatus) -> list[list[str]]:
    table = benchmark_blocks(status, AS_OF)[1]
    assert isinstance(table, Table)
    return [[column.title for column in table.columns], *([cell.text for cell in row] for row in table.rows)]


def neighbours(count: int, better: int) -> list[Any]:
    """So many neighbours, the first of them better than ours."""
    return [
        replace(benchmark(f"N{number}", {"2015/16": 90 if number < better else 70}), kind=BenchmarkKind.NEIGHBOUR)
        for number in range(count)
    ]


def test_nothing_is_compared_with_a_hidden_figure() -> None:
    (few,) = published(Portfolio(kpis=(kpi(figures={"2015/16": 3}, benchmarks=(LONDON,)),)), Disclosure()).kpis
    assert cells(measured(few)) == [
        ["Benchmark", "Period", "Value", "Ours is"],
        ["London", "2015/16", "77", "hidden"],
    ]


def test_the_table_says_who_is_better_and_what_became_of_the_gap() -> None:
    assert cells(stands(ENGLAND, LONDON, ELSEWHERE)) == [
        ["Benchmark", "Period", "Value", "Ours is", "Gap is"],
        ["England", "2015/16", "82%", "worse by 1.9", "closing since 2013/14, widening since 2014/15"],
        ["London", "2015/16", "77%", "better by 3.1", ""],
        ["Elsewhere", "2014/15", "77%", "another period", ""],
    ]


def test_without_an_earlier_gap_there_is_no_column_for_it() -> None:
    assert cells(stands(LONDON))[0] == ["Benchmark", "Period", "Value", "Ours is"]


@pytest.mark.parametrize(
    ("polarity", "words"), [(Polarity.LOW, "worse by 3.1"), (Polarity.BAND, "+3.1"), (Polarity.NONE, "+3.1")]
)
def test_the_side_follows_the_polarity(polarity: Polarity, words: str) -> None:
    assert cells(stands(LONDON, polarity=polarity))[1][3] == words


@pytest.mark.parametrize(
    ("better", "words"),
    [
        (0, "1st of 11 (us and 10 neighbours), top quarter"),
        (1, "2nd of 11 (us and 10 neighbours), top quarter"),
        (2, "3rd of 11 (us and 10 neighbours), top quarter"),
        (3, "4th of 11 (us and 10 neighbours), second quarter"),
        (6, "7th of 11 (us and 10 neighbours), third quarter"),
        (10, "11th of 11 (us and 10 neighbours), bottom quarter"),
    ],
)
def test_the_place_among_neighbours(better: int, words: str) -> None:
    last = benchmark_blocks(stands(*neighbours(10, better)), AS_OF)[-1]
    assert last == Paragraph(words)


@pytest.mark.parametrize(
    ("ours", "words"),
    [
        ([70, 70, 60, 50], "1st equal of 5 (us and 4 neighbours), top quarter"),
        ([70, 80, 90, 60], "3rd equal of 5 (us and 4 neighbours), second quarter"),
        ([70, 70, 70, 70], "level with all 4 neighbours"),
    ],
)
def test_equal_figures_are_said(ours: list[float], words: str) -> None:
    others = [
        replace(benchmark(f"N{number}", {"2015/16": value + 10.1}), kind=BenchmarkKind.NEIGHBOUR)
        for number, value in enumerate(ours)
    ]
    assert benchmark_blocks(stands(*others), AS_OF)[-1] == Paragraph(words)


def counted(numerator: float, denominator: float, **facts: Any) -> KpiStatus:
    one = observation("2015/16", 100 * numerator / denominator, numerator=numerator, denominator=denominator)
    others = tuple(replace(benchmark("England", {"2015/16": value})) for value in facts.pop("theirs", (75,)))
    return measured(kpi(observations=(one,), unit="percent", benchmarks=others, **facts))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (counted(80, 100), "similar (5 better)"),
        (counted(80, 100, polarity=Polarity.LOW), "similar (5 worse)"),
        (counted(80, 100, polarity=Polarity.NONE), "similar (+5)"),
        (counted(800, 1000), "significantly better by 5"),
        (counted(800, 1000, polarity=Polarity.LOW), "significantly worse by 5"),
        (counted(800, 1000, polarity=Polarity.BAND), "significantly higher by 5"),
        (counted(75, 100), "level"),
    ],
)
def test_the_interval_decides_how_much_is_claimed(status: KpiStatus, words: str) -> None:
    assert cells(status)[1][3] == words
    assert benchmark_blocks(status, AS_OF)[2] == Paragraph(SIMILAR_MEANS, Tone.MUTED)


def test_the_interval_for_programs() -> None:
    assert margin_facts(stands()) is None
    facts = margin_facts(counted(10, 12))
    assert facts is not None
    assert facts == {
        "lower": pytest.approx(55.197, abs=1e-3),
        "upper": pytest.approx(95.304, abs=1e-3),
        "confidence": 0.95,
        "method": "Wilson",
        "numerator": 10,
        "denominator": 12,
    }


def yearly(*numerators: float, **facts: Any) -> KpiStatus:
    shares = tuple(
        observation(
            f"{2016 - len(numerators) + year}/{17 - len(numerators) + year}", one / 10, numerator=one, denominator=1000
        )
        for year, one in enumerate(numerators)
    )
    return measured(kpi(observations=shares, unit="percent", **facts))


@pytest.mark.parametrize(
    ("numerators", "polarity", "words"),
    [
        ((100, 120, 140, 160, 180), Polarity.HIGH, "increasing and getting better, 2011/12 to 2015/16"),
        ((100, 120, 140, 160, 180), Polarity.LOW, "increasing and getting worse, 2011/12 to 2015/16"),
        ((180, 160, 140, 120, 100), Polarity.LOW, "decreasing and getting better, 2011/12 to 2015/16"),
        ((180, 160, 140, 120, 100), Polarity.NONE, "decreasing, 2011/12 to 2015/16"),
        ((100, 101, 99, 102, 100), Polarity.HIGH, "no significant change, 2011/12 to 2015/16"),
        ((100, 120, 140, 160), Polarity.HIGH, ""),
    ],
)
def test_the_recent_trend(numerators: tuple[float, ...], polarity: Polarity, words: str) -> None:
    status = yearly(*numerators, polarity=polarity)
    assert recent_words(recent_trend(status)) == words
    facts = recent_facts(status)
    assert (facts is None) == (not words)
    if facts is not None:
        assert {**facts, "chi_square": 0} == {
            "direction": words.split(",")[0].split(" and ")[0],
            "better": True if "better" in words else False if "worse" in words else None,
            "chi_square": 0,
            "first": "2011/12",
            "last": "2015/16",
        }


def test_without_benchmarks_there_is_no_section() -> None:
    assert benchmark_blocks(stands(), AS_OF) == []
    assert benchmark_blocks(stands(benchmark("England", {})), AS_OF) == []


def test_facts_for_programs() -> None:
    status = stands(ENGLAND, ELSEWHERE)
    assert benchmark_facts(status) == [
        {
            "name": "England",
            "kind": "country",
            "period": "2015/16",
            "value": 82,
            "gap": -1.9,
            "side": "worse",
            "significance": None,
            "gap_trend": "closing",
        },
        {
            "name": "Elsewhere",
            "kind": "other",
            "period": "2014/15",
            "value": 77,
            "gap": None,
            "side": None,
            "significance": None,
            "gap_trend": None,
        },
    ]
    assert quartile_facts(status) is None
    assert quartile_facts(stands(*neighbours(10, 2))) == {
        "rank": 3,
        "of": 11,
        "quartile": 1,
        "level": 0,
    }


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"numerator": 10, "denominator": 12}, "55 to 95, from 10 of 12"),
        ({"numerator": 1000, "denominator": 1200}, "81.1 to 85.3, from 1,000 of 1,200"),
        ({"numerator": 10}, ""),
        ({"numerator": 12, "denominator": 10}, ""),
    ],
)
def test_how_sure_the_figure_is(facts: dict[str, float], words: str) -> None:
    status = measured(kpi(unit="percent", observations=(observation("2015/16", 83.3, **facts),)))
    assert margin_words(margin_of(status)) == words
