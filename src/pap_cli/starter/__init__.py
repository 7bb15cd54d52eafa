"""The files that `pap init` writes: workspaces to start from, and pipelines for CI.

They are copied from this package, with placeholders for dates, the version and the folder of the plan.  Each folder in
`ci/` is a CI system, named as in `--ci`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from pap_cli.errors import PapError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# Characters that a CI system would take for a pattern or a variable in a path.
_FORBIDDEN = re.compile(r"[^\w .,'&()/-]")

# The words for days in the files, once they are escaped for a pattern.
_DAYS = re.compile(r"(?:FIRST\\-DUE\\-DATE|START\\-DATE|LAST\\-MONTH)")

# The kinds of file whose schema a new workspace has, for editors: the first line of each file names it.
_SCHEMAS = ("plan", "kpi", "config")


def workspace_files(kind: str, today: date) -> dict[str, str]:
    """Return the files of a new workspace, `empty` or `example`, by path, with dates from TODAY on."""
    from pap_cli.load.entries.schema import json_schema
    from pap_cli.load.workspace.calendar import working_calendar
    from pap_cli.model.config import CalendarSettings
    from pap_cli.model.dates import add_months

    due = working_calendar(CalendarSettings()).previous_working(add_months(today, 3))
    words = {"FIRST-DUE-DATE": due.isoformat(), "START-DATE": today.isoformat()}
    words["LAST-MONTH"] = add_months(today, -1).isoformat()[: len("2026-02")]
    schemas = {f"schema/{name}.json": json_schema(name) for name in _SCHEMAS}
    return _files(_packed(kind), words) | schemas


def is_untouched(kind: str, texts: Mapping[str, str]) -> bool:
    """Return True if files are those of a new workspace, `empty` or `example`, whatever day it was made on.

    `texts` has the text of each by its path; settings and schemas, which hold no plan, may be missing.
    """
    made = _files(_packed(kind), {})
    plans = {name for name in made if "/" in name}
    return texts.keys() == plans and all(_pattern(made[name]).fullmatch(text) for name, text in texts.items())


def _pattern(text: str) -> re.Pattern[str]:
    """Return what the text of a file matches with any day in place of its words for days."""
    return re.compile(_DAYS.sub(r"\\d{4}-\\d{2}(-\\d{2})?", re.escape(text)))


def ci_names() -> list[str]:
    """Return the names of the CI systems that there is a pipeline for."""
    return sorted(entry.name for entry in _packed("ci").iterdir() if entry.is_dir())


def pipeline_files(ci: str, folder: str) -> dict[str, str]:
    """Return the files of a CI pipeline, by path in the repository, for the workspace in FOLDER of it (`.`: its root).

    Raises:
        PapError: if the name of the folder cannot be used in a pipeline.
    """
    from pap_cli import __version__

    if bad := _FORBIDDEN.search(folder):
        raise PapError(
            f"the name of the folder {folder} cannot be used in a pipeline, because it contains “{bad[0]}”",
            "rename the folder: use letters, digits, spaces and - _ . , ' & ( )",
        )
    quoted = folder.replace("'", "''")  # between single quotes in YAML
    prefix = "" if folder == "." else f"{quoted}/"
    return _files(_packed("ci", ci), {"PLAN-FOLDER/": prefix, "PLAN-FOLDER": quoted, "PAP-VERSION": __version__})


def _packed(*names: str) -> Traversable:
    from importlib.resources import files

    return files(__name__).joinpath(*names)


def _files(folder: Traversable, words: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """Return every file below a folder of the package, by path, with placeholders replaced."""
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= _files(entry, words, f"{prefix}{entry.name}/")
        else:
            text = entry.read_text(encoding="utf-8")
            any_word = "|".join(map(re.escape, words))
            found[prefix + entry.name] = re.sub(any_word, lambda word: words[word[0]], text) if words else text
    return found
