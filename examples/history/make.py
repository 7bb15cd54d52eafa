"""Make the example of a history: two years of an invented plan in a git repository.

    python examples/history/make.py FOLDER

writes the repository, with the plan checked out.  Times, names and contents are fixed, so the IDs of the commits are
the same everywhere.  `python examples/history/make.py --answers` rewrites answers.json: what a check of the history has
to find in it, and what it must not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from dates import DATES
from edits import Files
from record import RECORD
from story import ANNA, Commit, routine

HERE = Path(__file__).parent
FOLDER = "council/"
MAILMAP = "Cara Cole <cara.cole@wexmoor.example> cara <cara@home.example>\n"
_PLACES = {
    "plan.yaml": "plans/wexmoor/plan.yaml",
    "actions.yaml": "plans/wexmoor/actions.yaml",
    "figures.yaml": "kpis/figures.yaml",
    "waiting.csv": "kpis/waiting.csv",
    "pap.toml": "pap.toml",
}


def story() -> list[Commit]:
    """Return every commit after the first, in order."""
    return sorted((*routine(), *DATES, *RECORD), key=lambda one: one.on)


def make(folder: Path) -> list[tuple[Commit, str]]:
    """Write the repository to a folder, which is created; return its commits with their IDs, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()  # git runs in it
    commits = [Commit("2016-01-18T09:00", ANNA, "Start the plan", ()), *story()]
    _git(folder, "init", "--quiet", "--initial-branch=main")
    marks = folder / ".git" / "marks"
    _git(folder, "fast-import", "--quiet", f"--export-marks={marks}", given=b"".join(_stream(commits)))
    _git(folder, "reset", "--quiet", "--hard", "main")
    ids = dict(line.split() for line in marks.read_text(encoding="ascii").splitlines())
    marks.unlink()
    return [(one, ids[f":{mark}"]) for mark, one in enumerate(commits, 1)]


def answers(made: list[tuple[Commit, str]]) -> dict[str, object]:
    """Return what has to be found in the commits, and what must not."""
    return {
        "commits": len(made),
        "head": made[-1][1],
        "found": [
            {
                "rule": finding.rule,
                "item": finding.item,
                "commit": id,
                "committed": (one.clock or one.on)[:10],
                "before": finding.before,
                "after": finding.after,
                "title": one.title,
            }
            for one, id in made
            for finding in one.finds
        ],
        "not_found": [{"commit": id, "title": one.title, "because": one.because} for one, id in made if one.because],
    }


def _stream(commits: list[Commit]) -> list[bytes]:
    """Return the commits as `git fast-import` reads them, each with all of its files."""
    states: dict[str, Files] = {
        "main": {place: (HERE / "start" / name).read_text(encoding="utf-8") for name, place in _PLACES.items()}
    }
    lasts: dict[str, int] = {}
    folder, parts = FOLDER, []
    for mark, one in enumerate(commits, 1):
        files = states.setdefault(one.branch, dict(states["main"]))
        for edit in one.edits:
            edit(files)
        parents = [lasts[one.branch] if one.branch in lasts else lasts.get("main", 0)]
        if one.merges:
            parents.append(lasts[one.merges])
            for edit in (edit for other in commits if other.branch == one.merges for edit in other.edits):
                edit(files)
        folder = folder if one.folder is None else one.folder
        parts.append(
            _commit(mark, one, parents, {".mailmap": MAILMAP, **{folder + path: text for path, text in files.items()}})
        )
        lasts[one.branch] = mark
    return parts


def _commit(mark: int, one: Commit, parents: list[int], files: Files) -> bytes:
    title = one.title.encode()
    lines = [
        f"commit refs/heads/{one.branch}\nmark :{mark}\n"
        f"author {one.by} {_seconds(one.authored or one.on)} +0000\n"
        f"committer {one.by} {_seconds(one.clock or one.on)} +0000\n".encode(),
        b"data %d\n%b\n" % (len(title), title),
        *(f"{'merge' if number else 'from'} :{parent}\n".encode() for number, parent in enumerate(parents) if parent),
        b"deleteall\n",
    ]
    for path, text in files.items():
        data = text.encode()
        lines.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
    return b"".join((*lines, b"\n"))


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp())


def _git(folder: Path, *words: str, given: bytes = b"") -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *words], cwd=folder, input=given, env=environ, check=True)


def main() -> None:
    """Make the repository, or rewrite the answers."""
    if len(sys.argv) != 2:
        sys.exit(f"{__doc__}")
    if sys.argv[1] == "--answers":
        with tempfile.TemporaryDirectory() as folder:
            found = answers(make(Path(folder)))
        text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
        (HERE / "answers.json").write_text(text, encoding="utf-8", newline="")
        return
    made = make(Path(sys.argv[1]))
    print(f"{len(made)} commits in {sys.argv[1]}, the last {made[-1][1][:10]}")


if __name__ == "__main__":
    main()
