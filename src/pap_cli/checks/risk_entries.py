"""Rules about risks whose scores or dates contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isqrt

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.risks import RiskStatus
from pap_cli.checks import Found, dated, of_risk, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Due
from pap_cli.model.periods import Period, parse_period
from pap_cli.model.place import Place
from pap_cli.model.risks import RiskMatrix, Score


@rule("PAP808", "risk-current-contradicts", Severity.ERROR, on="risk")
def risk_current_contradicts(assessment: Assessment) -> Iterator[Found]:
    """The current score of a risk is not that of its newest change.

    The change counts, because its date is known.

    Bad:

    ```yaml
    risks:
      - id: K1
        title: Social workers leave
        raised: 2016-06-01
        owner: head
        initial: 2 x 3
        current: 2 x 2
        changes: [{on: 2016-09-01, score: 2 x 3}]
    ```

    Good:

    ```yaml
    risks:
      - id: K1
        title: Social workers leave
        raised: 2016-06-01
        owner: head
        initial: 2 x 3
        changes: [{on: 2016-09-01, score: 2 x 3}, {on: 2016-10-01, score: 2 x 2}]
    ```
    """
    for status in _risks(assessment):
        newest = next((one for one in status.changes if one.score is not None), None)
        current = status.risk.current
        if newest is None or newest.score is None or current is None:
            continue
        if current.value != newest.score.value:
            when = f", of {newest.on}," if newest.on is not None else ""
            yield of_risk(
                status,
                f"current of risk {status.id} is {current}, but its newest change{when} has {newest.score}",
                "add a change with the date of the current score, or delete current:",
                "current",
            )


@rule("PAP809", "risk-dates-contradict", Severity.ERROR, on="risk")
def risk_dates_contradict(assessment: Assessment) -> Iterator[Found]:
    """A risk was closed, or its score changed, before it was raised; or its score changed after it was closed.

    Bad:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, closed: 2016-03-01, owner: head, initial: 2 x 3}
    ```

    Good:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-03-01, closed: 2016-09-01, owner: head, initial: 2 x 3}
    ```
    """
    for status in _risks(assessment):
        risk = status.risk
        raised, closed = _period(risk.raised), _period(status.closed)
        if raised and closed and closed.end < raised.start:
            message = f"risk {risk.id} was closed {dated(status.closed)}, before it was raised {dated(risk.raised)}"
            yield of_risk(status, message, "correct whichever date is wrong", "closed")
        for one in reversed(status.changes):
            looked = _period(one.on)
            if looked and raised and looked.end < raised.start:
                message = f"a change of risk {risk.id} is dated {one.on}, before it was raised {dated(risk.raised)}"
                yield of_risk(status, message, "correct whichever date is wrong", "on", place=one.place)
            elif looked and closed and looked.start > closed.end:
                message = f"a change of risk {risk.id} is dated {one.on}, after it was closed {dated(status.closed)}"
                help = "correct whichever date is wrong; delete closed: if the risk is open again"
                yield of_risk(status, message, help, "on", place=one.place)


@rule("PAP810", "risk-score-impossible", Severity.ERROR, on="risk")
def risk_score_impossible(assessment: Assessment) -> Iterator[Found]:
    """A score is beyond the scale, no product of likelihood and impact, or only one half of it is given.

    The scale is 5 by 5 unless the plan has a `risk_matrix`.

    Bad:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head, initial: 6 x 1}
    ```

    Good:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head, initial: 5 x 1}
    ```
    """
    for plan in assessment.plans:
        matrix = plan.plan.header.risk_matrix
        for status in plan.risks:
            for key, score, place in _scores(status, assessment.as_of):
                if why := _why_impossible(score, matrix):
                    message = f"{key} of risk {status.id} is {_written(score)}: {why}"
                    help = "correct it, or add risk_matrix: with the scales to plan:"
                    yield of_risk(status, message, help, key, place=place)


@rule("PAP811", "risk-matrix-unsuitable", Severity.ERROR)
def risk_matrix_unsuitable(assessment: Assessment) -> Iterator[Found]:
    """The bands of a plan's risk matrix leave scores without a colour, or have one that no score can reach.

    Bad:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-01-04
      risk_matrix: {bands: [{from: 15, rating: red}, {from: 8, rating: amber}]}
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head, initial: 2 x 2}
    ```

    Good:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-01-04
      risk_matrix: {bands: [{from: 15, rating: red}, {from: 8, rating: amber}, {from: 1, rating: green}]}
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head, initial: 2 x 2}
    ```
    """
    for plan in assessment.plans:
        matrix = plan.plan.header.risk_matrix
        if matrix.place is not None and (why := _bad_bands(matrix)):
            help = "give each band the lowest score in it, from 1 up to the highest score"
            yield Found(why, help, matrix.place, ("bands",), plan.plan.id)


def _period(day: Due | None) -> Period | None:
    """Return the day, month or quarter in which something happened; None if it is not known."""
    return parse_period(day.written) if day is not None and day.dated else None


def _bad_bands(matrix: RiskMatrix) -> str:
    """Return what is wrong with bands; empty if nothing is."""
    starts = sorted(band.start for band in matrix.bands)
    if not starts:
        return ""
    if starts[0] > 1:
        return f"no band of the risk matrix has a score below {starts[0]}"
    if starts[-1] > matrix.highest:
        return f"a band of the risk matrix starts at {starts[-1]}, beyond the highest score, {matrix.highest}"
    twice = next((start for start in starts if starts.count(start) > 1), None)
    return f"two bands of the risk matrix start at {twice}" if twice is not None else ""


def _risks(assessment: Assessment) -> Iterator[RiskStatus]:
    return (one for plan in assessment.plans for one in plan.risks)


def _scores(status: RiskStatus, as_of: date) -> Iterator[tuple[str, Score, Place | None]]:
    """Yield each score of a risk that is known by a date: its key, the score, and the entry it is in."""
    risk = status.risk
    for key, score in (("initial", risk.initial), ("current", risk.current), ("target", risk.target)):
        if score is not None:
            yield key, score, None
    for one in risk.changes:
        if one.score is not None and one.day <= as_of:
            yield "score", one.score, one.place


def _written(score: Score) -> str:
    if score.pair is not None:
        return f"{score.pair[0]} × {score.pair[1]}"
    return str(score.value) if score.value is not None else "half given"


def _why_impossible(score: Score, matrix: RiskMatrix) -> str:
    """Return why a score cannot be right; empty if it can."""
    if (score.likelihood is None) is not (score.impact is None):
        return f"{'likelihood' if score.likelihood is None else 'impact'} is missing"
    if score.pair is not None:
        likelihood, impact = score.pair
        if likelihood > matrix.likelihood:
            return f"the highest likelihood is {matrix.likelihood}"
        if impact > matrix.impact:
            return f"the highest impact is {matrix.impact}"
        written = score.score.value if score.score is not None else None
        return f"its score is written as {written}" if written not in (None, score.value) else ""
    if score.value is None:
        return ""
    if score.value > matrix.highest:
        return f"the highest score is {matrix.highest}"
    factors = [(one, score.value // one) for one in range(1, isqrt(score.value) + 1) if score.value % one == 0]
    scales = sorted((matrix.likelihood, matrix.impact))
    possible = any(low <= scales[0] and high <= scales[1] for low, high in factors)
    return "" if possible or matrix.bands else "no likelihood times impact gives it"
