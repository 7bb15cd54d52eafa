"""The section of the status page on themes."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.themes import ThemeStatus, by_theme
from pap_cli.cell import Tone
from pap_cli.columns.field import pick, table
from pap_cli.columns.progress import titled_by
from pap_cli.columns.themes import FIELDS, shared_words
from pap_cli.document import Block, Heading, Paragraph

# The command that lists all of the section.
COMMAND = "pap themes"
# How many themes are on the page.
MOST = 15
_COLUMNS = pick(
    "rating id title recommendations delivered overdue red amber green blue next_due",
    recommendations=3,
    next_due=1,
    blue=2,
    green=4,
    amber=5,
    red=6,
)


def themes(plan: PlanStatus) -> list[Block]:
    """Return the section of a plan, in its order; nothing if it has no themes.

    Of many themes the worst are shown.
    """
    found = by_theme(plan)
    if not found:
        return []
    shown = _worst(found)
    more = f"and {len(found) - len(shown)} more: {COMMAND}" if len(shown) < len(found) else ""
    words = shared_words(found)
    note = [Paragraph(f"{words}.", Tone.MUTED)] if words else []
    return [
        Heading("Themes", aside=str(len(plan.plan.themes))),
        table(titled_by(FIELDS, plan.key), shown, _COLUMNS, more),
        *note,
    ]


def _worst(found: Sequence[ThemeStatus]) -> Sequence[ThemeStatus]:
    """Return the worst themes in the order of the plan."""
    worst = sorted(found, key=lambda one: (one.rating.rank, -one.progress.overdue))[:MOST]
    kept = {id(one) for one in worst}
    return [one for one in found if id(one) in kept]
