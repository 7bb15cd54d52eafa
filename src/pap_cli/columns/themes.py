"""The columns of themes, and the theme of other items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from pap_cli.assess.themes import ThemeStatus, shared
from pap_cli.cell import Align, Tone
from pap_cli.columns.field import Field, by_name, date_field, label_field, rating_field
from pap_cli.columns.notes import notes_field
from pap_cli.columns.people import people_fields
from pap_cli.columns.progress import count_cell, progress_fields, rating_count_fields
from pap_cli.model.dates import Due
from pap_cli.wording.cells import count_words

T = TypeVar("T")


def theme_fields(of: Callable[[T], Sequence[str]], *, keep: int) -> tuple[Field[T], Field[T]]:
    """Return the fields of the themes of an item: the first, as text, and all of them; shown by `with_themes`."""
    return people_fields("theme", of, keep=keep, shown=False)


def with_themes(fields: Mapping[str, Field[T]], items: Iterable[T]) -> Mapping[str, Field[T]]:
    """Return the columns of a list, with the theme shown if one of its items has one."""
    of = fields["themes"].fact
    if not any(map(of, items)):
        return fields
    return {**fields, "theme": replace(fields["theme"], shown=True)}


def shared_words(themes: Iterable[ThemeStatus]) -> str:
    """Return how many items count in several of these themes, as the subject of a sentence; empty if none does."""
    recommendations, actions = map(len, shared(themes))
    counts = ((recommendations, "recommendation"), (actions, "action"))
    subject = " and ".join(count_words(count, noun) for count, noun in counts if count)
    if not subject:
        return ""
    one = recommendations + actions == 1
    return f"{subject} {'belongs' if one else 'belong'} to several themes and {'counts' if one else 'count'} in each"


def _counted(name: str, title: str, of: Callable[[ThemeStatus], list[str]], keep: int) -> Field[ThemeStatus]:
    """Return the field of the IDs of some items: how many there are, for people."""
    return Field(
        name,
        of,
        title,
        lambda theme: count_cell(len(of(theme))),
        Align.RIGHT,
        keep,
        order=lambda theme: len(of(theme)),
    )


def _next_due(theme: ThemeStatus) -> Due | None:
    waiting = (status.schedule.due for status in theme.milestones if status.schedule.state.open)
    return min(waiting, key=lambda due: due.day, default=None)


FIELDS: Mapping[str, Field[ThemeStatus]] = by_name(
    rating_field(lambda theme: theme.rating, lambda theme: theme.key),
    Field("id", lambda theme: theme.id or None, "ID"),
    Field("title", lambda theme: theme.title, "Theme", flexible=True),
    Field("plan", lambda theme: theme.plan, "Plan", shown=False),
    _counted("recommendations", "Recommendations", lambda theme: [one.id for one in theme.recommendations], 4),
    _counted("actions", "Actions", lambda theme: [one.id for one in theme.actions], 6),
    *progress_fields(lambda theme: theme.progress),
    *rating_count_fields(lambda theme: theme.ratings, keep=5),
    Field(
        "cancelled",
        lambda theme: theme.progress.cancelled,
        "Cancelled",
        lambda theme: count_cell(theme.progress.cancelled, Tone.MUTED),
        Align.RIGHT,
        10,
    ),
    _counted("gaps", "Gaps", lambda theme: [gap.id for gap in theme.gaps], 8),
    date_field("next_due", "Next due", _next_due, keep=9),
    *people_fields("owner", lambda theme: theme.owners, keep=8),
    *people_fields("lead", lambda theme: theme.leads, keep=9, shown=False),
    notes_field(lambda theme: theme.notes),
    Field("path", lambda theme: theme.theme and theme.theme.place.path, "File", shown=False),
    Field("line", lambda theme: theme.theme and theme.theme.place.line, "Line", align=Align.RIGHT, shown=False),
    label_field(lambda theme: theme.rating, lambda theme: theme.key),
)
