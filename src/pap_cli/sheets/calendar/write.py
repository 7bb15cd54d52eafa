"""Calendars (iCalendar, RFC 5545) of all-day events.

They have no METHOD: with `PUBLISH` each event needs the address of an organiser, and calendar servers refuse one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.render.text import printable
from pap_cli.sheets.calendar.earlier import MAX_SEQUENCE, Earlier, read_earlier, without_stamps
from pap_cli.sheets.calendar.events import WORDS, Dated, Mark, events
from pap_cli.sheets.calendar.uids import calendar_uid

# SEQUENCE counts the days since this one, so that a later file is never below an earlier one that is not at hand…
_SINCE = date(1900, 1, 1)
# …and this many changes a day.
_CHANGES = 1000


class Stamp(Struct, frozen=True):
    """When an event changed last, and which version of it this is."""

    at: datetime
    sequence: int


class Written(Struct, frozen=True, kw_only=True):
    """A calendar, and how it differs from the one that it replaces, if it replaces one."""

    data: bytes
    events: int
    replaces: bool = False
    new: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def since(self) -> str:
        """How it differs from the calendar that it replaces, for the end of a sentence."""
        if not self.replaces:
            return ""
        counts = {"new": self.new, "changed": self.changed, "removed": self.removed}
        said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
        return f"; since the calendar that it replaces: {said or 'no change'}"


def calendar(
    assessment: Assessment, owners: Collection[str] = (), bodies: Collection[str] = (), before: bytes = b""
) -> Written:
    """Return a calendar with an event for each date of the plans.

    With owners or bodies, only what these own or lead, or expect, review and require.  With the calendar that it
    replaces, an event that did not change keeps its SEQUENCE and its time stamp, one that did gets a higher SEQUENCE,
    and one that is gone stays, cancelled.  The same plan and the same calendar before give the same bytes.

    Raises:
        PapError: if the library is not installed.
    """
    uid = calendar_uid([plan.plan.id for plan in assessment.plans], owners, bodies)
    earlier = read_earlier(before, uid)
    made, changed, new = [], 0, 0
    told = set()
    for one in events(assessment):
        if not (_is_wanted(owners, one.people) and _is_wanted(bodies, one.bodies)):
            continue
        was = earlier.get(one.uid)
        event, same = _continued(one, was, assessment.as_of)
        made.append(event)
        told.add(one.uid)
        new += was is None
        changed += was is not None and not same
    gone = {uid: was for uid, was in earlier.items() if uid not in told}
    removed = [_removed(uid, was, assessment.as_of) for uid, was in gone.items()]
    return Written(
        data=calendar_of(_title(assessment, owners, bodies), (*made, *(event for event, _ in removed)), uid),
        events=len(made),
        replaces=bool(earlier),
        new=new,
        changed=changed,
        removed=sum(not same for _, same in removed),
    )


def _title(assessment: Assessment, owners: Collection[str], bodies: Collection[str]) -> str:
    plans = assessment.plans
    named: Mapping[str, str] = {id: title for one in plans for id, title in one.plan.owner_titles.items()}
    of: Mapping[str, str] = {id: title for one in plans for id, title in one.plan.body_titles.items()}
    whose = [*(named.get(id, id) for id in owners), *(of.get(id, id) for id in bodies)]
    titles = "; ".join(plan.plan.header.title for plan in plans)
    return f"{'; '.join(whose)} – {titles}" if whose else titles


def calendar_of(title: str, made: Iterable[bytes], uid: str = "") -> bytes:
    """Return a calendar of events that were made by `event_of`.

    Raises:
        PapError: if the library is not installed.
    """
    try:
        from icalendar import Calendar, vText
    except ImportError:
        raise PapError("a calendar needs icalendar, which is not installed", install_advice("sheets")) from None

    empty = Calendar()
    empty.add("prodid", "-//pap//priority action plans//EN")
    empty.add("version", "2.0")
    if uid:
        empty.add("uid", uid)
    # RFC 7986 and what programs read before it: the name, and how often a subscriber fetches it
    empty.add("name", vText(printable(title)))
    empty.add("x-wr-calname", vText(printable(title)))
    empty.add("refresh-interval", timedelta(days=1), {"value": "DURATION"})
    empty.add("x-published-ttl", "P1D")
    head, end, rest = empty.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join((head, b"".join(made) or _NO_EVENTS, end, rest))


# A calendar must have a component (RFC 5545, 3.6), so one without events has a time zone.
_NO_EVENTS = (
    b"BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    b"TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def event_of(one: Dated, as_of: date) -> bytes:
    """Return an event as lines of a calendar, so that several calendars can have it.

    Raises:
        PapError: if the library is not installed.
    """
    return _continued(one, None, as_of)[0]


def _continued(one: Dated, was: Earlier | None, as_of: date) -> tuple[bytes, bool]:
    """Return an event, and whether it is as it was."""
    lines = tuple(map(printable, one.lines))
    make = _Event(one.uid, one.due.day, printable(one.title), WORDS[one.kind], lines, one.mark)
    return _stamped(make, was, as_of, one.facts)


def _removed(uid: str, was: Earlier, as_of: date) -> tuple[bytes, bool]:
    """Return an event that is no longer in the calendar, cancelled, and whether it was so before."""
    marks = tuple(f"{mark}: " for mark in Mark if mark)
    mark = next((mark for mark in marks if was.title.startswith(mark)), "")
    title, kind = (printable(text) for text in (was.title.removeprefix(mark), was.kind))
    lines = ("no longer in the plan, or no longer for those whom this calendar is for",)
    return _stamped(_Event(uid, was.day, title, kind, lines, Mark.REMOVED), was, as_of, 0)


class _Event(Struct, frozen=True):
    """What an event says, without when it changed."""

    uid: str
    day: date
    title: str
    kind: str
    lines: tuple[str, ...]
    mark: Mark

    def lines_of(self, stamp: Stamp) -> bytes:
        """Return its lines in a calendar.

        Raises:
            PapError: if the library is not installed.
        """
        try:
            from icalendar import Event
        except ImportError:
            raise PapError("a calendar needs icalendar, which is not installed", install_advice("sheets")) from None

        event = Event()
        event.add("uid", self.uid)
        event.add("dtstamp", stamp.at)
        event.add("last-modified", stamp.at)
        event.add("dtstart", self.day)
        event.add("dtend", self.day + timedelta(days=1))  # the day after the last one
        event.add("summary", f"{self.mark}: {self.title}" if self.mark else self.title)
        event.add("description", "\n".join(self.lines))
        event.add("categories", [self.kind])
        event.add("sequence", stamp.sequence)
        event.add("status", "CANCELLED" if self.mark.off else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        lines: bytes = event.to_ical()
        return lines


def _stamped(event: _Event, was: Earlier | None, as_of: date, facts: int) -> tuple[bytes, bool]:
    """Return an event with when it changed: as before if it is as it was, or else now, with a higher SEQUENCE."""
    now = datetime.combine(as_of, time(), UTC)
    first = (as_of - _SINCE).days * _CHANGES + min(facts, _CHANGES - 1)
    if was is None:
        return event.lines_of(Stamp(now, first)), False
    lines = event.lines_of(Stamp(was.stamp, was.sequence))
    if without_stamps(lines) == was.lines:
        return lines, True
    sequence = min(max(first, was.sequence + 1), MAX_SEQUENCE)
    return event.lines_of(Stamp(max(now, was.stamp), sequence)), False


def _is_wanted(wanted: Collection[str], named: Collection[str]) -> bool:
    return not wanted or any(one in wanted for one in named)
