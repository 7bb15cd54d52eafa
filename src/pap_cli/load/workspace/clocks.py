"""Statutory clocks: each has either a due date, or a start and a length."""

from __future__ import annotations

from msgspec.structs import replace

from pap_cli.diagnostics import Rule, finding
from pap_cli.load.workspace.link import Linking
from pap_cli.model.oversight import Clock
from pap_cli.model.plan import Header
from pap_cli.problems.entries import MISSING_KEY
from pap_cli.problems.values import BAD_VALUE

_BOTH_FORMS = "write due: the day, or from: the day it starts and within: as in 70 working days"


def check_clocks(header: Header, linking: Linking) -> Header:
    """The same header, clocks that are not set rightly marked, what is wrong with them noted in `linking`."""
    if not header.statutory:
        return header
    return replace(header, statutory=tuple(_checked(clock, header.id, linking) for clock in header.statutory))


def _checked(clock: Clock, plan: str, linking: Linking) -> Clock:
    told = None if clock.place.faulty else _fault(clock)
    if told is None:
        return clock
    rule, message, help, fields = told
    place = clock.place
    linking.found(finding(rule, message, help=help, place=place, fields=fields, plan=plan, item=clock.id))
    return replace(clock, place=place.as_faulty())


def _fault(clock: Clock) -> tuple[Rule, str, str, tuple[str, ...]] | None:
    """What is wrong with how a clock is set: the rule, the message, what to do, and the fields to point at."""
    if clock.due is not None:
        if clock.start is None and clock.within is None:
            return None
        word = "from" if clock.start is not None else "within"
        message = f"the clock {clock.id} has due: and {word}:, which may contradict each other"
        return BAD_VALUE, message, "keep due:, or keep from: and within:", (word,)
    if clock.start is not None and clock.within is not None:
        return None
    if clock.start is not None:
        help = "add within: how long it runs, as in within: 70 working days"
        return MISSING_KEY, f"the clock {clock.id} has from: and no within:", help, ("from",)
    if clock.within is not None:
        help = "add from: the day it starts, as in from: 2023-05-09"
        return MISSING_KEY, f"the clock {clock.id} has within: and no from:", help, ("within",)
    return MISSING_KEY, f"the clock {clock.id} has no day", _BOTH_FORMS, ()
