"""Entry point: print the cached output if it is still valid, otherwise run the app."""

from __future__ import annotations

import os
import sys

from pap_cli.errors import PapError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run pap and end the process."""
    try:
        run()
    except SystemExit as end:
        _exit(end)
    sys.exit()


def run() -> None:
    """Run pap and return to the caller.

    Raises:
        SystemExit: always; code 0, 1 on findings, 2 on an error, 130 if interrupted.
    """
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)


def _run() -> None:
    from pap_cli.cache.output import find_cached_output

    cached = find_cached_output(sys.argv[1:], os.environ)
    output = cached.read() if cached is not None else None
    if output is not None:
        from pap_cli.output.write import write_cached_output

        try:
            write_cached_output(output.out, output.err)
        except PapError as error:
            from pap_cli.cli import fail

            fail(error)
        sys.exit(output.code)
    from pap_cli.cli import main as run_app

    run_app(cached)


def _exit(end: SystemExit) -> NoReturn:
    """End the process at once: freeing the objects of a large plan one by one takes a twentieth of the run.

    Under a debugger, profiler or coverage the interpreter ends as usual, so that they can write their results.
    """
    code = end.code if end.code is not None else 0
    if not _flushed():
        code = code or 2
    if isinstance(code, int) and not _is_monitored():
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


def _is_monitored() -> bool:
    """Return True if a debugger, profiler or coverage tool is attached."""
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    tools = monitoring is not None and any(monitoring.get_tool(tool) for tool in range(6))
    return tools or sys.gettrace() is not None or sys.getprofile() is not None
