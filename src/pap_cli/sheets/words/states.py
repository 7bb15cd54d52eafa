"""The states of work in the words of trackers, and in what `pap` calls them."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from pap_cli.sheets.words.dates import Order, Years, read_date

# Phrases as they stand in a cell, without capitals and punctuation.
_PHRASES = {
    "done": (
        *("complete", "completed", "done", "delivered", "achieved", "implemented", "finished", "fully implemented"),
        *("actioned", "action complete", "action completed", "fully complete", "fully completed", "discharged", "met"),
        *("closed completed", "closed complete", "completed closed", "complete closed", "completed and closed"),
        *("delivered not yet evidenced", "completed on time", "complete on time", "in place", "fully achieved"),
        *("fully met", "complete awaiting evidence", "complete evidence awaited", "implementation complete", "✓", "✔"),
        *(
            "completed late",
            "delivered late",
            "fully delivered",
            "embedded",
            "completed and embedded",
            "resolved",
            "fixed",
        ),
        *("complete and embedded", "delivered and embedded", "delivered embedded", "concluded", "signed off"),
        *("handed over", "compliant", "fully compliant", "implemented in full", "done ✓", "100%", "completed embedded"),
    ),
    "evidenced": (
        *("evidenced", "evidenced and assured", "complete and evidenced", "completed and evidenced", "assured"),
        *("delivered and evidenced", "verified", "complete and verified", "completed and verified", "audited complete"),
        *("complete verified by audit", "implemented and verified", "complete and assured", "evidence accepted"),
    ),
    "started": (
        *("in progress", "on track", "ongoing", "on going", "started", "underway", "under way", "commenced", "active"),
        *(
            "partially complete",
            "partially completed",
            "partly complete",
            "partially implemented",
            "progressing",
            "wip",
        ),
        *("partly implemented", "partially achieved", "partially met", "work in progress", "in development", "begun"),
        *("behind schedule", "delayed", "at risk", "slipped", "slipping", "off track", "on target", "on schedule"),
        *(
            "in hand",
            "being implemented",
            "continuing",
            "some slippage",
            "part complete",
            "part implemented",
            "in train",
        ),
        *(
            "in progress on track",
            "in progress delayed",
            "in progress at risk",
            "ongoing on track",
            "partially delivered",
        ),
        *(
            "doing",
            "minor delay",
            "minor delays",
            "significant delay",
            "major delay",
            "minor slippage",
            "major slippage",
        ),
        *(
            "slightly behind",
            "in draft",
            "drafted",
            "in review",
            "under review",
            "nearing completion",
            "nearly complete",
        ),
        *("being progressed", "making progress", "good progress", "limited progress", "some progress", "partly met"),
        *("partially compliant", "embedding", "being embedded", "mobilising", "in testing", "testing", "in dev"),
        *("work started", "in procurement", "running late", "slightly delayed", "progress made"),
        *("progressing well", "work underway", "work in hand", "on plan", "in delivery", "behind target", "off target"),
    ),
    "open": (
        *("open", "outstanding", "not complete", "not completed", "incomplete", "not yet complete", "not achieved"),
        *("not yet delivered", "not delivered", "not implemented", "not yet implemented", "not met", "not yet due"),
        *(
            "not due",
            "still open",
            "live",
            "remains open",
            "overdue",
            "late",
            "not done",
            "no longer on track",
            "current",
        ),
        *("past due", "missed", "carried forward", "rolled forward", "reopened", "re opened", "to be completed"),
        *("not compliant", "action required", "non compliant"),
        *("not yet completed", "open overdue", "open on track", "action outstanding"),
    ),
    "not started": (
        *("not started", "not yet started", "to be started", "yet to start", "yet to commence", "not begun", "planned"),
        *("to start", "not commenced", "not yet begun", "scheduled", "to do", "no progress", "no action taken", "new"),
        *("backlog", "queued", "pending start", "awaiting start", "selected for development", "not due to start"),
        *("not yet due to start", "open not started", "start pending"),
        *("not yet commenced", "to commence", "yet to begin", "unstarted"),
    ),
    "on hold": (
        "on hold",
        "paused",
        "suspended",
        "deferred",
        "parked",
        "stalled",
        "stopped",
        "delayed on hold",
        "postponed",
        "on pause",
        "hold",
        "frozen",
        "dormant",
    ),
    "closed": (
        "closed",
        "closed no further action",
        "nfa",
        "no further action",
        "action closed",
        "closed and archived",
    ),
    "superseded": (
        *("superseded", "replaced", "no longer required", "no longer relevant", "no longer applicable", "withdrawn"),
        *("not required", "closed superseded", "superceded", "merged", "duplicate", "no longer needed", "rejected"),
        *(
            "canceled",
            "won't do",
            "wont do",
            "won't fix",
            "will not do",
            "deleted",
            "descoped",
            "de scoped",
            "obsolete",
        ),
        *("out of scope", "void", "closed not implemented", "closed not accepted", "closed no longer relevant"),
        *("cancelled", "abandoned", "closed no longer required", "removed", "not accepted", "discontinued"),
    ),
}
_STATES = {phrase: state for state, phrases in _PHRASES.items() for phrase in phrases}
# Words for where work is that do not say if it has begun or is over.
_UNCLEAR = re.compile(
    r"blocked|impeded|waiting|pending|approved|assigned|unassigned|logged|bau|business as usual|moved to bau|"
    r"ready for (?:closure|review|test(?:ing)?)|awaiting (?:sign off|verification|approval|closure|evidence|review)|"
    r"not applicable|draft|transferred|archived|in planning"
)
# A proposal is no decision.
_PROPOSED = re.compile(r"(?:close|propose\w*|to be closed|recommend\w* (?:for )?clos\w*|for closure)\b.*")
_NEGATED = re.compile(r"\b(?:not|no|never|yet to|awaiting|un|pending|incomplete|partial\w*|part|almost|nearly|to be)\b")
_DONE_FIRST = re.compile(
    r"(?:action |now |fully |all )?(completed?|done|delivered|achieved|implemented|actioned|closed|discharged)\b"
)
# A state, set off from what follows.
_APART = re.compile(r"[A-Za-z ]{4,24}?\s*(?:[-–—:;,.(]|\b(?:but|by|on|in|as|awaiting|subject|pending)\b)")
_YES = {"yes": "done", "y": "done", "true": "done", "no": "open", "n": "open", "false": "open"}
_LONG = 8


class Stated(Struct, frozen=True, kw_only=True):
    """The state that a cell gives; `why` is empty if it was simply taken."""

    state: str | None = None
    why: str = ""
    completed: str | None = None
    # What the cell says besides.
    rest: str = ""
    # True if the words themselves are known, or begin with one that is.
    known: bool = False


def plain_words(text: str) -> str:
    """Return a text without capitals, punctuation and repeated spaces."""
    return " ".join(re.findall(r"[\w✓✔%']+", text.casefold()))


@lru_cache(maxsize=8192)
def read_state(text: str, order: Order | None = None, years: Years | None = None) -> Stated:
    """Return the state that a cell of a column of states gives."""
    plain = plain_words(re.sub(r"^\s*\d{1,2}\s*[-–—.:)]\s*", "", text))
    if not plain:
        return Stated()
    bare = re.sub(r"^[brag] |\bstatus\b|^(?:blue|green|amber|red|grey) ", "", plain).strip() or plain
    if (state := _STATES.get(plain) or _STATES.get(bare)) is not None:
        hint = f"“{text.strip()}” is not a state of pap" if state in ("on hold", "superseded") else ""
        return Stated(state=state, known=True, why=hint)
    if _UNCLEAR.fullmatch(plain):
        return Stated(known=True, why="it does not say if the work has begun or is over")
    if _PROPOSED.fullmatch(plain):
        return Stated(state="open", known=True, why="closure is proposed, not decided")
    if found := _DONE_FIRST.match(plain):
        return _begun_with_done(text, found[1], order, years)
    for phrase, state in _STATES.items():
        if plain.startswith(phrase + " ") and len(phrase) > 3 and len(plain.split()) <= _LONG:
            return Stated(state=state, known=True, rest=text.strip(), why="a state with other words")
    return Stated(why="not a state of work")


def _begun_with_done(text: str, word: str, order: Order | None, years: Years | None) -> Stated:
    """Return the state of a cell such as “Completed 12.07.16 - protocol in use”."""
    after = re.split(rf"(?i)\b{word}\b", text, maxsplit=1)[-1].strip(" \t\n-–—:;,.")
    state = "closed" if word == "closed" else "done"
    dated = read_date(after, order, years)
    head = re.match(r"(?:on |in |by )?([\d./-]{6,10}|\d{1,2}(?:st|nd|rd|th)? \w+ \d{2,4}|\w+ \d{4})(.*)", after, re.S)
    if dated.value is not None and not dated.why:
        return Stated(state=state, completed=dated.value, known=True)
    if head is not None and (first := read_date(head[1], order, years)).value is not None:
        return Stated(state=state, completed=first.value, known=True, rest=head[2].strip(" \t\n-–—:;,."))
    doubtful = bool(
        _NEGATED.search(after.casefold()) or re.search(r"\b(?:but|except|however|subject)\b", after.casefold())
    )
    why = "done, with a reservation" if doubtful else "done, with other words"
    return Stated(state=state, known=True, rest=after, why=why)


def read_yes(text: str) -> Stated:
    """Return the state that a cell gives below a heading such as “Complete?”."""
    plain = plain_words(text)
    return Stated(state=_YES[plain], known=True) if plain in _YES else read_state(text)


def is_state(text: str) -> bool:
    """Return True if a cell is a state of work: “Complete – on time”, and not “Complete the survey”."""
    if len(text) > 60 or len(text.split()) > _LONG:
        return False
    found = read_state(text, Order.DAY_FIRST)
    return found.known and (not found.rest or found.completed is not None or bool(_APART.match(text.strip())))
