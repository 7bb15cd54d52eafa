"""The files that `pap init` writes: workspaces to start from, and pipelines for CI.

Each stands beside this one as it is written, but for a few words: dates, the version, the folder of the plan.  A folder
in `ci/` is a CI system, and its name is what `--ci` takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from pap_cli.errors import PapError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# What a folder's name may not hold, because a CI system would read it in a path as a pattern or a variable.
_ILL_IN_A_PATTERN = re.compile(r"[^\w .,'&()/-]")


def workspace_files(kind: str, start: date) -> dict[str, str]:
    """The files of a workspace to start from, `empty` or `example`, by their path in it, with dates from a day on."""
    from pap_cli.model.dates import add_months

    words = {"FIRST-DUE-DATE": add_months(start, 3).isoformat(), "START-DATE": start.isoformat()}
    return _files(_packed(kind), words)


def ci_names() -> list[str]:
    """Every CI system that there is a pipeline for."""
    return sorted(entry.name for entry in _packed("ci").iterdir() if entry.is_dir())


def pipeline_files(ci: str, folder: str) -> dict[str, str]:
    """The pipeline of a CI system, by its path in the repository, for the workspace in a folder of it (`.`: its root).

    Raises:
        PapError: the pipeline could not name the folder.
    """
    from pap_cli import __version__

    if ill := _ILL_IN_A_PATTERN.search(folder):
        raise PapError(
            f"a pipeline cannot name the folder {folder}, because of its “{ill[0]}”",
            "rename the folder: letters, digits, spaces and - _ . , ' & ( ) will do",
        )
    quoted = folder.replace("'", "''")  # it stands between single quotes in YAML
    prefix = "" if folder == "." else f"{quoted}/"
    return _files(_packed("ci", ci), {"PLAN-FOLDER/": prefix, "PLAN-FOLDER": quoted, "PAP-VERSION": __version__})


def _packed(*names: str) -> Traversable:
    from importlib.resources import files

    return files(__name__).joinpath(*names)


def _files(folder: Traversable, words: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """Every file below a folder of the package, by its path, with words replaced; where two fit, by the first."""
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= _files(entry, words, f"{prefix}{entry.name}/")
        else:
            text = entry.read_text(encoding="utf-8")
            any_word = "|".join(map(re.escape, words))
            found[prefix + entry.name] = re.sub(any_word, lambda word: words[word[0]], text)
    return found
