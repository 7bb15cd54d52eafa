"""Sections and audiences of a report."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pap_cli.model.entry import About, Entry
from pap_cli.model.place import Place


class Section(StrEnum):
    """A section of a report, in the usual order."""

    ASKED = "asked"
    SUMMARY = "summary"
    EXCEPTIONS = "exceptions"
    SLIPPAGE = "slippage"
    KPIS = "kpis"
    IMPACT = "impact"
    SINCE = "since"
    NEXT = "next"
    CONCERNS = "concerns"
    RISKS = "risks"
    OUTSIDE = "outside"
    PROGRESS = "progress"
    REVIEWS = "reviews"
    APPENDIX = "appendix"

    @property
    def heading(self) -> str:
        """The heading of the section, in the report and in the author's text."""
        return _HEADINGS[self]


_HEADINGS = {
    Section.ASKED: "What you asked for",
    Section.SUMMARY: "Summary",
    Section.SINCE: "Since the last report",
    Section.OUTSIDE: "Feedback and expectations",
    Section.CONCERNS: "Areas of concern",
    Section.PROGRESS: "Progress by recommendation",
    Section.EXCEPTIONS: "Exceptions",
    Section.SLIPPAGE: "Slippage",
    Section.KPIS: "Key performance indicators",
    Section.IMPACT: "Impact",
    Section.RISKS: "Risks",
    Section.REVIEWS: "Reviews",
    Section.NEXT: "Next steps",
    Section.APPENDIX: "Appendix",
}


class Appendix(StrEnum):
    """How much of a report is in its appendix."""

    NONE = "none"
    # What readers look up: open milestones, recommendations, KPIs, and the charts of those that changed.
    SHORT = "short"
    # Everything: every milestone with its evidence and notes, every chart, extensions and comparisons.
    FULL = "full"


class LeftOut(StrEnum):
    """Information that a report leaves out for some audiences."""

    # Who is accountable or responsible, who approved or decided if it was not a body, and who wrote.
    OWNERS = "owners"
    # Notes, comments, reasons, outcomes of meetings, and where evidence can be found.
    NOTES = "notes"
    # The risks of the plan; the author's text about them is shown.
    RISKS = "risks"


class Audience(Entry, frozen=True, kw_only=True):
    """The audience of a report: its title, its sections and their order, and what it leaves out."""

    title: Annotated[str, About("Title of the report.", example="Progress report to Cabinet")]
    bodies: Annotated[
        tuple[str, ...],
        About(
            "IDs of the bodies it is for. What they asked for comes first; `--since last-review` uses their meetings.",
            one_or_many=True,
        ),
    ] = ()
    purpose: Annotated[str | None, About("Purpose of the report, in a sentence or two.")] = None
    decides: Annotated[bool, About("True to ask the audience to note, challenge and decide.")] = False
    first: Annotated[
        tuple[Section, ...],
        About("Sections to put first, in this order; the others follow in the usual order.", one_or_many=True),
    ] = ()
    without: Annotated[tuple[Section, ...], About("Sections to leave out.", one_or_many=True)] = ()
    sections: Annotated[
        tuple[Section, ...],
        About("The only sections to include, in this order. Default: every section.", one_or_many=True),
    ] = ()
    appendix: Annotated[
        Appendix,
        About(
            "none; short: what readers look up; or full: every milestone with its evidence, and every chart. "
            "`--appendix` overrides it."
        ),
    ] = Appendix.SHORT
    leave_out: Annotated[
        tuple[LeftOut, ...],
        About(
            "owners: leave out the names of posts and people; notes: leave out notes, reasons, outcomes and links to "
            "evidence; risks: leave out the risks of the plan.",
            key="leave-out",
            one_or_many=True,
        ),
    ] = ()
    place: Place

    @property
    def shows_owners(self) -> bool:
        """Return True if posts and people may be named."""
        return LeftOut.OWNERS not in self.leave_out

    @property
    def shows_notes(self) -> bool:
        """Return True if notes, reasons and outcomes may be shown."""
        return LeftOut.NOTES not in self.leave_out

    @property
    def shows_risks(self) -> bool:
        """Return True if the risks of the plan may be shown."""
        return LeftOut.RISKS not in self.leave_out
