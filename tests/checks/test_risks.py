"""The rules about risks, as of 14 October 2016."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from checks.asking import Ask, Find, files_of
from conftest import Files
from pap_cli.checks import Versions
from pap_cli.checks.edits import item_removed
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.dates import Duration

SOUND = "raised: 2016-09-01, owner: head"
ACTIONS = """\
actions:
  - id: A1
    title: Recruit
    answers: [R1]
    owner: head
    milestones:
      - {id: A1.1, title: Advertised, due: 2016-08-31, completed: 2016-08-30}
      - {id: A1.2, title: In post, due: 2016-09-30}
      - {id: A1.3, title: Trained, due: 2016-12-31}
  - id: A2
    title: Retain
    answers: [R1]
    owner: head
    cancelled: {on: 2016-09-15, by: board, reason: No money}
    milestones: [{id: A2.1, title: Paid, due: 2016-12-31}]
"""


def risk(*written: str) -> str:
    return "risks:\n  - {id: K1, title: Social workers leave, " + ", ".join(written) + "}\n"


def messages(find: Find, rule: str, text: str, as_of: str = "2016-10-14", **policy: object) -> list[str]:
    return [found.message for found in find(rule, text, as_of, **policy)]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("initial: 4 x 5", "nothing treats risk K1, which is extreme with a score of 20"),
        ("current: 8", "nothing treats risk K1, which is high with a score of 8"),
        ("current: 6", None),
        ("current: 20, response: treat", "nothing treats risk K1, which is extreme with a score of 20"),
        ("current: 20, response: tolerate", None),
        ("current: 12, target: 12", None),
        ("current: 12, target: 3 x 3", "nothing treats risk K1, which is high with a score of 12"),
        ("current: 20, response: transfer", None),
        ("current: 20, closed: 2016-10-14", None),
        ("current: 20, closed: 2016-10", "nothing treats risk K1, which is extreme with a score of 20"),
        ("current: 20, treated_by: A1", None),
        ("current: 20, treated_by: A1.1", None),  # delivered: it treats the risk
        (
            "current: 20, treated_by: A2",
            "all that was to treat risk K1 is cancelled, and it is extreme with a score of 20",
        ),
        (
            "current: 20, treated_by: [A2, A2.1]",
            "all that was to treat risk K1 is cancelled, and it is extreme with a score of 20",
        ),
        ("current: 20, treated_by: [A2, A1.3]", None),
    ],
)
def test_a_high_risk_that_nothing_treats(find: Find, written: str, message: str | None) -> None:
    assert messages(find, "risk-untreated", ACTIONS + risk(SOUND, written)) == ([message] if message else [])


@pytest.mark.parametrize(
    ("treated_by", "overdue"),
    [
        ("A1.2", "A1.2"),
        ("[A1.1, A1.2]", "A1.2"),
        ("A1", "A1"),
        ("[A2, A1.2]", "A1.2"),
        ("[A1.2, A1.3]", ""),
        ("A1.1", ""),
    ],
)
def test_all_that_still_has_to_treat_it_is_overdue(find: Find, treated_by: str, overdue: str) -> None:
    found = messages(find, "risk-treatment-overdue", ACTIONS + risk(SOUND, "current: 12", f"treated_by: {treated_by}"))
    expected = f"all that still has to treat risk K1 is overdue: {overdue}; the risk is high with a score of 12"
    assert found == ([expected] if overdue else [])


def test_a_low_risk_may_be_treated_late(find: Find) -> None:
    assert messages(find, "risk-treatment-overdue", ACTIONS + risk(SOUND, "current: 6, treated_by: A1.2")) == []


@pytest.mark.parametrize(
    ("as_of", "message"),
    [
        ("2016-08-30", None),
        ("2016-09-05", "risk K1 has risen from 6 to 12 on 5 Sep 2016"),
        ("2016-09-30", "risk K1 has risen from 12 to 15 in Sep 2016"),
        ("2016-10-14", None),  # looked at again, and the same
    ],
)
def test_a_risk_that_has_risen(find: Find, as_of: str, message: str | None) -> None:
    text = risk(
        "raised: 2016-06, owner: head, initial: 6",
        "changes: [{on: 2016-09-05, score: 12}, {on: 2016-09, score: 15}, {on: 2016-10-10}]",
    )
    assert messages(find, "risk-risen", text, as_of) == ([message] if message else [])


def test_a_current_score_above_the_initial_one_has_risen_on_no_known_day(find: Find) -> None:
    text = risk("owner: head, initial: 6, current: 12")
    assert messages(find, "risk-risen", text) == ["risk K1 has risen from 6 to 12"]


@pytest.mark.parametrize(
    ("written", "since"),
    [
        ("raised: 2016-04-13", "13 Apr 2016"),
        ("raised: 2016-04-14", None),
        ("raised: 2016-01, notes: [{on: 2016-04-20, text: Seen}]", None),
        ("raised: 2016-01, changes: [{on: 2016-03}]", "31 Mar 2016"),
        ("raised: 2016-01, changes: [{on: 2016-10-20, score: 5}]", "31 Jan 2016"),  # after the day of the check
        ("notes: [{text: Seen}]", None),  # no date at all
        ("raised: unknown", None),
        ("raised: 2016-01, closed: true", None),
    ],
)
def test_a_risk_that_nobody_looked_at(find: Find, written: str, since: str | None) -> None:
    found = messages(find, "risk-not-reviewed", risk(written, "owner: head, initial: 4"))
    assert found == ([f"nobody has looked at risk K1 since {since}"] if since else [])


def test_how_long_nobody_may_look_is_a_setting(find: Find) -> None:
    text = risk(SOUND, "initial: 4")
    assert messages(find, "risk-not-reviewed", text) == []
    assert len(messages(find, "risk-not-reviewed", text, risk_review=Duration(days=30))) == 1


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("current: 12, changes: [{on: 2016-09-05, score: 12}]", None),
        ("current: 3 x 4, changes: [{on: 2016-09-05, score: 12}, {on: 2016-10-01}]", None),
        (
            "current: 12, changes: [{on: 2016-09-05, score: 4 x 4}, {on: 2016-09-02, score: 12}]",
            "current of risk K1 is 12, but its newest change, of 5 Sep 2016, has 16 (4 × 4)",
        ),
        ("current: 12, changes: [{score: 15}]", "current of risk K1 is 12, but its newest change has 15"),
        # as of the day of the check the newest change is not known yet
        ("current: 12, changes: [{on: 2016-11-05, score: 16}]", None),
    ],
)
def test_current_and_the_newest_change(find: Find, written: str, message: str | None) -> None:
    assert messages(find, "risk-current-contradicts", risk(SOUND, written)) == ([message] if message else [])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("raised: 2016-09, closed: 2016-09-05", None),  # raised in the first days of September
        ("raised: 2016-09, closed: 2016-08-31", "risk K1 was closed on 31 Aug 2016, before it was raised in Sep 2016"),
        ("raised: true, closed: 2016-08-31", None),
        ("raised: 2016-09, closed: true", None),
        ("raised: 2016-09, changes: [{on: 2016-09-02}]", None),
        (
            "raised: 2016-09, changes: [{on: 2016-08-02}]",
            "a change of risk K1 is dated 2 Aug 2016, before it was raised in Sep 2016",
        ),
        (
            "raised: 2016-06-01, closed: 2016-08, changes: [{on: 2016-Q3}, {on: 2016-09-01}]",
            "a change of risk K1 is dated 1 Sep 2016, after it was closed in Aug 2016",
        ),
    ],
)
def test_dates_that_contradict_each_other(find: Find, written: str, message: str | None) -> None:
    assert messages(find, "risk-dates-contradict", risk("owner: head", written)) == ([message] if message else [])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("initial: 5 x 5", None),
        ("initial: 6 x 1", "initial of risk K1 is 6 × 1: the highest likelihood is 5"),
        ("target: {likelihood: 1, impact: 6}", "target of risk K1 is 1 × 6: the highest impact is 5"),
        ("current: 26", "current of risk K1 is 26: the highest score is 25"),
        ("current: 7", "current of risk K1 is 7: no likelihood times impact gives it"),
        ("current: 12", None),
        ("current: {likelihood: 4}", "current of risk K1 is half given: impact is missing"),
        ("current: {impact: 4}", "current of risk K1 is half given: likelihood is missing"),
        (
            "current: {likelihood: 4, impact: 5, score: 25}",
            "current of risk K1 is 4 × 5: its score is written as 25",
        ),
        ("current: {likelihood: 4, impact: 5, score: 20}", None),
        ("current: unknown", None),
        ("changes: [{on: 2016-09-05, score: 9 x 9}]", "score of risk K1 is 9 × 9: the highest likelihood is 5"),
        ("changes: [{on: 2016-11-05, score: 9 x 9}]", None),
    ],
)
def test_scores_that_cannot_be(find: Find, written: str, message: str | None) -> None:
    assert messages(find, "risk-score-impossible", risk(SOUND, written)) == ([message] if message else [])


HEAD = "plan: {{id: p, title: A plan, start: 2016-01-04, risk_matrix: {{{}}}}}\n"


def test_the_scale_of_the_plan_counts(find: Find) -> None:
    text = HEAD.format("likelihood: 4, impact: 6") + risk(SOUND, "initial: 5 x 1, target: 1 x 6")
    assert messages(find, "risk-score-impossible", text) == ["initial of risk K1 is 5 × 1: the highest likelihood is 4"]


def test_a_register_with_its_own_bands_may_score_as_it_likes_up_to_the_highest(find: Find) -> None:
    bands = "[{from: 14, rating: red}, {from: 1, rating: green}]"
    text = HEAD.format(f"bands: {bands}") + risk(SOUND, "initial: 17, current: 26")
    assert messages(find, "risk-score-impossible", text) == ["current of risk K1 is 26: the highest score is 25"]


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        ("[{from: 15, rating: red}, {from: 1, rating: green}]", None),
        ("[{from: 15, rating: red}, {from: 2, rating: green}]", "no band of the risk matrix has a score below 2"),
        (
            "[{from: 30, rating: red}, {from: 1, rating: green}]",
            "a band of the risk matrix starts at 30, beyond the highest score, 25",
        ),
        (
            "[{from: 8, rating: red}, {from: 8, rating: amber}, {from: 1, rating: green}]",
            "two bands of the risk matrix start at 8",
        ),
    ],
)
def test_the_bands_of_a_plan(find: Find, bands: str, message: str | None) -> None:
    assert messages(find, "risk-matrix-unsuitable", HEAD.format(f"bands: {bands}")) == ([message] if message else [])


def test_what_nobody_knows_is_a_warning_and_no_error(ask: Ask) -> None:
    found = ask(risk("raised: unknown, current: unknown")).diagnostics
    risks = {one.rule.name: one.severity.value for one in found if one.item == "K1"}
    assert risks == {"risk-without-owner": "warning", "risk-without-score": "warning", "risk-without-date": "note"}


def test_a_suppression_of_a_risk_counts(ask: Ask) -> None:
    ignore = "ignore: [{rule: risk-untreated, reason: Accepted by the Board, until: 2016-12-31}]"
    result = ask(risk(SOUND, "initial: 25", ignore))
    assert [one.rule.name for one in result.diagnostics if one.item == "K1"] == []


def test_a_suppression_of_a_rule_about_milestones_is_misplaced_on_a_risk(ask: Ask) -> None:
    ignore = "ignore: [{rule: milestone-overdue, reason: Late, until: 2016-12-31}]"
    found = [one for one in ask(risk(SOUND, "initial: 2", ignore)).diagnostics if one.item == "K1"]
    assert [one.rule.name for one in found] == ["suppression-misplaced"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("raised: 2106-09-01", "raised of K1 is 1 Sep 2106, more than ten years from the plan's start"),
        ("closed: 2106-09", "closed of K1 is Sep 2106, more than ten years from the plan's start"),
        ("changes: [{on: 2106-09-01}]", "on (change) of K1 is 1 Sep 2106, more than ten years from the plan's start"),
        ("raised: unknown, closed: true", None),
    ],
)
def test_dates_that_are_far_away(find: Find, written: str, message: str | None) -> None:
    assert messages(find, "date-far-away", risk("owner: head", written)) == ([message] if message else [])


def versions(load: Callable[[Files], Workspace], before: str, now: str) -> Versions:
    then, later = load(files_of(before)), load(files_of(now))
    return Versions(as_of=date(2016, 10, 14), files=later.portfolio, files_before=then.portfolio)


@pytest.mark.parametrize(
    ("now", "message"),
    [
        (risk(SOUND, "initial: 4"), None),
        (risk(SOUND, "initial: 4, closed: 2016-10-01"), None),
        ("risks: []\n", "risk K1 is no longer in the plan"),
        (risk("owner: head, raised: 2016-12-01"), "raised: hides risk K1 until 1 Dec 2016"),
        (risk("owner: head, raised: unknown"), None),
    ],
)
def test_a_change_may_close_a_risk_but_not_take_it_out(
    load: Callable[[Files], Workspace], now: str, message: str | None
) -> None:
    found = [one.message for one in item_removed(versions(load, risk(SOUND, "initial: 4"), now))]
    assert found == ([message] if message else [])
