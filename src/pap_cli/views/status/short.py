"""The status on one screen: a verdict, the worst of each kind, what comes next, and the commands that show the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.reviews import ExpectationState
from pap_cli.assess.disagreements import disagreements
from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings, live
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.themes import by_theme
from pap_cli.columns import kpis as kpi_columns
from pap_cli.columns import risks as risk_columns
from pap_cli.columns.field import Field, pick, table
from pap_cli.columns.milestones import FIELDS
from pap_cli.document import Block, Cell, Facts, Tone
from pap_cli.model.order import natural
from pap_cli.model.rating import Rating
from pap_cli.views.status import page, risks, watchers
from pap_cli.wording.cells import called, count_words, in_days, rating_cell
from pap_cli.wording.reasons import why
from pap_cli.wording.verdict import verdict

_MILESTONES = pick("id plan title due rating owner", owner=1)
_KPIS = pick("rating id plan name value target change period age_days", name=9, target=8, change=7, age_days=3)
ALL = "pap status --all"


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
        if self.kpis:
            columns = page.columns_of(_KPIS, several=self.several)
            yield table(_KPI_FIELDS, self.kpis[: rows.kpis], columns)

    def lines(self) -> Iterator[tuple[str, Cell]]:
        """Yield a line for each list behind the page, with its command."""
        now = self.now
        yield "Milestones", Cell(_counts(now))
        due = [f"{len(self.late):,} late: {self._command('pap overdue')}"] if self.late else []
        if self.coming:
            due.append(f"{len(self.coming):,} due within {now.policy.due_soon}: {self._command('pap next')}")
        if due:
            yield "Due", Cell("; ".join(due))
        poor = count_ratings(now.milestones)
        if poor[Rating.RED] or poor[Rating.AMBER]:
            words = [f"{poor[one]} {called(now.key, one)}" for one in (Rating.RED, Rating.AMBER) if poor[one]]
            yield "Red, amber", self._line(", ".join(words), risks.COMMAND)
        if any(one.rating is not Rating.GREY for one in now.kpis):
            yield "KPIs", self._line(_kpi_counts(now), "pap kpis")
        yield from self._others()
        yield "More", Cell("pap status --all; what the ratings mean: pap key", Tone.MUTED)

    def _line(self, words: str, command: str) -> Cell:
        """Return what there is, and the command that lists it."""
        return Cell(f"{words}: {self._command(command)}")

    def _command(self, command: str) -> str:
        """Return a command, for the same owners if it takes any."""
        return f"{command} --owner {','.join(self.owners)}" if self.owners and "check" not in command else command

    def _others(self) -> Iterator[tuple[str, Cell]]:
        now = self.now
        evidence = risks.evidence_due_soon(now)
        missing = sum(1 for one in now.milestones if one.schedule.evidence_late(now.as_of))
        if evidence or missing:
            parts = [f"{missing} late" if missing else "", f"{len(evidence)} due soon" if evidence else ""]
            yield (
                "Evidence",
                self._line(", ".join(filter(None, parts)), "pap milestones --state delivered"),
            )
        if not self.owners:
            yield from self._oversight()
        if found := [one for plan in now.plans for one in plan.risks if one.open]:
            worst = sorted(found, key=risk_columns.worst_first)[0]
            yield (
                "Open risks",
                self._line(f"{len(found)}, the worst {worst.id}: {worst.risk.title}", "pap risks --open"),
            )
        if any(by_theme(plan) for plan in now.plans) and not self.owners:
            yield "Themes", self._line(f"{sum(len(plan.plan.themes) for plan in now.plans)}", "pap themes")
        if doubts := [one for plan in now.plans for one in disagreements(plan, now.policy)]:
            words = f"{len(doubts)} unlike the computed rating"
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
                parts.insert(0, f"next {first.plan.plan.body_title(first.review.body)} {coming[0].coming.due}")
            yield "Reviews", self._line(", ".join(parts), "pap reviews")
        open_ones = [one for plan in plans for one in plan.expectations if one.state in watchers.WORST_FIRST]
        if items := {(one.plan, one.item) for one in open_ones}:
            bad = {(one.plan, one.item) for one in open_ones if one.state is not ExpectationState.OPEN}
            words = f"{len(items)}{f', {len(bad)} at risk or missed' if bad else ''}"
            yield "Expected", self._line(words, ALL)
        if concerns := [one for plan in plans for one in plan.concerns]:
            bare = sum(1 for one in concerns if not one.answered_by)
            yield "Concerns", self._line(f"{len(concerns)} open{f', {bare} not answered' if bare else ''}", ALL)
        if gaps := [one for plan in plans for one in plan.gaps]:
            yield "Not covered", self._line(_gap_counts([gap.kind for gap in gaps]), ALL)
        clocks = [one for plan in plans for one in plan.clocks if one.state is not ClockState.MET]
        if clocks:
            yield "Statutory", self._line(f"{len(clocks)} running, missed or met late", ALL)


def _next_due(line: watchers.ReviewLine) -> tuple[date, object]:
    return (line.coming.due.day if line.coming else date.max, natural(line.review.id))


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
        "owner": FIELDS["owner"].showing(lambda one: Cell(", ".join(one.schedule.owners) or "no owner")),
    }


# The IDs of KPIs are words, so their titles are the first to go.
_KPI_FIELDS = {**page.KPI_FIELDS, "name": replace(kpi_columns.FIELDS["title"], name="name")}


def worst_kpis(rated: Sequence[KpiStatus]) -> list[KpiStatus]:
    """Return the KPIs that are red or amber or have got worse: those that have got worse first."""

    def worse(one: KpiStatus) -> bool:
        return one.telling is not None and one.telling.concern

    poor = [one for one in rated if worse(one) or one.rating in (Rating.RED, Rating.AMBER)]
    return sorted(poor, key=lambda one: (not worse(one), kpi_columns.worst_first(one)))
