"""What changed between two assessments, as one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from assess.making import (
    AS_OF,
    SOMEWHERE,
    action,
    assessed,
    body,
    cancelled,
    day,
    extension,
    forecast,
    header,
    kpi,
    milestone,
    observation,
    plan,
    quarterly,
    recommendation,
    revision,
    step,
)
from pap_cli.assess.assessment import assess
from pap_cli.assess.changes.change import ChangeKind, ItemChange
from pap_cli.assess.changes.items import changes
from pap_cli.assess.changes.movement import movement
from pap_cli.columns.changes import FIELDS
from pap_cli.columns.field import values
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy
from pap_cli.model.dates import exactly
from pap_cli.model.entry import Id
from pap_cli.model.items import Milestone
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Polarity
from pap_cli.model.oversight import Clock, Concern
from pap_cli.model.plan import Plan

SINCE = "2016-07-13"


def between(
    *milestones: Milestone, kpis: tuple[Kpi, ...] = (), since: str = SINCE, **parts: object
) -> list[ItemChange]:
    whole = plan(action("A", *milestones), **parts)
    return changes(assessed([whole], since, *kpis), assessed([whole], AS_OF, *kpis))


def shown(found: list[ItemChange]) -> list[tuple[object, ...]]:
    facts = (values(FIELDS, one) for one in found)
    return [tuple(one[name] for name in ("change", "id", "before", "now", "on", "note")) for one in facts]


@pytest.mark.parametrize(
    ("one", "change"),
    [
        (
            milestone("M", "2016-08-31", completed="2016-09-15", started="2016-07-01"),
            ("delivered", "M", None, None, "2016-09-15", "15 days late"),
        ),
        (
            milestone("M", "2016-08-31", completed="2016-08-31", started="2016-07-01"),
            ("delivered", "M", None, None, "2016-08-31", "on time"),
        ),
        (
            milestone("M", "2016-06-30", completed="2016-06-30", evidenced="2016-08-01"),
            ("evidence-accepted", "M", None, None, "2016-08-01", None),
        ),
        (
            milestone("M", "2016-10-01", started="2016-07-01"),
            ("became-overdue", "M", None, "2016-10-01", None, "13 days late"),
        ),
        (
            milestone("M", "2016-12-01", started="2016-07-01", extensions=(extension("2017-02-01", "2016-08-01"),)),
            ("extended", "M", "2016-12-01", "2017-02-01", "2016-08-01", "board"),
        ),
        (
            milestone("M", "2017-03-01", started="2016-07-01", extensions=(extension("2017-02-01", "2016-08-01"),)),
            ("brought-forward", "M", "2017-03-01", "2017-02-01", "2016-08-01", "board"),
        ),
        (
            milestone("M", "2016-12-31", cancelled=cancelled("2016-08-01")),
            ("cancelled", "M", None, None, "2016-08-01", None),
        ),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_one_change_of_a_milestone_is_listed_once(one: Milestone, change: tuple[object, ...]) -> None:
    assert shown(between(one)) == [change]


def test_a_forecast_that_moved() -> None:
    forecasts = (forecast("2016-12-01", "2016-07-01"), forecast("2016-12-20", "2016-08-01"))
    found = between(milestone("M", "2016-12-31", started="2016-07-01", forecast=forecasts))
    assert shown(found) == [("forecast", "M", "2016-12-01", "2016-12-20", None, None)]


def test_what_happened_on_the_first_day_or_after_the_second_is_no_change() -> None:
    assert not between(
        milestone("first", "2016-12-31", completed="2016-07-13", evidenced="2016-07-13"),
        milestone("after", "2017-12-31", started="2016-01-05", completed="2016-10-15"),
    )


def test_a_rating_that_nothing_else_explains() -> None:
    (one,) = between(milestone("M", "2016-10-20"))
    assert shown([one])[0][:4] == ("re-rated", "M", "green", "amber")
    assert "20 Oct" in one.note or "6 days" in one.note


def test_the_same_day_twice_is_no_change() -> None:
    whole = plan(action("A", milestone("M", "2016-08-31")))
    assert changes(assessed([whole]), assessed([whole])) == []


def test_days_in_the_wrong_order() -> None:
    whole = plan(action("A", milestone("M", "2016-08-31")))
    with pytest.raises(ValueError, match="is after"):
        changes(assessed([whole], AS_OF), assessed([whole], SINCE))


def test_items_that_only_one_of_two_versions_has() -> None:
    before = plan(action("A", milestone("kept", "2017-01-01"), milestone("gone", "2017-01-01")))
    now = plan(action("A", milestone("kept", "2017-01-01"), milestone("new", "2017-01-01")))
    found = changes(
        assessed([before, plan(action("B", milestone("B1")), header=header("old"))], AS_OF, kpi("k1")),
        assessed([now, plan(action("C", milestone("C1")), header=header("fresh"))], AS_OF, kpi("k2")),
    )
    assert [(one.kind.value, one.id) for one in found] == [
        ("added", "C1"),
        ("added", "k2"),
        ("added", "new"),
        ("removed", "B1"),
        ("removed", "gone"),
        ("removed", "k1"),
    ]


def test_a_milestone_of_a_recommendation_is_listed_too() -> None:
    whole = Plan(
        header=header(),
        recommendations=(recommendation("R", milestone("R1", "2016-12-31", completed="2016-09-01")),),
    )
    found = changes(assessed([whole], SINCE), assessed([whole]))
    assert [(one.kind.value, one.sort, one.id) for one in found] == [("delivered", "milestone", "R1")]


def test_figures_that_were_published_and_revised() -> None:
    series = (
        observation("2016-05", 10, "2016-06-20", revisions=(revision(12, "2016-08-20"),)),
        observation("2016-06", 20, "2016-07-20"),
        observation("2016-07", 30, "2016-08-20"),
    )
    assert shown(between(kpis=(kpi("K", observations=series),))) == [
        ("figure-published", "K", 10, 30, "2016-08-20", "Jun 2016 to Jul 2016, 2 figures"),
        ("figure-revised", "K", 10, 12, "2016-08-20", "May 2016"),
    ]


def test_a_kpi_whose_target_and_rating_changed() -> None:
    found = between(
        kpis=(
            kpi(
                "K",
                {"2016-06": 70, "2016-09": 70},
                polarity=Polarity.HIGH,
                target=60,
                floor=50,
                trajectory=(step("2016-06-30", 60, 50), step("2016-09-30", 80, 50)),
            ),
        )
    )
    assert [one[:4] for one in shown(found)] == [
        ("re-rated", "K", "green", "amber"),
        ("re-targeted", "K", 60, 80),
        ("figure-published", "K", 70, 70),
    ]


def test_a_kpi_whose_chart_shows_a_new_change_says_since_when() -> None:
    figures = {f"{2015 + month // 12}-{month % 12 + 1:02d}": 50 + (month % 3) for month in range(18)}
    figures |= {"2016-07": 90, "2016-08": 92, "2016-09": 91}
    (one,) = (
        one
        for one in between(kpis=(kpi("K", figures, polarity=Polarity.LOW),))
        if one.kind in (ChangeKind.WORSE, ChangeKind.BETTER)
    )
    assert (one.kind, one.note) == (ChangeKind.WORSE, "since Jul 2016")


def test_reviews_clocks_and_concerns() -> None:
    found = between(
        bodies=(body("board"),),
        reviews=(quarterly(["2016-08-03"], start="2016-02-01", length=12),),
        concerns=(
            Concern(id=Id("new"), title="New", raised=day("2016-08-01"), by="board", place=SOMEWHERE),
            Concern(id=Id("gone"), title="Gone", raised=day("2016-02-01"), closed=day("2016-09-01"), place=SOMEWHERE),
        ),
        header=header(
            statutory=(
                Clock(
                    id=Id("met"), title="Met", due=exactly(day("2016-09-01")), met=day("2016-08-01"), place=SOMEWHERE
                ),
                Clock(id=Id("missed"), title="Missed", due=exactly(day("2016-09-01")), place=SOMEWHERE),
                Clock(id=Id("runs"), title="Runs", due=exactly(day("2016-12-01")), place=SOMEWHERE),
            )
        ),
    )
    assert [(one.kind.value, one.sort, one.id) for one in found] == [
        ("missed", "statutory", "missed"),
        ("held", "review", found[1].id),
        ("met", "statutory", "met"),
        ("raised", "concern", "new"),
        ("closed", "concern", "gone"),
    ]


def test_the_list_says_what_the_report_says() -> None:
    whole = plan(
        action(
            "A",
            milestone("a", "2016-08-31", completed="2016-09-15"),
            milestone("b", "2016-08-31"),
            milestone("c", "2016-08-31", extensions=(extension("2017-02-01", "2016-08-01"),)),
            milestone("d", "2016-12-31", cancelled=cancelled("2016-08-01")),
        )
    )
    before, now = assessed([whole], SINCE), assessed([whole])
    moved, found = movement(before.plans[0], now.plans[0]), changes(before, now)
    for kind, ids in (
        (ChangeKind.DELIVERED, [one.id for one in moved.delivered]),
        (ChangeKind.OVERDUE, [one.id for one in moved.newly_late]),
        (ChangeKind.EXTENDED, [one.status.id for one in moved.extended]),
        (ChangeKind.CANCELLED, [one.id for one in moved.cancelled]),
    ):
        assert [one.id for one in found if one.kind is kind] == ids != []


RISKS = """\
plan: {id: harbour, title: Harbour plan, start: 2020-10-01}
owners: {quay: Quay master}
bodies: {board: Harbour board}
risks:
  - {id: K1, title: Silt, owner: quay, raised: 2020-11-01, initial: 4 x 3, changes: [{on: 2021-01-15, score: 4 x 5}]}
  - {id: K2, title: Ice, raised: 2020-11-01, initial: 4 x 3, changes: [{on: 2021-01-15, score: 1 x 2}]}
  - {id: K3, title: Fog, raised: 2021-01-20, initial: 2 x 3}
"""


def test_risks_that_were_raised_and_scored(load: Callable[[Mapping[str, str]], Workspace]) -> None:
    workspace = load({"plans/p.yaml": RISKS})
    assert workspace.diagnostics == ()
    before, now = (assess(workspace.portfolio, day(one), Policy()) for one in ("2021-01-01", "2021-02-01"))
    assert [one[:4] for one in shown(changes(before, now))] == [
        ("score-rose", "K1", 12, 20),
        ("score-fell", "K2", 12, 2),
        ("raised", "K3", None, 6),
    ]
