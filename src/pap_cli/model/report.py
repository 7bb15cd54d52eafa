"""What a report is made of, and for whom: its sections, and audiences."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pap_cli.model.entry import About, Entry
from pap_cli.model.place import Place


class Section(StrEnum):
    """A part of a report, in the order that they usually stand."""

    ASKED = "asked"
    SUMMARY = "summary"
    SINCE = "since"
    OUTSIDE = "outside"
    CONCERNS = "concerns"
    PROGRESS = "progress"
    EXCEPTIONS = "exceptions"
    KPIS = "kpis"
    IMPACT = "impact"
    RISKS = "risks"
    REVIEWS = "reviews"
    NEXT = "next"
    APPENDIX = "appendix"

    @property
    def heading(self) -> str:
        """How it is headed, and how a narrative names it."""
        return _HEADINGS[self]


_HEADINGS = {
    Section.ASKED: "What you asked for",
    Section.SUMMARY: "Summary",
    Section.SINCE: "Since the last report",
    Section.OUTSIDE: "What outside bodies said and expect",
    Section.CONCERNS: "Areas of concern",
    Section.PROGRESS: "Progress by recommendation",
    Section.EXCEPTIONS: "Exceptions",
    Section.KPIS: "Key performance indicators",
    Section.IMPACT: "Impact",
    Section.RISKS: "Risks",
    Section.REVIEWS: "Reviews",
    Section.NEXT: "Next steps",
    Section.APPENDIX: "Appendix",
}


class LeftOut(StrEnum):
    """What a report for some audience does not tell."""

    # Who is accountable or responsible, who approved or decided if it was not a body, and who wrote.
    OWNERS = "owners"
    # Remarks, commentary, reasons, what came of meetings, and where evidence can be found.
    NOTES = "notes"


class Audience(Entry, frozen=True, kw_only=True):
    """Who a report is for: what it is called, what stands in it, and what does not."""

    title: Annotated[str, About("What the report is called.", example="Progress report to Cabinet")]
    bodies: Annotated[
        tuple[str, ...],
        About(
            "The ids of the bodies it is for: what they asked for comes first, and their meetings are its rhythm.",
            one_or_many=True,
        ),
    ] = ()
    purpose: Annotated[str | None, About("Why it is written, in a sentence or two.")] = None
    decides: Annotated[
        bool, About("Whether it is asked to note, challenge and approve: its recommendations say so.")
    ] = False
    sections: Annotated[tuple[Section, ...], About("Its sections, in their order.", one_or_many=True)] = tuple(Section)
    leave_out: Annotated[
        tuple[LeftOut, ...],
        About(
            "owners: no post or person is named; notes: no remark, reason, outcome or link to evidence is told.",
            key="leave-out",
            one_or_many=True,
        ),
    ] = ()
    place: Place

    @property
    def tells_owners(self) -> bool:
        """Whether posts and people may be named."""
        return LeftOut.OWNERS not in self.leave_out

    @property
    def tells_notes(self) -> bool:
        """Whether remarks, reasons and outcomes may be told."""
        return LeftOut.NOTES not in self.leave_out
