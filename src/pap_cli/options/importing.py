"""What `pap import plan` and `pap import kpis` share: the mapping, the file and the day, and what they show."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.app import option

if TYPE_CHECKING:
    from pap_cli.edit.draft.files import ChangedFile
    from pap_cli.edit.draft.prepare import Edited
    from pap_cli.sheets.book.cells import Book
    from pap_cli.sheets.mapping import Mapping
    from pap_cli.sheets.understood import Understood

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


def into_file(into: str | None, file: str, mapping: Mapping | None, kind: str) -> str:
    """Return the file that a spreadsheet goes into, from the workspace.

    Raises:
        PapError: if it is not a YAML file in `plans/`, or in `kpis/` for figures.
    """
    folder, what = ("plans", "the file of a plan") if kind == "plan" else ("kpis", "a file of KPIs")
    name = into or (mapping.into if mapping is not None else None) or f"{folder}/{name_of(file)}.yaml"
    path = PurePosixPath(name.replace("\\", "/"))
    if len(path.parts) == 1:
        path = PurePosixPath(folder) / path
    if path.is_absolute() or ".." in path.parts or path.parts[0] != folder or path.suffix != ".yaml":
        raise PapError(f"--into {name} is not {what}", f"write it like  {folder}/{name_of(name)}.yaml")
    return path.as_posix()


def sheet_names(book: Book, sheet: str | None, file: str) -> list[str | None]:
    """Return the names of the sheets of a spreadsheet.

    Raises:
        PapError: if SHEET is given and not one of them.
    """
    names = [one.name for one in book.sheets]
    if sheet is not None and sheet not in names:
        known = ", ".join(f"“{name}”" for name in names if name is not None)
        raise PapError(f"no sheet “{sheet}” in {file}", f"its sheets are {known}" if known else "CSV has no sheets")
    return names


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
