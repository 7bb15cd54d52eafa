"""Progress by recommendation: ratings and how they changed; in the appendix each one and its coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.document import Block, Heading, Run
from pap_cli.model.order import natural
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import charts, sentences, themes
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import see
from pap_cli.views.report.sentences import notes_under, paragraph
from pap_cli.wording.cells import is_rated

# Most IDs of recommendations in a sentence, if the appendix has a table of all.
_FEW = 6


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section."""
    found = inputs.recommendations
    by_theme = themes.progress(inputs)
    if not found:
        return [Heading("Progress"), *by_theme] if by_theme else []
    # What the report's bodies asked for has the same count, if all recommendations are theirs.
    counted = Section.ASKED in inputs.audience.sections and all(
        one.recommendation.made_by in inputs.own for one in found
    )
    lines: list[str | Run] = [
        "" if counted else sentences.tally("recommendation", found, lead="the plan's "),
        *_changes(inputs),
        "" if inputs.has_appendix or len(found) < 2 else _red(inputs, found),
        see("recommendations", "{} has every recommendation."),
        *_gaps(inputs),
    ]
    # a reference is no content of its own: without the table nothing would be left of it
    words = [paragraph(*lines)] if any(isinstance(line, str) and line for line in lines) else []
    return [Heading(Section.PROGRESS.heading), *words, *by_theme] if words or by_theme else []


def _gaps(inputs: Inputs) -> Iterator[str]:
    """Yield the recommendations without an action, and those without a milestone."""
    for missing, gap in (("action", "no action"), ("milestone", "an action but no milestone")):
        found = [one for one in inputs.now.recommendations if one.coverage.missing == missing]
        if found:
            titles = sentences.listed(f"{one.id} {sentences.title(one.recommendation.title)}" for one in found)
            yield f"{sentences.start(len(found), 'recommendation')} {sentences.has_have(len(found))} {gap}: {titles}."


def _changes(inputs: Inputs) -> Iterator[str]:
    """Yield which recommendations have a better or a worse rating than before."""
    before = inputs.ratings_before
    rated = [one for one in inputs.recommendations if Rating.GREY not in (one.rating, before.get(one.id, Rating.GREY))]
    worse = [one.id for one in rated if one.rating.rank < before[one.id].rank]
    better = [one.id for one in rated if one.rating.rank > before[one.id].rank]
    for ids, change in ((worse, "worse"), (better, "better")):
        if ids:
            ids.sort(key=natural)
            head = f"{sentences.start(len(ids), 'rating')} {sentences.is_are(len(ids))} {change}"
            named = f": {sentences.named('recommendation', ids)}" if len(ids) <= _FEW or not inputs.has_appendix else ""
            yield f"{head} than on {inputs.since_words}{named}."


def _red(inputs: Inputs, found: Iterable[RecommendationStatus]) -> str:
    ids = [one.id for one in found if one.rating is Rating.RED]
    if not ids:
        return ""
    head = "This recommendation is" if len(ids) == 1 else "These recommendations are"
    return f"{head} {is_rated(inputs.now.key, Rating.RED)}: {sentences.listed(sorted(ids, key=natural))}."


def details(inputs: Inputs) -> list[Block]:
    """Return every recommendation in the order of the plan; in full its coverage and notes too."""
    own = inputs.own if Section.ASKED in inputs.audience.sections else ()
    found = [one for one in inputs.now.recommendations if one.recommendation.made_by not in own]
    rows = themes.recommendations(inputs, found, "Every recommendation", "recommendations")
    if not inputs.has_full_appendix:
        return [Heading("Every recommendation", level=3), *rows] if rows else []
    drawn = charts.coverage(inputs)
    notes = notes_under(inputs.remarks_on("recommendation", ((one.id, one.recommendation.notes) for one in found)))
    return [Heading("Every recommendation", level=3), *rows, *notes, *drawn] if drawn else []
