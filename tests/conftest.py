"""What every test can use: workspaces written to a folder of their own, and an environment that says nothing."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from commands.running import Ran, Run, make_workspace, run_here
from pap_cli.load.workspace.loader import Workspace, open_workspace

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

SKELETON = """\
plan: {id: p, title: A plan, organisation: A council, start: 2016-01-04}
owners: {head: Head of service, dcs: Director of children's services}
bodies:
  board: Improvement Board
  ofsted: {title: Ofsted, outside: true}
recommendations:
  - {id: R1, title: Be clear about thresholds, made_by: ofsted, priority: true}
"""
"""The plan that examples are put into: two owners, two bodies, one recommendation."""

settings.register_profile("pap", derandomize=True, deadline=None, database=None)
settings.load_profile("pap")

Files = Mapping[str, str | bytes]


def write_files(root: Path, files: Files) -> Path:
    """Write files, named by their path in the workspace; text is dedented."""
    (root / "plans").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(textwrap.dedent(content), encoding="utf-8", newline="")
    return root


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flags that bring golden files and the outputs in the pages up to date."""
    parser.addoption("--update-goldens", action="store_true", help="rewrite the golden files to what is shown now")
    parser.addoption(
        "--update-docs", action="store_true", help="rewrite the outputs in the pages to what is printed now"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file, which has to be there; with --update-goldens, writes it."""
    update = bool(request.config.getoption("--update-goldens"))

    def compare(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.is_file(), f"{path.name} is missing: look at what is shown, then run pytest --update-goldens"
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which commands that change files keep what undo needs."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    """Take away what a fresh machine does not set, and the cache, so that no test depends on them."""
    for name in list(os.environ):
        if name.startswith(("PAP_", "GITHUB_", "GITLAB_", "PYTHON")) or name in (
            "CI",
            "TF_BUILD",
            "NO_COLOR",
            "FORCE_COLOR",
            "CLICOLOR_FORCE",
            "COLORFGBG",
            "COLORTERM",
            "COLUMNS",
            "TERM",
        ):
            monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PAP_NO_CACHE", "1")
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(ROOT / "tests" / "no-such-folder"))
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(state))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Files], Path]:
    """Writes a workspace and gives its folder."""
    return lambda files: write_files(tmp_path, files)


@pytest.fixture
def load(tmp_path: Path) -> Callable[[Files], Workspace]:
    """Writes a workspace and reads it."""
    return lambda files: open_workspace(write_files(tmp_path, files).resolve())


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, which is also the current folder."""
    monkeypatch.chdir(make_workspace(tmp_path))
    return tmp_path


@pytest.fixture
def pap(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs `pap` in this process."""

    def run(*words: str) -> Ran:
        return run_here(monkeypatch, capsys, *words)

    return run
