"""Slippage in sentences: whether the end date changed, and how many milestones slipped.

The form of the first is that of the reports of the Infrastructure and Projects Authority: "compared to …, the end date
remained" or "changed".
"""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.assess.slippage import Ends, Slip, ends
from pap_cli.model.dates import full_date
from pap_cli.wording.cells import count_words


def end_sentences(found: Sequence[Slip], original: str) -> list[str]:
    """Return whether the last date of some milestones changed; `original` is what it is compared to."""
    last = ends(found)
    if last is None:
        return []
    if last.approved == last.original:
        words = f"Compared to {original}, the end date remained {full_date(last.approved)}."
    else:
        later = "later" if last.approved > last.original else "earlier"
        days = count_words(abs((last.approved - last.original).days), "day")
        words = (
            f"Compared to {original}, the end date changed from {full_date(last.original)} to "
            f"{full_date(last.approved)}, {days} {later}."
        )
    return [words, *_since_then(found, last)]


def _since_then(found: Sequence[Slip], last: Ends) -> list[str]:
    """Return what is known of the end beyond its approved date: missed, forecast later, or delivered later."""
    as_of = found[0].as_of
    missed = sum(1 for one in found if one.schedule.state.open and one.due.day < as_of)
    if last.approved < as_of and missed:
        return [f"That date has passed, and {count_words(missed, 'milestone')} {_is_are(missed)} not delivered."]
    if last.expected <= last.approved:
        return []
    after = f"{count_words((last.expected - last.approved).days, 'day')} after that"
    if all(one.schedule.state.done for one in found):
        return [f"The last milestone was delivered on {full_date(last.expected)}, {after}."]
    forecast = any(one.schedule.state.open and one.end.day == last.expected for one in found)
    if forecast:
        return [f"By the forecasts, the last milestone will be delivered on {full_date(last.expected)}, {after}."]
    return []


def _is_are(count: int) -> str:
    return "is" if count == 1 else "are"


def slipped_sentence(found: Sequence[Slip]) -> str:
    """Return how many milestones slipped, how many of them more than once, and how many moves nobody approved."""
    slipped = [one for one in found if one.days > 0]
    of = count_words(len(found), "milestone")
    if not slipped:
        return f"None of {of} slipped." if found else ""
    again = sum(1 for one in slipped if one.again)
    words = f"{len(slipped):,} of {of} slipped, by up to {count_words(max(one.days for one in slipped), 'day')}"
    words += f"; {again:,} of them slipped again." if again else "; none of them slipped again."
    edits = sum(one.edits for one in found)
    if edits:
        dates = f"{edits:,} first due date{'' if edits == 1 else 's'}"
        words += f" {dates} {'was' if edits == 1 else 'were'} changed without an extension."
    return words
