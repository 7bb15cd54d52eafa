"""What is longer than the screen is shown in the person's pager, as git does.

PAP_PAGER comes before PAGER, that before `less`; an empty one, or `cat`, means none.  It is the person's own
environment that names it: nothing in a workspace can.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

# Pass colour through, end by itself where all fits, leave the screen as it was: what git asks of less.
_QUIET = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}


def shown_in_pager(text: str, environ: Mapping[str, str]) -> bool:
    """Show a text in a pager, if it is longer than the screen and there is one; whether that was done."""
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
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's: it ends a search, not pap
    try:
        pager.communicate(text.encode("utf-8", "replace"))
    except OSError:
        pager.wait()  # it was left before the end
    finally:
        signal.signal(signal.SIGINT, before)
    return pager.returncode not in (126, 127)


def _command(environ: Mapping[str, str]) -> list[str]:
    """The pager and its words; empty where there is none, or none is wanted."""
    from pap_cli.load.workspace.programs import find_program

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
