"""The due dates that the commits of a repository changed and nobody approved, for `pap slippage --history`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pap_cli.context.context import Context

if TYPE_CHECKING:
    from pap_cli.assess.slippage import Edited


def silent_moves(context: Context) -> tuple[Mapping[str, Mapping[str, Edited]], tuple[str, ...]]:
    """Return the due dates that were changed in the files, by plan and ID, and what is not known, in sentences.

    They are first due dates, and those of extensions that somebody had approved before.

    Those that were changed within the grace (`[history]`) of their first commit were corrected, and do not count.

    Raises:
        PapError: if the workspace is in no repository, or nothing is committed.
    """
    from pap_cli.assess.lives.moves import UNPLANNED, moves
    from pap_cli.assess.slippage import Edited
    from pap_cli.load.versions.read import read_history
    from pap_cli.model.config import HistorySettings

    workspace = context.workspace
    history = read_history(
        workspace.root,
        settings=HistorySettings(grace=workspace.config.history.grace),
        head=context.known_on.commit if context.known_on is not None else None,
        store=context.store(),
    )
    found: dict[str, dict[str, Edited]] = {}
    for life in history.lives:
        edited = [move for move in moves(life, history.grace) if move.kind in UNPLANNED]
        first = [move.before for move in edited if move.key == "due" and move.before is not None and move.before.dated]
        if edited and life.plan is not None:
            later = sum(1 for move in edited if (move.days or 0) > 0)
            found.setdefault(life.plan, {})[life.id] = Edited(len(edited), later, first[0] if first else None)
    gap = history.gaps[0] if history.gaps else None
    if gap is None:
        return found, ()
    what = f"{gap.path} in commit {gap.commit.short}" if gap.path else f"the history before commit {gap.commit.short}"
    return found, (f"Moves may be missing: {what} cannot be read: {gap.why}.",)
