"""One change of one item between two assessments."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from pap_cli.assess.kpis.targets import Aim
from pap_cli.model.dates import Due
from pap_cli.model.key import PLAIN_KEY, Labels
from pap_cli.model.kpi import Observation
from pap_cli.model.numbers import Unit
from pap_cli.model.place import Place
from pap_cli.model.rating import Rating


class ChangeKind(StrEnum):
    """What happened, in the order of the list."""

    DELIVERED = "delivered"
    EVIDENCED = "evidence-accepted"
    APPROVED = "approved"
    OVERDUE = "became-overdue"
    MISSED = "missed"
    WORSE = "got-worse"
    BETTER = "got-better"
    EXTENDED = "extended"
    BROUGHT_FORWARD = "brought-forward"
    # The date was changed in the files, not by an extension that somebody approved.
    MOVED = "moved"
    FORECAST = "forecast"
    CANCELLED = "cancelled"
    # What one version of the files has and a later one has not.
    UNDELIVERED = "no-longer-delivered"
    UNEVIDENCED = "evidence-no-longer-accepted"
    REINSTATED = "no-longer-cancelled"
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RETITLED = "retitled"
    REASSIGNED = "reassigned"
    RERATED = "re-rated"
    JUDGED = "judged"
    RETARGETED = "re-targeted"
    FIGURE = "figure-published"
    REVISED = "figure-revised"
    WITHDRAWN = "figure-withdrawn"
    ROSE = "score-rose"
    FELL = "score-fell"
    HELD = "held"
    MET = "met"
    RAISED = "raised"
    CLOSED = "closed"
    # Another key in the files has another value; the note names it.
    EDITED = "edited"


# What an item was before or is now: a due date, a rating, a figure, a target, the score of a risk, or the words of a
# judgement.
Value: TypeAlias = Due | Rating | Observation | Aim | int | str | None


class ItemChange(Struct, frozen=True, kw_only=True):
    """One change of one item: the day of it, if one is known, and what changed, if a value did."""

    kind: ChangeKind
    sort: str
    id: str
    title: str
    plan: str | None
    place: Place
    on: date | None = None
    before: Value = None
    now: Value = None
    note: str = ""
    # The unit of figures and targets.
    unit: Unit = Unit("number")
    owners: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    # The key that its ratings are printed by.
    key: Labels = PLAIN_KEY
