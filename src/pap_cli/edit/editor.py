"""The editor of the person at the keyboard, opened at a line of a file.

Nothing that a plan says gets into its arguments: only the path of the file and a number.  No shell takes part.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from msgspec import Struct

from pap_cli.errors import PapError


class _Editor(Struct, frozen=True):
    """How an editor is given a line, and the option that makes one with windows wait until the file is closed."""

    names: str
    arguments: tuple[str, ...]
    wait: str = ""


_PLUS, _COLON = ("+{line}", "{file}"), ("{file}:{line}",)
_EDITORS = (
    _Editor(
        "vi vim nvim view nano pico emacs emacsclient micro joe kak jed mg ne mcedit editor sensible-editor", _PLUS
    ),
    _Editor("gvim mvim", _PLUS, "--nofork"),
    _Editor("gedit gnome-text-editor pluma xed", _PLUS, "--wait"),
    _Editor("bbedit", _PLUS, "--wait"),
    _Editor("hx helix", _COLON),
    _Editor("subl sublime_text zed zeditor atom lapce", _COLON, "--wait"),
    _Editor("code code-insiders codium vscodium cursor windsurf positron", ("--goto", "{file}:{line}"), "--wait"),
    _Editor("kate kwrite", ("--line", "{line}", "{file}"), "--block"),
    _Editor("mate", ("--line", "{line}", "{file}"), "--wait"),
    _Editor("idea idea64 pycharm pycharm64 webstorm phpstorm", ("--line", "{line}", "{file}"), "--wait"),
    _Editor("notepad++", ("-n{line}", "{file}")),
)
_KNOWN = {name: editor for editor in _EDITORS for name in editor.names.split()}
# Short forms of the options above.
_WAITING = frozenset({"-w", "--wait", "-f", "--nofork", "-b", "--block"})
# What the shell of Windows, which runs .cmd and .bat files, takes for more than text.
_BATCH = (".cmd", ".bat")
_SPECIAL = re.compile(r'[&|<>^%!"\r\n]')


def words_of(editor: str, *, windows: bool = os.name == "nt") -> list[str]:
    """Return the program and the options that a variable such as EDITOR names: `code --wait`, or a path with spaces.

    Raises:
        PapError: if it is empty or has a quotation mark without its pair.
    """
    if Path(editor.strip()).is_file():
        return [editor.strip()]
    try:
        words = shlex.split(editor, posix=not windows)
    except ValueError:
        words = []
    if windows:
        words = [word[1:-1] if word[:1] == word[-1:] and word[:1] in "\"'" else word for word in words]
    if not words or not words[0]:
        raise PapError(f"EDITOR is no command: “{editor}”", "set EDITOR to the name of an editor, such as nano")
    return words


def command(editor: str, path: Path, line: int, *, windows: bool = os.name == "nt") -> list[str]:
    """Return the program and the arguments that open a file at a line and wait until it is closed.

    An editor that is not known opens the file.

    Raises:
        PapError: if EDITOR cannot be read.
    """
    words = words_of(editor, windows=windows)
    file = str(path)
    file = file if path.is_absolute() else f".{os.sep}{file}"  # never taken for an option
    known = _KNOWN.get(_name(words[0]))
    if known is None:
        return [*words, file]
    if known.wait and _WAITING.isdisjoint(words[1:]):
        words.append(known.wait)
    return [*words, *(part.replace("{line}", str(line)).replace("{file}", file) for part in known.arguments)]


def _name(program: str) -> str:
    """Return the name of a program, without its folder and endings: `vim` for `/usr/bin/vim.basic`."""
    name = PurePath(program.replace("\\", "/")).name.casefold()
    return name if name in _KNOWN else re.split(r"\.|-[0-9]", name, maxsplit=1)[0]


def chosen(environ: Mapping[str, str], *, windows: bool = os.name == "nt") -> str:
    """Return the editor: VISUAL, EDITOR, or the first of some that is installed.

    Raises:
        PapError: if there is none.
    """
    for variable in ("VISUAL", "EDITOR"):
        if environ.get(variable, "").strip():
            return environ[variable]
    known = ("notepad",) if windows else ("sensible-editor", "nano", "vim", "vi")
    found = next((name for name in known if find(name) is not None), None)
    if found is None:
        raise PapError("no editor is set", "set EDITOR to the name of your editor")
    return found


def find(name: str) -> str | None:
    """Return the path of a program, which is never one in the current folder: that may be a plan of somebody else."""
    found = shutil.which(name)
    if found is None or PurePath(name).name != name:
        return found
    return None if Path(found).parent.resolve() == Path.cwd() else found


def stamp(path: Path) -> tuple[int, int, int]:
    """Return what differs after a file was saved; zeros if there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns


def open_at(editor: str, path: Path, line: int) -> int:
    """Open a file at a line, wait until the editor ends, and return its exit code.

    Raises:
        PapError: if it cannot be started.
    """
    words = command(editor, path, line)
    program = find(words[0])
    if program is None:
        raise PapError(
            f"the editor “{words[0]}” was not found", "set EDITOR to the name of an editor that is installed"
        )
    refuse_special(program, words[1:])
    try:
        return subprocess.run([program, *words[1:]], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise PapError(f"the editor “{words[0]}” cannot be started: {(error.strerror or str(error)).lower()}") from None


def refuse_special(program: str, arguments: Sequence[str]) -> None:
    """Refuse arguments that the shell of Windows would read as commands, if the program is a batch file.

    Raises:
        PapError: if one has such a character, which only the path of a file can.
    """
    found = next((one for one in arguments if _SPECIAL.search(one)), None)
    if program.casefold().endswith(_BATCH) and found is not None:
        raise PapError(f"{program} cannot open “{found}”", "rename the file, or open it in the editor yourself")
