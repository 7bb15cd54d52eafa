"""Where statutory clocks are shown: the status page, the page of one, the page of the body it is owed to."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from conftest import SKELETON, Files
from pap_cli.formats import find_format
from pap_cli.load.workspace.loader import Workspace
from pap_cli.render.screen import Screen
from pap_cli.views.item import view as item
from pap_cli.views.status import view as status
from render.sample import AS_OF, PLAN, assessed, workspace

STATUTORY = """\
  statutory:
    action-plan: {title: "Action plan | *sent*", to: ofsted, from: 2015-05-12, within: 70 working days, met: 2015-07-31}
    send-plan: {title: Area SEND plan, to: dfe, due: 2016-09-30}
    joint-plan: {title: "=Joint plan", to: ofsted, from: 2016-10-03, within: 35 working days}
    later: {title: Not begun, from: 2016-10-17, within: 10wd}
"""
CLOCKED = workspace(
    PLAN.replace("owners:\n", STATUTORY + "owners:\n", 1).replace(
        "bodies:\n", "bodies:\n  dfe: {title: Department, outside: true}\n", 1
    )
)
"""The sample with clocks that were met, were missed, run, and have not begun."""


def page(opened: Workspace, as_of: date = AS_OF) -> list[str]:
    """The section of the status page, line by line."""
    view = status.build(assessed(opened, as_of), lambda: assessed(opened, as_of), 0)
    shown = find_format("plain").render(view, Screen(width=160))
    section = re.search(r"STATUTORY CLOCKS.*?(?=\n\n[A-Z]{3})", shown, re.DOTALL)
    return [line for line in section[0].splitlines() if line] if section else []


def test_open_clocks_worst_first_then_a_line_of_those_met() -> None:
    heading, _, missed, running, met = page(CLOCKED)
    assert heading == "STATUTORY CLOCKS  2"
    assert " ".join(missed.split()) == "missed send-plan Area SEND plan Department 30 Sep 2016 10 working days late"
    assert "21 Nov 2016" in running
    assert "26 working days" in running
    assert running.endswith("35 working days after 3 Oct 2016")
    assert met == "Met on time: action-plan on 31 Jul 2015."


def test_without_clocks_nothing_is_shown(load: Callable[[Files], Workspace]) -> None:
    assert page(load({"plans/p.yaml": SKELETON})) == []


def test_a_clock_that_has_not_begun_is_not_shown() -> None:
    assert [line.split()[1] for line in page(CLOCKED, date(2015, 5, 11))[2:]] == ["send-plan"]
    assert [line.split()[1] for line in page(CLOCKED, date(2015, 5, 12))[2:]] == ["action-plan", "send-plan"]


@pytest.mark.parametrize(("as_of", "left"), [(date(2016, 11, 21), "today"), (date(2016, 11, 20), "1 working day")])
def test_the_last_days(as_of: date, left: str) -> None:
    assert any(left in line for line in page(CLOCKED, as_of) if "joint-plan" in line)


def test_clocks_met_in_time_are_not_told_without_end(load: Callable[[Files], Workspace]) -> None:
    clocks = ", ".join(f"c{number}: {{title: T, due: 2016-03-31, met: 2016-03-01}}" for number in range(9))
    head = f"plan: {{id: p, title: A plan, start: 2016-01-04, statutory: {{{clocks}}}}}\n"
    assert page(load({"plans/p.yaml": head}))[-1].endswith("c5 on 1 Mar 2016, and 3 more.")


def test_several_plans_name_theirs(load: Callable[[Files], Workspace]) -> None:
    clock = "statutory: {c: {title: T, due: 2016-11-30}, d: {title: T, due: 2016-03-31, met: 2016-03-01}}"
    head = "plan: {{id: {id}, title: A plan, start: 2016-01-04, " + clock.replace("{", "{{").replace("}", "}}") + "}}\n"
    lines = page(load({"plans/one.yaml": head.format(id="one"), "plans/two.yaml": head.format(id="two")}))
    assert [line.split()[2] for line in lines[2:4]] == ["one", "two"]
    assert lines[-1] == "Met on time: one:d on 1 Mar 2016, two:d on 1 Mar 2016."


def test_a_clock_has_a_page_of_its_own() -> None:
    shown = find_format("plain").render(item.build(assessed(CLOCKED), "joint-plan"), Screen(width=160))
    assert "Due        21 Nov 2016, 35 working days after 3 Oct 2016\nTime left  26 working days" in shown
    late = find_format("plain").render(item.build(assessed(CLOCKED), "send-plan"), Screen(width=160))
    assert "Late   10 working days" in late


def test_the_facts_of_a_clock() -> None:
    assert item.build(assessed(CLOCKED), "action-plan").facts()["clock"] == {
        "plan": "sample",
        "id": "action-plan",
        "title": "Action plan | *sent*",
        "to": "ofsted",
        "state": "met",
        "due": "2015-08-19",
        "from": "2015-05-12",
        "within": "70 working days",
        "met": "2015-07-31",
        "working_days_left": None,
    }


def test_a_body_has_the_clocks_that_are_owed_to_it() -> None:
    body = item.build(assessed(CLOCKED), "ofsted").facts()["body"]
    assert isinstance(body, dict)
    assert [one["id"] for one in body["statutory"]] == ["joint-plan", "action-plan"]
    assert "action-plan" not in {one["item"] for one in body["expectations"]}


@pytest.mark.parametrize(
    ("as_of", "left"),
    [(date(2016, 9, 29), "1 working day"), (date(2016, 9, 30), "today"), (date(2016, 10, 3), "1 working day")],
)
def test_on_its_day_a_deadline_is_today(as_of: date, left: str) -> None:
    shown = find_format("plain").render(item.build(assessed(CLOCKED, as_of), "send-plan"), Screen())
    (line,) = (line for line in str(shown).splitlines() if line.startswith(("Time left", "Late")))
    assert line.split(None, 1)[1].removeprefix("left").strip() == left
