"""The chain from recommendation to action to milestone to evidence and to KPI, and its gaps."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from assess.making import AS_OF, FAULTY, action, at, cancelled, extension, kpi, milestone, plan, recommendation
from pap_cli.assess.assessment import assess
from pap_cli.assess.coverage import Coverage
from pap_cli.model.config import Policy
from pap_cli.model.items import Action, Scope
from pap_cli.model.plan import Portfolio

DELIVERED = milestone("d", completed="2016-09-30")
EVIDENCED = milestone("e", completed="2016-09-01", evidenced="2016-10-01")
UNSEEN = milestone("u", completed="2016-06-30")  # its evidence was due on 30 Sep 2016
LATE = milestone("l", due="2016-09-30")
DROPPED = milestone("x", cancelled=cancelled("2016-09-01"))


def coverage(*actions: Action, as_of: str = "2016-10-14") -> Coverage:
    whole = plan(*actions, recommendations=(recommendation(),))
    return at(whole, as_of, kpi("K"), kpi("L")).recommendations[0].coverage


def test_what_answers_a_recommendation_is_counted() -> None:
    found = coverage(
        action("A", milestone("m"), DELIVERED, answers=("R",), kpis=("K", "L")),
        action("B", EVIDENCED, DROPPED, answers=("R",), kpis=("K",)),
        action("C", milestone("other"), answers=("S",), kpis=("L",)),
    )
    counts = found.progress
    assert (found.actions, counts.milestones, counts.delivered, found.evidenced, found.kpis) == (2, 3, 2, 1, 2)
    assert counts.cancelled == 1


@pytest.mark.parametrize(
    ("actions", "missing"),
    [
        ((), "action"),
        ((action("A", milestone(), answers=("S",)),), "action"),
        ((action("A", milestone(), answers=("R",), cancelled=cancelled("2016-10-14")),), "action"),
        ((action("A", milestone(), answers=("R",), added="2016-10-15"),), "action"),
        ((action("A", answers=("R",)),), "milestone"),
        ((action("A", DROPPED, answers=("R",)),), "milestone"),
        ((action("A", LATE, answers=("R",)),), "delivery"),
        ((action("A", DELIVERED, EVIDENCED, LATE, answers=("R",), kpis=("K",)),), "delivery"),
        ((action("A", UNSEEN, LATE, answers=("R",)),), "delivery"),
        ((action("A", UNSEEN, answers=("R",)),), "evidence"),
        ((action("A", UNSEEN, EVIDENCED, milestone(), answers=("R",), kpis=("K",)),), "evidence"),
        ((action("A", DELIVERED, answers=("R",)),), "KPI"),
        ((action("A", EVIDENCED, DELIVERED, answers=("R",)),), "KPI"),
        ((action("A", milestone(), answers=("R",)),), "KPI"),
        ((action("A", milestone(), answers=("R",), kpis=("K",)),), ""),
    ],
)
def test_the_first_link_that_is_missing(actions: tuple[Action, ...], missing: str) -> None:
    assert coverage(*actions).missing == missing


def test_coverage_is_that_of_the_day() -> None:
    steps = (action("A", EVIDENCED, answers=("R",), kpis=("K",)),)
    assert coverage(*steps, as_of="2016-08-31").progress.delivered == 0
    assert coverage(*steps, as_of="2016-09-01").missing == "", "its evidence is not due yet"
    late = (action("A", UNSEEN, answers=("R",), kpis=("K",)),)
    assert [coverage(*late, as_of=day).missing for day in ("2016-09-29", "2016-09-30", "2016-10-01")] == [
        "",
        "",
        "evidence",
    ]


def test_an_overdue_milestone_covers_nothing_until_it_is_delivered() -> None:
    steps = (action("A", milestone("m", due="2016-09-30", completed="2016-10-20"), answers=("R",), kpis=("K",)),)
    days = ("2016-09-30", "2016-10-01", "2016-10-19", "2016-10-20")
    assert [coverage(*steps, as_of=day).missing for day in days] == ["", "delivery", "delivery", ""]
    extended = milestone("m", due="2016-09-30", extensions=(extension("2016-12-31", "2016-10-05"),))
    steps = (action("A", extended, answers=("R",), kpis=("K",)),)
    assert [coverage(*steps, as_of=day).missing for day in ("2016-10-04", "2016-10-05")] == ["delivery", ""]


def test_evidence_that_is_not_required_is_not_counted() -> None:
    whole = plan(action("A", UNSEEN, EVIDENCED, answers=("R",), kpis=("K",)), recommendations=(recommendation(),))
    (status,) = at(whole, "2016-10-14", kpi("K"), require_evidence=False).recommendations
    assert (status.coverage.evidenced, status.coverage.missing) == (None, "")


def gaps(*actions: Action) -> dict[str, set[str]]:
    found = at(plan(*actions, recommendations=(recommendation(),)), AS_OF, kpi("K")).gaps
    return {f"{gap.kind} {gap.id}": set(gap.lacks.split(", ")) for gap in found}


def test_every_gap_is_named() -> None:
    assert gaps(
        action("bare"),
        action("whole", milestone(), owner="head", answers=("R",), kpis=("K",)),
        action("wide", milestone("w"), owner="head", scope=Scope.CORPORATE, kpis=("K",)),
        action("emptied", DROPPED, owner="head", answers=("R",), kpis=("K",)),
        action("gone", cancelled=cancelled("2016-10-14")),
        action("to come", added="2016-10-15"),
    ) == {
        "action bare": {"owner", "milestone", "recommendation", "KPI"},
        "action emptied": {"milestone"},
    }


def test_what_could_not_be_read_whole_is_no_gap() -> None:
    broken = action("A", answers=("R",), owner="head", place=FAULTY)
    assert gaps(broken) == {"recommendation R": {"milestone"}}
    whole = Portfolio(plans=(plan(recommendations=(recommendation(),)),))
    found = [assess(replace(whole, whole=read), AS_OF, Policy()).plans[0].gaps for read in (True, False)]
    assert [len(gap) for gap in found] == [1, 0], "an action may stand in the file that could not be read"


def test_delivered_work_whose_evidence_is_late_is_a_gap() -> None:
    found = gaps(action("A", EVIDENCED, UNSEEN, answers=("R",), owner="head", kpis=("K",)))
    assert found == {"recommendation R": {"evidence"}}
    assert gaps(action("A", EVIDENCED, DELIVERED, answers=("R",), owner="head", kpis=("K",))) == {}


def test_a_recommendation_that_only_a_cancelled_action_answers_is_a_gap() -> None:
    assert gaps(action("A", milestone(), answers=("R",), cancelled=cancelled("2016-10-14"))) == {
        "recommendation R": {"action"}
    }
