"""The page of a theme: its recommendations, its other actions, and what of it is late."""

from __future__ import annotations

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.themes import ThemeStatus, by_theme
from pap_cli.cell import Tone
from pap_cli.columns import actions, milestones, recommendations
from pap_cli.columns.field import pick, table, values
from pap_cli.columns.themes import FIELDS
from pap_cli.document import Block, Heading, Paragraph
from pap_cli.model.themes import Theme
from pap_cli.views.item.actions import Page, delivered, milestone_table, notes_of, pairs, people
from pap_cli.wording.cells import count_words, rating_cell

_RECOMMENDATIONS = pick("rating id title actions delivered overdue lacks", actions=2, overdue=1)
_ACTIONS = pick("rating id title answers state delivered overdue owner", answers=2, state=3, overdue=1, owner=4)


def theme(plan: PlanStatus, entry: Theme) -> Page:
    """Return the page of a theme."""
    status = next(one for one in by_theme(plan) if one.id == entry.id)
    blocks: list[Block] = [
        Heading(f"{entry.id} {entry.title}", level=1, aside="theme"),
        pairs(
            ("Rating", rating_cell(status)),
            ("Consists of", _parts(status)),
            ("Delivered", delivered(status.progress)),
            *(people(plan, status.owners, status.leads) if status.owners or status.leads else ()),
        ),
    ]
    if status.recommendations:
        found = table(recommendations.FIELDS, status.recommendations, _RECOMMENDATIONS)
        blocks += [Heading("Recommendations", level=3), found]
    if status.actions:
        blocks += [Heading("Actions", level=3), table(actions.FIELDS, status.actions, _ACTIONS)]
    late = sorted((one for one in status.milestones if one.schedule.days_overdue), key=milestones.worst_first)
    if late:
        blocks += [Heading("Overdue", level=3), milestone_table(late)]
    if words := _shared(status):
        blocks.append(Paragraph(words, Tone.MUTED))
    blocks += notes_of(status.notes)
    facts = {**values(FIELDS, status), "milestone_ids": [one.id for one in status.milestones]}
    return Page("theme", entry.place, facts, tuple(blocks))


def _parts(status: ThemeStatus) -> str:
    """Return how many recommendations and actions a theme has; that it has none."""
    counts = ((len(status.recommendations), "recommendation"), (len(status.actions), "action"))
    return ", ".join(count_words(count, noun) for count, noun in counts if count) or "nothing yet"


def _shared(status: ThemeStatus) -> str:
    """Return which items of a theme count in other themes too."""
    shared = [
        *(one.id for one in status.recommendations if len(one.recommendation.themes) > 1),
        *(one.id for one in status.actions if len(one.themes) > 1),
    ]
    return f"In other themes too: {', '.join(shared)}." if shared else ""
