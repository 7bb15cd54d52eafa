"""`pap edit`."""

from __future__ import annotations

import os
import sys

import typer

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.app import single
from pap_cli.options.recording import Id
from pap_cli.options.shared import with_context


@single(example="pap edit A8.3")
@with_context(("plan", "as_of", "workspace", "color"))
def app(context: Context, id: Id) -> None:
    """Open your editor at the line of an item, and check the file afterwards.

    The editor is that of the variable VISUAL or EDITOR.
    """
    from pap_cli.edit.editor import chosen, open_at, stamp
    from pap_cli.edit.items.item import Sort, find
    from pap_cli.options.after_edit import new_problems
    from pap_cli.output.write import write_error

    workspace = context.open()
    item = find(context.portfolio, id, tuple(Sort), "")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise PapError("an editor needs a terminal", f"{id} is at {item.place.path}:{item.place.line}")
    context.progress.end()
    path = workspace.root / item.place.path
    line = item.place.line
    while True:
        before = stamp(path)
        code = open_at(chosen(os.environ), path, line)
        if code:
            raise PapError(f"the editor ended with exit code {code}", "check the file:  pap check")
        if stamp(path) == before:
            write_error(f"{item.place.path} was not changed\n")
        found = new_problems(context, item.place.path)
        write_error("".join(f"{one}\n" for one in found.lines))
        if not found.errors:
            return
        if not typer.confirm("Open it again?", default=True):
            raise typer.Exit(1)
        line = found.line or line
