"""Calendars: read back by two parsers, stable while dates move, and without anything that is not the reader's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from commands.running import Run
from pap_cli.assess.assessment import assess
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy
from pap_cli.sheets.calendar.uids import first_ids
from pap_cli.sheets.calendar.write import Written, calendar

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
AS_OF = date(2016, 10, 14)
# Everything that has a date, each date in a place of its own.
DATES = """\
plan:
  id: p
  title: {title}
  organisation: {organisation}
  start: {start}
  statutory: {{sent: {{title: Sent, due: {clock}}}}}
bodies: {{board: Board}}
owners: {{head: Head}}
actions:
  - id: A1
    title: An action
    owner: head
    milestones:
      - {{id: A1.1, title: One, due: 2016-12-01, evidence_due: {evidence}{extension}}}
      - {{id: A1.2, title: Two, due: 2016-12-02}}
{more}reviews:
  - {{id: once, body: board, due: {review}}}
  - {{id: often, body: board, from: {series}, every: 1 month, until: 2017-01-31}}
"""
START = {
    "title": "T",
    "organisation": "O",
    "start": "2016-01-04",
    "extension": "",
    "more": "",
    "clock": "2016-12-03",
    "evidence": "2016-12-20",
    "review": "2016-12-05",
    "series": "2016-11-01",
}
MORE = "      - {id: A1.3, title: Three, due: 2016-12-09}\n"
STAMPS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
Load = Callable[[Mapping[str, str | bytes]], Workspace]


class Entry(Struct, frozen=True):
    id: str
    was: tuple[str, ...]


def written(load: Load, text: str, as_of: date = AS_OF, before: bytes = b"", owners: tuple[str, ...] = ()) -> Written:
    workspace = load({"plans/p.yaml": text})
    assert not [one for one in workspace.diagnostics if one.rule.code < "PAP2"], workspace.diagnostics
    return calendar(assess(workspace.portfolio, as_of, Policy()), owners, (), before)


def made(load: Load, owners: tuple[str, ...] = (), bodies: tuple[str, ...] = (), **parts: str) -> bytes:
    text = PLAN.format(**{"moved": "", "cancelled": "", "third": "A1.4", "long": "ä" * 90, **parts})
    workspace = load({"plans/p.yaml": text})
    assert not [one for one in workspace.diagnostics if one.rule.code < "PAP2"], workspace.diagnostics
    return calendar(assess(workspace.portfolio, AS_OF, Policy()), owners, bodies).data


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
    after = by_title(made(load, cancelled=why))["Cancelled:"]
    assert str(after["summary"]) == "Cancelled: A1.4 Dropped"
    assert (after["uid"], str(after["status"])) == (before["uid"], "CANCELLED")
    assert int(after["sequence"]) > int(before["sequence"])


def test_another_id_is_no_other_event(load: Load) -> None:
    before = by_title(made(load))["A1.4"]
    after = by_title(made(load, third="A1.9, was: A1.4"))["A1.9"]
    assert after["uid"] == before["uid"]


def dates(**parts: str) -> str:
    return DATES.format(**{**START, **parts})


def by_uid(data: bytes) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len({str(one["uid"]) for one in found}) == len(found)
    return {str(one["uid"]): one for one in found}


@pytest.mark.parametrize(
    "parts", [{"title": "Other"}, {"organisation": "Renamed Council"}, {"start": "2016-02-01"}, {"clock": "2017-01-04"}]
)
def test_an_event_is_the_same_whatever_is_corrected(load: Load, parts: dict[str, str]) -> None:
    before, after = by_uid(written(load, dates()).data), by_uid(written(load, dates(**parts)).data)
    assert before.keys() == after.keys()


def test_no_event_becomes_another_when_an_id_is_used_again() -> None:
    def firsts(*entries: tuple[str, tuple[str, ...]]) -> dict[str, str]:
        return dict(first_ids(Entry(id, was) for id, was in entries))

    assert firsts(("a", ()), ("b", ("x", "y"))) == {"a": "a", "b": "x"}
    assert firsts(("x", ()), ("b", ("x",))) == {"x": "x again", "b": "x"}
    assert len(set(firsts(("x", ()), ("b", ("x",)), ("c", ("x",))).values())) == 3


CHOICES = {
    "title": st.sampled_from(["T", "Other"]),
    "extension": st.sampled_from(["", ", extensions: [{to: 2017-01-15, by: board, reason: Why, approved: 2016-09}]"]),
    "more": st.sampled_from(["", MORE]),
    **{key: st.sampled_from(["2016-12-10", "2016-12-20"]) for key in ("clock", "evidence", "review", "series")},
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.fixed_dictionaries(CHOICES), st.integers(0, 1)), min_size=2, max_size=5))
def test_what_moved_has_a_higher_sequence_and_what_did_not_the_same(
    load: Load, edits: list[tuple[dict[str, str], int]]
) -> None:
    data, day = b"", AS_OF
    for parts, days in edits:
        day += timedelta(days=days)
        text = dates(**parts)
        before, now = by_uid(data) if data else {}, written(load, text, day, data)
        after, fresh = by_uid(now.data), by_uid(written(load, text, day).data)
        assert before.keys() <= after.keys()
        for uid, was in before.items():
            one = after[uid]
            shown = [{key: str(value.to_ical()) for key, value in it.items() if key not in STAMPS} for it in (was, one)]
            assert (one["sequence"] == was["sequence"]) == (shown[0] == shown[1])
            assert one["sequence"] >= was["sequence"]
            if uid not in fresh:
                assert str(one["status"]) == "CANCELLED"
            elif days and shown[0] != shown[1]:  # also in a file that does not know the one before
                assert fresh[uid]["sequence"] > was["sequence"]
        assert written(load, text, day, now.data).data == now.data
        data = now.data


def test_what_is_done_stays_with_a_word_before_its_title(load: Load) -> None:
    text = dates(extension=", completed: 2016-10-01, evidenced: 2016-10-10", clock="2016-10-20, met: 2016-10-12")
    text = text.replace("due: 2016-12-05", "due: 2016-10-05, held: 2016-10-06")
    found = {str(one["summary"]): str(one["status"]) for one in by_uid(written(load, text).data).values()}
    done = {"Delivered: A1.1 One", "Accepted: A1.1 evidence: One", "Met: sent statutory deadline: Sent"}
    assert {*done, "Held: once review: once"} <= found.keys()
    assert set(found.values()) == {"CONFIRMED"}


def test_a_calendar_for_others_is_not_continued(load: Load) -> None:
    whole = written(load, dates()).data
    assert not written(load, dates(), AS_OF, whole, owners=("head",)).replaces
    assert written(load, dates(), AS_OF, whole).since.endswith(": no change")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb"SEQUENCE:\d+", b"SEQUENCE:-1"),
        (rb"SEQUENCE:\d+", b"SEQUENCE:99999999999999"),
        (rb"UID:4.*@pap", b"UID:evil"),
        (rb"DTSTAMP:\w+", b"DTSTAMP:never"),
        (rb"END:VEVENT\r\n", b""),
        (rb"SUMMARY:", b"SUMMARY:\xff"),
        (rb"DTSTART;VALUE=DATE:\d+", b"DTSTART;VALUE=DATE:99999999"),
    ],
)
def test_a_calendar_before_that_cannot_be_read_does_no_harm(load: Load, old: bytes, new: bytes) -> None:
    broken = re.sub(old, new, written(load, dates()).data)
    after = by_uid(written(load, dates(), AS_OF, broken).data)
    assert after.keys() == by_uid(written(load, dates()).data).keys()


def test_a_title_cannot_add_lines(load: Load) -> None:
    title = '"BEGIN:VEVENT x\\r\\nEND:VEVENT\\r\\nATTACH:http://x.example\\e[0m END:VEVENT"'
    data = written(load, dates(title=title, more=MORE.replace("Three", title))).data
    gone = written(load, dates(), AS_OF, data.replace(b"Three", b"x\\nATTACH:http://x.example")).data
    for one in (data, gone):
        assert b"\r\nATTACH" not in one.replace(b"\r\n ", b"")
        assert b"\x1b" not in one
        assert one.split(b"\r\n").count(b"END:VEVENT") == len(by_uid(one))
    assert not written(load, dates(title=title, more=MORE.replace("Three", title)), AS_OF, data).changed


def test_a_calendar_without_events_has_a_component(load: Load) -> None:
    data = written(load, "plan: {id: p, title: P, start: 2016-01-04}\n").data
    assert [one.name for one in icalendar.Calendar.from_ical(data).subcomponents] == ["VTIMEZONE"]


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal, a calendar program, is not installed")
def test_a_calendar_program_that_took_in_the_first_follows_the_second(load: Load, tmp_path: Path) -> None:
    config = tmp_path / "config"
    form = "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
    form += "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    config.write_text(f"[calendars]\n[[plan]]\npath = {tmp_path}/plan\n[locale]\n{form}")
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def khal(*words: str) -> str:
        command = ["khal", "-c", str(config), *words]
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=True, timeout=60).stdout

    first = written(load, dates(more=MORE)).data
    moved = dates(review="2016-12-15", series="2016-11-08", clock="2017-01-05", evidence="2017-01-06")
    moved = moved.replace("due: 2016-12-02", "due: 2016-12-02, completed: 2016-10-20")
    for data in (first, written(load, moved, date(2016, 11, 1), first).data):
        (tmp_path / "plan.ics").write_bytes(data)
        khal("import", "--batch", "-a", "plan", str(tmp_path / "plan.ics"))
    form = "{start-date} {status}{title}"
    shown = khal("list", "-df", "", "-f", form, "2016-10-01", "200d").split("\n")
    assert [line.strip() for line in shown if line.strip()] == [
        "2016-11-08 CONFIRMED often review: often",
        "2016-12-01 CONFIRMED A1.1 One",
        "2016-12-02 CONFIRMED Delivered: A1.2 Two",
        "2016-12-08 CONFIRMED often review: often",
        "2016-12-09 CANCELLED Removed: A1.3 Three",
        "2016-12-15 CONFIRMED once review: once",
        "2017-01-05 CONFIRMED sent statutory deadline: Sent",
        "2017-01-06 CONFIRMED A1.1 evidence: One",
        "2017-01-08 CONFIRMED often review: often",
        "2017-01-20 CONFIRMED A1.2 evidence: Two",
    ]


def test_an_owner_or_a_body_gets_what_is_theirs(load: Load) -> None:
    assert set(by_title(made(load, owners=("lead",)))) == {"A1.3"}
    assert set(by_title(made(load, bodies=("ofsted",)))) == {"sent"}


def test_the_command_knows_owners_and_bodies(pap: Run, workspace: Path) -> None:
    assert pap("export", "ics", "--owner", "head", "-o", "plan.ics", "--as-of", "2016-10-14").code == 0
    assert (workspace / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert pap("export", "ics", "--owner", "nobody-here", "-o", "other.ics").code == 2
    assert not (workspace / "other.ics").exists()
