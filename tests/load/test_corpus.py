"""Each folder in tests/corpus is a test: a workspace with one kind of problem, and the output of `pap check`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from load.yaml.parsers import without_libyaml
from pap_cli.assess.assessment import assess
from pap_cli.checks.engine import run_checks
from pap_cli.formats import full
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.model.config import Threshold
from pap_cli.problems.catalogue import RULES
from pap_cli.problems.files import BYTE_ORDER_MARK, CONTROL_CHARACTER, NOT_UTF8, UNREADABLE_FILE
from pap_cli.render.screen import Screen
from pap_cli.views.findings import view as findings

CORPUS = Path(__file__).parent.parent / "corpus"
FOLDERS = sorted(folder for folder in CORPUS.iterdir() if folder.is_dir())
AS_OF = date(2016, 10, 14)
FILE_RULES = ("PAP0", "PAP1")
SCREEN = Screen(width=100, colour=False, unicode=True)


def shown(root: Path) -> str:
    """Return the problems in the files of a workspace as plain text."""
    workspace = open_workspace(root.resolve())
    assessment = assess(workspace.portfolio, AS_OF, workspace.config.rating)
    result = run_checks(assessment, workspace.diagnostics, replace(workspace.config.check, select=FILE_RULES))
    view = findings.build(result, workspace.sources, AS_OF, fail_on=[Threshold("error")])
    return full.FORMAT.render(view, SCREEN)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folder_is_a_test(folder: Path, golden: Callable[[Path, str], None]) -> None:
    golden(folder / "expected.txt", shown(folder))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folder_is_a_test_without_libyaml_too(folder: Path, golden: Callable[[Path, str], None]) -> None:
    with without_libyaml():
        golden(folder / "expected.txt", shown(folder))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_folder_has_a_problem(folder: Path) -> None:
    assert open_workspace(folder.resolve()).diagnostics


# These are in test_bytes.py: they cannot be kept in a repository as text files.
ELSEWHERE = {UNREADABLE_FILE, NOT_UTF8, BYTE_ORDER_MARK, CONTROL_CHARACTER}


def test_every_file_rule_has_a_folder() -> None:
    found = {diagnostic.rule for folder in FOLDERS for diagnostic in open_workspace(folder.resolve()).diagnostics}
    assert {rule.code for rule in RULES} - {rule.code for rule in found} == {rule.code for rule in ELSEWHERE}
