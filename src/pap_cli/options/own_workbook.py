"""An exported workbook that is imported: into the plan that it came from, or into a workspace without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pap_cli.context.context import Context
from pap_cli.options.room import Room, room_for_plan
from pap_cli.options.session import Recording, Session, session

if TYPE_CHECKING:
    from pap_cli.sheets.book.cells import Book
    from pap_cli.sheets.workbook.back.into import Placed
    from pap_cli.sheets.workbook.back.own import OwnWorkbook


def import_own(
    context: Context,
    book: Book,
    own: OwnWorkbook,
    kind: str,
    recording: Recording,
    *,
    into: str | None = None,
    on: str | None = None,
) -> None:
    """Take an exported workbook in: `plan` for everything in it, `kpis` for KPIs and their figures.

    `on` is the day from which what it says counts; without it, the day on which it was saved.

    Raises:
        PapError: if nobody can be asked, or a file is in the way; nothing is written then.
    """
    from pap_cli.options.collecting import applied
    from pap_cli.sheets.facts import facts_of
    from pap_cli.sheets.workbook.back.into import placed
    from pap_cli.sheets.workbook.back.known import known

    day = context.parse_day(on, "--on") if on is not None else None
    understood = facts_of(known(own, book, kind), kind) if recording.dry_run else {}
    with session(context, recording, empty=True) as opened:
        room = _room(context, own, kind)
        found = placed(own, room.workspace, kind, day or own.day(context.as_of), into, gone=room.deleted)
        if found.files:
            _write_new(opened, found, room, understood)
        else:
            applied(opened, found.taken, also=understood)


def _room(context: Context, own: OwnWorkbook, kind: str) -> Room:
    """Return the room for a plan that is not there yet."""
    here = {plan.id for plan in context.workspace.portfolio.plans}
    if kind != "plan" or not here.isdisjoint(own.plans):
        return Room(workspace=context.workspace)
    return room_for_plan(context.workspace)


def _write_new(session: Session, found: Placed, room: Room, also: Mapping[str, object]) -> None:
    """Show which files are new, ask, and write them as one change, which undo takes back."""
    from pap_cli.edit.draft.prepare import finish
    from pap_cli.edit.pages.edited import EditView
    from pap_cli.options.writing import write_files
    from pap_cli.sheets.taken.page import TakenView
    from pap_cli.wording.cells import count_words

    context, dry = session.context, session.recording.dry_run
    made = {one.name for one in found.files}
    files = (*found.files, *(one for one in room.files if one.name not in made))
    edited = finish(context.workspace, files, (), context.as_of, today=context.today(), force=session.force)
    names = [one.name for one in found.files]
    lines = [f"{one.name}: new, {count_words((one.after or b'').count(bytes([10])), 'line')}" for one in found.files]
    if room.words:
        lines.append(f"{room.words} ({' and '.join(room.deleted)})" if room.deleted else room.words)
    if not dry:
        question = f"Write {' and '.join(names)}{f', {room.words}' if room.words else ''}?"
        session.confirm(question, f"{' and '.join(names)} would be written", "write them with  --yes")
        if session.state is not None:
            write_files(context, session.state, edited.files, lines)
    view = EditView(edited=edited, as_of=context.as_of, written=not dry)
    context.show(TakenView(found=found.taken, as_of=context.as_of, edit=view, written=tuple(lines), also=also))
