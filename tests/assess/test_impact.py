"""What became of KPIs since the actions that name them began to deliver."""

from __future__ import annotations

from typing import Any

import pytest

from assess.making import SOMEWHERE, action, at, cancelled, day, kpi, milestone, plan
from pap_cli.assess.impact import Impact, Verdict, impacts
from pap_cli.model.kpi import Break, Kpi
from pap_cli.model.measure import Polarity
from pap_cli.model.periods import parse_period

LOW = (20.0, 22, 19, 21, 20, 18, 21, 20, 22, 19, 20, 21, 19, 20, 21)
HIGH = (80.0, 82, 81, 79, 80, 81, 82, 80)


def monthly(*values: float) -> dict[str, float]:
    months = [f"{year}-{month:02d}" for year in (2014, 2015, 2016) for month in range(1, 13)]
    return dict(zip(months, values, strict=False))


def impact_of(measure: Kpi, completed: str = "2015-03-31", **facts: Any) -> Impact:
    doing = action("A", milestone("M", "2015-03-31", completed=completed), kpis=("K",), **facts)
    (found,) = impacts(at(plan(doing), "2016-10-14", measure))
    return found


@pytest.mark.parametrize(
    ("values", "polarity", "verdict"),
    [
        ((*LOW, *HIGH), Polarity.HIGH, Verdict.BETTER),
        ((*LOW, *HIGH), Polarity.LOW, Verdict.WORSE),
        ((*LOW, *HIGH), Polarity.NONE, Verdict.CHANGED),
        ((*LOW, *LOW), Polarity.HIGH, Verdict.UNCHANGED),
        (LOW[:12], Polarity.HIGH, Verdict.WITHHELD),
    ],
)
def test_the_chart_has_the_word(values: tuple[float, ...], polarity: Polarity, verdict: Verdict) -> None:
    completed = "2015-03-31" if len(values) > 12 else "2014-06-30"
    assert impact_of(kpi("K", monthly(*values), polarity=polarity, target=50), completed).verdict is verdict


def test_the_figures_are_divided_at_the_first_delivery() -> None:
    found = impact_of(kpi("K", {"2015-01": 10.0, "2015-03": 20, "2015-04": 60, "2015-05": 70}, target=50))
    assert (found.before, found.after) == (15, 65)
    assert (found.since, found.delivered, found.planned) == (day("2015-03-31"), 1, 1)


def test_no_figure_since_the_delivery_tells_nothing() -> None:
    found = impact_of(kpi("K", monthly(*LOW), target=50), completed="2016-09-30")
    assert (found.after, found.verdict) == (None, Verdict.WITHHELD)


def test_figures_before_a_break_are_not_set_beside_those_after() -> None:
    broken = Break(period=parse_period("2015-04"), reason="counted anew", place=SOMEWHERE)
    found = impact_of(kpi("K", {"2015-01": 10.0, "2015-04": 60, "2015-05": 70}, target=50, breaks=(broken,)))
    assert (found.before, found.after) == (None, 65)


def test_only_actions_that_delivered_and_stand_count() -> None:
    measure = kpi("K", monthly(*LOW), target=50)
    idle = action("idle", milestone("M1", "2015-03-31"), kpis=("K",))
    gone = action(
        "gone", milestone("M2", "2015-03-31", completed="2015-01-01"), kpis=("K",), cancelled=cancelled("2015-02-01")
    )
    assert impacts(at(plan(idle, gone), "2016-10-14", measure)) == ()
    late = action("late", milestone("M3", "2015-03-31", completed="2015-09-01"), kpis=("K",))
    early = action("early", milestone("M4", "2015-03-31", completed="2015-05-01"), kpis=("K",))
    (found,) = impacts(at(plan(idle, gone, late, early), "2016-10-14", measure))
    assert [one.id for one in found.actions] == ["early", "late"]
    assert found.since == day("2015-05-01")
