"""A rule about the authors of notes and judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Found, rule
from pap_cli.checks.items import Noted, items
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import quote
from pap_cli.model.decisions import Note
from pap_cli.model.items import Action, Milestone, Recommendation
from pap_cli.model.judgements import Judgement

# How similar a name must be to an ID or a title to be taken for it, as difflib measures it. `haed` is 0.75 like `head`;
# `workforce-lead` is 0.71 like `workforce-manager`, and somebody else.
_NEARLY = 0.75


@rule("PAP606", "author-nearly-an-id", Severity.NOTE)
def author_nearly_an_id(assessment: Assessment) -> Iterator[Found]:
    """The author of a note or a judgement is nearly the ID or the title of an owner or a body.

    The `by` of a note is any name, because people leave and visitors write. If it is an ID, its title is shown. A name
    that differs from an ID by a letter or two is probably that ID, misspelt.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-12-31
            notes: [{on: 2016-10-03, by: haed, text: The printer is booked}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-12-31
            notes: [{on: 2016-10-03, by: head, text: The printer is booked}]
    ```
    """
    known: dict[str | None, Mapping[str, str]] = {}
    meant: dict[tuple[str | None, str], str | None] = {}
    for item in items(assessment):
        for note in _signed(item.entry, assessment.as_of):
            if item.plan not in known:
                known[item.plan] = _names(assessment, item.plan)
            key = (item.plan, note.by or "")
            if key not in meant:
                meant[key] = _meant(key[1], known[item.plan])
            if id := meant[key]:
                what = type(note).__name__.lower()
                yield Found(
                    message=f"a {what} of {item.named} is by {quote(key[1])}, which is not an ID, but nearly {id}",
                    help=f"write {id}, or the name in full if it is somebody else",
                    place=note.place,
                    fields=("by",),
                    plan=item.plan,
                    item=item.id,
                )


def _signed(entry: Noted, as_of: date) -> Iterator[Note | Judgement]:
    """Yield the notes and judgements of an item that have an author and are known on a date."""
    yield from (note for note in entry.notes if note.by is not None and (note.on is None or note.on.day <= as_of))
    if isinstance(entry, Recommendation | Action | Milestone):
        yield from (one for one in entry.judgements if one.by is not None and one.day <= as_of)


def _names(assessment: Assessment, plan: str | None) -> Mapping[str, str]:
    """Return the IDs and titles of the owners and bodies of a plan, or of all plans, each with its ID."""
    ids: dict[str, str] = {}
    titles: dict[str, str] = {}
    for status in assessment.plans:
        if plan in (None, status.plan.id):
            for one in (status.plan.owner_titles, status.plan.body_titles):
                ids |= {id: id for id in one}
                titles |= {title: id for id, title in one.items()}
    return titles | ids


def _meant(name: str, known: Mapping[str, str]) -> str | None:
    """Return the ID that a name nearly is; None if it is one, or a title, or neither."""
    from difflib import get_close_matches  # needed only where a name is not known

    if name in known:
        return None
    folded = {word.casefold(): id for word, id in known.items()}
    near = get_close_matches(name.casefold()[:100], folded, n=1, cutoff=_NEARLY)
    return folded[near[0]] if near else None
