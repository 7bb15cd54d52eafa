"""What must become of the files that are there if a workspace gets one more plan.

The plan of `pap init` that nobody has changed makes room for it.  KPIs that belonged to the only plan because there was
no other say so from now on: otherwise they would belong to both, and their owners would be unknown in one.
"""

from __future__ import annotations

from msgspec import Struct

from pap_cli.edit.draft.files import ChangedFile, read_bytes, rewritten
from pap_cli.load.workspace.loader import Workspace

_STARTER = "empty"
# The keys of a file of KPIs, in their order.
_ORDER = ("plan", "kpis")


class Room(Struct, frozen=True, kw_only=True):
    """The files that change, the workspace as it is then, and what happens in words: `in place of …`."""

    files: tuple[ChangedFile, ...] = ()
    workspace: Workspace
    words: str = ""

    @property
    def deleted(self) -> dict[str, bytes]:
        """The files that are deleted, as they were."""
        return {one.name: one.before for one in self.files if one.after is None and one.before is not None}


def room_for_plan(workspace: Workspace) -> Room:
    """Return what a workspace becomes before it gets one more plan.

    Raises:
        PapError: if a file was changed in the meantime, or cannot be changed.
    """
    if len(workspace.portfolio.plans) != 1:
        return Room(workspace=workspace)
    if starter := _starter(workspace):
        return _made(workspace, starter, "in place of the plan of  pap init, which nobody had changed")
    (plan,) = workspace.portfolio.plans
    files = _belonging(workspace, plan.id)
    names = " and ".join(one.name for one in files)
    return _made(workspace, files, f"{names} {'belongs' if len(files) == 1 else 'belong'} to {plan.id} as before")


def _made(workspace: Workspace, files: tuple[ChangedFile, ...], words: str) -> Room:
    from pap_cli.edit.draft.overlay import ChangedFiles
    from pap_cli.load.workspace.loader import read_workspace

    if not files:
        return Room(workspace=workspace)
    after = read_workspace(ChangedFiles(workspace.root, {one.path: one.after for one in files}), workspace)
    return Room(files=files, workspace=after, words=words)


def _starter(workspace: Workspace) -> tuple[ChangedFile, ...]:
    """Return the plan and the KPIs of `pap init` as files that are deleted; none if anything else was written."""
    from pap_cli.starter import is_untouched

    sources = {name: source for name, source in workspace.sources.items() if name.startswith(("plans/", "kpis/"))}
    if workspace.tables or not is_untouched(_STARTER, {name: source.text for name, source in sources.items()}):
        return ()
    found = ((name, *read_bytes(workspace.root, source)) for name, source in sources.items())
    return tuple(ChangedFile(path, name, before, None) for name, path, before in found)


def _belonging(workspace: Workspace, plan: str) -> tuple[ChangedFile, ...]:
    """Return the files of KPIs that name no plan, with the name of the plan that they are of."""
    import codecs

    from pap_cli.edit.text.changes import SetKey
    from pap_cli.edit.text.scalars import Word
    from pap_cli.load.yaml.nodes import MapNode
    from pap_cli.load.yaml.read import read_nodes

    files = []
    for name in sorted({kpi.place.path for kpi in workspace.portfolio.kpis}):
        source = workspace.sources.get(name)
        root = read_nodes(source, lambda *_: None) if source is not None else None
        if source is None or not isinstance(root, MapNode) or "plan" in root:
            continue
        path, before = read_bytes(workspace.root, source)
        text = rewritten(source, [SetKey((), "plan", Word(plan), order=_ORDER)])
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        files.append(ChangedFile(path, name, before, mark + text.encode("utf-8")))
    return tuple(files)
