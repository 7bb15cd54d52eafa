"""Check statutory clocks: each has either a due date, or a start and a length."""

from __future__ import annotations

from msgspec.structs import replace

from pap_cli.diagnostics import Rule, diagnostic_at
from pap_cli.load.workspace.link import Linking
from pap_cli.model.oversight import Clock
from pap_cli.model.plan import Header
from pap_cli.problems.entries import MISSING_KEY
from pap_cli.problems.values import BAD_VALUE

_BOTH_FORMS = "write due: the date, or from: the first day and within:, as in 70 working days"


def check_clocks(header: Header, linking: Linking) -> Header:
    """Return a header with its invalid statutory clocks marked as such; they are reported to LINKING."""
    if not header.statutory:
        return header
    return replace(header, statutory=tuple(_check_clock(clock, header.id, linking) for clock in header.statutory))


def _check_clock(clock: Clock, plan: str, linking: Linking) -> Clock:
    problem = None if clock.place.faulty else _problem(clock)
    if problem is None:
        return clock
    rule, message, help, fields = problem
    place = clock.place
    linking.report(diagnostic_at(rule, message, help=help, place=place, fields=fields, plan=plan, item=clock.id))
    return replace(clock, place=place.as_faulty())


def _problem(clock: Clock) -> tuple[Rule, str, str, tuple[str, ...]] | None:
    """Return what is wrong with a clock: the rule, the message, the help and the fields to point at."""
    if clock.due is not None:
        if clock.start is None and clock.within is None:
            return None
        word = "from" if clock.start is not None else "within"
        message = f"statutory clock {clock.id} has both due: and {word}:"
        return BAD_VALUE, message, "keep due:, or from: and within:", (word,)
    if clock.start is not None and clock.within is not None:
        return None
    if clock.start is not None:
        help = "add its length, as in  within: 70 working days"
        return MISSING_KEY, f"statutory clock {clock.id} has from: but no within:", help, ("from",)
    if clock.within is not None:
        help = "add its first day, as in  from: 2023-05-09"
        return MISSING_KEY, f"statutory clock {clock.id} has within: but no from:", help, ("within",)
    return MISSING_KEY, f"statutory clock {clock.id} has no date", _BOTH_FORMS, ()
