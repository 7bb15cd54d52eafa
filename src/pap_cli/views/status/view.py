"""The status of one or more plans on one page, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.deadlines.progress import Progress
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.disagreements import disagreements
from pap_cli.assess.items.groups import GroupStatus
from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.of_people import of_people
from pap_cli.assess.themes import by_theme
from pap_cli.cell import Tone
from pap_cli.columns import clocks, concerns, expectations, kpis, milestones, reviews
from pap_cli.columns import risks as risk_columns
from pap_cli.columns import themes as theme_columns
from pap_cli.columns.field import values
from pap_cli.columns.judgements import disagreement_facts
from pap_cli.columns.selection import ALL, NOBODY, Selection
from pap_cli.document import SCHEMA_VERSION, Block, Document, Heading, Paragraph, Records, Shared, Table
from pap_cli.model.dates import show_date
from pap_cli.model.order import natural
from pap_cli.model.rating import Rating
from pap_cli.views.file_errors import notice
from pap_cli.views.status import page, risks, short, themes, watchers
from pap_cli.wording.cells import label_of, rating_counts
from pap_cli.wording.key import key_facts, key_words, printed_key
from pap_cli.wording.verdict import verdict


class StatusView(Struct, frozen=True, kw_only=True):
    """One or more plans at a date, compared with an earlier date."""

    now: Assessment
    before: Assessment
    # The number of errors in the files.
    file_errors: int
    # The IDs of those whose items alone are on the page; empty: everybody's.
    owners: tuple[str, ...] = ()
    # False for what fits on a screen.
    whole: bool = True
    # True if `pap overdue` and `pap next` are about one person unless they are told otherwise.
    personal: bool = False

    kind: str = "status"

    @property
    def kpis(self) -> list[KpiStatus]:
        """Every KPI that is rated, worst first."""
        return sorted((status for status in self.now.kpis if status.rating is not Rating.GREY), key=kpis.worst_first)

    def facts(self) -> Mapping[str, object]:
        """Return each plan with its headline and all items of the page."""
        before = {plan.plan.id: plan for plan in self.before.plans}
        lists = {
            "overdue": _by_plan(overdue_now(self.now)),
            "at_risk": _by_plan(risks.at_risk_now(self.now)),
            "due_soon": _by_plan(due_soon(self.now)),
            "evidence_due_soon": _by_plan(risks.evidence_due_soon(self.now)),
        }
        kpis_of = self._kpis_by_plan()
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.now.as_of.isoformat(),
            "compared_with": self.before.as_of.isoformat(),
            "verdict": verdict(self.now, self.before).text if self.now.plans else "",
            "faults": self.file_errors,
            **({"owners": list(self.owners)} if self.owners else {}),
            "rating_key": key_words(self.now.key, self.now.policy),
            "plans": [
                self._plan_facts(plan, before.get(plan.plan.id), lists, kpis_of[plan.plan.id])
                for plan in self.now.plans
            ],
        }

    def _kpis_by_plan(self) -> dict[str, list[object]]:
        """Return the rated KPIs of each plan and of the workspace, worst first; each is computed once."""
        found: dict[str, list[object]] = {plan.plan.id: [] for plan in self.now.plans}
        for one in self.kpis:
            facts = values(kpis.SUMMARY_FIELDS, one)
            if one.kpi.plan in found:
                found[one.kpi.plan].append(facts)
            elif one.kpi.plan is None:
                shared = Shared(facts) if len(found) > 1 else facts
                for listed in found.values():
                    listed.append(shared)
        return found

    def _plan_facts(
        self,
        plan: PlanStatus,
        earlier: PlanStatus | None,
        lists: Mapping[str, Mapping[str, list[MilestoneStatus]]],
        kpis: list[object],
    ) -> dict[str, object]:
        return {
            "id": plan.plan.id,
            "title": plan.plan.title,
            "organisation": plan.plan.header.organisation,
            "start": plan.plan.header.start.isoformat(),
            "rating": plan.rating.value,
            "rating_label": label_of(plan),
            "rating_key": key_facts(plan.key, self.now.policy),
            "rating_rule": plan.key.rated_by.value,
            "milestones": rating_counts(plan.milestones),
            "milestones_before": rating_counts(earlier.milestones) if earlier else None,
            "horizons": _by_horizon(plan),
            "horizons_before": _by_horizon(earlier) if earlier else {},
            "delivered": plan.progress.delivered,
            "on_time": plan.progress.on_time,
            "cancelled": plan.progress.cancelled,
            "unapproved": plan.progress.unapproved,
            "by_horizon": [progress_facts(group) for group in plan.by_horizon],
            "actions": action_counts(plan),
            **{
                name: [values(milestones.FIELDS, one) for one in found.get(plan.plan.id, ())]
                for name, found in lists.items()
            },
            "kpis": kpis,
            "gaps": [{"kind": gap.kind, "id": gap.id, "title": gap.title, "lacks": gap.lacks} for gap in plan.gaps],
            "statutory": [values(clocks.FIELDS, (plan, one)) for one in plan.clocks],
            "reviews": [
                values(reviews.FIELDS, one)
                for line in watchers.review_lines(plan)
                for one in (line.last, line.coming)
                if one is not None
            ],
            "expectations": [values(expectations.FIELDS, one) for one in plan.expectations],
            "disagreements": [disagreement_facts(one) for one in disagreements(plan, self.now.policy)],
            "concerns": [values(concerns.FIELDS, (plan, one)) for one in plan.concerns],
            "risks": [values(risk_columns.FIELDS, one) for one in sorted(plan.risks, key=risk_columns.worst_first)],
            "themes": [values(theme_columns.FIELDS, one) for one in by_theme(plan)],
        }

    def records(self) -> Records:
        """Return the headline, one row for each plan and horizon."""
        rows: list[tuple[object, ...]] = []
        for plan in self.now.plans:
            for group in plan.by_horizon:
                counts = count_ratings(group.milestones)
                rows.append(
                    (plan.plan.id, group.id, *(counts[one] for one in Rating), *group.progress.facts().values())
                )
        return Records(("plan", "horizon", *(one.value for one in Rating), *Progress.__struct_fields__), rows)

    def document(self) -> Document:
        """Return the page: what fits on a screen, or with `whole` all sections."""
        head = list(self._head())
        if not self.now.plans:
            empty = "No plan yet. To create one, run  pap init --example DIR"
            head.append(Paragraph("No plan could be read." if self.file_errors else empty))
            if not self.kpis:
                return Document("", tuple(head))
        if self.whole:
            return Document("", tuple(_for_owners(block, self.owners) for block in (*head, *self._sections())))
        short_page = short.Shortly(
            now=self.now,
            before=self.before,
            late=overdue_now(self.now),
            at_risk=risks.at_risk_now(self.now),
            coming=due_soon(self.now),
            kpis=short.worst_kpis(self.kpis),
            owners=self.owners,
            personal=self.personal,
        )
        first, *others = (Document("", (*head, *blocks)) for blocks in short_page.pages())
        return replace(first, shorter=tuple(others))

    def _head(self) -> Iterator[Block]:
        if self.file_errors:
            yield Paragraph(f"{notice(self.file_errors)}: run  pap check", Tone.RED)
        plans = self.now.plans
        if len(plans) == 1:
            yield from (page if self.whole else short).masthead(plans[0])
        elif plans:
            yield Heading(f"{len(plans)} plans", level=1, aside=f"as of {show_date(self.now.as_of)}")
        if self.owners:
            yield Paragraph(_whose(self.owners), Tone.MUTED)

    def _sections(self) -> Iterator[Block]:
        plans = self.now.plans
        several = len(plans) > 1
        if plans:
            yield from page.headline(self.now, self.before)
            yield from [] if several or self.owners else themes.themes(plans[0])
            yield from page.overdue(overdue_now(self.now), several=several)
        yield from risks.apart(self.now)
        yield from risks.disagreeing(self.now)
        yield from risks.at_risk(risks.at_risk_now(self.now), self.now, several=several)
        yield from page.due_soon(due_soon(self.now), self.now, several=several)
        yield from risks.evidence(risks.evidence_due_soon(self.now), self.now, several=several)
        yield from page.kpis(self.kpis, self.now, several=several)
        yield from page.gaps(plans)
        yield from watchers.clocks(plans)
        yield from watchers.reviews(plans)
        yield from watchers.expectations(plans)
        yield from watchers.concerns(plans)
        yield from watchers.risks(plans)
        yield from printed_key(self.now)


def _whose(owners: Sequence[str]) -> str:
    named = [id for id in owners if id != NOBODY]
    parts = [f"what {' or '.join(named)} owns or leads"] if named else []
    only = " and ".join([*parts, *(["what has no owner"] if NOBODY in owners else [])])
    return f"Only {only}. Reviews and statutory clocks have no owner and are left out."


def _for_owners(block: Block, owners: Sequence[str]) -> Block:
    """Return a table with the command below it for these owners, if it takes any."""
    if not owners or not isinstance(block, Table) or not any(f"pap {name}" in block.more for name in _TAKE_OWNERS):
        return block
    return replace(block, more=f"{block.more} --owner {','.join(owners)}")


_TAKE_OWNERS = ("milestones", "kpis", "risks")


def overdue_now(now: Assessment) -> list[MilestoneStatus]:
    """Return the overdue milestones, the longest overdue first."""
    late = [status for status in now.milestones if status.schedule.days_overdue]
    return sorted(late, key=lambda status: (-status.schedule.days_overdue, natural(status.id)))


def due_soon(now: Assessment) -> list[MilestoneStatus]:
    """Return the open milestones due within the policy's due-soon, the nearest first."""
    limit = now.policy.soon(now.as_of)
    coming = [
        status
        for status in now.milestones
        if status.schedule.state.open and now.as_of <= status.schedule.due.day <= limit
    ]
    return sorted(coming, key=lambda status: (status.schedule.due.day, natural(status.id)))


def progress_facts(group: GroupStatus) -> dict[str, object]:
    """Return the counts of a group of milestones for programs."""
    return {
        "id": group.id,
        "rating": group.rating.value,
        "rating_label": label_of(group),
        **group.progress.facts(),
    }


def action_counts(plan: PlanStatus) -> dict[str, int]:
    """Return the number of actions in each state, for programs."""
    counts = Counter(action.state for action in plan.actions)
    return {state.value: counts[state] for state in State}


def _by_horizon(plan: PlanStatus) -> dict[str, dict[str, int]]:
    return {group.id: rating_counts(group.milestones) for group in plan.by_horizon}


def _by_plan(statuses: Iterable[MilestoneStatus]) -> dict[str, list[MilestoneStatus]]:
    found: dict[str, list[MilestoneStatus]] = {}
    for status in statuses:
        found.setdefault(status.schedule.plan, []).append(status)
    return found


def build(
    now: Assessment,
    before: Callable[[], Assessment],
    file_errors: int,
    selection: Selection = ALL,
    *,
    whole: bool = True,
    personal: bool = False,
) -> StatusView:
    """Return the status of a portfolio, compared with an earlier assessment; of the selected owners only.

    It has all sections, or if it is not `whole`, what fits on a screen.  `personal` is that of the view.
    """
    earlier = before()
    if selection.owner:
        now, earlier = (of_people(one, selection.takes_people) for one in (now, earlier))
    owners = tuple(sorted(selection.owner, key=natural))
    return StatusView(now=now, before=earlier, file_errors=file_errors, owners=owners, whole=whole, personal=personal)
