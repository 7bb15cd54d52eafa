"""The status on one screen: a verdict, the worst of each kind, what comes next, and the commands that show the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from unicodedata import east_asian_width

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.reviews import ExpectationState
from pap_cli.assess.disagreements import disagreements
from pap_cli.assess.due import coming, late
from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings, live
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.themes import by_theme
from pap_cli.cell import Cell, Tone
from pap_cli.columns import kpis as kpi_columns
from pap_cli.columns.field import Field, pick, table
from pap_cli.columns.milestones import FIELDS
from pap_cli.document import Block, Facts
from pap_cli.model.order import natural
from pap_cli.model.rating import Rating
from pap_cli.views.status import page, risks, watchers
from pap_cli.wording.cells import called, count_words, in_days, rating_cell
from pap_cli.wording.due import kinds_of
from pap_cli.wording.reasons import why
from pap_cli.wording.verdict import verdict

_MILESTONES = pick("id plan title due rating owner", owner=1)
_KPIS = pick("rating id plan name value target change period owner age_days", name=9, target=5, change=4, age_days=8)
ALL = "pap status --all"
# The most plans to name, and the longest name in a line.
_PLANS, _LONGEST = 5, 30
# The longest title of a plan and of its organisation, in the cells of a terminal: each takes one line of 80.
_TITLE, _ORGANISATION = 76, 36


class Rows(Struct, frozen=True):
    """How many rows each kind may have at most."""

    late: int
    at_risk: int
    coming: int
    kpis: int


# From the longest page to the shortest: a screen shows the first that fits.
ROWS = (
    Rows(9, 6, 5, 6),
    Rows(7, 5, 4, 5),
    Rows(6, 4, 3, 4),
    Rows(5, 3, 3, 4),
    Rows(4, 3, 2, 3),
    Rows(3, 2, 2, 3),
    Rows(3, 2, 1, 3),
    Rows(3, 1, 1, 2),
    Rows(2, 1, 1, 2),
    Rows(1, 1, 1, 2),
    Rows(1, 1, 1, 1),
    Rows(1, 1, 0, 1),
    Rows(1, 0, 0, 1),
    Rows(1, 0, 0, 0),
)


class Shortly(Struct, frozen=True, kw_only=True):
    """What is on the page, before it is cut."""

    now: Assessment
    before: Assessment
    late: Sequence[MilestoneStatus]
    at_risk: Sequence[MilestoneStatus]
    coming: Sequence[MilestoneStatus]
    kpis: Sequence[KpiStatus]
    # Those whose items alone are on the page; none: everybody's.
    owners: tuple[str, ...]
    personal: bool

    @property
    def several(self) -> bool:
        """True if there are several plans."""
        return len(self.now.plans) > 1

    def pages(self) -> Iterator[list[Block]]:
        """Yield the page with fewer and fewer rows; the verdict and the lines below are the same on each."""
        first, last = verdict(self.now, self.before), Facts(tuple(self.lines()))
        for rows in ROWS:
            yield [first, *self._tables(rows), last]

    def _tables(self, rows: Rows) -> Iterator[Block]:
        risky = self.at_risk[: rows.at_risk]
        shown = set(map(id, risky))
        coming = [one for one in self.coming[: rows.at_risk + rows.coming] if id(one) not in shown][: rows.coming]
        if chosen := [*self.late[: rows.late], *risky, *coming]:
            columns = page.columns_of(_MILESTONES, several=self.several)
            yield table(_milestone_fields(self.now), chosen, columns)
        if rows.kpis and self.kpis:
            columns = page.columns_of(_KPIS, several=self.several)
            yield table(_KPI_FIELDS, self.kpis[: rows.kpis], columns)

    def lines(self) -> Iterator[tuple[str, Cell]]:
        """Yield a line for each list behind the page, with its command."""
        now = self.now
        if self.several:
            yield "Plans", Cell(_plan_counts(now.plans))
        if now.plans:
            yield "Milestones", Cell(_counts(now))
        yield from self._due()
        poor = count_ratings(now.milestones)
        if poor[Rating.RED] or poor[Rating.AMBER]:
            words = [f"{poor[one]} {called(now.key, one)}" for one in (Rating.RED, Rating.AMBER) if poor[one]]
            yield "Red, amber", self._line(", ".join(words), risks.COMMAND)
        if any(one.rating is not Rating.GREY for one in now.kpis):
            yield "KPIs", self._line(_kpi_counts(now), "pap kpis")
        yield from self._others()
        yield "More", Cell(f"{self._command(ALL)}; what the ratings mean: pap key", Tone.MUTED)

    def _due(self) -> Iterator[tuple[str, Cell]]:
        """Yield what `pap overdue` lists and what `pap next` lists, or the first that will be due."""
        everyone = " --owner everyone" if self.personal and not self.owners else ""
        if found := late(self.now):
            yield "Overdue", self._line(", ".join(kinds_of(found)), f"pap overdue{everyone}")
        after = coming(self.now)
        if not after:
            return
        limit, within = self.now.policy.soon(self.now.as_of), self.now.policy.due_soon
        soon = [one for one in after if one.due.day <= limit]
        first = f"{after[0].plan}:{after[0].id}" if self.several else after[0].id
        words = f"{', '.join(kinds_of(soon))} within {within}" if soon else f"{first} on {after[0].due}"
        yield "Next", self._line(words, f"pap next{everyone}")

    def _line(self, words: str, command: str) -> Cell:
        """Return what there is, and the command that lists it."""
        return Cell(f"{words}: {self._command(command)}")

    def _whole(self, words: str) -> Cell:
        """Return what there is, and the command of the whole page."""
        return self._line(words, ALL)

    def _command(self, command: str) -> str:
        """Return a command, for the same owners if it takes any."""
        return f"{command} --owner {','.join(self.owners)}" if self.owners and "pap check" not in command else command

    def _others(self) -> Iterator[tuple[str, Cell]]:
        now = self.now
        yield from self._oversight()
        if found := watchers.open_risks(now.plans):
            words = f"{watchers.level_counts(found)}; first {found[0].id}: {cut(found[0].risk.title, _LONGEST // 2)}"
            yield "Open risks", self._line(words, "pap risks --open")
        if any(by_theme(plan) for plan in now.plans) and not self.owners:
            yield "Themes", self._line(f"{sum(len(plan.plan.themes) for plan in now.plans)}", "pap themes")
        if doubts := [one for plan in now.plans for one in disagreements(plan, now.policy)]:
            words = f"{len(doubts)} not as computed"
            yield "Judgements", self._line(words, "pap check --select judgement-disagrees")

    def _oversight(self) -> Iterator[tuple[str, Cell]]:
        plans = self.now.plans
        reviews = [line for plan in plans for line in watchers.review_lines(plan)]
        coming = sorted((line for line in reviews if line.coming), key=_next_due)
        missed = sum(line.missed for line in reviews)
        if coming or missed:
            parts = [f"{missed} missed"] if missed else []
            if coming and coming[0].coming is not None:
                first = coming[0]
                body = cut(first.plan.plan.body_title(first.review.body))
                parts.insert(0, f"next {body} {coming[0].coming.due}")
            yield "Reviews", self._line(", ".join(parts), "pap reviews")
        open_ones = [one for plan in plans for one in plan.expectations if one.state in watchers.WORST_FIRST]
        if items := {(one.plan, one.item) for one in open_ones}:
            bad = {(one.plan, one.item) for one in open_ones if one.state is not ExpectationState.OPEN}
            words = f"{len(items)}{f', {len(bad)} at risk or missed' if bad else ''}"
            yield "Expected", self._whole(words)
        if concerns := [one for plan in plans for one in plan.concerns]:
            bare = sum(1 for one in concerns if not one.answered_by)
            yield "Concerns", self._whole(f"{len(concerns)} open{f', {bare} not answered' if bare else ''}")
        if gaps := [one for plan in plans for one in plan.gaps]:
            yield "Not covered", self._whole(_gap_counts([gap.kind for gap in gaps]))
        clocks = Counter(one.state for plan in plans for one in plan.clocks)
        # those that were missed are in the line of what is overdue
        states = [one for one in (ClockState.RUNNING, ClockState.MET_LATE) if clocks[one]]
        if states:
            words = ", ".join(f"{clocks[one]} {one.value.replace('-', ' ')}" for one in states)
            yield "Statutory", self._whole(words)


def _next_due(line: watchers.ReviewLine) -> tuple[date, object]:
    return (line.coming.due.day if line.coming else date.max, natural(line.review.id))


def cut(name: str, longest: int = _LONGEST) -> str:
    """Return a name, cut with an ellipsis if it is wider than so many cells."""
    room = longest
    for at, character in enumerate(name):
        room -= 2 if east_asian_width(character) in "WF" else 1
        if room < 0:
            return f"{name[: at - 1].rstrip()}…"
    return name


def masthead(plan: PlanStatus) -> list[Block]:
    """Return the head of the whole page with names that take a line each."""
    header = plan.plan.header
    organisation = cut(header.organisation, _ORGANISATION) if header.organisation else None
    short = replace(header, title=cut(header.title, _TITLE), organisation=organisation)
    return page.masthead(replace(plan, plan=replace(plan.plan, header=short)))


def _first(owners: Sequence[str]) -> str:
    """Return the first owner and how many others there are, `head +2`."""
    return f"{owners[0]} +{len(owners) - 1}" if len(owners) > 1 else "".join(owners) or "no owner"


def _plan_counts(plans: Sequence[PlanStatus]) -> str:
    """Return how many plans there are, and the worst of them: `8: red p1, p2; green p3`."""
    by_rating: dict[str, list[str]] = {}
    for plan in sorted(plans, key=lambda one: (one.rating.rank, natural(one.plan.id)))[:_PLANS]:
        by_rating.setdefault(called(plan.key, plan.rating), []).append(cut(plan.plan.id))
    words = "; ".join(f"{label} {', '.join(ids)}" for label, ids in by_rating.items())
    more = f"; and {len(plans) - _PLANS:,} more" if len(plans) > _PLANS else ""
    return f"{len(plans):,}: {words}{more}"


def _gap_counts(kinds: Sequence[str]) -> str:
    counts = Counter(kinds)
    return ", ".join(count_words(counts[kind], kind) for kind in dict.fromkeys(kinds))


def _counts(now: Assessment) -> str:
    """Return the counts of the milestones by rating, and how many are delivered."""
    counted = live(now.milestones)
    counts = count_ratings(counted)
    parts = [f"{counts[one]:,} {called(now.key, one)}" for one in Rating if counts[one]]
    done = sum(1 for one in counted if one.schedule.state.done)
    delivered = f"; {done:,} delivered" if done else ""
    return f"{len(counted):,}{': ' if parts else ''}{', '.join(parts)}{delivered}"


def _kpi_counts(now: Assessment) -> str:
    counts = Counter(one.rating for one in now.kpis)
    key = now.kpi_key
    parts = [f"{counts[one]} {called(key, one)}" for one in Rating if counts[one] and one is not Rating.GREY]
    grey = called(key, Rating.GREY) if key.grey.label else "not rated"
    return ", ".join([*parts, *([f"{counts[Rating.GREY]} {grey}"] if counts[Rating.GREY] else [])])


def _milestone_fields(now: Assessment) -> Mapping[str, Field[MilestoneStatus]]:
    """Return the fields of milestones, with why a milestone is on the page beside its rating."""

    def rated(one: MilestoneStatus) -> Cell:
        schedule = one.schedule
        if schedule.days_overdue:
            return rating_cell(one, f"{count_words(schedule.days_overdue, 'day')} late")
        if one.rating in (Rating.RED, Rating.AMBER):
            return rating_cell(one, why(one, now.as_of))
        days = in_days(schedule.due.day, now.as_of)
        return rating_cell(one, f"due {days}" if schedule.due.day == now.as_of else f"due in {days}")

    return {
        **FIELDS,
        "rating": FIELDS["rating"].showing(rated, title="Rating and why", flexible=True),
        "owner": FIELDS["owner"].showing(lambda one: Cell(_first(one.schedule.owners))),
    }


# The IDs of KPIs are words, so their titles are the first to go.
_KPI_FIELDS = {**page.KPI_FIELDS, "name": replace(kpi_columns.FIELDS["title"], name="name")}


def worst_kpis(rated: Sequence[KpiStatus]) -> list[KpiStatus]:
    """Return the KPIs that are red or amber or have got worse: those that have got worse first."""

    def worse(one: KpiStatus) -> bool:
        return one.telling is not None and one.telling.concern

    poor = [one for one in rated if worse(one) or one.rating in (Rating.RED, Rating.AMBER)]
    return sorted(poor, key=lambda one: (not worse(one), kpi_columns.worst_first(one)))
