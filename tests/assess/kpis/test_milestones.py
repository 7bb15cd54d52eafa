"""The monitoring table: each dated target beside the figure that was reached by then."""

from __future__ import annotations

from typing import Any

import pytest

from assess.making import assessed, baseline, kpi, observation, step
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.milestones import kpi_milestones
from pap_cli.model.dates import Duration
from pap_cli.model.measure import Missing, Polarity
from pap_cli.model.rating import Rating

TRAJECTORY = (step("2016-07-31", 30.0), step("2016-03-31", 25.0, 28.0), step("2016-12-31", 35.0))
FIGURES = {
    "2015-12": 20.0,
    "2016-02": 24.0,
    "2016-03": 26.0,
    "2016-05": 27.0,
    "2016-07": Missing.CONFIDENTIAL,
    "2016-10": 40.0,
}


def status(as_of: str, **facts: Any) -> KpiStatus:
    figures = tuple(observation(*pair) for pair in FIGURES.items())
    given = {"trajectory": TRAJECTORY, "observations": figures, "published_after": Duration(months=1), **facts}
    return assessed((), as_of, kpi("k", **given)).kpis[0]


def table(as_of: str, **facts: Any) -> list[tuple[float | None, str, Any, float | None, Rating | None]]:
    return [
        (
            one.aim.target,
            one.figure.observation.period.written if one.figure else "",
            one.figure.observation.value if one.figure else None,
            one.figure.gap if one.figure else None,
            one.figure.rating if one.figure else None,
        )
        for one in kpi_milestones(status(as_of, **facts))
    ]


@pytest.mark.parametrize(
    ("as_of", "first", "second"),
    [
        ("2016-01-15", (25.0, "", None, None, None), (30.0, "", None, None, None)),
        ("2016-04-15", (25.0, "2016-02", 24.0, -1.0, Rating.RED), (30.0, "", None, None, None)),
        ("2016-04-30", (25.0, "2016-03", 26.0, 1.0, Rating.GREEN), (30.0, "", None, None, None)),
        ("2016-08-01", (25.0, "2016-03", 26.0, 1.0, Rating.GREEN), (30.0, "2016-05", 27.0, -3.0, Rating.RED)),
        (
            "2016-12-01",
            (25.0, "2016-03", 26.0, 1.0, Rating.GREEN),
            (30.0, "2016-07", Missing.CONFIDENTIAL, None, Rating.GREY),
        ),
    ],
)
def test_a_milestone_stands_beside_the_last_figure_known_for_its_time(as_of: str, first: Any, second: Any) -> None:
    assert table(as_of, baseline=baseline("2015-12", 20.0))[:2] == [first, second]


def test_figures_of_the_baseline_are_no_milestone() -> None:
    assert table("2016-03-15")[0][1] == "2015-12"
    assert table("2016-03-15", baseline=baseline("2015-12", 20.0))[0][1] == ""


def test_the_target_in_the_end_comes_last() -> None:
    assert len(kpi_milestones(status("2016-12-01"))) == 3
    *_, last = kpi_milestones(status("2017-12-01", target=50.0))
    assert (last.aim.target, last.aim.by, last.figure) == (50.0, None, None)


def test_without_dated_targets_there_is_no_table() -> None:
    assert kpi_milestones(status("2016-12-01", trajectory=(), target=50.0)) == ()


def test_one_for_information_has_its_milestones_too() -> None:
    found = kpi_milestones(status("2016-12-01", polarity=Polarity.NONE, target=50.0))
    assert [one.aim.target for one in found if one.figure is None] == []
    assert [one.aim.by.year for one in found if one.aim.by] == []
