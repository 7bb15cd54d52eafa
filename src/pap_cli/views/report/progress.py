"""Progress by recommendation: ratings and how they changed; in the appendix each one and its coverage."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.document import Block, Heading
from pap_cli.model.order import natural
from pap_cli.model.rating import Rating
from pap_cli.model.report import Section
from pap_cli.views.report import charts, sentences, themes
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.sentences import notes_under, paragraph
from pap_cli.wording.cells import is_rated


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
    lines = [
        "" if counted else sentences.tally("recommendation", found, lead="the plan's "),
        *_changes(inputs),
        _red(inputs, [one.id for one in found if one.rating is Rating.RED]) if len(found) > 1 else "",
    ]
    words = [paragraph(*lines)] if any(lines) else []
    return [Heading(Section.PROGRESS.heading), *words, *by_theme] if words or by_theme else []


def _changes(inputs: Inputs) -> Iterator[str]:
    """Yield which recommendations have a better or a worse rating than before."""
    before = {one.id: one.rating for one in inputs.movement.before.recommendations}
    rated = [one for one in inputs.recommendations if Rating.GREY not in (one.rating, before.get(one.id, Rating.GREY))]
    worse = [one.id for one in rated if one.rating.rank < before[one.id].rank]
    better = [one.id for one in rated if one.rating.rank > before[one.id].rank]
    for ids, change in ((worse, "worse"), (better, "better")):
        if ids:
            ids.sort(key=natural)
            head = f"{sentences.start(len(ids), 'rating')} {sentences.is_are(len(ids))} {change}"
            yield f"{head} than on {inputs.since_words}: {sentences.named('recommendation', ids)}."


def _red(inputs: Inputs, ids: list[str]) -> str:
    if not ids:
        return ""
    head = "This recommendation is" if len(ids) == 1 else "These recommendations are"
    return f"{head} {is_rated(inputs.now.key, Rating.RED)}: {sentences.listed(sorted(ids, key=natural))}."


def details(inputs: Inputs) -> list[Block]:
    """Return every recommendation, and its coverage."""
    own = inputs.own if Section.ASKED in inputs.audience.sections else ()
    found = [one for one in inputs.recommendations if one.recommendation.made_by not in own]
    rows = themes.recommendations(inputs, found)
    drawn = charts.coverage(inputs)
    notes = notes_under(inputs.remarks_on("recommendation", ((one.id, one.recommendation.notes) for one in found)))
    return [Heading("Every recommendation", level=3), *rows, *notes, *drawn] if drawn else []
