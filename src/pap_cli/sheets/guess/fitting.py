"""Whether what is in a column can be what its heading hints at, and what it is by its contents alone."""

from __future__ import annotations

from collections.abc import Callable

from pap_cli.sheets.guess.contents import Profile

# Half of the cells, or more, decide; the others are exceptions that are listed row by row.
_HALF = 0.5
# More words in a cell, on average, are no name of a post or person.
_NAME = 5
# Texts of so many words, different in every row, are no name of a group of rows.
_SENTENCE = 7
# A list of so few short texts is chosen from, not written.
_LIST, _CHOSEN = 3, 4
_SOME = 5
# Why a column is a note whatever its heading is.
ARROWS = "most of it is arrows"
DATES = ("start", "due", "revised_due", "forecast", "completed", "evidence_due", "evidenced")
TEXTS = ("recommendation", "action", "milestone")


def fits(means: str, found: Profile) -> bool:
    """Return True if what is in a column can have a meaning; an empty column can have any."""
    if found.empty:
        return True
    return _FITTING[means](found)


def _dates(found: Profile) -> bool:
    return found.dateish >= _HALF


def _ref(found: Profile) -> bool:
    marks = max(found.yes, found.ratings, found.colour_words)
    return found.ids >= 0.6 and found.prose < 0.2 and found.distinct >= 0.4 and marks < 0.6


def _owner(found: Profile) -> bool:
    other = max(found.dates, found.numbers, found.colour_words, found.percents)
    if found.words > _NAME and found.owners < 0.2:
        return False
    return other < 0.3 and found.long < 0.4 and found.yes < _HALF and (found.states < _HALF or found.owners >= _HALF)


def _status(found: Profile) -> bool:
    return found.states >= _HALF or found.yes >= 0.6 or (found.states >= 0.3 and found.words <= 3 and found.prose < 0.3)


def _rag(found: Profile) -> bool:
    scale = found.numbers >= 0.6 and found.largest is not None and found.largest <= 5 and found.distinct <= 0.9
    few = found.words <= 3 and found.ratings >= 0.2 and found.ratings + found.states >= 0.6
    return max(found.colour_words, found.ratings) >= _HALF or found.fills >= 0.3 or scale or few


def _percent(found: Profile) -> bool:
    small = found.numbers + found.percents >= 0.6 and (found.largest is None or found.largest <= 100)
    return found.percents >= _HALF or small


def _work(found: Profile) -> bool:
    """Return True for texts that can be a piece of work: of several words, and no states, ratings or priorities."""
    if max(found.states, found.colour_words, found.dateish, found.priorities) >= _HALF or found.text < 0.6:
        return False
    if _labels(found):
        return False
    return found.words >= 2 or (found.ids < 0.6 and found.distinct >= 0.7 and found.owners < _HALF)


def _labels(found: Profile) -> bool:
    """Return True for short texts of which a few stand in many rows: a type, a mode, the number of a regulation."""
    return found.count >= _SOME and found.words < _LIST and found.distinct < 0.3


def _flag(found: Profile) -> bool:
    """Return True for a setting of the program that wrote the file: yes or no, or the same few words in every row."""
    return found.yes >= 0.6 or (found.words <= _CHOSEN and found.distinct * found.count <= _LIST)


def _theme(found: Profile) -> bool:
    if found.words >= _SENTENCE and found.distinct >= 0.9 and found.filled >= 0.8:
        return False
    return found.dates < 0.3 and max(found.states, found.colour_words, found.percents) < _HALF


def _prose(found: Profile) -> bool:
    marks = max(
        found.yes,
        found.colour_words,
        found.fills,
        found.priorities,
        found.arrows,
        0.0 if found.words > 3 else found.states,
    )
    return found.dates < _HALF and found.percents < _HALF and marks < 0.6


def _idle(found: Profile) -> bool:
    """Return True for what is computed, or a number or a mark: nothing that a person wrote is lost."""
    return max(found.formulas, found.numbers, found.yes, found.dateish) >= _HALF


def _cost(found: Profile) -> bool:
    return found.dates < _HALF and found.yes < 0.6 and (found.owners < 0.6 or found.money + found.numbers >= 0.2)


def _noted(found: Profile) -> bool:
    """Return True unless the cells are something that an item has a place for."""
    return max(found.colour_words, found.fills, found.percents, found.dateish) < 0.6 and not (
        found.states >= 0.7 and found.words <= 3
    )


_FITTING: dict[str, Callable[[Profile], bool]] = {
    **dict.fromkeys((*DATES, "date", "day"), _dates),
    **dict.fromkeys(("ref", "recommendation_ref", "id"), _ref),
    **dict.fromkeys(("owner", "lead"), _owner),
    **dict.fromkeys(TEXTS, _work),
    **dict.fromkeys(("success", "evidence"), _prose),
    **dict.fromkeys(("label", "others", "support", "notes"), _noted),
    "ignore": _idle,
    "flag": _flag,
    "priority": lambda found: True,
    "person": lambda found: found.owners >= _HALF,
    "status": _status,
    "rag": _rag,
    "percent_complete": _percent,
    "theme": _theme,
    "cost": _cost,
    "risk": lambda found: found.dates < _HALF and found.yes < 0.6,
}


def supports(means: str, found: Profile) -> bool:
    """Return True if what is in a column speaks for a meaning by itself, and does not only allow it."""
    if means == "notes":
        return found.prose >= 0.3 or found.words >= 3
    if means in ("owner", "lead"):
        return found.owners >= 0.4
    if means in DATES:
        return found.dates >= _HALF
    return means not in ("ignore", "cost", "risk", "theme", "success", "evidence") and fits(means, found)


def by_contents(found: Profile) -> tuple[str, str]:
    """Return what a column seems to be without its heading, and what of its contents says so."""
    if found.empty:
        return "ignore", "nothing is in it"
    kinds = (
        (found.formulas >= 0.8, "ignore", "all of it is computed"),
        (found.arrows >= 0.6, "notes", ARROWS),
        (found.dateish >= 0.6, "due", "most of it is dates"),
        (found.colour_words >= _HALF or found.fills >= 0.4, "rag", "most of it is ratings"),
        (found.percents >= 0.6, "percent_complete", "most of it is percentages"),
        (found.states >= 0.6, "status", "most of it is states of work"),
        (found.owners >= 0.6 and found.long < 0.2, "owner", "most of it is posts or people"),
        (found.ids >= 0.8 and found.distinct >= 0.9, "ref", "short and all different, as IDs are"),
    )
    return next(((means, why) for holds, means, why in kinds if holds), ("notes", "text"))
