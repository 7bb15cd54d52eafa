"""The calendar that a new one replaces: what it said of each event, so that what changed since is known.

A calendar is read by those who imported the one before.  They update an event only if its SEQUENCE is higher, and take
one away only if they are told.  Nothing but the earlier file says what they were told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

# A larger file is no calendar of ours: it would have more than 30,000 events.
MAX_BYTES = 20_000_000
# The largest value of SEQUENCE.
MAX_SEQUENCE = 2**31 - 1
# What says when an event changed, and not what it is.
_STAMPS = (b"SEQUENCE", b"DTSTAMP", b"LAST-MODIFIED")
_UID = re.compile(rb"[0-9a-f-]{36}@pap")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Earlier(Struct, frozen=True):
    """An event as it was written before."""

    sequence: int
    stamp: datetime
    day: date
    title: str
    kind: str
    # Its lines, without those that say when it changed.
    lines: frozenset[bytes]


def without_stamps(event: bytes) -> frozenset[bytes]:
    """Return the lines of an event, unfolded, without those that say when it changed."""
    return _without_stamps(_unfolded(event))


def read_before(path: Path) -> bytes:
    """Return the file that is about to be replaced; nothing if there is none, or it cannot be a calendar."""
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_BYTES else b""
    except OSError:
        return b""


def read_earlier(data: bytes, uid: str) -> Mapping[str, Earlier]:
    """Return the events of a calendar that `pap` wrote before, by their UIDs.

    Empty if it is another calendar: for others, of other plans, or not from `pap`.  An event that cannot be read counts
    as not there.
    """
    lines = _unfolded(data)
    begins = [at for at, line in enumerate(lines) if line == b"BEGIN:VEVENT"]
    if f"UID:{uid}".encode() not in lines[: begins[0] if begins else None]:
        return {}
    found: dict[str, Earlier] = {}
    for begin, after in zip(begins, [*begins[1:], len(lines)], strict=True):
        part = lines[begin:after]
        if b"END:VEVENT" in part:
            one = _event(part[: part.index(b"END:VEVENT") + 1])
            found.update([one] if one is not None else [])
    return found


def _event(lines: list[bytes]) -> tuple[str, Earlier] | None:
    values = {_name(line): line.partition(b":")[2] for line in lines}
    try:
        uid, sequence = values[b"UID"], int(values[b"SEQUENCE"])
        if not _UID.fullmatch(uid) or not 0 <= sequence < MAX_SEQUENCE:
            return None
        return uid.decode(), Earlier(
            sequence=sequence,
            stamp=datetime.strptime(values[b"DTSTAMP"].decode(), "%Y%m%dT%H%M%S%z"),
            day=datetime.strptime(values[b"DTSTART"].decode() + "Z", "%Y%m%d%z").date(),
            title=_ESCAPED.sub(r"\1", values[b"SUMMARY"].decode()),
            kind=_ESCAPED.sub(r"\1", values[b"CATEGORIES"].decode()),
            lines=_without_stamps(lines),
        )
    except (KeyError, ValueError):
        return None


def _unfolded(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n ", b"").split(b"\r\n")


def _without_stamps(lines: list[bytes]) -> frozenset[bytes]:
    return frozenset(line for line in lines if line and _name(line) not in _STAMPS)


def _name(line: bytes) -> bytes:
    """Return the name of a line's property, without its parameters."""
    return re.split(rb"[;:]", line, maxsplit=1)[0]
