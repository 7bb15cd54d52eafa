"""Files written as one command in a locked workspace."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pap_cli.context.context import Context

if TYPE_CHECKING:
    from pap_cli.edit.draft.files import ChangedFile


@contextmanager
def locked_for(context: Context) -> Iterator[Path]:
    """Lock the workspace, finish what a killed command left, and yield the folder of the workspace's state."""
    from pap_cli.edit.store.lock import locked
    from pap_cli.edit.store.recover import recover
    from pap_cli.output.write import write_error

    root = context.find_root()
    with locked(root, context.command, os.environ) as state:
        for found in recover(root, state):
            write_error(f"{found.sentence()}\n")
        yield state


def write_files(
    context: Context, state: Path, files: Sequence[ChangedFile], effects: Sequence[str], ids: Iterable[str] = ()
) -> None:
    """Write files as one command, which undo can take back; the workspace must be locked.

    Raises:
        PapError: if one was changed by another program in the meantime, or cannot be written.
    """
    from pap_cli.clock import now
    from pap_cli.edit.store.changes import Change
    from pap_cli.edit.store.write import write

    write(
        context.workspace.root,
        state,
        [Change(one.path, one.before, one.after) for one in files],
        command=" ".join((context.command, *ids)),
        effects=effects,
        now=now(),
    )
