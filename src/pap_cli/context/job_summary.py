"""What `pap check` leaves on the summary page of a GitHub Actions job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pap_cli.context.checking import Checking
from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.views.findings.job_summary import Before
    from pap_cli.views.findings.view import FindingsView

# What GitHub takes of a step's summary; more, and all of it is thrown away.
MOST_BYTES = 1024 * 1024
# How many rows of each table are shown, the fewer the longer they are.
_ROWS = (50, 10, 0)


def write_job_summary(checking: Checking, findings: FindingsView, path: str) -> None:
    """Append the summary to the file that GitHub names; a file that cannot be written is no reason to fail a check."""
    from pap_cli.formats import find_format
    from pap_cli.output.write import tell
    from pap_cli.render.screen import Screen
    from pap_cli.views.findings.job_summary import build

    before, missing = _base(checking)
    file = Path(path)
    try:
        room = MOST_BYTES - (file.stat().st_size if file.exists() else 0)
        for rows in _ROWS:
            view = build(checking.session.assessment, findings, before, missing=missing, most=rows)
            text = str(find_format("markdown").render(view, Screen())).encode()
            if len(text) <= room:
                with file.open("ab") as summary:
                    summary.write(text)
                return
        tell("pap: the job summary would be longer than GitHub takes, and was not written\n")
    except OSError as error:
        tell(f"pap: the job summary cannot be written: {(error.strerror or str(error)).lower()}\n")


def _base(checking: Checking) -> tuple[Before | None, str]:
    """The workspace as it stood on the base branch of a pull request; or why it is not to be had, in words."""
    from pap_cli.views.findings.job_summary import Before

    session = checking.session
    branch = session.reading.environ.get("GITHUB_BASE_REF", "")
    revision = checking.since or (f"origin/{branch}" if branch else "")
    if not revision:
        return None, ""
    try:
        earlier = session.at(revision)
    except PapError as error:
        return None, f"Not compared with {revision}: {error.message}; {error.help}."
    return Before(revision, earlier.assessment, checking.found(earlier), checking.found(session)), ""
