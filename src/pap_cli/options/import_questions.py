"""The questions of an import: asked on a terminal, or else left in the mapping for a person to answer there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

import typer

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.importing import FOLDER, Importing

if TYPE_CHECKING:
    from pap_cli.sheets.mapping import Mapping
    from pap_cli.sheets.understood import Question, Understood


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
