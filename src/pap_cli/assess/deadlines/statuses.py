"""The statuses that trackers use, and what each says that can be compared with dates.

A status that is not known means nothing here: it is kept and shown as it is written.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from pap_cli.advice.synonyms import plain
from pap_cli.assess.deadlines.schedule import State
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.rating import Rating

_OPEN = frozenset(state for state in State if state.open)
_DONE = frozenset(state for state in State if state.done)


class Meaning(Struct, frozen=True):
    """What a status says: a rating, or only a state, and the ratings and states that it agrees with."""

    # None for the status of something whose rating is not judged, such as on hold.
    rating: Rating | None
    ratings: frozenset[Rating] = frozenset()
    states: frozenset[State] = frozenset()

    def agrees(self, rating: Rating, state: State) -> bool:
        """Return True if what is computed of an item may be so if the status is right."""
        return rating in self.ratings or state in self.states


# What a status says that stands for a rating.  On track is also what is delivered and evidenced; a status says that
# something is complete, not that its evidence was accepted; grey says nothing.
_OF_RATING = {
    Rating.RED: Meaning(Rating.RED, frozenset({Rating.RED})),
    Rating.AMBER: Meaning(Rating.AMBER, frozenset({Rating.AMBER})),
    Rating.GREEN: Meaning(Rating.GREEN, frozenset({Rating.GREEN, Rating.BLUE})),
    Rating.BLUE: Meaning(Rating.BLUE, frozenset({Rating.BLUE}), _DONE),
    Rating.GREY: Meaning(Rating.GREY, frozenset(Rating)),
}


def _words(meaning: Meaning, words: str) -> Iterable[tuple[str, Meaning]]:
    return ((word, meaning) for word in words.split(", "))


# The words of trackers, as `plain` returns them and without commas.
KNOWN_STATUSES = dict(
    (
        *_words(_OF_RATING[Rating.GREEN], "on track, on schedule, on target, on plan, green, g"),
        *_words(_OF_RATING[Rating.AMBER], "at risk, some risk, amber, yellow, a"),
        *_words(_OF_RATING[Rating.RED], "off track, red, r"),
        *_words(
            _OF_RATING[Rating.BLUE],
            "complete, completed, delivered, done, finished, closed, achieved, implemented, blue, b",
        ),
        *_words(_OF_RATING[Rating.GREY], "grey, gray, not rated, n a, not applicable"),
        *_words(
            Meaning(Rating.BLUE, frozenset({Rating.BLUE}), frozenset({State.EVIDENCED})),
            "evidenced, assured, evidenced and assured",
        ),
        *_words(
            Meaning(Rating.GREEN, states=frozenset({State.DELIVERED})),
            "delivered not yet evidenced, delivered not evidenced",
        ),
        *_words(
            Meaning(None, states=frozenset({State.NOT_STARTED, State.UNKNOWN})),
            "not started, not yet started, not begun, not due, not yet due, planned, pending, to do",
        ),
        *_words(
            Meaning(None, states=frozenset({State.IN_PROGRESS, State.UNKNOWN})),
            "in progress, started, ongoing, on going, underway, under way, work in progress",
        ),
        *_words(
            Meaning(None, states=_OPEN),
            "open, outstanding, incomplete, not complete, not completed, not delivered, not yet delivered, "
            "not yet complete, on hold, paused, suspended, deferred",
        ),
        *_words(
            Meaning(None, states=frozenset({State.CANCELLED})),
            "cancelled, canceled, superseded, withdrawn, abandoned, no longer required",
        ),
    )
)


# Longest status that can be known, in characters.
_LONGEST = 80


def meaning_of(status: str, key: Key = PLAIN_KEY) -> Meaning | None:
    """Return what a status means: by the plan's key, or else by the words of trackers; None if it is not known.

    Two ratings with a slash between them, as in the amber/green of the IPA's five points, agree with either and stand
    for the worse one.
    """
    if len(status) > _LONGEST:
        return None
    if (rating := key.rating_of(status)) is not None:
        return _OF_RATING[rating]
    found = KNOWN_STATUSES.get(plain(status.replace(",", " ")))
    parts = status.split("/")
    if found is not None or len(parts) != 2:
        return found
    first, second = (meaning_of(part, key) for part in parts)
    if first is None or second is None or first.rating in _NONE or second.rating in _NONE:
        return None
    worse = min(first, second, key=lambda part: part.rating.rank if part.rating is not None else len(Rating))
    return Meaning(worse.rating, first.ratings | second.ratings, first.states | second.states)


# What is no rating beside another.
_NONE = (None, Rating.GREY)
