"""A KPI beside others, on its page and for programs."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from assess.making import AS_OF, benchmark, kpi, measured, observation
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.margin import margin_of
from pap_cli.document import Paragraph, Table
from pap_cli.model.kpi import BenchmarkKind
from pap_cli.model.measure import Polarity
from pap_cli.wording.benchmarks import benchmark_blocks, benchmark_facts, margin_words, quartile_facts

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
            "gap_trend": "closing",
        },
        {
            "name": "Elsewhere",
            "kind": "other",
            "period": "2014/15",
            "value": 77,
            "gap": None,
            "side": None,
            "gap_trend": None,
        },
    ]
    assert quartile_facts(status) is None
    assert quartile_facts(stands(*neighbours(10, 2))) == {"rank": 3, "of": 11, "quartile": 1}


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
