"""Applying the answers of people: shown first, made as one change, without those that the files do not bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pap_cli.errors import PapError
from pap_cli.options.session import Session

if TYPE_CHECKING:
    from pap_cli.edit.draft.prepare import Edited
    from pap_cli.sheets.taken.change import Change, Taken


def applied(session: Session, found: Taken, *, also: Mapping[str, object] = MappingProxyType({})) -> bool:
    """Show what answers change, ask, and make the change; return True if something was not taken.

    `also` is for programs: what was understood of a spreadsheet.

    Raises:
        PapError: if it is refused as a whole, or nobody can be asked; nothing is written then.
    """
    from pap_cli.edit.pages.edited import EditView
    from pap_cli.output.write import write_out
    from pap_cli.sheets.taken.page import TakenView

    context, dry = session.context, session.recording.dry_run
    edited, found = _prepared(session, found)
    found = found if session.recording.forcible else _without_force(found)
    changes = edited is not None and bool(edited.files)
    for_people = context.options.format is None and context.options.output is None
    view = TakenView(
        found=found,
        as_of=context.as_of,
        also=also,
        edit=EditView(edited=edited, as_of=context.as_of, written=changes and not dry) if edited is not None else None,
    )
    if for_people or dry or not changes:
        context.show(view)
    if edited is not None and changes:
        if dry and for_people:
            from pap_cli.output.difference import write_difference

            write_difference(EditView(edited=edited, as_of=context.as_of, written=False).difference())
        if not dry:
            items = len({(one.item.plan, one.item.id) for one in found.changes})
            what = f"{items} item{'' if items == 1 else 's'}"
            session.confirm(f"Change {what}?", f"{what} would change", "look at the list, then write it with  --yes")
            session.apply(edited)
            if for_people:
                write_out(f"changed {what}; to take it back:  pap undo\n")
            else:
                context.show(view)
    return bool(found.refused or found.conflicts)


def _prepared(session: Session, found: Taken) -> tuple[Edited | None, Taken]:
    """Return the change of all answers, and without those that the files do not bear the rest.

    Raises:
        PapError: if those that can each be made cannot be made together.
    """
    if not found.changes:
        return None, found
    try:
        return _edited(session, found.changes), found
    except PapError:
        pass
    from pap_cli.sheets.taken.change import Refused

    kept, refused = [], list(found.refused)
    for change in found.changes:
        try:
            _edited(session, [change])
        except PapError as error:
            why = error.message.removeprefix("nothing was changed:").strip()
            refused.append(Refused(where=change.where, id=change.item.id, why=why, help=error.help))
        else:
            kept.append(change)
    found = replace(found, changes=tuple(kept), refused=tuple(refused))
    return (_edited(session, kept) if kept else None), found


def _without_force(found: Taken) -> Taken:
    """Return the same with no help that names an option which the command does not have."""
    refused = (
        replace(one, help="; ".join(part for part in one.help.split("; ") if "--force" not in part))
        for one in found.refused
    )
    return replace(found, refused=tuple(refused))


def _edited(session: Session, changes: Sequence[Change]) -> Edited:
    from pap_cli.edit.draft.prepare import prepare
    from pap_cli.edit.draft.refusals import CONTRADICTIONS
    from pap_cli.edit.facts.figures import IMPOSSIBLE
    from pap_cli.sheets.taken.edits import edits_of

    context = session.context
    edits, files = edits_of(changes, context.workspace)
    return prepare(
        context.workspace,
        edits,
        context.as_of,
        files=files,
        today=context.today(),
        force=session.force,
        refused=CONTRADICTIONS | IMPOSSIBLE,
    )
