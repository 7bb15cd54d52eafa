"""The verdict: its first word, its counts, and that they are those of the status page and the report."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import ROOT
from pap_cli.assess import due
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.assess.changes.movement import movement
from pap_cli.cell import Tone
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.dates import add_months
from pap_cli.views.status import view as status
from pap_cli.wording.verdict import verdict
from render.sample import workspace

AS_OF = date(2016, 10, 14)
HEAD = "plan: {{id: p, title: P, start: {start}}}\nactions: [{{id: A1, title: First, milestones: [\n{milestones}]}}]\n"
DONE = "completed: 2016-02-01, evidenced: 2016-02-02"
UNTIL = "by: b, reason: R, until: 2017-01-01"
LATE, LATE_BEFORE, SOON, LATER = "due: 2016-09-01", "due: 2016-03-01", "due: 2016-10-20", "due: 2017-09-01"


def opened(*milestones: str, start: str = "2016-01-04", kpis: str = "") -> Workspace:
    steps = ", ".join(f"{{id: M{n}, title: T, {rest}}}" for n, rest in enumerate(milestones))
    return workspace(HEAD.format(start=start, milestones=steps), f"kpis: [{kpis}]\n")


def both(opened: Workspace, as_of: date = AS_OF) -> tuple[Assessment, Assessment]:
    now, before = (assess(opened.portfolio, day, opened.config.rating) for day in (as_of, add_months(as_of, -3)))
    return now, before


@pytest.mark.parametrize(
    ("milestones", "words", "tone"),
    [
        ((), "No milestone yet.", Tone.PLAIN),
        (
            (f"{LATER}, cancelled: {{by: cabinet, on: 2016-03-01, reason: No}}",),
            "Every milestone is cancelled.",
            Tone.PLAIN,
        ),
        ((LATE,), "Late: 1 of 1 milestone, 1 since 14 July.", Tone.RED),
        ((LATE_BEFORE, LATER), "Late: 1 of 2 milestones, none since 14 July.", Tone.RED),
        ((LATE, LATE, LATER), "Late: 2 of 3 milestones, all since 14 July.", Tone.RED),
        (
            (LATE, LATE_BEFORE, f"{LATE}, cancelled: {{by: cabinet, on: 2016-09-02, reason: No}}"),
            "Late: 2 of 2 milestones, 1 since 14 July.",
            Tone.RED,
        ),
        ((SOON, LATER), "Nothing is late: 2 milestones, none delivered, 1 amber.", Tone.AMBER),
        (
            (
                f"{LATE_BEFORE}, {DONE}",
                f"{LATER}, override: {{rating: red, {UNTIL}}}",
                SOON,
            ),
            "Nothing is late: 3 milestones, 1 delivered, 1 red, 1 amber.",
            Tone.AMBER,
        ),
        (
            (f"{LATE_BEFORE}, completed: 2016-02-01",),
            "No milestone is late: 1 milestone, 1 delivered, 1 amber.",
            Tone.AMBER,
        ),
        (
            (f"{LATER}, started: 2016-02-01",),
            "Nothing is late: 1 milestone, none delivered, none at risk.",
            Tone.GREEN,
        ),
        ((f"{LATE_BEFORE}, {DONE}",) * 2, "Nothing is late: 2 milestones, all delivered.", Tone.BLUE),
        ((f"{LATE_BEFORE}, {DONE}",), "Nothing is late: 1 milestone, delivered.", Tone.BLUE),
    ],
)
def test_what_is_late_comes_first_then_what_is_at_risk(milestones: tuple[str, ...], words: str, tone: Tone) -> None:
    found = verdict(*both(opened(*milestones)))
    assert (found.text, found.tone) == (words, tone)


def test_an_earlier_date_in_another_year_has_its_year() -> None:
    now, before = both(opened(LATE_BEFORE, LATER, start="2015-01-04"), date(2017, 1, 14))
    assert verdict(now, before).text == "Late: 1 of 2 milestones, none since 14 October 2016."


def test_before_its_first_day_a_plan_is_to_begin() -> None:
    found = verdict(*both(opened(LATER, LATER, start="2016-12-01")))
    assert (found.text, found.tone) == ("Nothing is late: 2 milestones, to begin on 1 December 2016.", Tone.PLAIN)


def test_nothing_is_new_since_before_the_plan_started() -> None:
    assert verdict(*both(opened(LATE, start="2016-08-01"))).text == "Late: 1 of 1 milestone."


def _figures(id: str, last: int) -> str:
    months = [f"{2015 + n // 12}-{n % 12 + 1:02}" for n in range(20)]
    values = [50 + n % 2 for n in range(19)] + [last]
    series = ", ".join(f"{month}: {value}" for month, value in zip(months, values, strict=True))
    return f"{{id: {id}, title: K, target: 60, observations: {{{series}}}}}"


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ((20,), "1 of 1 charted KPI is getting worse."),
        ((51, 51), "none of 2 charted KPIs is getting worse."),
        ((20, 20, 51), "2 of 3 charted KPIs are getting worse."),
    ],
)
def test_kpis_count_if_their_charts_can_show_a_change(last: tuple[int, ...], words: str) -> None:
    kpis = ", ".join(_figures(f"k{n}", value) for n, value in enumerate(last))
    found = verdict(*both(opened(LATER, kpis=f"{kpis}, {{id: few, title: F, observations: {{2016-01: 1}}}}")))
    assert found.text == f"Nothing is late: 1 milestone, none delivered, none at risk; {words}"


@pytest.mark.parametrize("as_of", [date(2015, 6, 20), date(2015, 12, 31), AS_OF, date(2018, 1, 1)])
def test_its_counts_are_those_of_the_other_pages(as_of: date) -> None:
    now, before = both(open_workspace(ROOT), as_of)
    late = status.overdue_now(now)
    new = movement(before.plans[0], now.plans[0]).newly_late
    worse = [one for one in now.kpis if one.telling is not None and one.telling.concern]
    text = verdict(now, before).text
    total = now.plans[0].progress.milestones
    begins = f"Late: {len(late)} of " if late else f"{'No milestone' if due.late(now) else 'Nothing'} is late: "
    assert text.startswith(f"{begins}{total} milestones")
    assert not (late and new) or f", {len(new)} since " in text or ", all since " in text
    assert f"; {len(worse) or 'none'} of " in text
