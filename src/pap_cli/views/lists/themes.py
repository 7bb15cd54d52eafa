"""The list of themes, in the order of the plan."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.themes import NO_THEME, ThemeStatus, by_theme
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.progress import titled_by
from pap_cli.columns.selection import Selection
from pap_cli.columns.themes import FIELDS, shared_words
from pap_cli.model.key import shared_key
from pap_cli.wording.cells import label_of
from pap_cli.wording.key import key_notes, roll_up_pointer


def build(assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES) -> Listing[ThemeStatus]:
    """Return the selected themes, in the order of the plan; those without a theme last."""
    themes = tuple(theme for plan in assessment.plans for theme in by_theme(plan))
    chosen = tuple(theme for theme in themes if _taken(theme, selection, assessment))
    shared = shared_words(chosen)
    return Listing(
        kind="themes",
        noun="theme",
        as_of=assessment.as_of,
        fields=titled_by(FIELDS, shared_key(theme.key for theme in chosen)),
        items=chosen,
        arrangement=arrangement,
        uncounted=lambda theme: theme.id == NO_THEME,
        notes=(*((f"{shared}.",) if shared else ()), *key_notes(assessment), *roll_up_pointer(chosen)),
    ).arranged()


def _taken(theme: ThemeStatus, selection: Selection, assessment: Assessment) -> bool:
    if not selection.takes_themes(theme.plan, (theme.id,) if theme.id else ()):
        return False
    if not selection.takes_rating(theme.rating, label_of(theme)) or not selection.finds(theme.id, theme.title):
        return False
    if not selection.takes_people(theme.owners, theme.leads):
        return False
    if not selection.about_milestones and not selection.body:
        return True
    return any(selection.takes_step(status, assessment.as_of) for status in theme.milestones)
