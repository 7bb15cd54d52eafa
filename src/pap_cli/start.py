"""What runs first: it says an answer again that was kept, or starts the whole program."""

from __future__ import annotations

import os
import sys

from pap_cli.errors import PapError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run `pap`, and end the process."""
    try:
        run()
    except SystemExit as end:
        _leave(end)
    sys.exit()


def run() -> None:
    """Run `pap`, and leave the process to who asked.

    Raises:
        SystemExit: it is done; with 0, 1 on findings, 2 on an error, 130 where it was interrupted.
    """
    try:
        _answer()
    except KeyboardInterrupt:
        sys.exit(130)


def _answer() -> None:
    from pap_cli.commands._answers import asked

    answer = None
    try:
        answer = asked(sys.argv[1:], os.environ)
        said = answer.given_before() if answer is not None else None
        if said is not None:
            from pap_cli.commands._output import say_again

            say_again(said.out, said.err, whole=said.whole)
            sys.exit(said.code)
    except PapError:
        answer = None  # it could not be written: the whole program says so in its own words
    from pap_cli.cli import main as start

    start(answer)


def _leave(end: SystemExit) -> NoReturn:
    """End the process at once: to take apart what a large plan was read into costs a twentieth of the whole run.

    Who measures the program gets the usual end, and so does one whose last words cannot be written.
    """
    code = end.code if end.code is not None else 0
    if isinstance(code, int) and not _is_measured():
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except (OSError, ValueError):
            raise end from None
        os._exit(code & 0xFF)
    raise end


def _is_measured() -> bool:
    """Whether a debugger, a profiler or a measure of coverage looks on, which writes down what it saw at the end."""
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    watched = monitoring is not None and any(monitoring.get_tool(tool) for tool in range(6))
    return watched or sys.gettrace() is not None or sys.getprofile() is not None
