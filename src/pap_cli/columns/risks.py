"""The columns of risks: the scores, which way each went, who owns it and what treats it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.risks import Direction, RiskStatus, Treatment
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field, place_fields, rating_field
from pap_cli.columns.notes import notes_field
from pap_cli.columns.people import people_fields
from pap_cli.model.dates import Due
from pap_cli.model.facts import When
from pap_cli.model.key import PLAIN_KEY
from pap_cli.model.order import Order, natural
from pap_cli.model.risks import RiskMatrix, Score
from pap_cli.wording.cells import date_cell, iso, label_cell

_TONES = {Direction.UP: Tone.RED, Direction.DOWN: Tone.GREEN, Direction.SAME: Tone.MUTED}


def worst_first(status: RiskStatus) -> tuple[bool, int, int, Order]:
    """Sort key: the open ones first, then by rating, then the highest score, then by ID."""
    return (not status.open, status.rating.rank, -(status.value or 0), natural(status.id))


def levels_words(matrix: RiskMatrix) -> str:
    """Return what the levels of a matrix mean."""
    levels = "; ".join(f"{label}: {rating.value}, from {start}" for start, rating, label in matrix.levels)
    return f"Score: likelihood × impact, at most {matrix.likelihood} × {matrix.impact}. Level by score: {levels}."


def level_cell(status: RiskStatus) -> Cell:
    """Return the word for the band of a score in its colour; `closed`, or `not scored`."""
    words = "closed" if not status.open else status.label or ("not scored" if status.value is None else "not rated")
    return label_cell(PLAIN_KEY, status.rating, words)


def direction_words(status: RiskStatus) -> str:
    """Return which way the score went at the last look: `up from 12`, `same`; empty if that is not known."""
    direction = status.direction
    if direction is None or status.before is None:
        return ""
    return "same" if direction is Direction.SAME else f"{direction.value} from {status.before.value}"


def direction_cell(status: RiskStatus) -> Cell:
    """Return which way the score went, in red if it has risen."""
    return Cell(direction_words(status), _TONES[status.direction] if status.direction else Tone.PLAIN)


def treatment_words(one: Treatment) -> str:
    """Return the ID of what treats a risk, and whether it is overdue, delivered or cancelled."""
    state = "overdue" if one.overdue else "cancelled" if one.state is State.CANCELLED else ""
    return f"{one.id} {state or ('delivered' if one.state.done else '')}".rstrip()


def treated_cell(status: RiskStatus) -> Cell:
    """Return what treats a risk; in red if it is high and nothing does, or all that still has to is overdue."""
    words = ", ".join(map(treatment_words, sorted(status.treatments, key=lambda one: natural(one.id))))
    tone = Tone.RED if status.untreated or status.stuck else Tone.PLAIN
    return Cell(words or ("nothing" if status.untreated else ""), tone)


def score_words(score: Score | None) -> str:
    """Return a score with its likelihood and impact; empty if it is not known."""
    return str(score) if score is not None and score.value is not None else ""


def _score_fields(
    name: str, title: str, of: Callable[[RiskStatus], Score | None], *, keep: int = 0, prefix: str = ""
) -> tuple[Field[RiskStatus], Field[RiskStatus], Field[RiskStatus]]:
    """Return the fields of a score, its likelihood and its impact."""

    def part(number: int) -> Callable[[RiskStatus], int | None]:
        def fact(status: RiskStatus) -> int | None:
            score = of(status)
            return score.pair[number] if score is not None and score.pair is not None else None

        return fact

    def value(status: RiskStatus) -> int | None:
        score = of(status)
        return score.value if score is not None else None

    return (
        Field(name, value, title, lambda one: Cell(score_words(of(one))), keep=keep),
        Field(f"{prefix}likelihood", part(0), f"{title}: likelihood", align=Align.RIGHT, shown=False),
        Field(f"{prefix}impact", part(1), f"{title}: impact", align=Align.RIGHT, shown=False),
    )


def _precision(name: str, of: Callable[[RiskStatus], Due | None]) -> Field[RiskStatus]:
    def fact(status: RiskStatus) -> str | None:
        when = of(status)
        return When(when.day if when.dated else None, when.written).precision.value if when is not None else None

    return Field(f"{name}_precision", fact, f"{name.capitalize()}: precision", shown=False)


def _change_facts(status: RiskStatus) -> list[dict[str, object]]:
    """Return the changes of a risk for programs, newest first; the score is null where it stayed the same."""
    return [
        {
            "on": iso(one.on),
            "on_written": one.on.written if one.on is not None else None,
            "score": one.score.value if one.score is not None else None,
            "likelihood": one.score.pair[0] if one.score is not None and one.score.pair else None,
            "impact": one.score.pair[1] if one.score is not None and one.score.pair else None,
            "by": one.by,
            "note": one.note,
        }
        for one in status.changes
    ]


def _treatment_facts(status: RiskStatus) -> list[dict[str, object]]:
    return [
        {"id": one.id, "state": one.state.value, "rating": one.rating.value, "overdue": one.overdue}
        for one in status.treatments
    ]


FIELDS: Mapping[str, Field[RiskStatus]] = by_name(
    rating_field(lambda one: one.rating, lambda _: PLAIN_KEY).showing(level_cell),
    Field("rating_label", lambda one: one.label, "Level", shown=False),
    Field("state", lambda one: one.state.value, "State", shown=False),
    Field("id", lambda one: one.id, "ID"),
    Field("title", lambda one: one.risk.title, "Risk", flexible=True),
    Field("plan", lambda one: one.plan, "Plan", shown=False),
    Field("cause", lambda one: one.risk.cause, "Cause", shown=False),
    Field("effect", lambda one: one.risk.effect, "Effect", shown=False),
    Field("category", lambda one: one.risk.category, "Category", keep=7, shown=False),
    *_score_fields("current", "Score", lambda one: one.score),
    Field("direction", lambda one: one.direction and one.direction.value, "Change", direction_cell, keep=2),
    Field("previous", lambda one: one.before.value if one.before else None, "Before", align=Align.RIGHT, shown=False),
    date_field("changed", "Changed", lambda one: one.moved, shown=False),
    *_score_fields("initial", "Initial", lambda one: one.risk.initial, keep=4, prefix="initial_"),
    *_score_fields("target", "Target", lambda one: one.risk.target, keep=3, prefix="target_"),
    date_field("raised", "Raised", lambda one: one.risk.raised, keep=6),
    _precision("raised", lambda one: one.risk.raised),
    Field("by", lambda one: one.risk.by, "Raised by", shown=False),
    date_field("looked_at", "Looked at", lambda one: one.looked_at, keep=5),
    *people_fields("owner", lambda one: one.risk.owners, keep=1),
    *people_fields("lead", lambda one: one.risk.leads, shown=False),
    Field("response", lambda one: one.risk.response and one.risk.response.value, "Response", shown=False),
    Field("controls", lambda one: list(one.risk.controls), "Controls", shown=False),
    Field("treated_by", lambda one: list(one.risk.treated_by), "Treated by", treated_cell),
    Field(
        "treatments",
        _treatment_facts,
        "Treatments",
        lambda one: Cell(", ".join(map(treatment_words, one.treatments))),
        shown=False,
        tabular=False,
    ),
    Field("affects", lambda one: list(one.risk.affects), "Affects", shown=False),
    Field(
        "changes",
        _change_facts,
        "Changes",
        lambda one: Cell(
            "; ".join(f"{date_cell(look.on).text} {score_words(look.score)}".strip() for look in one.changes)
        ),
        shown=False,
        tabular=False,
    ),
    date_field("closed", "Closed", lambda one: one.closed, shown=False),
    _precision("closed", lambda one: one.closed),
    notes_field(lambda one: one.notes),
    *place_fields(lambda one: one.risk.place),
)
