"""`pap fmt`."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.files import names_of
from pap_cli.options.shared import with_context
from pap_cli.options.writing import locked_for, write_files


@single(example="pap fmt --check")
@with_context(("workspace", "format", "output", "color"))
def app(
    context: Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Only these files. Default: all of the workspace.")
    ] = None,
    check: Annotated[bool, option("--check", None, "Change nothing; exit 1 if a file is not in the layout.")] = False,
    dry_run: Annotated[
        bool, option("--dry-run", None, "Show the difference in the files, and change nothing.")
    ] = False,
) -> None:
    """Put the files in one layout: the order of keys within an entry, the empty lines between entries.

    Quotation marks, brackets, line breaks within values and comments stay as they are, and so does what the files mean.
    """
    from pap_cli.edit.layout.workspace import in_layout
    from pap_cli.edit.pages.formatted import FormatView
    from pap_cli.output.difference import write_difference

    with ExitStack() as stack:
        state = None if check or dry_run else stack.enter_context(locked_for(context))
        workspace = context.open(empty=True)
        formatted = in_layout(workspace, names_of(context, paths) if paths else ())
        if state is not None and formatted.files:
            write_files(context, state, formatted.files, [f"{one.name} formatted" for one in formatted.files])
    view = FormatView(formatted=formatted, written=state is not None)
    if dry_run and not check and context.options.format is None and context.options.output is None:
        write_difference(view.difference())
    else:
        context.show(view)
    if check and formatted.files:
        raise typer.Exit(1)
