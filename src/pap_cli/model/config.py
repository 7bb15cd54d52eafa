"""The settings of a workspace: what counts as late, what fails a check, and on which day the report stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pap_cli.model.dates import Duration, quote
from pap_cli.model.place import Place
from pap_cli.model.plan import Horizon, about, placed
from pap_cli.model.working_days import TimeLimit, WorkingCalendar


class Against(StrEnum):
    """Which of a milestone's dates counts when it is called overdue."""

    APPROVED = "approved"
    FIRST = "first"


class Level(StrEnum):
    """How serious a rule is made, or that it is switched off."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a check fails on: more than `over` findings of a severity (or worse), or of rules, as in `overdue>3`."""

    word: str
    over: int = 0

    def __str__(self) -> str:
        return f"{self.word}>{self.over}" if self.over else self.word


_THRESHOLD = re.compile(r"([\w-]{1,80})(?:\s*(>=?)\s*(\d{1,9}))?", re.ASCII)


def parse_threshold(text: str) -> Threshold:
    """What a check fails on, as people write it: `error`, `kpi-stale`, `PAP2`, `overdue>3` or `overdue>=4`.

    Raises:
        ValueError: it is none of these.
    """
    found = _THRESHOLD.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{quote(text)} is nothing to fail on; write error, warning, a rule, or a count as overdue>3")
    over = int(found[3] or 0) - (found[2] == ">=")
    if over < 0:
        raise ValueError(f"{quote(text)} would fail on nothing at all; write {found[1]}>=1 or more")
    return Threshold(found[1], over)


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """Settings of every command."""

    as_of: date | None = field(
        default=None,
        metadata=about("The day every report stands at; the option --as-of and PAP_AS_OF come first.", key="as-of"),
    )
    place: Place | None = field(default=None, compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the rating key says, and how patient the rules are."""

    due_soon: TimeLimit = field(
        default=Duration(days=28),
        metadata=about(
            "A milestone not started this close to its date is amber; days, weeks, months or working days.",
            key="due-soon",
            example='"28 days"',
        ),
    )
    require_evidence: bool = field(
        default=True,
        metadata=about("Whether delivered is blue only once its evidence is accepted.", key="require-evidence"),
    )
    evidence_within: Duration = field(
        default=Duration(months=3),
        metadata=about("When evidence is due after delivery, where no date is written.", key="evidence-within"),
    )
    overdue_against: Against = field(
        default=Against.APPROVED,
        metadata=about(
            "approved: a milestone is overdue past its approved date; first: past its first date, extended or not.",
            key="overdue-against",
        ),
    )
    repeated_extensions: int = field(
        default=2, metadata=about("From how many approved extensions on a rule speaks up.", key="repeated-extensions")
    )
    review_grace: Duration = field(
        default=Duration(days=14),
        metadata=about("How long after its date a review may be held and not count as missed.", key="review-grace"),
    )
    revision_tolerance: float = field(
        default=2.0,
        metadata=about(
            "By how much of itself, in per cent, a figure may be revised unremarked.", key="revision-tolerance"
        ),
    )
    late_publication: Duration = field(
        default=Duration(days=31),
        metadata=about("How long past its usual lag a figure may be published unremarked.", key="late-publication"),
    )
    repeated_figures: int = field(
        default=4, metadata=about("From how many equal figures in a row on a rule speaks up.", key="repeated-figures")
    )
    stale_after: Duration = field(
        default=Duration(months=2),
        metadata=about("How long past its expected publication a figure may be before it is stale.", key="stale-after"),
    )
    calendar: WorkingCalendar = field(default=WorkingCalendar())
    """The working days that `[calendar]` asks for; of a policy made without settings, Monday to Friday."""
    place: Place | None = field(default=None, compare=False, repr=False, metadata=placed())

    def soon(self, as_of: date) -> date:
        """The last day that is due soon at a date."""
        return self.calendar.end_of(self.due_soon, as_of)


class Nation(StrEnum):
    """Whose bank holidays are no working days."""

    ENGLAND = "England"
    SCOTLAND = "Scotland"
    WALES = "Wales"
    NORTHERN_IRELAND = "Northern Ireland"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSettings:
    """Which days are working days: Monday to Friday, but for bank holidays."""

    working_days: Nation = field(
        default=Nation.ENGLAND,
        metadata=about("Whose bank holidays are no working days; none: nobody's.", key="working-days"),
    )
    closed: tuple[date, ...] = field(
        default=(),
        metadata=about("More days that do not count, such as those on which the offices are closed.", one_or_many=True),
    )
    open: tuple[date, ...] = field(
        default=(),
        metadata=about("Days that count although they are a bank holiday or at a weekend.", one_or_many=True),
    )
    place: Place | None = field(default=None, compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLevel:
    """How serious one rule is in this workspace."""

    SHORTHAND: ClassVar[str] = "level"

    rule: str = field(metadata=about("The rule's name or code."))
    level: Level = field(metadata=about("error, warning, note or off."))
    place: Place = field(compare=False, repr=False, metadata=placed())

    @property
    def of(self) -> str:
        """What it is about, in words."""
        return self.rule


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityPolicy:
    """How serious rules are for some items; what is not said here is asked of none, and the last that fits counts."""

    rule: tuple[str, ...] = field(
        metadata=about("The rules: names, codes, or the beginning of codes such as PAP2.", one_or_many=True)
    )
    level: Level = field(metadata=about("error, warning, note or off."))
    horizon: tuple[Horizon, ...] = field(
        default=(), metadata=about("Only what is about milestones of these horizons.", one_or_many=True)
    )
    body: tuple[str, ...] = field(
        default=(), metadata=about("Only what one of these bodies asked for, expects or holds.", one_or_many=True)
    )
    priority: bool | None = field(
        default=None, metadata=about("Only what answers a priority recommendation; false: only what does not.")
    )
    place: Place = field(compare=False, repr=False, metadata=placed())

    @property
    def of(self) -> str:
        """What it is about, in words: `milestone-overdue (horizon immediate, priority)`."""
        about = [f"horizon {horizon.value}" for horizon in self.horizon] + [f"body {body}" for body in self.body]
        if self.priority is not None:
            about.append("priority" if self.priority else "not priority")
        return f"{', '.join(self.rule)} ({', '.join(about)})" if about else ", ".join(self.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """Which rules are asked, and what fails."""

    fail_on: tuple[Threshold, ...] = field(
        default=(Threshold("error"),),
        metadata=about(
            "What makes it exit 1: a severity, a rule, a count such as overdue>3, or never.",
            key="fail-on",
            one_or_many=True,
        ),
    )
    select: tuple[str, ...] = field(
        default=(), metadata=about("Only these rules: names, codes, or the beginning of codes such as PAP2.")
    )
    ignore: tuple[str, ...] = field(default=(), metadata=about("Not these rules."))
    severity: tuple[RuleLevel, ...] = field(
        default=(), metadata=about("How serious a rule is, by its name.", keyed_by="rule")
    )
    policy: tuple[SeverityPolicy, ...] = field(
        default=(), metadata=about("How serious rules are for some items, by horizon, body or priority.")
    )
    place: Place | None = field(default=None, compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that `pap.toml`, or `[tool.pap]` in pyproject.toml, may say."""

    pap: General = field(default=General(), metadata=about("Settings of every command."))
    rating: Policy = field(default=Policy(), metadata=about("The rating key, and how patient the rules are."))
    calendar: CalendarSettings = field(
        default=CalendarSettings(), metadata=about("Which days are working days, in counts and in `pap check`.")
    )
    check: CheckSettings = field(default=CheckSettings(), metadata=about("What `pap check` asks and fails on."))
    place: Place | None = field(default=None, compare=False, repr=False, metadata=placed())
