"""Columns that their headings do not explain: IDs and short marks, by what the other columns are."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pap_cli.sheets.guess.guessed import Guess

# Of the rows with something in them: nearly all.
_MOST = 0.9
# A heading of so few letters is a code, not a word: “WP”.
_CODE = 4
# Meanings of headings under which high, yes or a label may be the rating or state itself.
_RATED = ("status", "rag", "percent_complete", "completed")
_ENOUGH, _FEW_WORDS = 5, 4


def _with(found: Sequence[Guess], means: str) -> list[Guess]:
    return [one for one in found if one.means == means]


def ids_of_table(found: list[Guess]) -> list[Guess]:
    """Find the IDs of a table in which no heading is for them: of something else, without a heading, or a code."""
    if _with(found, "ref") and not all(one.asked for one in _with(found, "ref")):
        return found
    plain = [
        one for one in found if one.profile.ids >= _MOST and one.profile.distinct > 0.95 and one.profile.filled >= _MOST
    ]
    named = [one for one in plain if one.means == "id"]
    first = min((one.column for one in found if not one.profile.empty), default=0)
    coded = [one for one in plain if one.column == first and not one.hints and len(one.heading.strip()) <= _CODE]
    chosen = (named or coded)[:1]
    why = "no other column has IDs"
    return [replace(one, means="ref", asked=False, confidence=0.75, why=why) if one in chosen else one for one in found]


def marks_as_notes(found: list[Guess]) -> list[Guess]:
    """Keep short marks under a heading that is not known as notes, if other columns say what they could be about.

    Beside a state, yes or no is no state; beside a theme, a few labels are no theme; high, medium and low are neither.
    """
    states = [one for means in ("status", "rag", "completed") for one in _with(found, means) if not one.asked]
    themes = [one for one in _with(found, "theme") if not one.asked]

    def marks(one: Guess) -> bool:
        if not one.asked or not one.heading.strip() or any(hint.means in _RATED for hint in one.hints):
            return False
        cells = one.profile
        few = cells.count >= _ENOUGH and cells.words < _FEW_WORDS and cells.distinct < 0.5 and cells.text > _MOST
        plain = max(cells.dateish, cells.colour_words, cells.ratings, cells.states, cells.owners) < 0.3
        unknown = not one.hints
        return (
            cells.priorities >= _MOST
            or (bool(states) and cells.yes >= _MOST)
            or (bool(themes) and few and plain and unknown and cells.numbers < 0.3)
        )

    why = "short marks that say nothing of an item that another column does not"
    return [replace(one, means="notes", asked=False, confidence=0.75, why=why) if marks(one) else one for one in found]
