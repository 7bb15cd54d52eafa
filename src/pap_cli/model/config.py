"""The settings of a workspace: what counts as late, what fails a check, and on which day the report stands."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import Duration, quote
from pap_cli.model.entry import About, Entry
from pap_cli.model.items import Horizon
from pap_cli.model.place import Place
from pap_cli.model.working_days import TimeLimit, WorkingCalendar


class Against(StrEnum):
    """Which of a milestone's dates counts when it is called overdue."""

    APPROVED = "approved"
    FIRST = "first"


class RateAgainst(StrEnum):
    """Which day's target a KPI's latest figure is rated by."""

    PERIOD = "period"
    REPORT_DAY = "report-day"


class Judging(StrEnum):
    """What a person's judgement of an item is to its rating."""

    BESIDE = "beside"
    COUNT = "count"


class Level(StrEnum):
    """How serious a rule is made, or that it is switched off."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


class Threshold(Struct, frozen=True):
    """What a check fails on: more than `over` findings of a severity (or worse), or of rules, as in `overdue>3`."""

    word: str
    over: int = 0

    def __str__(self) -> str:
        return f"{self.word}>{self.over}" if self.over else self.word


THRESHOLD_FORM = "write error, warning, a rule name or overdue>3"
_THRESHOLD = re.compile(r"([\w-]{1,80})(?:\s*(>=?)\s*(\d{1,9}))?", re.ASCII)


def parse_threshold(text: str) -> Threshold:
    """Parse `error`, `kpi-stale`, `PAP2`, `overdue>3` or `overdue>=4`.

    Raises:
        BadValueError: if TEXT is not a threshold, or one that no check can pass.
    """
    found = _THRESHOLD.fullmatch(text.strip())
    if not found:
        raise BadValueError(f"{quote(text)} is not a severity, a rule or a count", THRESHOLD_FORM)
    over = int(found[3] or 0) - (found[2] == ">=")
    if over < 0:
        help = f"write {found[1]}>=1 or more"
        raise BadValueError(f"{quote(text)} always fails, even with no findings", help)
    return Threshold(found[1], over)


class General(Entry, frozen=True, kw_only=True):
    """Settings of every command."""

    as_of: Annotated[
        date | None, About("Default as-of date; the option --as-of and PAP_AS_OF take precedence.", key="as-of")
    ] = None
    place: Place | None = None


class Policy(Entry, frozen=True, kw_only=True):
    """Thresholds of ratings and rules."""

    due_soon: Annotated[
        TimeLimit,
        About(
            "A milestone that is not started this soon before it is due is amber; days, weeks, months or working days.",
            key="due-soon",
            example='"28 days"',
        ),
    ] = Duration(days=28)
    require_evidence: Annotated[
        bool, About("true if a delivered milestone is blue only once its evidence is accepted.", key="require-evidence")
    ] = True
    evidence_within: Annotated[
        Duration,
        About("Time for evidence after delivery, if evidence_due is missing.", key="evidence-within"),
    ] = Duration(months=3)
    approval_within: Annotated[
        Duration,
        About("Time for the approval of a delivery or its evidence, before it is a finding.", key="approval-within"),
    ] = Duration(months=3)
    overdue_against: Annotated[
        Against,
        About(
            "approved: a milestone is overdue after its due date; first: after its first due date, extended or not.",
            key="overdue-against",
        ),
    ] = Against.APPROVED
    rate_against: Annotated[
        RateAgainst,
        About(
            "period: a figure is rated by the target in force at the end of its period; report-day: by the one in "
            "force on the as-of date.",
            key="rate-against",
        ),
    ] = RateAgainst.PERIOD
    repeated_extensions: Annotated[
        int, About("The number of approved extensions that is a finding.", key="repeated-extensions")
    ] = 2
    review_grace: Annotated[
        Duration, About("How long after its due date a review does not count as missed.", key="review-grace")
    ] = Duration(days=14)
    risk_review: Annotated[
        Duration, About("How long nobody may look at an open risk before that is a finding.", key="risk-review")
    ] = Duration(months=6)
    revision_tolerance: Annotated[
        float,
        About("Largest revision of a figure, in percent, that is not a finding.", key="revision-tolerance"),
    ] = 2.0
    late_publication: Annotated[
        Duration,
        About("Longest delay of publication that is not a finding.", key="late-publication"),
    ] = Duration(days=31)
    repeated_figures: Annotated[
        int, About("The number of equal figures in a row that is a finding.", key="repeated-figures")
    ] = 4
    stale_after: Annotated[
        Duration,
        About("How long the next figure may be missing before the latest one is out of date.", key="stale-after"),
    ] = Duration(months=2)
    judgements: Annotated[
        Judging,
        About("beside: a judgement is shown beside the computed rating; count: it is the rating, with its reason."),
    ] = Judging.BESIDE
    judgement_valid: Annotated[
        Duration | None,
        About(
            "How long a judgement counts as a rating from its date; without it, until there is a newer one.",
            key="judgement-valid",
            example='"3 months"',
        ),
    ] = None
    judgement_by: Annotated[
        tuple[str, ...],
        About(
            "Whose judgements count as ratings: IDs of owners or bodies; without it, anybody's.",
            key="judgement-by",
            one_or_many=True,
        ),
    ] = ()
    # The working days that `[calendar]` asks for; of a policy made without settings, Monday to Friday.
    calendar: WorkingCalendar = WorkingCalendar()
    place: Place | None = None

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


class CalendarSettings(Entry, frozen=True, kw_only=True):
    """The working days: Monday to Friday, except bank holidays."""

    working_days: Annotated[
        Nation, About("The nation whose bank holidays do not count; none: all weekdays count.", key="working-days")
    ] = Nation.ENGLAND
    closed: Annotated[
        tuple[date, ...],
        About("More days that do not count, such as those on which the offices are closed.", one_or_many=True),
    ] = ()
    open: Annotated[tuple[date, ...], About("Bank holidays or weekend days that count.", one_or_many=True)] = ()
    place: Place | None = None


class RuleLevel(Entry, frozen=True, kw_only=True):
    """The severity of a rule in this workspace."""

    SHORTHAND: ClassVar[str] = "level"

    rule: Annotated[str, About("The rule's name or code.")]
    level: Annotated[Level, About("error, warning, note or off.")]
    place: Place

    @property
    def of(self) -> str:
        """What it is about, in words."""
        return self.rule


class SeverityPolicy(Entry, frozen=True, kw_only=True):
    """The severity of rules for some items. A key that is left out matches everything; the last match applies."""

    rule: Annotated[
        tuple[str, ...], About("The rules: names, codes, or the beginning of codes such as PAP2.", one_or_many=True)
    ]
    level: Annotated[Level, About("error, warning, note or off.")]
    horizon: Annotated[
        tuple[Horizon, ...], About("Only items with milestones in these time horizons.", one_or_many=True)
    ] = ()
    body: Annotated[
        tuple[str, ...],
        About("Limits the rule to what these bodies recommended, expect or review.", one_or_many=True),
    ] = ()
    priority: Annotated[
        bool | None, About("true: only items that answer a priority recommendation; false: only others.")
    ] = None
    place: Place

    @property
    def of(self) -> str:
        """What it is about, in words: `milestone-overdue (horizon immediate, priority)`."""
        about = [f"horizon {horizon.value}" for horizon in self.horizon] + [f"body {body}" for body in self.body]
        if self.priority is not None:
            about.append("priority" if self.priority else "not priority")
        return f"{', '.join(self.rule)} ({', '.join(about)})" if about else ", ".join(self.rule)


class CheckSettings(Entry, frozen=True, kw_only=True):
    """The rules that `pap check` applies, and what fails the check."""

    fail_on: Annotated[
        tuple[Threshold, ...],
        About(
            "What makes it exit 1: a severity, a rule, a count such as overdue>3, or never.",
            key="fail-on",
            one_or_many=True,
        ),
    ] = (Threshold("error"),)
    select: Annotated[
        tuple[str, ...],
        About("Only these rules: names, codes, or the beginning of codes such as PAP2.", one_or_many=True),
    ] = ()
    ignore: Annotated[tuple[str, ...], About("Not these rules.", one_or_many=True)] = ()
    severity: Annotated[tuple[RuleLevel, ...], About("The severity of rules, by name.", keyed_by="rule")] = ()
    policy: Annotated[
        tuple[SeverityPolicy, ...], About("The severity of rules for some items, by horizon, body or priority.")
    ] = ()
    place: Place | None = None


class Disclosure(Entry, frozen=True, kw_only=True):
    """Small numbers that are hidden with --suppress, and from some audiences."""

    suppress_below: Annotated[
        int,
        About(
            "Counts from 1 to below this number are hidden, and shares of them; 1 hides none.",
            key="suppress-below",
            minimum=1,
        ),
    ] = 5
    suppress_zero: Annotated[
        bool, About("true to hide counts of 0 too, and shares of 0% and 100%.", key="suppress-zero")
    ] = False
    round_to: Annotated[
        int,
        About(
            "Counts are rounded to a multiple of this number, and shares computed from the rounded counts.",
            key="round-to",
            minimum=1,
        ),
    ] = 1
    audiences: Annotated[
        tuple[str, ...],
        About("The audiences of `pap report` and `pap site` that small numbers are hidden from.", one_or_many=True),
    ] = ("public",)
    place: Place | None = None


class EditSettings(Entry, frozen=True, kw_only=True):
    """Settings of the commands that change files."""

    commit: Annotated[bool, About("true: make a git commit of the files that a command changed, as --commit does.")] = (
        False
    )
    place: Place | None = None


class HistorySettings(Entry, frozen=True, kw_only=True):
    """What `pap check --history` judges."""

    since: Annotated[
        str | None,
        About(
            "The day from which commits are judged, or the revision after which they are; without it, all after the "
            "first. `rev:NAME` is always a revision. --since takes precedence."
        ),
    ] = None
    grace: Annotated[
        Duration, About("How soon after a fact first appeared in a commit a change of it is only a correction.")
    ] = Duration(days=7)
    late_after: Annotated[Duration, About("How long after it happened a fact may be recorded.", key="late-after")] = (
        Duration(days=31)
    )
    signed: Annotated[bool, About("true: report commits without a signature, from the first commit that has one.")] = (
        False
    )
    place: Place | None = None


class Config(Entry, frozen=True, kw_only=True):
    """The settings in `pap.toml`, or in `[tool.pap]` in pyproject.toml."""

    pap: Annotated[General, About("Settings of every command.")] = General()
    rating: Annotated[Policy, About("Thresholds of ratings and rules.")] = Policy()
    calendar: Annotated[CalendarSettings, About("Which days are working days, in counts and in `pap check`.")] = (
        CalendarSettings()
    )
    disclosure: Annotated[
        Disclosure, About("Small numbers that are hidden with --suppress, and from some audiences.")
    ] = Disclosure()
    check: Annotated[CheckSettings, About("Rules that `pap check` applies, and what it fails on.")] = CheckSettings()
    history: Annotated[HistorySettings, About("What `pap check --history` judges.")] = HistorySettings()
    edit: Annotated[EditSettings, About("Settings of the commands that change files.")] = EditSettings()
    place: Place | None = None
