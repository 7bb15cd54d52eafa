"""`pap baseline`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pap_cli.context.checking import Checking, baseline_path
from pap_cli.context.context import Session
from pap_cli.options.app import new_app
from pap_cli.options.shared import AsOfOption, SharedOptions, WorkspaceOption, reading

if TYPE_CHECKING:
    from pap_cli.checks.engine import CheckResult

FileArgument = Annotated[
    str | None, typer.Argument(metavar="FILE", help="The baseline; pap-baseline.json in the workspace if not named.")
]

app = new_app(epilog="Example:  pap baseline write")


@app.callback()
def baseline() -> None:
    """Keep a list of findings that were there before, so that only new ones fail a check."""


@app.command(epilog="Example:  pap baseline write && pap check --baseline pap-baseline.json")
def write(
    context: typer.Context,
    file: FileArgument = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write down everything that a check finds now.

    Faults of form are not taken: they are mended, not let pass.
    """
    from pap_cli.checks.baseline import accepted, key_of
    from pap_cli.load.workspace.baseline import baseline_text
    from pap_cli.output.write import write_out, write_whole

    session = Session.open(reading(context, SharedOptions(workspace=workspace, as_of=as_of)))
    path = Path(file) if file is not None else baseline_path(session, None)
    found = _found(session).diagnostics
    entries = accepted(found)
    write_whole(path, baseline_text(entries))
    name = _shown(path)
    taken = sum(entry.count for entry in entries)
    write_out(f"wrote {name}: {taken} finding{'' if taken == 1 else 's'}\n")
    if faults := sum(1 for diagnostic in found if key_of(diagnostic) is None):
        write_out(f"not taken: {faults} fault{'' if faults == 1 else 's'} of form; run  pap check --select PAP0,PAP1\n")
    write_out(f"next:  pap check --baseline {shlex.quote(name)}\n")


@app.command(epilog="Example:  pap baseline prune")
def prune(
    context: typer.Context,
    file: FileArgument = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Take out what is no longer found; nothing is ever added.

    Refuses while a file has a fault of form, which may be all that hides a finding.
    """
    from pap_cli.checks.baseline import named, pruned
    from pap_cli.errors import PapError
    from pap_cli.load.workspace.baseline import baseline_text, read_baseline
    from pap_cli.output.write import write_out, write_whole

    session = Session.open(reading(context, SharedOptions(workspace=workspace, as_of=as_of)))
    path = baseline_path(session, file)
    name = _shown(path)
    before = named(read_baseline(path))
    found = _found(session)
    if not found.whole:
        raise PapError(
            f"{name} is left as it is: a fault of form may hide what it lists",
            "mend it first:  pap check --select PAP0,PAP1",
        )
    after = pruned(before, found)
    gone = sum(entry.count for entry in before) - sum(entry.count for entry in after)
    if gone:
        write_whole(path, baseline_text(after))
    kept = sum(entry.count for entry in after)
    write_out(f"{name}: {gone} taken out, {kept} kept\n")


def _shown(path: Path) -> str:
    """A path as a person would type it from here."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _found(session: Session) -> CheckResult:
    """What a check of a session finds, with nothing let pass."""
    return Checking(session=session).result()
