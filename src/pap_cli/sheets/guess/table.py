"""The columns of a table looked at at once: which of two dates is due, which text is the action."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from pap_cli.sheets.guess.fitting import DATES, TEXTS, fits
from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.guess.headings import plain_heading

# What an item has once.
_ONCE = (
    *("ref", "recommendation_ref", "recommendation", "action", "milestone", "lead", "start", "due", "forecast"),
    *("completed", "evidence_due", "evidenced", "status", "rag", "percent_complete"),
)
# Fewer words in a cell, on average, are a label and not a piece of work.
_SENTENCE = 2.5
_ORIGINAL = re.compile(r"\b(?:original\w*|baseline|first|initial)\b")
# Of two accountable people, the one who is elected or on the board leads, and the officer owns.
_ELECTED = re.compile(r"\b(?:cabinet|members?|councillors?|cllr|portfolio|governors?|trustees?|elected|political)\b")
_IMPLEMENTED = re.compile(r"\bimplement")
# Of the rows with something in them: nearly all; and how many more make a difference.
_MOST, _MORE = 0.9, 0.2
# A rating of one month, quarter or term among others may not be the one that holds now.
_TERM = re.compile(
    r"\b(?:q[1-4]|quarter|term|autumn|winter|spring|summer|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|\d{4})\b"
)
_TEAM = re.compile(r"\b(?:department|directorate|division|dept|team|agency|organi[sz]ation|partner)s?\b")
# Second texts that only describe the first.
_DESCRIBES = re.compile(r"^(?:description|details?|summary|full description|action details?|task details?|more)$")
# What was found, beside what was asked for because of it.
_FOUND = re.compile(r"\b(?:gaps?|findings?|issues?|concerns?|weakness\w*|shortfalls?|observations?|problems?)\b")
_STRONG = {
    "action": re.compile(r"\b(?:actions?|what)\b"),
    "recommendation": re.compile(r"\b(?:recommendations?|recs)\b"),
    "milestone": re.compile(r"\bmilestones?\b"),
    "ref": re.compile(r"\b(?:action|ref|reference|id|urn|unique)\b"),
    "due": re.compile(r"\b(?:due|deadline|target|when)\b"),
    "status": re.compile(r"\bstatus\b"),
    "rag": re.compile(r"\b(?:rag|brag)\b"),
}


def settle(guesses: Sequence[Guess]) -> list[Guess]:
    """Return the guesses with those changed that do not go together."""
    found = list(guesses)
    for step in (_completion, _planned, _texts, _owners, _ratings):
        found = step(found)
    return found


def each_once(guesses: Sequence[Guess]) -> list[Guess]:
    """Return the guesses with what an item has once taken once only, and with a column of what is to be done."""
    return _without_work(_once(list(guesses)))


def _with(found: Sequence[Guess], means: str) -> list[Guess]:
    return [one for one in found if one.means == means]


def _changed(found: Sequence[Guess], change: Callable[[Guess], Guess]) -> list[Guess]:
    return [change(one) for one in found]


def _completion(found: list[Guess]) -> list[Guess]:
    """Decide about “Date of Completion”: beside a due date it is when work was completed, else it is asked about."""
    certain = [one for one in found if not one.asked]
    due = bool(_with(certain, "due"))
    completed = bool(_with(certain, "completed"))

    def change(one: Guess) -> Guess:
        if not one.asked or one.means != "completed" or not {hint.means for hint in one.hints} >= {"completed", "due"}:
            return one
        words = one.profile.dateish > one.profile.dates
        if not due and _is_ahead(one, found):
            return replace(one, means="due", asked=False, confidence=0.8, why="work that is not done has one too")
        if due and not completed and one.profile.filled < 0.9 and not words:
            return replace(one, asked=False, confidence=0.85, why="another column says when it is due")
        if completed and not due:
            return replace(
                one, means="due", asked=False, confidence=0.8, why="another column says when it was completed"
            )
        means = "due" if not due and (one.profile.filled >= 0.8 or words) else "completed"
        return replace(one, means=means, why=f"“{one.heading}” can be the day by which, or the day on which")

    return _changed(found, change)


def _is_ahead(one: Guess, found: Sequence[Guess]) -> bool:
    """Return True if dates of “implementation” are there for work that is not done, so that they are due dates."""
    states = [other.profile for other in _with(found, "status") if not other.asked]
    return (
        bool(_IMPLEMENTED.search(plain_heading(one.heading)))
        and len(states) == 1
        and states[0].filled >= _MOST
        and one.profile.filled >= states[0].over + _MORE
    )


def _planned(found: list[Guess]) -> list[Guess]:
    """Decide between due dates: the original and the current one; ask about a forecast without a due date."""
    due = [one for one in found if one.means == "due" and not one.asked]
    original = [one for one in due if _ORIGINAL.search(plain_heading(one.heading))]
    if len(due) == 2 and len(original) == 1:
        (other,) = [one for one in due if one is not original[0]]
        same = _plain_due(original[0]) == _plain_due(other)
        why = f"“{original[0].heading}” is the first due date"
        later = replace(other, means="revised_due", confidence=0.8 if same else 0.5, asked=not same, why=why)
        return [later if one is other else one for one in found]
    if not _with(found, "due"):
        first = next((one for means in ("forecast", "revised_due") for one in _with(found, means)), None)
        if first is not None and not first.profile.empty:
            why = "no other column says when it is due"
            return [
                replace(one, means="due", confidence=0.5, asked=True, why=why) if one is first else one for one in found
            ]
    dates = [one for one in found if one.means == "date"]
    if dates and due:
        return [replace(one, means="ignore") if one.means == "date" else one for one in found]
    return found


def _plain_due(one: Guess) -> str:
    """Return the heading of a due date without words that say which of several it is."""
    return " ".join(
        re.sub(
            r"\b(?:original\w*|baseline|first|initial|current|latest|dates?)\b", " ", plain_heading(one.heading)
        ).split()
    )


def _texts(found: list[Guess]) -> list[Guess]:
    """Decide which text is the recommendation, the action and the milestone."""
    result = list(found)
    for means in ("recommendation", "action", "milestone"):
        several = _with(result, means)
        if len(several) < 2:
            continue
        keep = _strongest(several, means)
        result = [_next_text(one, keep, result) if one in several and one is not keep else one for one in result]
    result = _after_work(result)
    steps = _with(result, "milestone")
    named = any(_STRONG["milestone"].search(plain_heading(one.heading)) for one in steps)
    if steps and not named and not _with(result, "action"):
        return [replace(one, means="action") if one is steps[0] else one for one in result]
    return result


def _after_work(found: list[Guess]) -> list[Guess]:
    """Ask about “Issues” and the like behind the actions: what was found comes before what is done about it."""
    work = [one.column for one in found if one.means in ("action", "milestone") and not one.asked]
    first = min(work, default=None)
    why = "it is behind the actions"
    return [
        replace(one, means="notes", confidence=0.4, asked=True, why=why)
        if first is not None and one.means == "recommendation" and one.column > first and not one.profile.empty
        else one
        for one in found
    ]


def _strongest(several: Sequence[Guess], means: str) -> Guess:
    """Return the column that has the plainest heading for a meaning."""
    pattern = _STRONG.get(means)

    def rank(one: Guess) -> tuple[bool, bool, bool, bool, float, float]:
        plain = plain_heading(one.heading)
        strong = bool(pattern is not None and pattern.search(plain))
        first = bool(one.hints) and one.hints[0].means == means
        sentence = means not in TEXTS or one.profile.words >= _SENTENCE
        return (not one.asked, sentence, first, strong, one.confidence, -one.column)

    return max(several, key=rank)


def _next_text(one: Guess, keep: Guess, found: Sequence[Guess]) -> Guess:
    """Return a second column of texts, beside the one that is kept, with the next thing it can be."""
    means = keep.means
    plain = plain_heading(one.heading)
    taken = {other.means for other in found}
    if means == "action" and re.search(r"\b(?:project|programme|initiative|work ?package)\b", plain):
        return replace(one, means="theme", confidence=0.75, why="another column has the actions")
    if (
        means == "action"
        and "milestone" not in taken
        and re.search(r"\b(?:tasks?|activit\w+|steps?|sub|deliverables?)\b", plain)
    ):
        return replace(one, means="milestone", confidence=0.75, why="another column has the actions")
    if means == "recommendation" and "theme" not in taken and one.profile.words < _SENTENCE:
        return replace(one, means="theme", confidence=0.7, why="another column has the recommendations")
    if means == "recommendation" and _FOUND.search(plain) and not _FOUND.search(plain_heading(keep.heading)):
        return replace(one, means="notes", confidence=0.75, why="it says why another column recommends something")
    if _DESCRIBES.search(plain):
        return replace(one, means="notes", confidence=0.7, why=f"it describes the {means}")
    return replace(one, means="notes", confidence=0.4, asked=True, why=f"another column has the {means}s")


def _owners(found: list[Guess]) -> list[Guess]:
    """A team or department beside an owner is where the work is; without any owner, it is the owner."""
    leads = [one for one in found if one.means == "lead" and not one.asked]
    officers = [one for one in leads if not _ELECTED.search(plain_heading(one.heading))]
    if len(leads) == 2 and len(officers) == 1 and not _with(found, "owner"):
        return [replace(one, means="owner", confidence=0.8) if one is officers[0] else one for one in found]
    owners = [one for one in found if one.means == "owner"]
    if not owners and not _with(found, "lead"):
        found = _helpers(found)
        return [replace(one, means="owner", confidence=0.75) if _is_team(one) else one for one in found]
    firm = [one for one in owners if one.hints and one.hints[0].means == "owner" and len(one.hints) < 2]
    if not firm or len(owners) == len(firm):
        return found
    return [
        replace(one, means="theme", confidence=0.75)
        if one in owners and one not in firm and any(hint.means == "theme" for hint in one.hints)
        else one
        for one in found
    ]


def _helpers(found: list[Guess]) -> list[Guess]:
    """Ask if partners, supporters and the like are the owners of a table that has no others."""
    helpers = [one for one in found if one.means in ("others", "support") and fits("person", one.profile)]
    why = "no other column says whose the work is"
    return [
        replace(one, means="owner", confidence=0.4, asked=True, why=why)
        if one in helpers[:1] and not one.profile.empty
        else one
        for one in found
    ]


def _is_team(one: Guess) -> bool:
    return one.means == "theme" and bool(_TEAM.search(plain_heading(one.heading))) and fits("owner", one.profile)


def _ratings(found: list[Guess]) -> list[Guess]:
    """Two columns of states: the one that is rated by colours, or that can be a rating, is the rating."""
    states = _with(found, "status")
    if len(states) != 2 or _with(found, "rag"):
        return found
    rated = [one for one in states if fits("rag", one.profile) and one.profile.ratings > one.profile.states]
    if len(rated) != 1:
        return found
    return [replace(one, means="rag", confidence=0.75) if one is rated[0] else one for one in found]


def _once(found: list[Guess]) -> list[Guess]:
    """Ask about the second column of a meaning that an item has once."""
    result = list(found)
    for means in _ONCE:
        several = [one for one in result if one.means == means and not one.profile.empty]
        if len(several) < 2:
            continue
        keep = _strongest(several, means)
        dated = means in ("rag", "status") and bool(_TERM.search(plain_heading(keep.heading)))
        both = dated or (means in DATES and sum(not one.asked for one in several) > 1)
        for one in several:
            if one is keep and not both:
                continue
            if one is not keep and one.hints and one.hints[0].means == "notes":
                result[result.index(one)] = replace(one, means="notes", confidence=0.7, why="its heading says so first")
                continue
            other = one.means if one is keep else _other(one, means, result)
            result[result.index(one)] = replace(
                one, means=other, confidence=0.4, asked=True, why=f"more than one column seems to be “{means}”"
            )
    return result


def _other(one: Guess, means: str, found: Sequence[Guess]) -> str:
    """Return the next thing that a column can be besides a meaning that another column has."""
    taken = {other.means for other in found}
    for hint in one.hints:
        if hint.means != means and hint.means not in (*_ONCE, "date") and fits(hint.means, one.profile):
            return hint.means
    if means == "ref" and "recommendation_ref" not in taken:
        return "recommendation_ref"
    return "notes"


def _without_work(found: list[Guess]) -> list[Guess]:
    """Propose the longest text as the action of a table that has none, and ask."""
    if any(one.means in TEXTS for one in found):
        return found
    texts = [one for one in found if fits("action", one.profile) and not one.profile.empty]
    if not texts:
        return found
    best = max(texts, key=lambda one: (one.profile.filled >= 0.7, one.profile.distinct >= 0.8, one.profile.words))
    why = "no heading says what the actions are"
    return [replace(one, means="action", confidence=0.4, asked=True, why=why) if one is best else one for one in found]
