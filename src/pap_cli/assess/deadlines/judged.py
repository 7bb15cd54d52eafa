"""Judgements known on a date, and what their statuses mean beside computed ratings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pap_cli.model.judgements import Judgement


def known_judgements(judgements: Sequence[Judgement], as_of: date) -> tuple[Judgement, ...]:
    """Return the judgements made by a date, the newest first; those without a date come last.

    Of two on one day the one written last is the newer.
    """
    if not judgements:
        return ()
    known = [judgement for judgement in reversed(judgements) if judgement.day <= as_of]
    return tuple(sorted(known, key=lambda judgement: judgement.day, reverse=True))


def percent_at(judgements: Sequence[Judgement], as_of: date) -> float | None:
    """Return how much was complete on a date, from 0 to 100, by the newest judgement with a percent."""
    return percent_of(known_judgements(judgements, as_of))


def percent_of(known: Iterable[Judgement]) -> float | None:
    """Return the percent of the newest of some judgements that has one; they are ordered newest first."""
    return next((judgement.percent for judgement in known if judgement.percent is not None), None)
