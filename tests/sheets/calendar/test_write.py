"""Calendars: read back by two parsers, stable while dates move, and without anything that is not the reader's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import icalendar
import vobject

from commands.running import Run
from pap_cli.assess.assessment import assess
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy
from pap_cli.sheets.calendar.write import calendar

PLAN = """\
plan:
  id: p
  title: Übergabe, Plan; A
  start: 2016-01-04
  statutory:
    sent: {{title: Plan sent, to: ofsted, due: 2016-12-01}}
owners: {{head: Head, lead: Lead}}
bodies: {{board: {{title: Board}}, ofsted: {{title: Ofsted, outside: true}}}}
actions:
  - id: A1
    title: An action
    owner: head
    milestones:
      - {{id: A1.1, title: "Ready, steady; go\\\\ {long}", due: 2016-11}}
      - {{id: A1.2, title: Moved, due: 2016-10-31{moved}}}
      - {{id: A1.3, title: Late, due: 2016-09-30, owner: lead}}
      - {{id: {third}, title: Dropped, due: 2016-12-31{cancelled}}}
"""
MOVED = ", extensions: [{to: 2016-12-15, by: board, reason: Why, approved: 2016-10-05}]"
Load = Callable[[Mapping[str, str | bytes]], Workspace]


def made(load: Load, owners: tuple[str, ...] = (), bodies: tuple[str, ...] = (), **parts: str) -> bytes:
    text = PLAN.format(**{"moved": "", "cancelled": "", "third": "A1.4", "long": "ä" * 90, **parts})
    workspace = load({"plans/p.yaml": text})
    assert not [one for one in workspace.diagnostics if one.rule.code < "PAP2"], workspace.diagnostics
    return calendar(assess(workspace.portfolio, date(2016, 10, 14), Policy()), owners, bodies)


def by_title(data: bytes) -> dict[str, icalendar.Event]:
    return {str(one["summary"]).split(" ")[0]: one for one in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def test_two_parsers_read_the_same(load: Load) -> None:
    data = made(load)
    found = by_title(data)
    assert set(found) == {"A1.1", "A1.2", "A1.3", "A1.4", "sent"}
    other = {one.uid.value: one for one in vobject.readOne(data.decode()).vevent_list}
    for event in found.values():
        twin = other[str(event["uid"])]
        assert twin.summary.value == str(event["summary"])
        assert twin.dtstart.value == event["dtstart"].dt
        assert twin.dtend.value == event["dtend"].dt == event["dtstart"].dt + timedelta(days=1)
    assert found["A1.1"]["dtstart"].dt == date(2016, 11, 30)  # a month is due on its last day
    assert "counts to its last day" in str(found["A1.1"]["description"])
    assert str(found["A1.1"]["summary"]).startswith("A1.1 Ready, steady; go\\ ")


def test_lines_are_folded_and_end_as_the_standard_says(load: Load) -> None:
    data = made(load)
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert made(load) == data


def test_a_moved_date_is_the_same_event_with_a_higher_sequence(load: Load) -> None:
    before, after = by_title(made(load))["A1.2"], by_title(made(load, moved=MOVED))["A1.2"]
    assert after["uid"] == before["uid"]
    assert (before["dtstart"].dt, after["dtstart"].dt) == (date(2016, 10, 31), date(2016, 12, 15))
    assert int(after["sequence"]) > int(before["sequence"])


def test_a_cancelled_milestone_is_the_same_event_cancelled(load: Load) -> None:
    before = by_title(made(load))["A1.4"]
    why = ", cancelled: {on: 2016-10-03, by: board, reason: Why}"
    after = by_title(made(load, cancelled=why))["A1.4"]
    assert (after["uid"], str(after["status"])) == (before["uid"], "CANCELLED")
    assert int(after["sequence"]) > int(before["sequence"])


def test_another_id_is_no_other_event(load: Load) -> None:
    before = by_title(made(load))["A1.4"]
    after = by_title(made(load, third="A1.9, was: A1.4"))["A1.9"]
    assert after["uid"] == before["uid"]


def test_an_owner_or_a_body_gets_what_is_theirs(load: Load) -> None:
    assert set(by_title(made(load, owners=("lead",)))) == {"A1.3"}
    assert set(by_title(made(load, bodies=("ofsted",)))) == {"sent"}


def test_the_command_knows_owners_and_bodies(pap: Run, workspace: Path) -> None:
    assert pap("export", "ics", "--owner", "head", "-o", "plan.ics", "--as-of", "2016-10-14").code == 0
    assert (workspace / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert pap("export", "ics", "--owner", "nobody-here", "-o", "other.ics").code == 2
    assert not (workspace / "other.ics").exists()
