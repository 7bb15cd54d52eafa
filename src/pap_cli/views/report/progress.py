"""Progress by recommendation: the counts and what changed; each of them with what covers it, the own first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pap_cli.assess.assessment import RecommendationStatus
from pap_cli.document import Align, Block, Cell, Column, Heading, Table, Tone
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import figures, words
from pap_cli.views.report.material import Material, said
from pap_cli.wording.cells import rating_cell


def blocks(material: Material) -> list[Block]:
    """Where the recommendations stand."""
    found = material.recommendations
    if not found:
        return []
    red = [one.id for one in found if one.rating is Rating.RED]
    before = {one.id: one.rating for one in material.movement.before.recommendations}
    both = [one for one in found if Rating.GREY not in (one.rating, before.get(one.id, Rating.GREY))]
    worse = [one.id for one in both if one.rating.rank < before[one.id].rank]
    better = [one.id for one in both if one.rating.rank > before[one.id].rank]
    sentences = [
        words.tally("recommendation", by_rating(found), lead="the plan's "),
        f"{words.start(len(worse), 'rating')} {words.is_are(len(worse))} worse than on {material.since_words}: "
        f"{words.listed(worse)}."
        if worse
        else "",
        f"{words.start(len(better), 'rating')} {words.is_are(len(better))} better than on {material.since_words}: "
        f"{words.listed(better)}."
        if better
        else "",
        f"Red {words.is_are(len(red))} {words.listed(red)}." if red else "",
    ]
    return [Heading(Section.PROGRESS.heading), said(*sentences)]


def details(material: Material) -> list[Block]:
    """Every recommendation, and what covers it."""
    own = material.own if Section.ASKED in material.audience.sections else frozenset()
    found = [one for one in material.recommendations if one.recommendation.made_by not in own]
    listed = [table(material, found)] if found else []
    drawn = figures.coverage(material)
    return [Heading("Every recommendation", level=3), *listed, *drawn] if drawn else []


def by_rating(found: Iterable[RecommendationStatus]) -> dict[str, int]:
    """How many recommendations have each rating, by what a sentence calls it."""
    counts = Counter(one.rating for one in found)
    return {"not rated" if rating is Rating.GREY else rating.value: counts[rating] for rating in Rating}


def table(material: Material, statuses: list[RecommendationStatus]) -> Table:
    """Recommendations with how far each has come."""
    columns = (
        Column("Rating"),
        Column("Id"),
        Column("Recommendation", flexible=True),
        Column("Actions", keep=1),
        Column("Delivered", Align.RIGHT),
        Column("Evidenced", Align.RIGHT),
        Column("Overdue", Align.RIGHT),
        Column("Lacks"),
    )
    rows = tuple(
        (
            rating_cell(one.rating, "" if one.rating is not Rating.GREY else "not rated"),
            Cell(one.id),
            Cell(one.recommendation.title + (" (priority)" if one.recommendation.priority else "")),
            Cell(", ".join(action.id for action in one.actions)),
            Cell(f"{one.coverage.delivered} of {one.coverage.milestones}" if one.coverage.milestones else ""),
            Cell(f"{one.coverage.evidenced}" if one.coverage.milestones else ""),
            _overdue(one),
            Cell(one.coverage.missing, Tone.RED if one.coverage.missing in ("action", "milestone") else Tone.PLAIN),
        )
        for one in statuses
    )
    return Table(columns, rows).filled()


def _overdue(status: RecommendationStatus) -> Cell:
    count = sum(action.overdue for action in status.actions)
    return Cell(f"{count}", Tone.RED) if count else Cell("")
