"""Writing a difference in files: as it is for programs, made harmless for a terminal."""

from __future__ import annotations

import sys


def write_difference(text: str) -> None:
    """Write a difference to stdout as `git apply` takes it.

    On a terminal, characters of the files that it would interpret are replaced.

    Raises:
        PapError: if stdout cannot be written.
    """
    from pap_cli.output.write import write_out
    from pap_cli.render.text import printable

    if sys.stdout is not None and sys.stdout.isatty():
        text = "".join(f"{printable(line)}\n" for line in text.split("\n")[:-1])
    write_out(text)
