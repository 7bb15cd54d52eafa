"""`pap baseline`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from pap_cli.context.checking import Checking, baseline_path
from pap_cli.context.context import Context
from pap_cli.options.app import command_class, new_app
from pap_cli.options.shared import with_context

FileArgument = Annotated[
    str | None, typer.Argument(metavar="FILE", help="The baseline. Default: pap-baseline.json in the workspace.")
]

_OPTIONS = ("as_of", "workspace")

app = new_app(epilog="Example:  pap baseline write")


@app.callback()
def baseline() -> None:
    """Manage the list of findings that do not fail a check."""


@app.command(cls=command_class(), epilog="Example:  pap baseline write && pap check --baseline pap-baseline.json")
@with_context(_OPTIONS)
def write(context: Context, file: FileArgument = None) -> None:
    """Write all current findings to the baseline.

    Errors in the files are left out: fix them instead.
    """
    from pap_cli.checks.baseline import accepted, key_of
    from pap_cli.load.workspace.baseline import baseline_text
    from pap_cli.output.write import write_file, write_out

    context.open()
    context.refuse_loss("the baseline was not written")
    path = Path(file) if file is not None else baseline_path(context, None)
    context.refuse_input(path, is_baseline=True)
    found = Checking(context=context).result().diagnostics
    entries = accepted(found)
    write_file(path, baseline_text(entries))
    name = _shown(path)
    taken = sum(entry.count for entry in entries)
    write_out(f"wrote {name}: {taken} finding{'' if taken == 1 else 's'}\n")
    if left_out := sum(1 for diagnostic in found if key_of(diagnostic) is None):
        problems = "1 problem" if left_out == 1 else f"{left_out} problems"
        write_out(f"left out: {problems} in the files; run  pap check --select PAP0,PAP1\n")
    write_out(f"next:  pap check --baseline {shlex.quote(name)}\n")


@app.command(cls=command_class(), epilog="Example:  pap baseline prune")
@with_context(_OPTIONS)
def prune(context: Context, file: FileArgument = None) -> None:
    """Remove findings that no longer occur; add none.

    Does nothing while a file has errors, because an error can hide a finding.
    """
    from pap_cli.checks.baseline import pruned, with_current_names
    from pap_cli.errors import PapError
    from pap_cli.load.workspace.baseline import baseline_text, read_baseline
    from pap_cli.output.write import write_file, write_out

    context.open()
    path = baseline_path(context, file)
    name = _shown(path)
    before = with_current_names(read_baseline(path))
    found = Checking(context=context).result()
    if not found.complete:
        raise PapError(
            f"{name} was not changed: errors in the files may hide findings",
            "fix them first:  pap check --select PAP0,PAP1",
        )
    after = pruned(before, found)
    gone = sum(entry.count for entry in before) - sum(entry.count for entry in after)
    if gone:
        write_file(path, baseline_text(after))
    kept = sum(entry.count for entry in after)
    write_out(f"{name}: removed {gone} finding{'' if gone == 1 else 's'}, kept {kept}\n")


def _shown(path: Path) -> str:
    """Return a path as a user in the current folder would type it."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
