"""What moved in a plan between two days."""

from __future__ import annotations

from datetime import date

import pytest

from assess.making import (
    AS_OF,
    SOMEWHERE,
    action,
    at,
    body,
    cancelled,
    day,
    extension,
    header,
    kpi,
    milestone,
    plan,
    quarterly,
    review,
)
from pap_cli.assess.changes.movement import Movement, movement
from pap_cli.model.entry import Id
from pap_cli.model.items import Milestone
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Basis, Polarity
from pap_cli.model.oversight import Concern
from pap_cli.model.plan import Plan

SINCE = "2016-07-13"


def moved(*milestones: Milestone, kpis: tuple[Kpi, ...] = (), since: str = SINCE, **parts: object) -> Movement:
    whole = plan(action("A", *milestones), **parts)
    return movement(at(whole, since, *kpis), at(whole, AS_OF, *kpis))


def ids(found: object) -> list[str]:
    return [one.id for one in found]  # type: ignore[attr-defined]


def test_what_was_delivered_after_the_first_day_and_by_the_second_is_news() -> None:
    found = moved(
        milestone("on-the-day", "2016-12-31", completed="2016-07-13"),
        milestone("late", "2016-08-31", completed="2016-09-15"),
        milestone("after", "2016-08-31", completed="2016-08-15"),
        milestone("to-come", "2016-12-31", completed="2016-10-15"),
        milestone("evidence", "2016-06-30", completed="2016-06-30", evidenced="2016-08-01"),
    )
    assert ids(found.delivered) == ["after", "late"]
    assert ids(found.delivered_late) == ["late"]
    assert ids(found.evidenced) == ["evidence"]


def test_what_is_evidenced_without_a_day_of_delivery_was_delivered_then() -> None:
    assert ids(moved(milestone("M", "2016-08-31", evidenced="2016-08-15")).delivered) == ["M"]


def test_late_is_newly_so_or_still_or_no_more() -> None:
    found = moved(
        milestone("newly", "2016-09-30"),
        milestone("newly-and-longer", "2016-08-31"),
        milestone("still", "2016-06-30"),
        milestone("delivered", "2016-06-30", completed="2016-08-01"),
        milestone("given-time", "2016-06-30", extensions=(extension("2016-12-31", "2016-08-01"),)),
        milestone("cancelled", "2016-06-30", cancelled=cancelled("2016-08-01")),
        milestone("added-late", "2016-09-01", added="2016-08-01"),
    )
    assert ids(found.newly_late) == ["newly-and-longer", "added-late", "newly"]
    assert ids(found.still_late) == ["still"]
    assert ids(found.no_longer_late) == ["delivered", "given-time", "cancelled"]
    assert ids(found.cancelled) == ["cancelled"]
    assert ids(found.added) == ["added-late"]


def test_an_extension_is_news_when_it_was_approved_and_asked_for_until_then() -> None:
    found = moved(
        milestone("before", "2016-06-30", extensions=(extension("2016-12-31", "2016-07-13"),)),
        milestone(
            "twice",
            "2016-06-30",
            extensions=(extension("2016-09-30", "2016-06-01"), extension("2016-12-31", "2016-09-01", by="dfe")),
        ),
        milestone("asked", "2016-09-30", extensions=(extension("2016-12-31"),)),
        milestone("done", "2016-09-30", completed="2016-09-30", extensions=(extension("2016-12-31"),)),
    )
    assert [(one.status.id, one.extension.by) for one in found.extended] == [("twice", "dfe")]
    assert [one.status.id for one in found.asked] == ["asked"]


def test_a_review_is_news_when_it_was_held() -> None:
    found = moved(reviews=(quarterly(["2016-05-01", "2016-08-02"]), review(["2016-07-14"], due="2016-07-10")))
    assert [one.meeting.on.written for one in found.held if one.meeting] == ["2016-07-14", "2016-08-02"]


def test_concerns_are_raised_and_closed() -> None:
    def concern(id: str, raised: str, closed: str | None = None) -> Concern:
        return Concern(id=Id(id), title=id, raised=day(raised), closed=day(closed) if closed else None, place=SOMEWHERE)

    found = moved(
        concerns=(
            concern("old", "2016-01-01"),
            concern("new", "2016-08-01"),
            concern("closed", "2016-01-01", "2016-09-01"),
            concern("to-come", "2016-11-01"),
        )
    )
    assert (ids(found.raised), ids(found.closed)) == (["new"], ["closed"])


def test_what_a_body_expected_is_met_or_missed_meanwhile() -> None:
    found = moved(
        milestone("met", "2016-08-31", expected_by=("dfe",), completed="2016-08-01"),
        milestone("missed", "2016-08-31", expected_by=("dfe",)),
        milestone("missed-long-ago", "2016-05-31", expected_by=("dfe",)),
        milestone("open", "2016-12-31", expected_by=("dfe",)),
        bodies=(body("dfe"),),
    )
    assert [one.item for one in found.met] == ["met"]
    assert [one.item for one in found.newly_missed] == ["missed"]


def figures(*values: float) -> dict[str, float]:
    months = [f"{year}-{month:02d}" for year in (2014, 2015, 2016) for month in range(1, 13)]
    return dict(zip(months, values, strict=False))


STEADY = (50.0, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51, 49, 50, 51, 50, 49, 52, 50, 51, 50, 49, 51, 50, 50, 51, 49)


def test_a_signal_is_new_where_the_chart_did_not_show_it_before() -> None:
    jump = kpi("jump", figures(*STEADY, 50, 51, 50, 90.0, 92, 91), polarity=Polarity.LOW, target=55)
    calm = kpi("calm", figures(*STEADY, 50, 51, 50, 49.0, 50, 51), polarity=Polarity.LOW, target=55)
    early = kpi("early", figures(*STEADY[:-3], 90, 91, 92, 93, 92, 91, 90, 92, 91.0), polarity=Polarity.LOW, target=55)
    found = moved(kpis=(jump, calm, early))
    assert [move.now.id for move in found.new_signals] == ["jump"]
    by_id = {move.now.id: move for move in found.kpis}
    assert (by_id["jump"].worse, by_id["jump"].better) == (True, False)
    assert not by_id["calm"].worse


def test_a_kpi_without_a_rating_before_neither_rose_nor_fell() -> None:
    fresh = kpi("K", {"2016-09": 50.0}, target=40, floor=30)
    (move,) = moved(kpis=(fresh,)).kpis
    assert (move.better, move.worse, move.new_signal) == (False, False, False)


@pytest.mark.parametrize(("basis", "better"), [(Basis.YEAR_TO_DATE, False), (Basis.IN_PERIOD, True)])
def test_a_count_that_began_again_is_not_rated_better(basis: Basis, better: bool) -> None:
    count = kpi("K", {"2016-03": 50.0, "2016-04": 3.0}, basis=basis, polarity=Polarity.LOW, target=40)
    (move,) = moved(kpis=(count,), since="2016-04-10").kpis
    assert move.better is better
    on = kpi("K", {"2016-04": 50.0, "2016-05": 30.0}, basis=basis, polarity=Polarity.LOW, target=40)
    (move,) = moved(kpis=(on,), since="2016-05-10").kpis
    assert move.better


def test_two_plans_or_days_in_the_wrong_order_are_refused() -> None:
    now = at(plan(action("A")), AS_OF)
    other: Plan = plan(header=header("q"))
    with pytest.raises(ValueError, match="two plans"):
        movement(at(other, SINCE), now)
    with pytest.raises(ValueError, match="is after"):
        movement(now, at(plan(action("A")), SINCE))
    assert movement(now, now).since == date(2016, 10, 14)
