"""The columns of judgements, which several items share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pap_cli.assess.deadlines.judged import Judged, Judgements, current
from pap_cli.assess.disagreements import Disagreement
from pap_cli.cell import Align, Cell
from pap_cli.columns.field import Field
from pap_cli.model.numbers import with_unit
from pap_cli.wording.cells import iso, tone_of

T = TypeVar("T")


def judgement_facts(one: Judged) -> dict[str, object]:
    """Return a judgement for programs."""
    judgement = one.judgement
    return {
        "on": iso(judgement.on),
        "by": judgement.by,
        "status": judgement.status,
        "percent": judgement.percent,
        "confidence": judgement.confidence,
        "axis": judgement.axis,
        "note": judgement.note,
        "rating": one.rating.value if one.rating is not None else None,
    }


def disagreement_facts(one: Disagreement) -> dict[str, object]:
    """Return a judgement that does not agree with what is computed of its item, for programs."""
    return {
        "id": one.item.id,
        "state": one.item.state.value,
        "computed": one.rating.value,
        "reason": one.reason,
        "judgement": judgement_facts(one.judged),
    }


def as_written(one: Judged) -> str:
    """Return the status of a judgement as it is written."""
    return one.judgement.status or ""


def status_cell(one: Judged, words: str) -> Cell:
    """Return the status of a judgement in the colour of its rating."""
    return Cell(words, tone_of(one.rating), marked=True) if one.rating is not None else Cell(words)


def judged_cell(judgements: Judgements, words: Callable[[Judged], str] = as_written) -> Cell:
    """Return the current status, `at-risk`; of several axes each with its own, `delivery: at-risk; outcome: green`.

    `words` returns a status as it is shown, or "" if it must not be.
    """
    found = current(judgements.known)
    if len(found) == 1 and found[0].judgement.axis is None:
        return status_cell(found[0], words(found[0]))
    shown = ((one.judgement.axis, words(one)) for one in found)
    return Cell("; ".join(": ".join(filter(None, pair)) for pair in shown if pair[1]))


def percent_words(percent: float | None) -> str:
    """Return a percent as people read it, `60%`; empty if there is none."""
    return with_unit(percent, "percent")


def judged_fields(of: Callable[[T], Judgements], *, keep: int) -> tuple[Field[T], Field[T]]:
    """Return the fields of the current status and the percent complete: columns only where an item is judged."""

    def judged(item: T) -> str | None:
        return judged_cell(of(item)).text or None

    def percent(item: T) -> float | None:
        return of(item).percent

    return (
        Field("judged", judged, "Judged", lambda item: judged_cell(of(item)), keep=keep),
        Field(
            "percent",
            percent,
            "Complete",
            lambda item: Cell(percent_words(percent(item))),
            align=Align.RIGHT,
            keep=keep,
        ),
    )


def judgements_field(of: Callable[[T], Judgements]) -> Field[T]:
    """Return the field of the judgements known on a day, newest first."""
    return Field("judgements", lambda item: [judgement_facts(one) for one in of(item).known], "Judgements", shown=False)
