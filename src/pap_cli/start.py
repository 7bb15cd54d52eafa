"""What runs first: it says an answer again that was kept, or starts the whole program."""

from __future__ import annotations

import os
import sys

from pap_cli.errors import PapError


def main() -> None:
    """Run `pap`."""
    from pap_cli.commands._answers import asked

    answer = None
    try:
        answer = asked(sys.argv[1:], os.environ)
        said = answer.given_before() if answer is not None else None
        if said is not None:
            from pap_cli.commands._output import say_again

            say_again(said.out, said.err, whole=said.whole)
            sys.exit(said.code)
    except KeyboardInterrupt:
        sys.exit(130)
    except PapError:
        answer = None  # it could not be written: the whole program says so in its own words
    from pap_cli.cli import main as run

    run(answer)
