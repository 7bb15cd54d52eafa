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
    from pap_cli.cache.output import asked

    answer = None
    try:
        answer = asked(sys.argv[1:], os.environ)
        said = answer.given_before() if answer is not None else None
        if said is not None:
            from pap_cli.output.write import say_again

            say_again(said.out, said.err, whole=said.whole)
            sys.exit(said.code)
    except PapError:
        answer = None  # it could not be written: the whole program says so in its own words
    from pap_cli.cli import main as start

    start(answer)


def _leave(end: SystemExit) -> NoReturn:
    """End the process at once: freeing the objects of a large plan one by one costs a twentieth of the run.

    Under a debugger, profiler or coverage the interpreter ends as usual, so that they can write their results.
    """
    code = end.code if end.code is not None else 0
    if not _flushed():
        code = code or 2
    if isinstance(code, int) and not _is_measured():
        os._exit(code & 0xFF)
    sys.exit(code)


def _flushed() -> bool:
    """Flush stdout and stderr; False if one could not be written, whose buffer is then discarded.

    The interpreter flushes both again at exit, and ends with 120 if that fails.
    """
    written = True
    for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            from pap_cli.output.write import discard

            discard(stream, number)
            written = False
    return written


def _is_measured() -> bool:
    """Whether a debugger, a profiler or a measure of coverage looks on, which writes down what it saw at the end."""
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    watched = monitoring is not None and any(monitoring.get_tool(tool) for tool in range(6))
    return watched or sys.gettrace() is not None or sys.getprofile() is not None
