"""What slipped: each milestone with its original, approved and expected date; and the S-curves of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.counts import Counts
from pap_cli.assess.slippage import Edited, Slip, counted, ends, first_day, slips, undated, worst_first
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.selection import Selection
from pap_cli.columns.slippage import BASELINE, FIELDS, GROUP_FIELDS, SlipGroup
from pap_cli.columns.themes import with_themes
from pap_cli.document import Block, Document, Paragraph, Records
from pap_cli.model.items import Horizon
from pap_cli.model.order import natural
from pap_cli.wording.cells import count_words
from pap_cli.wording.over_time import s_curves
from pap_cli.wording.slippage import end_sentences, slipped_sentences, uncounted_sentence


class GroupBy(StrEnum):
    """What milestones are grouped by."""

    ACTION = "action"
    OWNER = "owner"
    BODY = "body"
    HORIZON = "horizon"


class Against(Struct, frozen=True):
    """A baseline that the plans are compared with: the plans as they were, and what it is called."""

    plans: Mapping[str, PlanStatus]
    # As in `compared to the baseline approved`.
    words: str
    # As in `milestones due on baseline dates`.
    dates: str
    # What programs get about it.
    facts: Mapping[str, object]
    # What it lacks, in sentences.
    notes: tuple[str, ...] = ()
    # The last day on which it was approved for one of the plans: it is unknown before that day.
    since: date = date.min

    def notes_on(self, found: Iterable[Slip]) -> tuple[str, ...]:
        """Return how many of some milestones were not in it, and what it lacks, in sentences."""
        added = sum(1 for one in found if one.added)
        new = f"{count_words(added, 'milestone')} {'was' if added == 1 else 'were'} not in the baseline."
        return (*((new,) if added else ()), *self.notes)


class SlippageView(Struct, frozen=True, kw_only=True):
    """Milestones that slipped, or groups of them, with the S-curves of all that are selected."""

    listing: Listing[Slip] | Listing[SlipGroup]
    # Every selected milestone, whether it slipped or not.
    every: tuple[Slip, ...]
    start: date
    original: str = "the original dates"
    dates: str = "first due dates"
    notes: tuple[str, ...] = ()
    kind: str = "slippage"

    def facts(self) -> Mapping[str, object]:
        """Return the end dates, the S-curves and each milestone or group."""
        last = ends(self.every)
        curves = counted(self.every, self.start)
        facts = dict(self.listing.facts())
        rows = facts.pop(self.listing.kind)
        return {
            **facts,
            "milestones": len(self.every),
            "end": {
                "original": last.original.day.isoformat() if last else None,
                "approved": last.approved.day.isoformat() if last else None,
                "expected": last.expected.day.isoformat() if last else None,
            },
            "s_curves": {
                "original": _points(curves.first),
                "approved": _points(curves.approved),
                "delivered": _points(curves.delivered),
            },
            self.listing.kind: rows,
        }

    def records(self) -> Records:
        """Return one row for each milestone or group."""
        return self.listing.records()

    def document(self) -> Document:
        """Return what became of the end date, the S-curves, and the table."""
        words = [*end_sentences(self.every, self.original), *slipped_sentences(self.every), *self.notes]
        blocks: list[Block] = [Paragraph(" ".join(words))] if words else []
        blocks += s_curves(counted(self.every, self.start), self.start, self.listing.as_of, self.dates)
        return Document("", (*blocks, *self.listing.document().blocks))


def _points(counts: Counts) -> list[list[object]]:
    return [[day.isoformat(), count] for day, count in counts]


def build(
    assessment: Assessment,
    selection: Selection,
    arrangement: Arrangement = AS_IT_COMES,
    *,
    by: GroupBy | None = None,
    against: Against | None = None,
    edits: Mapping[str, Mapping[str, Edited]] | None = None,
    notes: tuple[str, ...] = (),
) -> SlippageView:
    """Return what slipped of the selected milestones, worst first, or the groups of them.

    `edits` are the due dates that were changed in the files, by plan and ID, where that is known; `notes` say in
    sentences what is not known.
    """
    every = tuple(
        slip
        for plan in assessment.plans
        for slip in slips(
            plan,
            against.plans.get(plan.plan.id) if against is not None else None,
            (edits or {}).get(plan.plan.id),
        )
        if selection.takes_milestone(slip.status, assessment.as_of)
    )
    listing = _slipped(assessment, every, arrangement) if by is None else _groups(assessment, every, by, arrangement)
    if against is not None:
        fields = listing.fields if by is not None else {**listing.fields, "original": BASELINE}
        listing = replace(listing, fields=fields, also=dict(against.facts))
    plans = assessment.plans
    left = sum(1 for plan in plans for one in undated(plan) if selection.takes_milestone(one, assessment.as_of))
    return SlippageView(
        listing=listing,
        every=every,
        start=first_day(every, min((plan.plan.header.start for plan in plans), default=assessment.as_of)),
        original=against.words if against is not None else "the original dates",
        dates=against.dates if against is not None else "first due dates",
        notes=(
            *(against.notes_on(every) if against is not None else ()),
            *((uncounted_sentence(left),) if left else ()),
            *notes,
        ),
    )


def _slipped(assessment: Assessment, every: Sequence[Slip], arrangement: Arrangement) -> Listing[Slip]:
    moved = sorted((one for one in every if one.moved), key=worst_first)
    return Listing(
        kind="slippage",
        noun="milestone that slipped or was moved",
        plural="milestones that slipped or were moved",
        as_of=assessment.as_of,
        fields=with_themes(FIELDS, moved),
        items=tuple(moved),
        arrangement=arrangement,
    ).arranged()


def _groups(assessment: Assessment, every: Sequence[Slip], by: GroupBy, arrangement: Arrangement) -> Listing[SlipGroup]:
    """Return the milestones in groups, those with the most days first; one counts for each of its owners or bodies."""
    several = len(assessment.plans) > 1 and by is not GroupBy.HORIZON
    groups: dict[tuple[str, str], list[Slip]] = {}
    for one in every:
        for id in _KEYS[by](one):
            groups.setdefault((one.schedule.plan if several else "", id), []).append(one)
    titles = {(plan.plan.id, id): title for plan in assessment.plans for id, title in _titles(plan, by)}
    found = [
        SlipGroup(
            id=id,
            title=titles.get((found[0].schedule.plan, id), id) if id else _WITHOUT[by],
            plan=plan or None,
            slips=tuple(found),
        )
        for (plan, id), found in groups.items()
    ]
    if by is GroupBy.HORIZON:
        order = [horizon.value for horizon in Horizon]
        found.sort(key=lambda group: order.index(group.id) if group.id in order else len(order))
    else:
        found.sort(key=lambda group: (not group.id, -sum(group.days), natural(group.id)))
    counts = len([1 for one in every if len(_KEYS[by](one)) > 1])
    note = f"{counts:,} milestone{' counts' if counts == 1 else 's count'} for each of several {_PLURALS[by]}"
    fields = GROUP_FIELDS
    if by is GroupBy.HORIZON:
        fields = {name: field for name, field in GROUP_FIELDS.items() if name != "title"}
    return Listing(
        kind="groups",
        noun=by.value,
        plural=_PLURALS[by],
        as_of=assessment.as_of,
        fields=fields,
        items=tuple(found),
        arrangement=arrangement,
        uncounted=lambda group: not group.id,
        notes=(note,) if counts else (),
    ).arranged()


_KEYS: Mapping[GroupBy, Callable[[Slip], Sequence[str]]] = {
    GroupBy.ACTION: lambda slip: (slip.schedule.parent.id,),
    GroupBy.OWNER: lambda slip: slip.schedule.owners or ("",),
    GroupBy.BODY: lambda slip: slip.schedule.milestone.expected_by or ("",),
    GroupBy.HORIZON: lambda slip: (slip.schedule.horizon.value if slip.schedule.horizon else "",),
}
_WITHOUT = {
    GroupBy.ACTION: "",
    GroupBy.OWNER: "no owner",
    GroupBy.BODY: "expected by no body",
    GroupBy.HORIZON: "no horizon",
}
_PLURALS = {
    GroupBy.ACTION: "actions",
    GroupBy.OWNER: "owners",
    GroupBy.BODY: "bodies",
    GroupBy.HORIZON: "horizons",
}


def _titles(plan: PlanStatus, by: GroupBy) -> list[tuple[str, str]]:
    if by is GroupBy.OWNER:
        return list(plan.plan.owner_titles.items())
    if by is GroupBy.BODY:
        return list(plan.plan.body_titles.items())
    return [(one.id, one.title) for one in plan.plan.parents]
