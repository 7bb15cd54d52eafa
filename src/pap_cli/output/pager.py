"""Show text that is longer than the screen in the user's pager, as git does.

PAP_PAGER overrides PAGER, which overrides `less`; an empty value or `cat` means no pager.  Only the environment sets
the pager: nothing in a workspace can.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# The options that git gives to less: pass colour through, quit if the text fits, do not clear the screen.
_QUIET = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
# Pagers that always pass colour through.
_COLOURED = frozenset({"bat", "batcat", "delta", "lv", "moar", "moor", "ov"})
# The option of less that does, alone or behind options that take no value.
_RAW = re.compile(r"--(?i:raw-c)|-[^-#DPTbhjkopOtxyz]*[Rr]")
_ESCAPE = re.compile(r"\x1b\[[\d;]*m")


def shown_in_pager(text: str, environ: Mapping[str, str]) -> bool:
    """Show TEXT in a pager if it is longer than the screen, and return True if it was shown."""
    rows = shutil.get_terminal_size((100, 24)).lines
    if text.count("\n") < rows or environ.get("TERM") == "dumb" or not sys.stdin.isatty():
        return False
    command = _command(environ)
    if not command:
        return False
    import subprocess

    if not _passes_colour(command, environ):
        text = _ESCAPE.sub("", text)
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env={**_QUIET, **environ})  # noqa: S603 - see above
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager, where it ends a search
    try:
        pager.communicate(text.encode("utf-8", "replace"))
    except OSError:
        pager.wait()  # the user quit before the end
    finally:
        signal.signal(signal.SIGINT, before)
    return pager.returncode not in (126, 127)


def _passes_colour(command: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Return True if a pager passes colour through: `less` with -R or -r, or one that always does."""
    name = Path(command[0]).stem.casefold()
    if name != "less":
        return name in _COLOURED
    flags, *others = environ.get("LESS", _QUIET["LESS"]).split() or [""]
    options = [flags if flags.startswith("-") else f"-{flags}", *others, *command[1:]]
    return any(_RAW.match(option) for option in options)


def _command(environ: Mapping[str, str]) -> list[str]:
    """Return the command line of the pager; empty if there is none."""
    from pap_cli.load.workspace.executables import find_program

    named = environ.get("PAP_PAGER", environ.get("PAGER"))
    if named is None:
        named = "less" if os.name != "nt" else ""
    import shlex

    try:
        words = shlex.split(named, posix=os.name != "nt")
    except ValueError:
        return []
    if not words or words[0] == "cat":
        return []
    program = Path(words[0]) if Path(words[0]).is_absolute() else find_program(words[0])
    return [str(program), *words[1:]] if program is not None else []
