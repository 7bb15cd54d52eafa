"""What is asked of somebody, as a page for whoever sends mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from pap_cli.assess.asked import Ask, Asked, FigureOwed, StepAsked
from pap_cli.cell import Tone
from pap_cli.document import SCHEMA_VERSION, Block, Document, Heading, Paragraph, Passage, Prose, Records, Run
from pap_cli.model.dates import full_date
from pap_cli.wording.asked import Group, counts, groups, owed_words, stands
from pap_cli.wording.cells import iso, label_of


class Digest(Struct, frozen=True, kw_only=True):
    """What is asked of the people of one or more posts on a day."""

    asked: Asked
    # Their IDs and titles, and those of the plans.
    owners: tuple[tuple[str, str], ...]
    plans: tuple[str, ...]
    # What was so on this day is left out.
    since: date | None = None
    kind: str = "digest"

    @property
    def title(self) -> str:
        """Whose it is."""
        return " and ".join(title for _, title in self.owners)

    def facts(self) -> Mapping[str, object]:
        """Return each milestone and figure for programs."""
        asked = self.asked
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": asked.as_of.isoformat(),
            "until": asked.until.isoformat(),
            "since": iso(self.since),
            "owners": [{"id": id, "title": title} for id, title in self.owners],
            "late": asked.late,
            "milestones": [_step_facts(one) for one in asked.steps],
            "figures": [_figure_facts(one) for one in asked.figures],
        }

    def records(self) -> Records:
        """Return a row for each milestone and each figure."""
        rows: list[tuple[object, ...]] = [
            (one.why.value, one.status.schedule.plan, one.status.id, _title(one), _due(one), _late(one), stands(one))
            for one in self.asked.steps
        ]
        rows += [
            (
                "figure late" if one.late else "figure due",
                one.status.kpi.plan,
                one.status.id,
                one.status.kpi.title,
                one.expected.isoformat(),
                (self.asked.as_of - one.expected).days if one.late else 0,
                owed_words(one),
            )
            for one in self.asked.figures
        ]
        return Records(("asked", "plan", "id", "title", "due", "days_late", "words"), rows)

    def document(self) -> Document:
        """Return a list for each reason, the most urgent first."""
        asked, day = self.asked, full_date(self.asked.as_of)
        new = f" that is new since {full_date(self.since)}" if self.since is not None else ""
        if asked.nothing:
            lead = f"Nothing{new} is late, or due by {full_date(asked.until)}, as of {day}."
        else:
            words = counts(asked)
            lead = f"{words[:1].upper()}{words[1:]}, as of {day}."
            lead = lead if self.since is None else f"New since {full_date(self.since)}: {words}, as of {day}."
        blocks: list[Block] = [Paragraph(lead, Tone.STRONG)]
        for group in groups(asked):
            blocks += _list(group)
        return Document(f"{self.title}: {', '.join(self.plans)}", tuple(blocks), as_of=asked.as_of)


def _list(group: Group) -> list[Block]:
    passages = [
        Passage((Run(f"{id} ", strong=True), Run(f"{title}: {words}")), "•") for id, title, words in group.lines
    ]
    return [Heading(group.heading), Prose(tuple(passages))]


def _title(one: StepAsked) -> str:
    return one.status.schedule.milestone.title


def _due(one: StepAsked) -> str | None:
    return iso(one.due)


def _late(one: StepAsked) -> int:
    return one.days or 0 if one.why in (Ask.LATE, Ask.EVIDENCE_LATE) else 0


def _step_facts(one: StepAsked) -> dict[str, object]:
    schedule = one.status.schedule
    return {
        "asked": one.why.value.replace(" ", "-"),
        "plan": schedule.plan,
        "id": one.status.id,
        "title": _title(one),
        "rating": one.status.rating.value,
        "rating_label": label_of(one.status),
        "state": schedule.state.value,
        "due": _due(one),
        "days_late": _late(one),
        "forecast": iso(schedule.forecast),
        "words": stands(one),
    }


def _figure_facts(one: FigureOwed) -> dict[str, object]:
    return {
        "plan": one.status.kpi.plan,
        "id": one.status.id,
        "title": one.status.kpi.title,
        "unit": one.status.kpi.unit,
        "period": one.period.written,
        "expected": one.expected.isoformat(),
        "late": one.late,
        "words": owed_words(one),
    }
