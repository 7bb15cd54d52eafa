"""What `pap import plan` and `pap import kpis` share: the mapping that they read and write, and their questions."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from msgspec import Struct
from msgspec.structs import replace

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.app import option

if TYPE_CHECKING:
    from pap_cli.edit.draft.files import ChangedFile
    from pap_cli.edit.draft.prepare import Edited
    from pap_cli.sheets.mapping import Mapping
    from pap_cli.sheets.understood import Question, Understood

FOLDER = "imports"

SpreadsheetFile = Annotated[str, typer.Argument(metavar="FILE", help="A spreadsheet: .xlsx, .xls, .ods or .csv.")]
SheetName = Annotated[str | None, option("--sheet", "NAME", "Read only this sheet.")]
MapFile = Annotated[
    str | None,
    option("--map", "FILE", "What the columns mean. Default: imports/NAME.toml, if the file was imported before."),
]
Yes = Annotated[bool, option("--yes -y", None, "Do not ask before it is written. Questions about columns are asked.")]
NoInput = Annotated[
    bool,
    option("--no-input", None, "Ask nothing: if something is not clear, write the questions to a mapping and stop."),
]
DryRun = Annotated[bool, option("--dry-run", None, "Show what was understood, and write nothing.")]


class Importing(Struct, frozen=True, kw_only=True):
    """Where an import finds its mapping, and where it keeps it."""

    # The file that was read, if there was one.
    mapping: Mapping | None
    # Where the mapping is kept, relative to the workspace.
    name: str
    path: Path


def importing(
    context: Context, file: str, kind: str, map_file: str | None, into: str | None, *, dry_run: bool
) -> Importing:
    """Return the mapping for a spreadsheet: that of --map, else the one that an earlier import kept.

    Raises:
        PapError: if there is no file at --map, a mapping has mistakes, or there is no workspace to import into.
    """
    root = _root(context, dry_run=dry_run)
    name = _kept_in(root, name_of(into or file), kind)
    kept = root / name
    given = Path(map_file) if map_file is not None else kept
    shown = map_file or name
    if not Path(os.path.realpath(kept)).is_relative_to(os.path.realpath(root)):
        raise PapError(f"{name} is outside the workspace", "copy the file into the workspace")
    if map_file is None and not kept.exists():
        return Importing(mapping=None, name=name, path=kept)
    if map_file is not None and given.parent.resolve() == (root / FOLDER).resolve():
        name, kept = f"{FOLDER}/{given.name}", given
    return Importing(mapping=_read(given, shown, kind), name=name, path=kept)


def _root(context: Context, *, dry_run: bool) -> Path:
    """Return the folder of the workspace; a dry run needs none, and reads no mapping without one.

    Raises:
        PapError: if there is none.
    """
    try:
        return context.find_root()
    except PapError as error:
        named = context.options.workspace
        if dry_run and named is None:
            return Path.cwd()
        here = "" if named is None else f" {named}"
        help = f"make one first:  pap init{here};  then import into it" if "or above it" in error.message else ""
        raise PapError(error.message, help or error.help) from None


def _kept_in(root: Path, stem: str, kind: str) -> str:
    """Return where the mapping of an import is kept: one workbook may hold a plan and figures, each with its own."""
    from pap_cli.sheets.mapping_file import is_of_other_kind

    name = f"{FOLDER}/{stem}.toml"
    try:
        if (root / name).is_file() and is_of_other_kind(_text(root / name, name), kind):
            return f"{FOLDER}/{stem}-{kind}.toml"
    except PapError:
        pass  # it is reported when it is read
    return name


def name_of(file: str) -> str:
    """Return the name of the mapping for a file: that of the file in lower case, with hyphens."""
    words = re.findall(r"[a-z0-9]+", Path(file).stem.casefold())
    return "-".join(words)[:80] or "import"


def _read(path: Path, shown: str, kind: str) -> Mapping:
    from pap_cli.sheets.mapping_file import read_mapping

    return read_mapping(_text(path, shown), shown, kind)


def _text(path: Path, shown: str) -> str:
    from pap_cli.sheets.mapping_file import MAX_BYTES

    try:
        if not path.is_file():
            raise PapError(f"no such file: {shown}", "a mapping is written by the first import")
        if path.stat().st_size > MAX_BYTES:
            raise PapError(f"{shown} is too large for a mapping")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PapError(f"{shown} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise PapError(f"cannot read {shown}: {error.strerror}") from None


def day_of_file(context: Context, on: str | None, saved: date | None) -> date:
    """Return the day of a spreadsheet: that of --on, else the one on which it was saved, but never one to come.

    Raises:
        PapError: if --on is no day, or is still to come.
    """
    today = context.today()
    if on is None:
        return min(saved or today, today)
    day = context.parse_day(on, "--on")
    if day > today:
        raise PapError(f"--on {on} is still to come", "give the day on which the spreadsheet was saved")
    return day


def interactive() -> bool:
    """Return True if a person can answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()


def settled(
    context: Context,
    understand: Callable[[Mapping | None], Understood],
    importing: Importing,
    kind: str,
    *,
    no_input: bool,
    dry_run: bool,
) -> Understood:
    """Return what is understood once every question has an answer.

    A person is asked on a terminal.  In a dry run that asks nobody, the questions stay open.

    Raises:
        PapError: if nobody can be asked; the questions are then in the mapping, for a person to answer there.  Or if
            nothing is understood, unless it is a dry run.
    """
    from pap_cli.options.nothing_found import refuse_nothing

    found = _settled(context, understand, importing, kind, no_input=no_input, dry_run=dry_run)
    if not dry_run:
        refuse_nothing(found, kind, importing.name)
    return found


def _settled(
    context: Context,
    understand: Callable[[Mapping | None], Understood],
    importing: Importing,
    kind: str,
    *,
    no_input: bool,
    dry_run: bool,
) -> Understood:
    from pap_cli.output.write import write_out
    from pap_cli.sheets.mapping import answered, mapping_of, only_said

    found = understand(importing.mapping)
    # another format is for a program, which cannot answer
    asks = not no_input and interactive() and context.options.format is None
    if not found.ask or (dry_run and not asks):
        return found
    if not asks:
        leave_questions(found.file, importing, mapping_of(found, kind), found.ask)
    _show_columns(context, found, kind)
    asked: tuple[Question, ...] = ()
    while found.ask:
        mapping, before = mapping_of(found, kind), len(asked)
        for at, question in enumerate(found.ask, 1):
            answer = ask_question(found, question, before + at, before + len(found.ask), kind)
            mapping = answered(mapping, question, answer)
        asked += found.ask
        found = understand(only_said(mapping, importing.mapping, asked))
    write_out("\n")
    return found


def leave_questions(file: str, kept: Importing, mapping: Mapping, questions: Sequence[Question]) -> NoReturn:
    """Write questions about a spreadsheet to its mapping and refuse to go on.

    Raises:
        PapError: always: with the questions, or if they cannot be written.
    """
    from pap_cli.output.write import write_file
    from pap_cli.sheets.mapping import written
    from pap_cli.sheets.pages.understood import question_line
    from pap_cli.wording.cells import count_words

    lines = "".join(f"\n  {question_line(one)}" for one in questions)
    message = f"{count_words(len(questions), 'question')} before {file} can be imported:{lines}"
    try:
        kept.path.parent.mkdir(exist_ok=True)
        write_file(kept.path, written(mapping, tuple(questions)))
    except OSError as error:
        why = f"cannot write to {FOLDER}: {(error.strerror or str(error)).lower()}"
        raise PapError(message, f"answer them on a terminal; {why}") from None
    except PapError as error:
        raise PapError(message, f"answer them on a terminal; {error.message}") from None
    raise PapError(message, f"write the answers in place of each ? in {kept.name}, and import again")


def _show_columns(context: Context, found: Understood, kind: str) -> None:
    from pap_cli.sheets.pages.understood import UnderstoodView

    context.show(UnderstoodView(found=found, of=kind, columns_only=True))


def ask_question(found: Understood, question: Question, number: int, total: int, kind: str) -> str:
    """Ask one question until its answer is one of the choices; a number chooses, an empty answer takes the first."""
    from pap_cli.diagnostics import nearest
    from pap_cli.output.write import write_out
    from pap_cli.sheets.mapping import MEANINGS
    from pap_cli.sheets.wording import explained

    known = list(dict.fromkeys((*question.choices, *(MEANINGS[kind] if question.key.endswith(".means") else ()))))
    write_out("\n")
    _wrapped(f"{number} of {total}  {question.question}", "        ")
    if cells := _samples(found, question):
        _wrapped(f"        {cells}", "        ")
    width = max(map(len, question.choices))
    for at, choice in enumerate(question.choices, 1):
        write_out(f"    {at:2}  {choice:{width}}  {explained(choice)}".rstrip() + "\n")
    while True:
        answer: str = typer.prompt("  Answer", default=question.choices[0]).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(question.choices):
            return question.choices[int(answer) - 1]
        for word in (answer, answer.casefold(), answer.casefold().replace(" ", "_")):
            if word in known:
                return word
        near = nearest(answer.casefold(), known)
        rest = "" if near else f": write one of {', '.join(known)}"
        _wrapped(f"  “{answer}” is not an answer{f': did you mean {near}?' if near else rest}", "  ")


def _wrapped(text: str, indent: str) -> None:
    """Write a text in lines that fit the terminal."""
    from shutil import get_terminal_size
    from textwrap import fill

    from pap_cli.output.write import write_out
    from pap_cli.render.text import printable

    width = min(get_terminal_size().columns, 100) - 1
    write_out(
        fill(printable(text), width, subsequent_indent=indent, replace_whitespace=False, drop_whitespace=True) + "\n"
    )


def _samples(found: Understood, question: Question) -> str:
    for sheet in found.sheets:
        if sheet.sheet == question.sheet:
            column = next((one for one in sheet.columns if one.letter == question.column), None)
            return " · ".join(column.samples) if column is not None else ""
    return ""


def mapping_file(mapping: Mapping, kept: Importing) -> ChangedFile:
    """Return the mapping as a file that is written with the import, and taken back with it."""
    from pap_cli.edit.draft.files import ChangedFile
    from pap_cli.sheets.mapping import written

    before = kept.path.read_bytes() if kept.path.is_file() else None
    return ChangedFile(kept.path, kept.name, before, written(mapping).encode("utf-8"))


def show_changes(context: Context, edited: Edited) -> None:
    """Show what changes as `pap diff` shows it."""
    from pap_cli.assess.assessment import assess
    from pap_cli.columns.selection import Selection
    from pap_cli.edit.draft.overlay import ChangedFiles
    from pap_cli.load.workspace.loader import read_workspace
    from pap_cli.output.write import write_out
    from pap_cli.views.lists.changes import build

    workspace = context.workspace
    files = {one.path: one.after for one in edited.files}
    after = read_workspace(ChangedFiles(workspace.root, files), workspace)
    old, new = (assess(one.portfolio, context.as_of, one.config.rating) for one in (workspace, after))
    found = build(old, new, Selection())
    write_out("\n")
    context.show(replace(found, noun="change by this import,", plural="changes by this import,"))


def show_told(context: Context, found: Understood, kind: str) -> None:
    """Show a person the start of what was not simply taken; to a program the same command says it with --dry-run."""
    from pap_cli.output.write import write_out
    from pap_cli.sheets.pages.understood import UnderstoodView

    options = context.options
    view = UnderstoodView(found=found, of=kind, told_only=True)
    if options.format is None and options.output is None and not view.nothing_told:
        write_out("\n")
        context.show(view)
