"""Slippage in sentences: whether the end date changed, and how many milestones slipped.

The form of the first is that of the reports of the Infrastructure and Projects Authority: "compared to …, the end date
remained" or "changed".
"""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.assess.slippage import Ends, Slip, ends
from pap_cli.wording.cells import count_words
from pap_cli.wording.spoken import counted, due, due_on


def end_sentences(found: Sequence[Slip], original: str) -> list[str]:
    """Return whether the last date of some milestones changed; `original` is what it is compared to."""
    last = ends(found)
    if last is None:
        return []
    if last.approved.day == last.original.day:
        words = f"Compared to {original}, the end date remained {due(last.approved)}."
    else:
        later = "later" if last.approved.day > last.original.day else "earlier"
        days = counted(abs((last.approved.day - last.original.day).days), "day")
        words = (
            f"Compared to {original}, the end date changed from {due(last.original)} to "
            f"{due(last.approved)}, {days} {later}."
        )
    return [words, *_since_then(found, last)]


def _since_then(found: Sequence[Slip], last: Ends) -> list[str]:
    """Return what is known of the end beyond its approved date: missed, forecast later, or delivered later."""
    as_of = found[0].as_of
    missed = sum(1 for one in found if one.schedule.state.open and one.due.day < as_of)
    if last.approved.day < as_of and missed:
        return [f"That date has passed, and {counted(missed, 'milestone')} {_is_are(missed)} not delivered."]
    if last.expected.day <= last.approved.day:
        return []
    after = f"{counted((last.expected.day - last.approved.day).days, 'day')} after that"
    if all(one.schedule.state.done for one in found):
        return [f"The last milestone was delivered {due_on(last.expected)}, {after}."]
    forecast = any(one.schedule.state.open and one.end.day == last.expected.day for one in found)
    if forecast:
        return [f"By the forecasts, the last milestone will be delivered {due_on(last.expected)}, {after}."]
    return []


def _is_are(count: int) -> str:
    return "is" if count == 1 else "are"


def slipped_sentences(found: Sequence[Slip]) -> list[str]:
    """Return how many milestones slipped and how many of them more than once, and how many moves nobody approved."""
    slipped = [one for one in found if one.days > 0]
    edited = _edited(sum(one.edits for one in found))
    if not slipped:
        return [_none(len(found)), *edited] if found else []
    longest = counted(max(one.days for one in slipped), "day")
    by = f"by {longest}" if len(slipped) == 1 else f"by up to {longest}"
    again = _again(len(slipped), sum(1 for one in slipped if one.again))
    return [f"{_share(len(slipped), len(found))} slipped, {by}{again}.", *edited]


def uncounted_sentence(count: int) -> str:
    """Return how many milestones have no due date, and so no slippage; empty for none."""
    if not count:
        return ""
    return f"{count_words(count, 'milestone')} without a due date {_is_are(count)} not counted."


def _none(of: int) -> str:
    return "The one milestone did not slip." if of == 1 else f"None of {of:,} milestones slipped."


def _share(count: int, of: int) -> str:
    if count == of:
        return {1: "The one milestone", 2: "Both milestones"}.get(of, f"All {of:,} milestones")
    return f"{count:,} of {of:,} milestones"


def _again(slipped: int, again: int) -> str:
    """Return how many of those that slipped did so more than once; of one, only if it did."""
    if slipped == 1:
        return "; it slipped again" if again else ""
    if again in (0, slipped):
        words = {(2, 0): "neither", (2, 2): "both"}.get((slipped, again), "all" if again else "none")
        return f"; {words} of them slipped again"
    return f"; {again:,} of them slipped again"


def _edited(count: int) -> list[str]:
    if count <= 1:
        return ["A due date was changed without an approval."] if count else []
    return [f"Due dates were changed {'twice' if count == 2 else f'{count:,} times'} without an approval."]
