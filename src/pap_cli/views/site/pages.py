"""The pages of a site as documents, made from those that the commands show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeAlias
from urllib.parse import quote

from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.deadlines.progress import progress
from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings
from pap_cli.cell import Tone
from pap_cli.columns.progress import unapproved_words
from pap_cli.document import Block, Document, Facts, Heading
from pap_cli.drawing import SpcChart
from pap_cli.model.key import Labels
from pap_cli.model.rating import Rating
from pap_cli.views.item import actions as pages
from pap_cli.views.item.risks import with_risks
from pap_cli.views.item.view import Candidate, ItemView
from pap_cli.views.status import view as status
from pap_cli.website import Share, Tile
from pap_cli.wording.cells import count_words, is_rated, label_cell
from pap_cli.wording.over_time import burn_up, ratings_over_time
from pap_cli.wording.verdict import verdict

# The facts of a KPI above its chart; the others are below it.
_AT_ONCE = frozenset(
    ("Rating", "Value", "95% confidence interval", "Target", "Gap", "Since baseline", "Variation", "Assurance")
)


# The number of milestones by rating as of a date, for each plan.
Taken: TypeAlias = tuple[date, tuple[Mapping[Rating, int], ...]]


def tiles(now: Assessment, only: str = "") -> tuple[Tile, ...]:
    """Return the numbers at the top of the overview; `only` is the plan they are about, if there are several."""
    if not now.plans:
        return ()
    counts = progress(one.schedule for one in now.milestones)
    red = sum(1 for one in now.kpis if one.rating is Rating.RED)
    red_kpis = chosen_by((one.key for one in now.kpis), Rating.RED)
    uncovered = sum(1 for plan in now.plans for gap in plan.gaps if gap.kind == "recommendation")
    within = f"due in the next {now.policy.due_soon}"
    return (
        _tile(counts.overdue, "milestone", "overdue", Tone.RED, in_list("milestones", "has=Late", only)),
        Tile(len(status.due_soon(now)), within, Tone.PLAIN, section=within.capitalize()),
        _tile(red, "KPI", is_rated(now.kpi_key, Rating.RED), Tone.RED, in_list("kpis", red_kpis, only)),
        _tile(
            uncovered,
            "recommendation",
            "with gaps in coverage",
            Tone.AMBER,
            in_list("recommendations", "has=Gap", only),
        ),
        Tile(
            counts.delivered,
            ", ".join(
                filter(None, (f"of {count_words(counts.milestones, 'milestone')} delivered", unapproved_words(counts)))
            ),
            Tone.PLAIN,
            in_list("milestones", "", only),
        ),
    )


def _tile(count: int, noun: str, words: str, tone: Tone, to: str) -> Tile:
    """Return a number of things that should be 0: in a tone if it is not."""
    return Tile(count, f"{noun if count == 1 else f'{noun}s'} {words}", tone if count else Tone.PLAIN, to)


def chosen_by(keys: Iterable[Labels], *ratings: Rating) -> str:
    """Return the filter of a list that chooses ratings, whatever the keys call them."""
    labels = dict.fromkeys(key.label(rating) for rating in ratings for key in keys)
    return f"rating={quote(','.join(labels), safe='')}"


def in_list(name: str, chosen: str, plan: str) -> str:
    """Return the address of a list with a filter, and with a plan if one is given."""
    state = "&".join(part for part in (chosen, f"plan={quote(plan, safe='')}" if plan else "") if part)
    return f"{name}.html#{state}" if state else f"{name}.html"


def shares(now: Assessment, only: str = "") -> tuple[Share, ...]:
    """Return the milestones by rating, worst first, each with the list of them; the grey ones only if there are any."""
    counts = count_ratings(now.milestones)
    return tuple(
        Share(
            counts[rating],
            label_cell(now.key, rating),
            in_list("milestones", chosen_by((key for key, _ in now.keys), rating), only),
        )
        for rating in Rating
        if counts[rating]
    )


def overview(now: Assessment, before: Callable[[], Assessment], history: Sequence[Taken], faults: int) -> Document:
    """Return the status of all plans: the verdict and charts over time, then the page of `pap status`."""
    earlier = before()
    blocks = status.build(now, lambda: earlier, faults).document().blocks
    at = next((index for index, block in enumerate(blocks) if isinstance(block, Heading)), -1) + 1
    if not at:
        return Document("", blocks)
    counted = [(day, sum(map(Counter, counts), Counter())) for day, counts in history]
    figures = (
        *ratings_over_time(counted, now.policy, now.key),
        *burn_up(now.plans, now.as_of, (d for d, _ in history)),
    )
    opening = (blocks[at - 1], *blocks[: at - 1], verdict(now, earlier), *figures)
    return Document("", (*opening, *blocks[at:]))


def one_plan(assessment: Assessment, number: int) -> Assessment:
    """Return the part of an assessment that is about one of its plans."""
    plan = assessment.plans[number]
    return replace(assessment, plans=(plan,), kpis=plan.kpis)


def item(one: Candidate, as_of: date) -> Document:
    """Return the page of an item."""
    return ItemView(as_of=as_of, pages=(one.make(),)).document()


def kpi(one: Candidate, as_of: date) -> Document:
    """Return the page of a KPI: its figures and its chart, then its definition."""
    document = item(one, as_of)
    found = document.blocks
    charts = [index for index, block in enumerate(found) if isinstance(block, SpcChart)]
    at = next(index for index, block in enumerate(found) if isinstance(block, Facts))
    pairs = [pair for block in found[at : at + 1] if isinstance(block, Facts) for pair in block.pairs]
    first = tuple(pair for pair in pairs if pair[0] in _AT_ONCE)
    about = (Heading("About this KPI", level=3), Facts(tuple(pair for pair in pairs if pair[0] not in _AT_ONCE)))
    end = charts[0] + 1 if charts else at + 1
    return replace(document, blocks=(*found[:at], Facts(first), *found[at + 1 : end], *about, *found[end:]))


def with_milestones(one: Candidate, plan: PlanStatus, milestones: Sequence[MilestoneStatus], as_of: date) -> Document:
    """Return the page of an action or a recommendation, with the page of each of its own milestones in it."""
    document = item(one, as_of)
    steps = [status for status in milestones if not status.schedule.itself]
    if not steps:
        return document
    blocks: list[Block] = [Heading("Each milestone", level=3)]
    for milestone in steps:
        page = with_risks([plan], milestone.id, partial(pages.milestone, plan, milestone))
        blocks += map(_deeper, page.blocks)
    return replace(document, blocks=(*document.blocks[:-1], *blocks, document.blocks[-1]))


def _deeper(block: Block) -> Block:
    """Return a block of a milestone's page as a part of its action's page."""
    match block:
        case Heading():
            return Heading(block.text, level=block.level + 3)
        case Facts():
            return Facts(tuple(pair for pair in block.pairs if pair[0] not in ("Action", "Recommendation")))
        case _:
            return block
