"""The terms that readers of a page may not know, each with its meaning and where it is printed."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.assess.charts.parts import ENOUGH


class Term(Struct, frozen=True):
    """A term and its meaning: `labels` are the titles of columns and facts that it explains, `phrases` are words."""

    name: str
    meaning: str
    labels: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


TERMS = (
    Term("Action", "What the organisation does to answer recommendations. It has milestones, and one or more owners."),
    Term(
        "Age",
        "How long ago the period of a KPI's latest figure ended. A figure is out of date if the next one should have "
        "been published by now.",
        ("Age",),
    ),
    Term(
        "As of",
        "The date that a page is about. What happened, or became known, after it is not on the page.",
    ),
    Term(
        "Assurance",
        "Whether a KPI will meet its target if nothing changes: it will meet it, miss it, or is hit and miss. "
        "Empty while the control chart shows a change.",
        ("Assurance",),
    ),
    Term("Baseline", "The figure that the plan started from.", ("Baseline", "Since baseline")),
    Term(
        "Charted KPI",
        f"A KPI whose control chart can show a change. It needs {ENOUGH} figures that do not depend on each other.",
        phrases=("charted KPIs", "charted KPI"),
    ),
    Term(
        "Common cause",
        "Variation that is always there. Figures go up and down by chance, and one of them says nothing: there is no "
        "clear change.",
        phrases=("common cause", "normal variation", "no clear change"),
    ),
    Term(
        "Confidence interval",
        "A range for a share that was counted in a group. If the group were drawn again and again, 95% of such ranges "
        "would contain the true share.",
        ("95% confidence interval",),
        ("confidence interval",),
    ),
    Term(
        "Control chart",
        "The figures of a KPI in order of time, with their mean and two limits. It tells a real change (special cause) "
        "from chance (common cause).",
        phrases=("control chart",),
    ),
    Term(
        "Control limits",
        "The range that nearly all figures stay in while nothing changes, worked out from the figures themselves. They "
        "are not targets.",
        ("Lower limit", "Upper limit"),
        ("control limits", "upper limit", "lower limit"),
    ),
    Term(
        "Coverage",
        "How far the plan answers a recommendation: actions, milestones, deliveries, accepted evidence, and KPIs "
        "that show the effect. What is missing is a gap.",
        ("Coverage",),
    ),
    Term(
        "Due date",
        "The date in force: the first due date, or that of the last approved extension. A milestone that is not "
        "delivered by then is late.",
        ("Due",),
        ("approved due dates",),
    ),
    Term(
        "Evidence",
        "What shows that a milestone was delivered. Where the settings ask for it, a milestone is complete only when "
        "its evidence has been accepted.",
        ("Evidence due", "Evidence accepted"),
    ),
    Term("Expectation", "A milestone that a body has said it expects by its due date.", ("Expected by",)),
    Term("Extension", "A later due date for a milestone. It counts once it has been approved.", ("Extended",)),
    Term(
        "First due date",
        "The date that was set first. It never changes, so it shows how far a plan has slipped.",
        ("First due", "First due dates"),
        ("first due dates",),
    ),
    Term(
        "Floor",
        "The worst figure of a KPI that is still amber. A figure that is worse than the floor is red.",
        ("Floor",),
    ),
    Term(
        "Forecast",
        "When the owner expects a milestone to be delivered. It does not change its due date.",
        ("Forecast",),
    ),
    Term(
        "Gap",
        "Of a KPI, how far its figure is from its target. Of a recommendation, what its coverage lacks.",
        ("Gap",),
    ),
    Term(
        "Hit and miss",
        "The target lies within the control limits. The KPI will sometimes meet it and sometimes miss it, by chance, "
        "until something changes: it may meet or miss.",
        phrases=("hit and miss", "may meet or miss"),
    ),
    Term("Horizon", "How soon after the start of the plan a milestone was first due.", ("Horizon",)),
    Term(
        "In brackets",
        "The same count on an earlier date, which the heading names: 10 (4) means 10 now and 4 then.",
        phrases=("in brackets",),
    ),
    Term(
        "In doubt",
        "A change for the better that rests on a single figure with a note. It is not counted until another figure "
        "confirms it.",
        phrases=("in doubt",),
    ),
    Term(
        "Late",
        "Of a milestone that is not delivered: by how much it is past its due date. It is also called overdue.",
        ("Late", "Overdue"),
    ),
    Term("Lead", "The post that does the work. The owner is accountable for it.", ("Lead", "Leads")),
    Term("Milestone", "A step with a due date, which an outsider can check. Cancelled ones are not counted."),
    Term("Owner", "The post that is accountable.", ("Owner", "Owns")),
    Term("Polarity", "Which way is better: higher, lower, or close to the target.", ("Polarity",)),
    Term(
        "Special cause",
        "A change that chance does not explain: a figure outside the control limits, a run of figures on one side of "
        "the mean, or a trend. It may be for the better or for the worse.",
        phrases=("special cause", "change for the better", "change for the worse"),
    ),
    Term(
        "Statutory clock", "Something that the law or an inspectorate requires by a date.", phrases=("Statutory clock",)
    ),
    Term(
        "Variation",
        "What the latest figure of a KPI shows on its control chart: a change for the better or for the worse (special "
        "cause), or no clear change (common cause).",
        ("Variation",),
    ),
)
