"""The funnel in words, for programs and as a figure."""

from __future__ import annotations

import pytest

from assess.kpis.test_funnel import RATES, SHARES, area
from assess.making import AS_OF, kpi, measured, observation
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.document import Figure, Heading
from pap_cli.drawing import FunnelPlot
from pap_cli.model.measure import Polarity
from pap_cli.wording.funnels import funnel_blocks, funnel_facts

FIVE = {**SHARES, "Greenwich": (172, 912), "Haringey": (146, 823)}


def status_of(areas: dict[str, tuple[float, float]], unit: str = "percent", **facts: object) -> KpiStatus:
    by = 100 if unit == "percent" else 10000
    ours, *others = [(name, x, n, by * x / n) for name, (x, n) in areas.items()]
    one = observation("2015/16", ours[3], numerator=ours[1], denominator=ours[2])
    benchmarks = tuple(area(*other) for other in others)
    return measured(kpi(observations=(one,), unit=unit, benchmarks=benchmarks, **facts))


def figure_of(status: KpiStatus) -> tuple[Figure, FunnelPlot]:
    heading, figure = funnel_blocks(status, AS_OF)
    assert heading == Heading("Funnel", level=3)
    assert isinstance(figure, Figure)
    assert isinstance(figure.drawing, FunnelPlot)
    return figure, figure.drawing


def test_facts_for_programs() -> None:
    facts = funnel_facts(status_of(SHARES))
    assert facts is not None
    assert set(facts) == {"period", "statistic", "baseline", "areas"}
    assert (facts["period"], facts["statistic"]) == ("2015/16", "proportion")
    areas = facts["areas"]
    assert isinstance(areas, list)
    assert [(one["name"], one["ours"], one["significance"]) for one in areas] == [
        ("us", True, "Not significant"),
        ("Southwark", False, "Not significant"),
        ("Lewisham", False, "Low (0.025)"),
        ("Camden", False, "Not significant"),
    ]
    assert areas[0]["lower_3s"] < areas[0]["lower_2s"] < facts["baseline"] < areas[0]["upper_2s"] < areas[0]["upper_3s"]
    assert funnel_facts(status_of({"us": (490, 2388)})) is None


def test_a_rate_without_events_has_no_limits() -> None:
    facts = funnel_facts(status_of(RATES, "per 10,000"))
    assert facts is not None
    assert facts["statistic"] == "rate"
    assert isinstance(facts["areas"], list)
    assert facts["areas"][0]["lower_2s"] is facts["areas"][0]["upper_3s"] is None


def test_fewer_neighbours_than_a_rank_needs_are_not_drawn() -> None:
    assert funnel_blocks(status_of(SHARES), AS_OF) == []
    assert len(funnel_blocks(status_of(FIVE), AS_OF)) == 2


@pytest.mark.parametrize(
    ("ours", "polarity", "words"),
    [
        ((490, 2388), Polarity.LOW, "Our 20.5% is within the limits: chance alone can explain its difference from"),
        ((515, 2388), Polarity.LOW, "Our 21.6% is outside the 95% limits, and worse than the average, 19.6%."),
        ((515, 2388), Polarity.HIGH, "Our 21.6% is outside the 95% limits, and better than the average, 19.6%."),
        ((515, 2388), Polarity.NONE, "Our 21.6% is outside the 95% limits, and higher than the average, 19.6%."),
        ((300, 2388), Polarity.LOW, "Our 12.6% is outside the 99.8% limits, and better than the average, 17%."),
        ((300, 2388), Polarity.BAND, "Our 12.6% is outside the 99.8% limits, and lower than the average, 17%."),
    ],
)
def test_what_it_says_about_us(ours: tuple[float, float], polarity: Polarity, words: str) -> None:
    figure, _ = figure_of(status_of({**FIVE, "us": ours}, polarity=polarity))
    assert figure.description.startswith(words)
    assert "The average is that of these 6 areas together, not of England." in figure.description


def test_the_drawing_and_the_table_agree_with_the_facts() -> None:
    status = status_of(FIVE, polarity=Polarity.LOW)
    figure, plot = figure_of(status)
    facts = funnel_facts(status)
    assert facts is not None
    assert isinstance(facts["areas"], list)
    assert figure.title == "2015/16, us and 5 neighbours"
    assert [point.is_ours for point in plot.points] == [True, *[False] * 5]
    for point, row, fact in zip(plot.points, figure.table.rows, facts["areas"], strict=True):
        assert point.value == fact["value"]
        assert row[0].text == point.name == fact["name"]
        assert row[-1].text == point.words
        assert (point.words == "within the limits") == (fact["significance"] == "Not significant")
        assert (point.mark == "common") == (fact["significance"] == "Not significant")
        assert row[1].text == point.figure
    sizes = [size for size, _ in plot.lines]
    assert sizes == sorted(sizes)
    assert sizes[0] < 823 < 2388 < sizes[-1]


def test_limits_of_a_share_are_shown_within_0_and_100() -> None:
    small: dict[str, tuple[float, float]] = {"us": (9, 10), **{f"N{number}": (number + 5, 10) for number in range(4)}}
    figure, plot = figure_of(status_of(small))
    assert max(limits[3] for point in plot.points if (limits := point.limits)) == 100
    assert figure.table.rows[0][5].text.endswith("to 100%")
