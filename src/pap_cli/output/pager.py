"""Show text that is longer than the screen in the user's pager, as git does.

PAP_PAGER overrides PAGER, which overrides `less`; an empty value or `cat` means no pager.  Only the environment sets
the pager: nothing in a workspace can.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

# The options that git gives to less: pass colour through, quit if the text fits, do not clear the screen.
_QUIET = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}


def shown_in_pager(text: str, environ: Mapping[str, str]) -> bool:
    """Show TEXT in a pager if it is longer than the screen, and return True if it was shown."""
    rows = shutil.get_terminal_size((100, 24)).lines
    if text.count("\n") < rows or environ.get("TERM") == "dumb" or not sys.stdin.isatty():
        return False
    command = _command(environ)
    if not command:
        return False
    import subprocess

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
