"""The editor of the person at the keyboard, opened at a line of a file.

Nothing that a plan says gets into its arguments: only the path of the file and a number.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from pap_cli.errors import PapError

_PLUS = frozenset(
    {
        "vi",
        "vim",
        "nvim",
        "view",
        "gvim",
        "nano",
        "pico",
        "emacs",
        "emacsclient",
        "micro",
        "joe",
        "kak",
        "jed",
        "mg",
        "ne",
        "gedit",
        "mcedit",
    }
)
_COLON = frozenset({"subl", "zed", "hx", "helix", "mate", "atom", "lapce"})
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})


def command(editor: str, path: Path, line: int, *, windows: bool = os.name == "nt") -> list[str]:
    """Return the program and the arguments that open a file at a line; an editor that is not known opens the file.

    EDITOR may have arguments of its own, as in `code --wait`.

    Raises:
        PapError: if it is empty or has a quotation mark without its pair.
    """
    try:
        words = shlex.split(editor, posix=not windows)
    except ValueError:
        words = []
    if not words:
        raise PapError(f"EDITOR is no command: “{editor}”", "set EDITOR to the name of an editor, such as nano")
    words = [word.strip('"') for word in words] if windows else words
    file = str(path)
    file = file if path.is_absolute() else f".{os.sep}{file}"  # never taken for an option
    name = PurePath(words[0].replace("\\", "/")).name.casefold().removesuffix(".exe").removesuffix(".cmd")
    if name in _PLUS:
        return [*words, f"+{line}", file]
    if name in _COLON:
        return [*words, f"{file}:{line}"]
    if name in _GOTO:
        return [*words, "--goto", f"{file}:{line}"]
    if name == "notepad++":
        return [*words, f"-n{line}", file]
    return [*words, file]


def waits(words: Sequence[str]) -> list[str]:
    """Return the command with the option that makes an editor with windows wait until the file is closed."""
    name = PurePath(words[0]).name.casefold()
    if name in _GOTO | {"subl", "zed"} and not {"--wait", "-w"}.intersection(words):
        return [words[0], "--wait", *words[1:]]
    return list(words)


def chosen(environ: Mapping[str, str]) -> str:
    """Return the editor: VISUAL, EDITOR, or the first of some that is installed.

    Raises:
        PapError: if there is none.
    """
    for variable in ("VISUAL", "EDITOR"):
        if environ.get(variable, "").strip():
            return environ[variable]
    known = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vim", "vi")
    found = next((name for name in known if shutil.which(name)), None)
    if found is None:
        raise PapError("no editor is set", "set EDITOR to the name of your editor")
    return found


def open_at(editor: str, path: Path, line: int) -> int:
    """Open a file at a line, wait until the editor ends, and return its exit code.

    Raises:
        PapError: if it cannot be started.
    """
    words = waits(command(editor, path, line))
    program = shutil.which(words[0])
    if program is None:
        raise PapError(
            f"the editor “{words[0]}” was not found", "set EDITOR to the name of an editor that is installed"
        )
    try:
        return subprocess.run([program, *words[1:]], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise PapError(f"the editor “{words[0]}” cannot be started: {(error.strerror or str(error)).lower()}") from None
