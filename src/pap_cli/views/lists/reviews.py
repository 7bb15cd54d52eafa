"""The list of reviews: held, missed, and due next."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.reviews import FIELDS
from pap_cli.columns.selection import Selection
from pap_cli.model.order import natural


def shown_occurrences(assessment: Assessment) -> list[Occurrence]:
    """Return each date on which a review was due by now, and the next of each review."""
    found: list[Occurrence] = []
    for plan in assessment.plans:
        upcoming: set[str] = set()
        for occurrence in plan.reviews:
            if occurrence.state is ReviewState.DUE:
                if occurrence.review.id in upcoming:
                    continue
                upcoming.add(occurrence.review.id)
            found.append(occurrence)
    return found


def build(assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES) -> Listing[Occurrence]:
    """Return the selected reviews, the latest first; `overdue` selects those overdue or missed."""

    def taken(occurrence: Occurrence) -> bool:
        if selection.overdue and occurrence.state not in (ReviewState.MISSED, ReviewState.OVERDUE):
            return False
        if selection.due_by is not None and not (
            occurrence.state is ReviewState.DUE and occurrence.due.day <= selection.due_by
        ):
            return False
        if selection.body and occurrence.review.body not in selection.body:
            return False
        return selection.finds(occurrence.review.id, occurrence.review.title, occurrence.outcome)

    chosen = [occurrence for occurrence in shown_occurrences(assessment) if taken(occurrence)]
    return Listing(
        kind="reviews",
        noun="review",
        as_of=assessment.as_of,
        fields=FIELDS,
        items=tuple(sorted(chosen, key=lambda one: (-one.day.toordinal(), natural(one.review.id)))),
        arrangement=arrangement,
    ).arranged()
