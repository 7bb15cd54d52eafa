"""When a KPI began to change, and what was delivered before."""

from __future__ import annotations

import pytest

from assess.making import action, at, kpi, milestone, plan
from assess.test_impact import HIGH, LOW, monthly
from pap_cli.assess.onset import Onset, onset_of
from pap_cli.drawing import SpcChart
from pap_cli.render.terminal.control_chart import control_chart_lines
from pap_cli.views.item.kpi import chart_points
from pap_cli.wording.reading import after_words, began_words

# The figures are high from April 2015 on.
CHANGED = monthly(*LOW, *HIGH)


def onset(completed: str, figures: dict[str, float] = CHANGED, kpis: tuple[str, ...] = ("K",)) -> Onset | None:
    doing = action("A", milestone("M", "2015-03-31", completed=completed), kpis=kpis)
    (status,) = (found := at(plan(doing), "2016-10-14", kpi("K", figures, target=50))).kpis or found.actions[0].kpis
    return onset_of([found], status)


@pytest.mark.parametrize(
    ("completed", "words"),
    [
        ("2015-02-10", "above the mean since Apr 2015, 2 months after M was delivered"),
        ("2015-03-31", "above the mean since Apr 2015, 1 month after M was delivered"),
        ("2015-04-02", "above the mean since Apr 2015, the month in which M was delivered"),
        ("2015-05-01", "above the mean since Apr 2015"),
        ("2014-09-30", "above the mean since Apr 2015"),
    ],
)
def test_what_was_delivered_before_the_change(completed: str, words: str) -> None:
    found = onset(completed)
    assert found is not None
    assert began_words(found) == words
    assert "because" not in began_words(found)


def test_the_chart_marks_where_the_change_began() -> None:
    doing = action("A", milestone("M", "2015-03-31", completed="2015-02-10"), kpis=("K",))
    found = at(plan(doing), "2016-10-14", kpi("K", CHANGED, target=50))
    (status,) = found.actions[0].kpis
    assert status.signal is not None
    points = tuple(chart_points(status, status.signal, onset_of([found], status)))
    text = "above the mean from here on, 2 months after M was delivered"
    assert [(point.label, point.event) for point in points if point.event] == [("Apr 2015", text)]
    chart = SpcChart(points, "percent", 50)
    lines = ["".join(piece for piece, _ in line) for line in control_chart_lines(chart, 80, unicode=True)]
    assert f"▼ Apr 2015: {text}" in lines
    assert sum(line.strip() == "▼" for line in lines) == 1


def test_the_action_of_another_kpi_is_not_named() -> None:
    found = onset("2015-02-10", kpis=("K", "other"))
    assert after_words(found) == "2 months after M was delivered"


@pytest.mark.parametrize("figures", [monthly(*LOW), monthly(*LOW[:9]), monthly(*LOW[:-1], 95.0)])
def test_no_change_and_a_single_figure_have_no_onset(figures: dict[str, float]) -> None:
    assert onset("2014-12-01", figures) is None
