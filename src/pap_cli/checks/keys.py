"""Rules about the key of a plan: thresholds that cannot be followed, and labels that cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import quote
from pap_cli.model.key import Key, KpiKey, Labels, plain
from pap_cli.model.rating import Rating


@rule("PAP234", "key-contradicts-itself", Severity.ERROR)
def key_contradicts_itself(assessment: Assessment) -> Iterator[Found]:
    """The rule of a plan's key and its percentages contradict each other, so milestones are rated by their dates.

    `rule: percent` and `rule: elapsed` need the percentages of green and amber, that of amber below that of green;
    without such a rule, percentages mean nothing.

    Bad:

    ```yaml
    plan:
      id: example
      title: Improvement plan
      start: 2016-01-04
      key: {rule: percent, green: {over: 75}, amber: {over: 80}}
    ```

    Good:

    ```yaml
    plan:
      id: example
      title: Improvement plan
      start: 2016-01-04
      key: {rule: percent, green: {over: 75}, amber: {over: 25}}
    ```
    """
    for plan in assessment.plans:
        key = plan.key
        if key.place is None or key.place.faulty:
            continue
        for rating, message, help, field in key.contradictions:
            yield _found(plan, key, rating, message, help, field)
        for rating in Rating:
            for name in key.kpis.of(rating).thresholds:
                message = f"{name} does not apply to KPIs: their targets and floors decide"
                yield _found(plan, key.kpis, rating, message, "delete it", name)


@rule("PAP235", "key-label-twice", Severity.WARNING)
def key_label_twice(assessment: Assessment) -> Iterator[Found]:
    """Two ratings of a plan's key have the same label, so readers cannot tell them apart.

    A rating without a label is called by its colour, which no other rating can have as its label.

    Bad:

    ```yaml
    plan:
      id: example
      title: Improvement plan
      start: 2016-01-04
      key: {red: Late, amber: Late, green: On track}
    ```

    Good:

    ```yaml
    plan:
      id: example
      title: Improvement plan
      start: 2016-01-04
      key: {red: Late, amber: At risk, green: On track}
    ```
    """
    for plan in assessment.plans:
        if plan.key.place is None:
            continue
        for key, ratings in ((plan.key, tuple(Rating)), (plan.key.kpis, _OF_KPIS)):
            for rating, other in _same(key, ratings):
                message = f"{quote(key.label(rating))} is the label of {rating} and of {other}"
                yield _found(plan, key, rating, message, "give each rating a label of its own", "label")


# KPIs are not rated blue.
_OF_KPIS = tuple(rating for rating in Rating if rating is not Rating.BLUE)


def _same(key: Labels, ratings: Sequence[Rating]) -> Iterator[tuple[Rating, Rating]]:
    """Yield each written label that an earlier rating has too, or that is the colour of another."""
    for at, rating in enumerate(ratings):
        label = key.of(rating).label
        if label is None:
            continue
        others = (one for one in ratings if one is not rating and plain(label) in _names(key, one))
        other = next(others, None)
        if other is not None and (ratings.index(other) < at or plain(label) != plain(key.of(other).label or "")):
            yield rating, other


def _names(key: Labels, rating: Rating) -> tuple[str, str]:
    """Return what a rating can be found by: its label and its colour."""
    return plain(key.label(rating)), rating.value


def _found(plan: PlanStatus, key: Key | KpiKey, rating: Rating | None, message: str, help: str, field: str) -> Found:
    """Return a finding about a rating of a key, or about its rule."""
    own = key.of(rating).place if rating is not None else None
    return Found(
        message=message,
        help=help,
        place=own or key.place or plan.plan.header.place,
        fields=(field,) if own else (rating.value,) if rating else ("rule",),
        plan=plan.plan.id,
    )
