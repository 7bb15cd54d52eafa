"""What each meaning of a column says of an item, in a few words, for those who are asked."""

from __future__ import annotations

_EXPLAINED = {
    "ref": "its ID in the tracker",
    "recommendation": "what was found or recommended",
    "recommendation_ref": "the ID of the recommendation",
    "theme": "the area that it belongs to",
    "action": "what is to be done",
    "milestone": "a step of an action",
    "owner": "who answers for it",
    "lead": "who leads it",
    "start": "the day on which it begins",
    "due": "the day by which it is to be done",
    "revised_due": "a later day that was agreed",
    "forecast": "the day by which it is now expected",
    "completed": "the day on which it was done",
    "evidence_due": "the day by which evidence is expected",
    "evidenced": "the day on which evidence was accepted",
    "evidence": "where the evidence is",
    "status": "how far it is",
    "rag": "a rating in a colour",
    "percent_complete": "how much of it is done",
    "success": "how to tell that it worked",
    "notes": "kept as a note",
    "cost": "what it costs",
    "risk": "a risk, or how large it is",
    "ignore": "not imported",
    "day-first": "03/04/2017 is 3 April",
    "month-first": "03/04/2017 is 4 March",
    "share": "0.5 is a half",
    "percent": "0.5 is half a percent",
    "plan": "its rows are imported",
    "other": "it is not read",
    "none": "no rating",
}


def explained(choice: str) -> str:
    """Return what a choice says; empty if its word says it."""
    return _EXPLAINED.get(choice, "")
