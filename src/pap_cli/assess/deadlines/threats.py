"""The scores of risks at a date, and which milestones they threaten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from pap_cli.model.dates import Due
from pap_cli.model.plan import Header, Plan
from pap_cli.model.rating import Rating
from pap_cli.model.risks import Closed, Risk, RiskChange, RiskMatrix, Score


class Threat(Struct, frozen=True):
    """An open risk that affects a milestone, and its rating by the bands of its plan."""

    id: str
    rating: Rating
    # The word for its band, such as extreme, and its score.
    band: str
    score: int

    def __str__(self) -> str:
        return f"affected by {self.id} ({self.band}, {self.score})"


def threats(plan: Plan, as_of: date) -> Mapping[str, Threat]:
    """Return the worst open risk that affects each item of a plan at a date, by the id of the item."""
    worst: dict[str, Threat] = {}
    for risk in plan.risks:
        if (threat := _threat(plan.header, risk, as_of)) is None:
            continue
        for id in risk.affects:
            if id not in worst or (threat.rating.rank, -threat.score) < (worst[id].rating.rank, -worst[id].score):
                worst[id] = threat
    return worst


def _threat(header: Header, risk: Risk, as_of: date) -> Threat | None:
    if not raised_by(risk, as_of) or closed_by(risk, as_of):
        return None
    path = scores(risk, known_changes(risk, as_of))
    score = path[-1][1] if path else None
    band = band_of(header.risk_matrix, risk, score)
    return Threat(risk.id, *band, score.value) if band and score and score.value else None


def raised_by(risk: Risk, as_of: date) -> bool:
    """Return True if a risk was raised by a date, or nobody knows when it was."""
    return risk.raised is None or not risk.raised.dated or risk.raised.day <= as_of


def closed_by(risk: Risk, as_of: date) -> Closed | None:
    """Return when a risk was closed, if it was by a date."""
    return risk.closed if risk.closed and (not risk.closed.dated or risk.closed.day <= as_of) else None


def known_changes(risk: Risk, as_of: date) -> list[RiskChange]:
    """Return the looks at a risk that are known on a date, oldest first."""
    return sorted((one for one in risk.changes if one.day <= as_of), key=lambda one: one.day)


def band_of(matrix: RiskMatrix, risk: Risk, score: Score | None) -> tuple[Rating, str] | None:
    """Return the rating and the word of a score; None if it is not known, or its entry has an error."""
    if score is None or score.value is None or risk.place.faulty:
        return None
    return matrix.band(score.value)


# The scores of a risk, oldest first, each with the day from which it counts, as written.
Scores = list[tuple[Due | None, Score]]


def scores(risk: Risk, known: Iterable[RiskChange]) -> Scores:
    """Return the scores of a risk: the initial one, then that of each change that is known.

    A change without a score keeps the one before it.  `current` has no date, so it counts until a change has a score.
    """
    looks = list(known)
    path: Scores = [(None, risk.initial)] if risk.initial is not None else []
    if risk.current is not None and all(one.score is None for one in looks):
        path.append((None, risk.current))
    for one in looks:
        if one.score is not None:
            path.append((one.on, one.score))
        elif path:
            path.append((one.on, path[-1][1]))
    return path
