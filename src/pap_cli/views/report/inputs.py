"""Input for every report section: a plan on two dates, its history, the audience and the author's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct, field

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.changes.change import ItemChange
from pap_cli.assess.changes.items import changes_of
from pap_cli.assess.changes.movement import Held, Movement
from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.judged import Judged
from pap_cli.assess.deadlines.reviews import Expectation, Occurrence
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.impact import Impact, impacts
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.risks import RiskMoves, risk_moves
from pap_cli.columns.kpis import worst_first
from pap_cli.columns.risks import worst_first as risks_worst_first
from pap_cli.document import Narrative, Paragraph
from pap_cli.model.config import Policy
from pap_cli.model.decisions import Note
from pap_cli.model.known_on import KnownOn
from pap_cli.model.order import natural
from pap_cli.model.oversight import Concern, Meeting
from pap_cli.model.rating import Rating
from pap_cli.model.report import Appendix, Audience, Section
from pap_cli.model.steps import answered
from pap_cli.views.lists.slippage import Against
from pap_cli.views.report import sentences
from pap_cli.wording import spoken
from pap_cli.wording.reading import note_sentence

# Longest title in a clause, in characters.
_CLIPPED = 64


class Inputs(Struct, frozen=True, kw_only=True, dict=True):
    """Input for every section of one report.

    Use `person` and `note` for names and notes: they return "" if the audience must not see them.
    """

    audience: Audience
    movement: Movement
    # The plan at the ends of past quarters, oldest first.
    quarters: tuple[PlanStatus, ...]
    policy: Policy
    # The first sentence: what is late, what of it is new, and which KPIs got worse.
    verdict: Paragraph
    narrative: Narrative = field(default_factory=Narrative)
    # Number of errors in the files: items with errors may be missing.
    file_errors: int = 0
    # The commit whose files count, with --known-on.
    known_on: KnownOn | None = None
    # The commit that the plan of the last report was read from, with --known.
    compared_on: KnownOn | None = None
    # The baseline that slippage is compared with; without it, the first due dates.
    against: Against | None = None

    @property
    def now(self) -> PlanStatus:
        """The plan on the report date."""
        return self.movement.now

    @property
    def as_of(self) -> date:
        """The report date."""
        return self.now.as_of

    @property
    def since(self) -> date:
        """The date of the last report."""
        return self.movement.since

    @property
    def since_words(self) -> str:
        """The date of the last report in a sentence."""
        return sentences.day(self.since, self.as_of)

    @cached_property
    def changes(self) -> list[ItemChange]:
        """What changed since the last report, as `pap diff` lists it."""
        return changes_of(self.movement)

    @cached_property
    def live(self) -> tuple[MilestoneStatus, ...]:
        """The milestones that are not cancelled."""
        return tuple(one for one in self.now.milestones if one.schedule.state is not State.CANCELLED)

    @property
    def cancelled(self) -> int:
        """The number of cancelled milestones."""
        return self.now.progress.cancelled

    @cached_property
    def overdue(self) -> tuple[MilestoneStatus, ...]:
        """The overdue milestones, the longest overdue first."""
        found = (*self.movement.still_late, *self.movement.newly_late)
        return tuple(sorted(found, key=lambda one: (-one.schedule.days_overdue, natural(one.id))))

    @cached_property
    def at_risk(self) -> tuple[MilestoneStatus, ...]:
        """The milestones that are red or amber but not overdue, the red ones first, then by due date."""
        found = (
            one
            for one in self.now.milestones
            if one.rating in (Rating.RED, Rating.AMBER) and not one.schedule.days_overdue
        )
        return tuple(sorted(found, key=lambda one: (one.rating.rank, one.schedule.due.day, natural(one.id))))

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The IDs of the plan's bodies that the report is for."""
        return tuple(id for id in dict.fromkeys(self.audience.bodies) if id in self.now.plan.body_titles)

    def body(self, id: str | None) -> str:
        """Return the title of a body; the ID of an unknown body, if the audience may see names and notes."""
        unknown = (id or "") if self.audience.shows_owners and self.audience.shows_notes else ""
        return self.now.plan.body_titles.get(id or "", unknown)

    def answering(self, concern: Concern) -> tuple[str, ...]:
        """Return the actions and milestones of the plan that address a concern."""
        return tuple(sorted((id for id in concern.answered_by if id in self._work), key=natural))

    @cached_property
    def _work(self) -> frozenset[str]:
        return frozenset([*(one.id for one in self.now.actions), *(one.id for one in self.now.milestones)])

    @property
    def has_appendix(self) -> bool:
        """Return True if the report has an appendix."""
        return Section.APPENDIX in self.audience.sections and self.audience.appendix is not Appendix.NONE

    @property
    def has_full_appendix(self) -> bool:
        """Return True if the report has an appendix with everything."""
        return self.has_appendix and self.audience.appendix is Appendix.FULL

    def in_appendix(self, text: str) -> str:
        """Return a text that refers to the appendix, if the report has one."""
        return text if self.has_appendix else ""

    def people(self, ids: Iterable[str]) -> str:
        """Return the titles of posts, each with the name of the person; "" if the audience must not see them."""
        return "; ".join(filter(None, map(self._with_name, ids)))

    def _with_name(self, id: str) -> str:
        owner = self.now.plan.owners_by_id.get(id)
        name = f" ({owner.name})" if owner is not None and owner.name and self.audience.shows_owners else ""
        return self.person(id) + name

    def person(self, id: str | None) -> str:
        """Return the title of a post, or a name; "" if the audience must not see it."""
        if id is None or not self.audience.shows_owners:
            return ""
        return self.now.plan.owner_titles.get(id, id)

    def body_or_person(self, id: str | None) -> str:
        """Return the title of a body, or else of a person as `person` does."""
        return self.body(id) if id in self.now.plan.body_titles else self.person(id)

    def remarks(self, notes: Iterable[Note], most: int = 3) -> list[str]:
        """Return notes as sentences with author and date, the newest first; none if the audience must not see them."""
        known = self.latest(notes)
        found = [self._remark(one) for one in known[:most]]
        return [*found, f"{len(known) - most:,} earlier"] if len(known) > most else found

    def latest(self, notes: Iterable[Note]) -> list[Note]:
        """Return the notes that may be in the report, the newest first, those without a date last."""
        known = [one for one in notes if self.audience.shows_notes and (not one.on or self.known(one.by, one.on.day))]
        return sorted(known, key=lambda one: one.on.day if one.on else date.min, reverse=True)

    def _remark(self, note: Note) -> str:
        author = self.body_or_person(note.by)
        when = spoken.due(note.on) if note.on is not None else ""
        signed = ", ".join(part for part in (author, when) if part)
        return sentences.title(note.text.strip()) + (f" ({signed})" if signed else "")

    def remarks_on(self, noun: str, items: Iterable[tuple[str, Iterable[Note]]], most: int = 3) -> list[str]:
        """Return a line for each item that has notes: its ID, with the noun if that is a number, then its notes."""
        return [
            f"{sentences.capital(sentences.named(noun, [id]))}: {'; '.join(found)}"
            for id, notes in items
            if (found := self.remarks(notes, most))
        ]

    def status(self, one: Judged) -> str:
        """Return the status of a judgement; "" for words of its author if the audience must not see notes."""
        return (one.judgement.status or "") if one.meaning is not None else self.note(one.judgement.status)

    def note(self, text: str | None) -> str:
        """Return a note, a reason or an outcome; "" if the audience must not see it."""
        return text or "" if self.audience.shows_notes else ""

    def figure_note(self, status: KpiStatus) -> str:
        """Return the note on the latest figure of a KPI as a sentence; that there is one, if it must not be shown."""
        sentence = note_sentence(status)
        return sentence if self.audience.shows_notes or not sentence else "There is a note on this figure."

    def kpi(self, status: KpiStatus) -> str:
        """Return the title of a KPI in a sentence about a change, with the note on its latest figure."""
        title, note = sentences.title(status.kpi.title), status.figure_note
        if not note:
            return title
        return f"{title} (note: {note})" if self.audience.shows_notes else f"{title} (with a note on the figure)"

    @cached_property
    def recommendations(self) -> tuple[RecommendationStatus, ...]:
        """The recommendations: those made by the report's bodies, those with gaps, the worst, and then by ID."""
        return tuple(
            sorted(
                self.now.recommendations,
                key=lambda one: (
                    one.recommendation.made_by not in self.own,
                    bool(one.coverage.actions or one.coverage.own),
                    bool(one.coverage.progress.milestones),
                    one.rating.rank,
                    not one.recommendation.priority,
                    natural(one.id),
                ),
            )
        )

    @cached_property
    def ratings_before(self) -> dict[str, Rating]:
        """The rating of each recommendation on the date of the last report, by its ID."""
        return {one.id: one.rating for one in self.movement.before.recommendations}

    @cached_property
    def expectations(self) -> tuple[Expectation, ...]:
        """What bodies expect: the report's bodies first, then by date."""
        return tuple(sorted(self.now.expectations, key=lambda one: one.body not in self.own))

    @cached_property
    def concerns(self) -> tuple[Concern, ...]:
        """The open concerns, those of the report's bodies first."""
        return tuple(sorted(self.now.concerns, key=lambda one: one.by not in self.own))

    @cached_property
    def risk_moves(self) -> RiskMoves:
        """What became of the risks since the last report, the worst first; nothing if they must not be shown."""
        if not self.audience.shows_risks:
            return risk_moves((), ())
        return risk_moves(self.movement.before.risks, sorted(self.now.risks, key=risks_worst_first))

    @cached_property
    def impacts(self) -> tuple[Impact, ...]:
        """The KPIs of actions that have delivered, before and since."""
        return impacts(self.now)

    @cached_property
    def rated_kpis(self) -> tuple[KpiStatus, ...]:
        """The KPIs that have a rating, worst first."""
        return tuple(sorted((one for one in self.now.kpis if one.rating is not Rating.GREY), key=worst_first))

    def reviews_of(self, body: str) -> list[Occurrence]:
        """Return the occurrences of the reviews by a body, by due date."""
        return sorted((one for one in self.now.reviews if one.review.body == body), key=lambda one: one.due.day)

    def last_met(self, body: str) -> Meeting | None:
        """Return the last meeting of a body, of those whose day, month or quarter is known."""
        meetings = (meeting for review in self.now.plan.reviews if review.body == body for meeting in review.held)
        known = [(meeting.day, meeting) for meeting in meetings if meeting.day and self.known(body, meeting.since)]
        return max(known, key=lambda pair: pair[0])[1] if known else None

    def known(self, body: str | None, day: date | None) -> bool:
        """Return True if what a body did on a day may be in the report; nothing without a day.

        The meeting that the report is written for may be entered already, with its date and outcome.
        """
        return day is not None and (day < self.as_of or (day == self.as_of and body not in self.own))

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The meetings held since the last report, without the one that this report is written for."""
        return tuple(one for one in self.movement.held if self.known(one.review.body, one.meeting.since))

    def deadlines(self, state: ClockState) -> list[str]:
        """Return the statutory deadlines in a state, each as a clause."""
        return [
            f"{sentences.title(one.clock.title)}"
            f"{f', owed to {sentences.the(body)}' if (body := self.body(one.clock.to)) else ''}, "
            f"due {spoken.due_on(one.due)}"
            for one in self.now.clocks
            if one.state is state
        ]

    def where(self, statuses: Sequence[MilestoneStatus]) -> str:
        """Return a clause on what milestones have in common: one action, or for most one recommendation; or ""."""
        if len(statuses) < 2:
            return ""
        actions = {one.schedule.parent.id: one.schedule.action for one in statuses}
        action = statuses[0].schedule.action
        if len(actions) == 1 and action is not None:
            return f", {sentences.share(len(statuses), len(statuses))} in action {action.id} ({_short(action.title)})"
        titles = {one.id: one.recommendation.title for one in self.now.recommendations}
        counts = Counter(id for one in statuses for id in answered(one.schedule.parent) if id in titles)
        most = max(counts.values(), default=0)
        if most < 2 or 2 * most < len(statuses):
            return ""
        id = min((id for id, count in counts.items() if count == most), key=list(titles).index)
        return f", {sentences.share(most, len(statuses))} under recommendation {id} ({_short(titles[id])})"


def _short(title: str) -> str:
    return sentences.title(sentences.clipped(title, _CLIPPED))
