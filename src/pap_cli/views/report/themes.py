"""Progress by theme, and recommendations under the headings of their themes."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.assess.themes import NO_THEME, ThemeStatus, by_theme
from pap_cli.cell import Cell
from pap_cli.columns.field import pick, table
from pap_cli.columns.themes import FIELDS, shared_words
from pap_cli.document import Block, Table
from pap_cli.views.report import sentences, tables
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import paragraph

# Most recommendations in a table, if the appendix is short.
_LONGEST = 60
_COLUMNS = pick("rating id title recommendations actions delivered overdue gaps owner", actions=1, gaps=2, owner=3)


def progress(inputs: Inputs) -> list[Block]:
    """Return what each theme adds up to; nothing if the plan has no themes."""
    found = by_theme(inputs.now)
    if not found:
        return []
    named = [one for one in found if one.id != NO_THEME]
    shared = shared_words(found)
    return [
        paragraph(sentences.tally("theme", named), f"{sentences.capital(shared)}." if shared else ""),
        captioned(_table(inputs, found), "Progress by theme"),
    ]


def _table(inputs: Inputs, found: Iterable[ThemeStatus]) -> Table:
    fields = {**FIELDS, "owner": FIELDS["owner"].showing(lambda one: Cell(inputs.people(one.owners)), flexible=True)}
    return table(fields, found, _COLUMNS).filled()


def recommendations(inputs: Inputs, found: Iterable[RecommendationStatus], caption: str, name: str = "") -> list[Block]:
    """Return a table of recommendations, or one for each theme in the order of the plan; NAME is the first's."""
    chosen = list(found)
    most = 0 if inputs.has_full_appendix else _LONGEST
    titles = inputs.now.plan.theme_titles
    if not titles:
        return [captioned(tables.recommendations(inputs, chosen), caption, name, most)] if chosen else []
    blocks: list[Block] = []
    for id, title in {**titles, NO_THEME: "Without a theme"}.items():
        own = [one for one in chosen if id in _known(one, titles)]
        if own:
            words = f"{caption}: {f'{id} {title}'.strip()}"
            blocks.append(captioned(tables.recommendations(inputs, own), words, "" if blocks else name, most))
    return blocks


def _known(status: RecommendationStatus, titles: dict[str, str]) -> list[str]:
    return [id for id in status.recommendation.themes if id in titles] or [NO_THEME]
