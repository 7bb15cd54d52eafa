"""How a tracker gets into the workspace: shown first, then written as one change with one undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.errors import PapError
from pap_cli.options.import_before import said_before, said_file
from pap_cli.options.import_questions import ask_question, interactive, leave_questions
from pap_cli.options.importing import (
    FOLDER,
    Importing,
    mapping_file,
    name_of,
    show_changes,
    show_told,
)
from pap_cli.options.room import Room, room_for_plan
from pap_cli.options.session import Session

if TYPE_CHECKING:
    from pap_cli.edit.draft.edits import Edit
    from pap_cli.edit.draft.files import ChangedFile
    from pap_cli.edit.draft.prepare import Edited
    from pap_cli.model.plan import Plan
    from pap_cli.sheets.mapping import Mapping
    from pap_cli.sheets.placing.newer import Changes
    from pap_cli.sheets.understood import Question, Understood

# A new plan is a file directly in `plans/`.
_DEPTH = 2
# How many lines of a kind are printed; all are in the mapping's dry run.
_MOST = 20


class Aim(Struct, frozen=True, kw_only=True):
    """Where a tracker goes, and of which day it is."""

    into: str
    on: date
    no_input: bool


def write_plan(session: Session, found: Understood, mapping: Mapping, kept: Importing, aim: Aim) -> None:
    """Show what a tracker brings, ask, and write it: a new plan, or what changed in the one that it made before.

    Raises:
        PapError: if the plan cannot be changed, or nobody can be asked and --yes is not given.
    """
    room = room_for_plan(session.context.workspace)
    plan = next((one for one in room.workspace.portfolio.plans if _is_in(one, aim.into)), None)
    if plan is None:
        _first(session, found, mapping, kept, aim, room)
    else:
        _again(session, found, mapping, kept, aim, plan)


def _is_in(plan: Plan, name: str) -> bool:
    return plan.header.place.path == name


def _first(session: Session, found: Understood, mapping: Mapping, kept: Importing, aim: Aim, room: Room) -> None:
    from pap_cli.edit.draft.edits import Edit
    from pap_cli.edit.draft.files import ChangedFile
    from pap_cli.edit.items.item import Item, Sort
    from pap_cli.sheets.placing.plan_file import new_plan
    from pap_cli.wording.cells import count_words

    context = session.context
    named = PurePosixPath(aim.into)
    if len(named.parts) != _DEPTH or named.name.startswith("."):
        raise PapError(
            f"--into {aim.into} is not where a new plan goes", f"write it like  plans/{name_of(named.name)}.yaml"
        )
    path = context.workspace.root / aim.into
    if aim.into not in room.deleted and (path.exists() or path.is_symlink()):
        raise PapError(
            f"{aim.into} is there already, and is no plan that can be read",
            "run  pap check  and correct it, or name another file with  --into",
        )
    stem = PurePosixPath(aim.into).stem
    id = _free_id(room, stem)
    made = new_plan(found, id=id, title=found.title or _title(found.file) or stem, on=aim.on)
    counts = ((made.recommendations, "recommendation"), (made.actions, "action"), (made.milestones, "milestone"))
    did = f"imported: {', '.join(count_words(count, what) for count, what in counts if count)}"
    if room.words:
        did += f"{',' if room.deleted else ';'} {room.words}"
    item = Item(Sort.PLAN, id, id, None)
    edit = Edit(item=item, changes=(), did=did, key="start", rated=False)
    file = ChangedFile(path, aim.into, room.deleted.get(aim.into), made.text.encode("utf-8"))
    others = [one for one in room.files if one.name != aim.into]
    edited = _prepared(session, [edit], [file, mapping_file(mapping, kept), said_file(made.said, kept), *others])
    _preview(session, found)
    session.confirm(_question(aim.into, room), f"nothing was written: {aim.into} would be new", "write it with  --yes")
    session.finish(edited)
    if session.recording.yes:  # it was not shown above
        show_told(context, found, "plan")


def _again(session: Session, found: Understood, mapping: Mapping, kept: Importing, aim: Aim, plan: Plan) -> None:
    from pap_cli.edit.draft.prepare import Edited
    from pap_cli.output.write import write_error
    from pap_cli.sheets.placing.newer import changes

    context = session.context
    mapping, said = _with_rows(mapping, kept.mapping), said_before(kept)
    news = changes(found, context.workspace, plan, on=aim.on, answers=_rows_of(mapping), said=said)
    if news.questions:
        mapping = _answered(found, mapping, kept, news.questions, no_input=aim.no_input)
        news = changes(found, context.workspace, plan, on=aim.on, answers=_rows_of(mapping), said=said)
    for line in _lines(news):
        write_error(f"{_folded(line)}\n")
    if not news.edits:
        session.finish(Edited(files=(), effects=()))
        return
    files = [mapping_file(mapping, kept)] if news.questions or mapping != kept.mapping else []
    edited = _prepared(session, news.edits, [*files, said_file(news.said, kept)])
    if not session.recording.yes and context.options.format is None:
        show_changes(context, edited)
        show_told(context, found, "plan")
    names = ", ".join(one.name for one in edited.files if not one.name.startswith(f"{FOLDER}/"))
    session.confirm(f"Write {names}?", f"nothing was written: {names} would change", "write it with  --yes")
    session.finish(edited)
    if session.recording.yes:
        show_told(context, found, "plan")


def _prepared(session: Session, edits: Sequence[Edit], files: Sequence[ChangedFile]) -> Edited:
    """Return the files as they would be, read again: what a tracker says is written even if it contradicts itself."""
    from pap_cli.edit.draft.prepare import prepare

    context = session.context
    return prepare(
        context.workspace,
        edits,
        context.as_of,
        files=files,
        today=context.today(),
        force=True,
        refused=frozenset(),
    )


def _question(name: str, room: Room) -> str:
    """Return the question before a new plan is written."""
    if not room.words:
        return f"Write {name}?"
    gone = f" ({' and '.join(room.deleted)})" if room.deleted else ""
    return f"Write {name}, {room.words}{gone}?"


def _free_id(room: Room, stem: str) -> str:
    from pap_cli.sheets.placing.entries.names import Taken, id_from

    taken = Taken(one.id for one in room.workspace.portfolio.plans)
    return taken.claim(id_from(stem) or "plan")


def _title(file: str) -> str:
    stem = PurePosixPath(file.replace("\\", "/")).stem
    words = stem.replace("_", " ").replace("-", " ").split()
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _preview(session: Session, found: Understood) -> None:
    from pap_cli.sheets.pages.understood import UnderstoodView

    options = session.context.options
    if not session.recording.yes and options.format is None and options.output is None:
        session.context.show(UnderstoodView(found=found, of="plan"))


def _rows_of(mapping: Mapping) -> dict[str, str]:
    """Return the answers about rows in all sheets."""
    from pap_cli.sheets.placing.match import ROWS

    return {row: answer for sheet in mapping.sheets for row, answer in sheet.words.get(ROWS, {}).items()}


def _with_rows(mapping: Mapping, before: Mapping | None) -> Mapping:
    """Return a mapping with the answers about rows of the one before."""
    from pap_cli.sheets.placing.match import ROWS

    sheets = []
    for sheet in mapping.sheets:
        old = before.sheet(sheet.name) if before is not None else None
        rows = old.words.get(ROWS, {}) if old is not None else {}
        sheets.append(replace(sheet, words={**sheet.words, ROWS: rows}) if rows else sheet)
    return replace(mapping, sheets=tuple(sheets))


def _answered(
    found: Understood, mapping: Mapping, kept: Importing, questions: Sequence[Question], *, no_input: bool
) -> Mapping:
    """Return a mapping with the answers of a person about rows.

    Raises:
        PapError: if nobody can be asked; the questions are then in the mapping.
    """
    from pap_cli.sheets.mapping import UNANSWERED, answered

    asks = not no_input and interactive()
    for number, question in enumerate(questions, 1):
        answer = ask_question(found, question, number, len(questions), "plan") if asks else UNANSWERED
        mapping = answered(mapping, question, answer)
    if not asks:
        leave_questions(found.file, kept, mapping, questions)
    return mapping


def _folded(line: str) -> str:
    """Return a line in several if it is for a terminal."""
    import sys
    from shutil import get_terminal_size
    from textwrap import fill

    from pap_cli.render.text import printable

    if sys.stderr is None or not sys.stderr.isatty():
        return line
    return fill(printable(line), min(get_terminal_size().columns, 100) - 1, subsequent_indent="  ")


def _lines(news: Changes) -> list[str]:
    """Return what is to be told of the rows, for stderr."""
    told = [f"row {one.row}: {one.why}" if one.row is not None else one.why for one in news.told]
    gone = [f"not in the file any more, and left as it is: {id} {title}" for id, title in news.gone]
    lines: list[str] = []
    for some in (told, gone):
        lines += some[:_MOST] + ([f"and {len(some) - _MOST} more"] if len(some) > _MOST else [])
    return lines
