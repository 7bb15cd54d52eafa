"""`pap redo`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import with_context
from pap_cli.options.undoing import NAMES, Commit, DryRun, Yes, revert_last


@single(example="pap redo --dry-run")
@with_context(NAMES)
def app(context: Context, dry_run: DryRun = False, yes: Yes = False, commit: Commit = False) -> None:
    """Make again what `pap undo` took back last.

    Shows the difference that it will make, and asks on a terminal. Refuses if a file was changed since.
    """
    revert_last(context, redo=True, dry_run=dry_run, yes=yes, commits=commit)
