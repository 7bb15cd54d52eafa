"""Where a command may write: over no file that pap reads, and to a type of file that it knows."""

from __future__ import annotations

import os
import re
import shlex
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from pap_cli.errors import PapError
from pap_cli.load.workspace.locate import BASELINE, FOLDERS, SETTINGS, SUFFIXES, TABLE, nearest_workspace

# An author's text for reports, beside the plan.
_NARRATIVE = re.compile(r"(?:.+\.)?report(?:-[^.]*)?(?:\.[^.]+)?\.md", re.IGNORECASE)
_IS_BASELINE = re.compile(rb'\s*\{\s*"version":\s*\d+,\s*"findings":')
_TYPE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}")
# The extensions of formats, where a user knows them by another name.
_TYPES = {"markdown": ".md", "plain": ".txt"}
# The endings of files that somebody may take for what is written to a folder.
_FILES = (".csv", ".eml", ".ics", ".mbox", ".msg", ".ods", ".xls", ".xlsm", ".xlsx", ".zip")
_NO_TYPE = ("terminal", "full", "concise", "github", "gitlab", "azure", "junit")


def refuse_input(target: Path, inputs: Iterable[Path], *, is_baseline: bool = False) -> None:
    """Refuse to write over a file that pap reads, or to one that it would read next time.

    `inputs` are the files of this run, however they are called here: a link to one of them is refused too.  A baseline
    may be written over a baseline.

    Raises:
        PapError: if so.
    """
    why = _why_read(Path(os.path.realpath(target)), is_baseline=is_baseline)
    if not why and _is_one_of(target, inputs):
        why = "pap has read this file"
    if why:
        raise PapError(f"cannot write {target}: {why}", "give the name of another file")


def refuse_folder(target: Path) -> None:
    """Refuse a folder that is one of those that pap reads, or is in one.

    Raises:
        PapError: if it is.
    """
    parts = _in_workspace(Path(os.path.realpath(target)) / "index.html")
    if parts and parts[0] in FOLDERS:
        raise PapError(f"cannot write to {target}: pap reads the folder {parts[0]}/", "choose another folder")


def refuse_type(output: str, formats: Iterable[str]) -> None:
    """Refuse a file whose extension is that of no format.

    Raises:
        PapError: if the extension is unknown; a file without one is plain text.
    """
    ending = Path(output).suffix
    if ending.lower() in (".txt", ".text", ".log") or not _TYPE.fullmatch(ending):
        return
    types = ", ".join(sorted(_TYPES.get(name, f".{name}") for name in formats if name not in _NO_TYPE))
    raise PapError(f"--output: unknown file type “{ending}”", f"the types are {types}; or set the format with --format")


def refuse_other_ending(target: Path, ending: str, what: str, command: str) -> None:
    """Refuse a file whose name says that it is of another kind than what is written to it; a device may have any name.

    `what` is written, `a workbook`, by the command `command`, whose files end in `ending`.

    Raises:
        PapError: if the name has another ending, or none.
    """
    if target.suffix.lower() == ending or (target.exists() and not target.is_file()):
        return
    named = target.with_suffix(ending) if _TYPE.fullmatch(target.suffix) else target.with_name(f"{target.name}{ending}")
    help = f"write it like  {command} -o {shlex.quote(str(named))}"
    if target.suffix.lower() == ".csv":
        help += ";  lists as CSV:  pap milestones -f csv"
    raise PapError(f"{target}: {what} is written to a file that ends in {ending}", help)


def refuse_file_name(target: Path, command: str) -> None:
    """Refuse a folder that has the name of a file.

    Raises:
        PapError: if it ends like a workbook, a message or another file, and is no folder yet.
    """
    if target.suffix.lower() in _FILES and not target.is_dir():
        raise PapError(
            f"{target}: several files are written, so this is to be a folder",
            f"write it like  {command} -o {shlex.quote(str(target.with_suffix('')))}",
        )


def _why_read(target: Path, *, is_baseline: bool) -> str:
    """Return why pap reads, or would read, a file with this real path; empty if it does not."""
    name = target.name.casefold()
    if name in SETTINGS:
        return "pap reads its settings from files of this name"
    parts = _in_workspace(target)
    if parts and parts[0] in FOLDERS and name.endswith(SUFFIXES):
        return f"pap reads the YAML files in {parts[0]}/"
    if parts and parts[0] == "kpis" and name.endswith(TABLE):
        return "pap reads the CSV files in kpis/"
    if parts and parts[0] == "plans" and _NARRATIVE.fullmatch(name):
        return "pap reads the text of a report from files of this name"
    if is_baseline:
        return ""
    if len(parts) == 1 and name == BASELINE:
        return "pap reads its baseline from this file"
    if not target.is_file():
        return ""
    if name.endswith(SUFFIXES):
        return "it is a YAML file, which pap only reads"
    return "it is a baseline" if name.endswith(".json") and _IS_BASELINE.match(_start(target)) else ""


def _in_workspace(target: Path) -> tuple[str, ...]:
    """Return the parts of a path below the workspace that contains it; none if no workspace does."""
    root = nearest_workspace(str(target.parent))
    parts = target.relative_to(root).parts if root is not None and target.is_relative_to(root) else ()
    return (parts[0].casefold(), *parts[1:]) if parts else ()


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except OSError:
        return b""


def _is_one_of(target: Path, inputs: Iterable[Path]) -> bool:
    """Return True if a path leads to one of some files: by another spelling, a link or a hard link."""
    found = _identity(target)
    return found is not None and any(_identity(path) == found for path in inputs)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _is_table(path: Path, root: Path) -> bool:
    return path.name.endswith(TABLE) and path.is_relative_to(root / "kpis")


def files_of(root: Path) -> Iterator[Path]:
    """Yield every file of a workspace that pap reads or can read, without its baseline."""
    from pap_cli.load.workspace.files import kpi_files, plan_units

    others: list[Path] = []
    for unit in plan_units(root, others):
        yield from unit.paths
    yield from kpi_files(root, others)
    yield from (path for path in others if _is_table(path, root) or _NARRATIVE.fullmatch(path.name))
    yield from (root / name for name in SETTINGS)


# File name extensions that are not the name of their format.
_EXTENSIONS = {"md": "markdown", "htm": "html"}


def format_of(output: str | None) -> str | None:
    """Return the format that the extension of a file name stands for; None if it stands for none."""
    from pap_cli.formats import format_names

    extension = Path(output).suffix[1:].lower() if output is not None else ""
    name = _EXTENSIONS.get(extension, extension)
    return name if name in format_names() else None


def reports_of(reports: list[str], output: str | None) -> list[tuple[str, Path]]:
    """Return the format and the file of each --report.

    Raises:
        PapError: if one is not FORMAT=PATH, or two go to the same file.
    """
    found: list[tuple[str, Path]] = []
    taken = {os.path.realpath(output)} if output is not None else set()
    for report in reports:
        name, _, path = report.partition("=")
        if not name or not path or path == "-":
            raise PapError(f"--report: “{report}” is not FORMAT=PATH", "write it as in  --report sarif=pap.sarif")
        if os.path.realpath(path) in taken:
            raise PapError(f"--report: two outputs to {path}", "give each its own file")
        taken.add(os.path.realpath(path))
        found.append((name, Path(path)))
    return found
