"""A workspace as the repository held it, judged by the settings of now."""

from __future__ import annotations

from msgspec.structs import replace

from pap_cli.diagnostics import Severity
from pap_cli.load.workspace.config import CHECKED, read_config
from pap_cli.load.workspace.files import FileReader
from pap_cli.load.workspace.loader import Workspace
from pap_cli.output.write import write_error


def judged_as_now(then: Workspace) -> Workspace:
    """Return a workspace as it was, with the settings of now on what is checked."""
    reader = FileReader(then.root)
    now = read_config(reader)
    if any(one.severity is Severity.ERROR for one in reader.diagnostics):
        write_error("pap: there are errors in the settings of now, which say what is checked\n  run  pap check\n")
    return replace(then, config=replace(then.config, **{name: getattr(now, name) for name in CHECKED}))
