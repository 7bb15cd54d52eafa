"""Write the result of `pap check` to the summary page of a GitHub Actions job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pap_cli.context.checking import Checking
from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.views.findings.job_summary import Before
    from pap_cli.views.findings.view import FindingsView

# GitHub discards a summary that is longer than this.
MAX_BYTES = 1024 * 1024
# Rows per table: fewer are tried until the summary is short enough.
_ROWS = (50, 10, 0)


def write_job_summary(checking: Checking, findings: FindingsView, path: str) -> None:
    """Append the summary to the file that GitHub names; if that fails, warn and go on."""
    from pap_cli.formats import find_format
    from pap_cli.output.write import write_error
    from pap_cli.render.screen import Screen
    from pap_cli.views.findings.job_summary import build

    checking.context.cached = None  # the summary has to be written on every run
    before, missing = _base(checking)
    file = Path(path)
    try:
        room = MAX_BYTES - (file.stat().st_size if file.exists() else 0)
        for rows in _ROWS:
            view = build(checking.judged.assess(), findings, before, missing=missing, most=rows)
            text = str(find_format("markdown").render(view, Screen())).encode()
            if len(text) <= room:
                with file.open("ab") as summary:
                    summary.write(text)
                return
        write_error("pap: the job summary is longer than GitHub accepts and was not written\n")
    except OSError as error:
        write_error(f"pap: cannot write the job summary: {(error.strerror or str(error)).lower()}\n")


def _base(checking: Checking) -> tuple[Before | None, str]:
    """Return the workspace on the base branch of a pull request, or a sentence on why it is missing.

    Without --changed-since it is only compared: the settings of the pull request apply to both.
    """
    from pap_cli.load.workspace.history import base_of
    from pap_cli.views.findings.job_summary import Before

    context, earlier = checking.context, checking.before
    branch = context.environ.get("GITHUB_BASE_REF", "")
    revision = checking.since or (f"origin/{branch}" if branch else "")
    if not revision:
        return None, ""
    if earlier is None:
        try:
            workspace = context.workspace
            head = context.known_on.commit if context.known_on is not None else "HEAD"
            earlier = context.at(base_of(workspace.root, revision, workspace.sources, head)).under(context)
        except PapError as error:
            return None, f"Not compared with {revision}: {error.message}; {error.help}."
    # What earlier commits did is no part of what is new.
    now = replace(checking.now, diagnostics=tuple(one for one in checking.now.diagnostics if one.commit is None))
    return Before(revision, earlier.assess(), checking.found(earlier), now), ""
