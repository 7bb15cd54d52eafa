"""The rules about statutory clocks."""

from __future__ import annotations

import pytest

from checks.asking import Ask, Find
from pap_cli.model.dates import Duration
from pap_cli.model.working_days import WorkingDays

HEAD = "plan: {{id: p, title: A plan, start: 2016-01-04, statutory: {{send: {{title: Sent, to: ofsted, {facts}}}}}}}\n"
COUNTED = HEAD.format(facts="from: 2016-08-01, within: 70 working days")


@pytest.mark.parametrize(
    ("facts", "as_of", "missed", "near"),
    [
        ("due: 2016-10-14", "2016-10-14", 0, 1),
        ("due: 2016-10-13", "2016-10-14", 1, 0),
        ("due: 2016-11-11", "2016-10-14", 0, 1),
        ("due: 2016-11-12", "2016-10-14", 0, 0),
        ("due: 2016-10-13, met: 2016-10-13", "2016-10-14", 0, 0),
        ("due: 2016-10-13, met: 2016-10-14", "2016-10-14", 0, 0),
        ("due: 2016-10-13, met: 2016-10-15", "2016-10-14", 1, 0),
        ("from: 2016-08-01, within: 70wd", "2016-10-14", 0, 1),
        ("from: 2016-08-01, within: 70wd", "2016-11-08", 1, 0),
        ("from: 2016-08-01, within: 70wd", "2016-07-31", 0, 0),
    ],
)
def test_a_duty_past_its_day_and_one_that_is_near(find: Find, facts: str, as_of: str, missed: int, near: int) -> None:
    assert len(find("statutory-deadline-missed", HEAD.format(facts=facts), as_of)) == missed
    assert len(find("statutory-deadline-near", HEAD.format(facts=facts), as_of)) == near


def test_how_near_may_be_counted_in_working_days(find: Find) -> None:
    text = HEAD.format(facts="due: 2016-10-28")
    assert len(find("statutory-deadline-near", text, due_soon=WorkingDays(10))) == 1
    assert find("statutory-deadline-near", text, due_soon=WorkingDays(9)) == []
    assert find("statutory-deadline-near", text, due_soon=Duration(days=13)) == []


@pytest.mark.parametrize(
    ("text", "as_of", "words"),
    [
        (
            COUNTED,
            "2016-10-14",
            "is due on 7 Nov 2016 (70 working days after 1 Aug 2016), in 16 working days, but has not been met",
        ),
        (COUNTED, "2016-11-07", "is due on 7 Nov 2016 (70 working days after 1 Aug 2016), today, but has not been met"),
        (COUNTED, "2016-11-08", "was due on 7 Nov 2016 (70 working days after 1 Aug 2016), 1 day ago"),
        (
            HEAD.format(facts="due: 2016-10-16"),
            "2016-10-15",
            "is due on 16 Oct 2016, before the next working day, but has not",
        ),
        (HEAD.format(facts="due: 2016-10"), "2016-10-28", "is due by Oct 2016, in 1 working day, but has not been met"),
    ],
)
def test_the_finding_says_how_the_day_was_counted(ask: Ask, text: str, as_of: str, words: str) -> None:
    (found,) = [one for one in ask(text, as_of).diagnostics if one.rule.name.startswith("statutory-")]
    assert words in found.message
    assert "Ofsted" in found.help
    assert found.item == "send"


@pytest.mark.parametrize("as_of", ["2016-11-01", "2016-11-30"])
def test_a_clock_is_told_of_once(ask: Ask, as_of: str) -> None:
    assert len([one for one in ask(COUNTED, as_of).diagnostics if one.item == "send"]) == 1


def test_of_a_clock_that_is_not_set_rightly_only_that_is_told(ask: Ask) -> None:
    text = HEAD.format(facts="due: 2016-10-13, from: 2016-08-01, within: 70wd")
    assert [one.rule.name for one in ask(text).diagnostics if one.item == "send"] == ["bad-value"]


@pytest.mark.parametrize(
    ("clock", "found"),
    [
        ("from: 2016-06-01, within: 70 working days, met: 2016-06-01", 0),
        ("from: 2016-06-01, within: 70 working days, met: 2016-05-31", 1),
        ("due: 2016-06-01, met: 2016-05-31", 0),
    ],
)
def test_met_before_its_clock_started(find: Find, clock: str, found: int) -> None:
    head = f"plan: {{id: p, title: A plan, start: 2016-01-04, statutory: {{sent: {{title: Sent, {clock}}}}}}}\n"
    assert len(find("clock-met-before-start", head)) == found
