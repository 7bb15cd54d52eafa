"""The pages of a site as documents, put together from those that the commands show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import ActionStatus, Assessment, PlanStatus
from pap_cli.document import Block, ControlChart, Document, Facts, Heading, Table, Tone
from pap_cli.model.rating import Rating
from pap_cli.views.item import actions as pages
from pap_cli.views.item.view import Candidate, ItemView
from pap_cli.views.status import view as status
from pap_cli.wording.over_time import burn_up, ratings_over_time

# What is told of a KPI before its chart; everything else stands below it.
_AT_ONCE = frozenset(("Rating", "Value", "95 % interval", "Target", "Gap", "Since baseline", "Variation", "Assurance"))


class Tile(Struct, frozen=True):
    """A number that says where a plan stands, its words and its tone, and the address where more of it is told."""

    count: int
    words: str
    tone: Tone
    to: str = ""
    # The section of the same page that tells more, where `to` names no other.
    section: str = ""


def tiles(now: Assessment, only: str = "") -> tuple[Tile, ...]:
    """The numbers that a reader asks for first; `only` is the plan they are about, where a site has several."""
    if not now.plans:
        return ()
    overdue = sum(1 for one in now.milestones if one.schedule.days_overdue)
    limit = now.policy.soon(now.as_of)
    soon = sum(1 for one in now.milestones if one.schedule.state.open and now.as_of <= one.schedule.due.day <= limit)
    red = sum(1 for one in now.kpis if one.rating is Rating.RED)
    bare = sum(1 for plan in now.plans for gap in plan.gaps if gap.kind == "recommendation")
    delivered = sum(1 for one in now.milestones if one.schedule.state.done)
    milestone, kpi = ("milestone" if overdue == 1 else "milestones"), ("KPI" if red == 1 else "KPIs")
    recommendation = "recommendation" if bare == 1 else "recommendations"
    within = f"due in the next {now.policy.due_soon}"
    late, lacking = Tone.RED if overdue else Tone.PLAIN, Tone.AMBER if bare else Tone.PLAIN
    return (
        Tile(overdue, f"{milestone} overdue", late, in_list("milestones", "has=Late", only)),
        Tile(soon, within, Tone.PLAIN, section=within.capitalize()),
        Tile(red, f"{kpi} red", Tone.RED if red else Tone.PLAIN, in_list("kpis", "rating=red", only)),
        Tile(bare, f"{recommendation} not covered", lacking, in_list("recommendations", "has=Lacks", only)),
        Tile(delivered, f"of {len(now.milestones)} milestones delivered", Tone.PLAIN, in_list("milestones", "", only)),
    )


def in_list(name: str, chosen: str, plan: str) -> str:
    """The address of a list with something chosen in its filters, and a plan, where one is named."""
    state = "&".join(part for part in (chosen, f"plan={quote(plan, safe='')}" if plan else "") if part)
    return f"{name}.html#{state}" if state else f"{name}.html"


def overview(now: Assessment, before: Assessment, history: Sequence[Assessment], faults: int) -> Document:
    """Where all plans stand, and the figures of it behind the headline."""
    document = status.build(now, lambda: before, faults).document()
    ratings = ratings_over_time([(one.as_of, one.milestones) for one in history])
    figures = (*ratings, *burn_up(now.plans, now.as_of, (one.as_of for one in history)))
    at = next((index for index, block in enumerate(document.blocks) if isinstance(block, Table)), -1) + 1
    return replace(document, blocks=(*document.blocks[:at], *figures, *document.blocks[at:]))


def one_plan(assessment: Assessment, number: int) -> Assessment:
    """The part of an assessment that is about one of its plans."""
    plan = assessment.plans[number]
    return replace(assessment, plans=(plan,), kpis=plan.kpis)


def item(one: Candidate, as_of: date) -> Document:
    """The page of an item: of an action with each of its milestones, of a KPI with its chart near the top."""
    return ItemView(as_of=as_of, page=one.make()).document()


def kpi(one: Candidate, as_of: date) -> Document:
    """The page of a KPI: how it stands and its chart, then what it is."""
    document = item(one, as_of)
    found = document.blocks
    charts = [index for index, block in enumerate(found) if isinstance(block, ControlChart)]
    at = next(index for index, block in enumerate(found) if isinstance(block, Facts))
    pairs = [pair for block in found[at : at + 1] if isinstance(block, Facts) for pair in block.pairs]
    first = tuple(pair for pair in pairs if pair[0] in _AT_ONCE)
    about = (Heading("About this KPI", level=3), Facts(tuple(pair for pair in pairs if pair[0] not in _AT_ONCE)))
    end = charts[0] + 1 if charts else at + 1
    return replace(document, blocks=(*found[:at], Facts(first), *found[at + 1 : end], *about, *found[end:]))


def action(one: Candidate, plan: PlanStatus, status: ActionStatus, as_of: date) -> Document:
    """The page of an action, and on it all about each of its milestones."""
    document = item(one, as_of)
    if not status.milestones:
        return document
    blocks: list[Block] = [Heading("Each milestone", level=3)]
    for milestone in status.milestones:
        blocks += map(_deeper, pages.milestone(plan, milestone, as_of).blocks)
    return replace(document, blocks=(*document.blocks[:-1], *blocks, document.blocks[-1]))


def _deeper(block: Block) -> Block:
    """A block of a milestone's page as a part of its action's."""
    match block:
        case Heading():
            return Heading(block.text, level=block.level + 3)
        case Facts():
            return Facts(tuple(pair for pair in block.pairs if pair[0] != "Action"))
        case _:
            return block
