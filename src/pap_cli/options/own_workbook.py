"""An exported workbook that is imported: into the plan that it came from, or into a workspace without it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from pap_cli.context.context import Context
from pap_cli.options.session import Recording, Session, locked_for

if TYPE_CHECKING:
    from pap_cli.sheets.workbook.back.into import Placed
    from pap_cli.sheets.workbook.back.own import OwnWorkbook


def import_own(context: Context, own: OwnWorkbook, what: str, recording: Recording, *, into: str | None = None) -> None:
    """Take an exported workbook in: `plan` for everything in it, `kpis` for KPIs and their figures.

    Raises:
        PapError: if nobody can be asked, or a file is in the way; nothing is written then.
    """
    from pap_cli.options.collecting import applied
    from pap_cli.sheets.workbook.back.into import placed

    with ExitStack() as stack:
        state = None if recording.dry_run else stack.enter_context(locked_for(context))
        workspace = context.open(empty=True)
        session = Session(context, recording, state)
        found = placed(own, workspace, what, own.day(context.as_of), into)
        if found.files:
            _write_new(session, found)
        else:
            applied(session, found.taken)


def _write_new(session: Session, found: Placed) -> None:
    """Show which files are new, ask, and write them as one change, which undo takes back."""
    from pap_cli.edit.draft.prepare import finish
    from pap_cli.edit.pages.edited import EditView
    from pap_cli.options.session import write_files
    from pap_cli.sheets.taken.page import TakenView
    from pap_cli.wording.cells import count_words

    context, dry = session.context, session.recording.dry_run
    edited = finish(context.workspace, found.files, (), context.as_of, today=context.today(), force=session.force)
    names = [one.name for one in found.files]
    lines = [f"{one.name}: new, {count_words((one.after or b'').count(bytes([10])), 'line')}" for one in found.files]
    if not dry:
        question = f"Write {' and '.join(names)}?"
        session.confirm(question, f"{' and '.join(names)} would be written", "write them with  --yes")
        if session.state is not None:
            write_files(context, session.state, edited.files, lines)
    view = EditView(edited=edited, as_of=context.as_of, written=not dry)
    context.show(TakenView(found=found.taken, edit=view, written=tuple(lines)))
