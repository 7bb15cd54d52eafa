"""What each column of a table means, each by itself first and then all of them at once.

No two columns take one meaning that an item has once, unless a person says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pap_cli.sheets.guess.contents import Profile
from pap_cli.sheets.guess.fitting import ARROWS, by_contents, fits, supports
from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.guess.headings import hints_of
from pap_cli.sheets.guess.rest import ids_of_table, marks_as_notes
from pap_cli.sheets.guess.table import each_once, settle


def guess_columns(headings: Sequence[tuple[int, str, Profile]]) -> list[Guess]:
    """Return what each column means: its number, its heading and what is in it are given."""
    guesses = [_alone(column, heading, found) for column, heading, found in headings]
    settled = each_once(marks_as_notes(ids_of_table(settle(guesses))))
    return [_named(guess) for guess in settled]


def _alone(column: int, heading: str, found: Profile) -> Guess:
    """Return what a column means by itself."""
    hints = hints_of(heading)
    guess = Guess(column=column, heading=heading, profile=found, hints=hints, means="ignore", confidence=0.5)
    if found.empty:
        means = hints[0].means if hints and not hints[0].asks else "ignore"
        return replace(guess, means=means, confidence=0.6, why="nothing is in it")
    if not heading.strip():
        means, why = by_contents(found)
        return replace(guess, means=means, confidence=0.3, asked=True, why=f"it has no heading; {why}")
    for place, hint in enumerate(hints):
        if not fits(hint.means, found) or (place and hint.means == "notes" and found.owners >= 0.6):
            continue
        if hint.needs and not supports(hint.means, found):
            continue
        if hint.asks:
            return replace(
                guess, means=hint.means, confidence=0.4, asked=True, why=f"“{heading}” can mean several things"
            )
        sure = supports(hint.means, found)
        confidence = (0.97 if sure else 0.85) if not place else (0.9 if sure else 0.7)
        why = "" if not place else "its contents are not what the heading says first"
        return replace(guess, means=hint.means, confidence=confidence, why=why)
    means, why = by_contents(found)
    if means == "ignore":
        return replace(guess, means=means, confidence=0.8, why=why)
    if why == ARROWS:
        return replace(guess, means=means, confidence=0.8, why=why)
    what = "its contents are not what the heading says" if hints else "the heading says nothing that pap knows"
    return replace(guess, means=means, confidence=0.3, asked=True, why=f"{what}; {why}")


# Meanings of headings that items have no place for: kept as notes.
_NOTED = ("label", "priority", "others", "support", "person", "day", "id")


def _named(guess: Guess) -> Guess:
    """Return a guess with a meaning of the README: what has no place becomes a note."""
    if guess.means == "priority" and guess.profile.priorities < 0.6 and guess.profile.numbers < 0.6:
        return replace(guess, means="theme")
    if guess.means == "support" and guess.profile.owners >= 0.5:
        return replace(guess, means="notes", confidence=0.4, asked=True, why="they may be owners too")
    if guess.means == "flag":
        return replace(guess, means="ignore", why="a setting of the program that wrote the file")
    if guess.means in _NOTED:
        return replace(guess, means="notes")
    if guess.means == "date":
        return replace(guess, means="due", asked=True)
    return guess
