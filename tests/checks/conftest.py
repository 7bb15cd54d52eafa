"""Asking the rules about part of a plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from checks.asking import Ask, Find, files_of
from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.checks.engine import CheckResult, run_checks
from pap_cli.diagnostics import Diagnostic
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import CheckSettings, Policy

USUAL = CheckSettings()


@pytest.fixture
def ask(load: Callable[[Files], Workspace]) -> Ask:
    """Checks part of a plan, as of 14 October 2016 unless another day is named."""

    def asked(text: str, as_of: str = "2016-10-14", settings: CheckSettings = USUAL, **policy: object) -> CheckResult:
        workspace = load(files_of(text))
        assessment = assess(workspace.portfolio, date.fromisoformat(as_of), Policy(**policy))  # type: ignore[arg-type]
        return run_checks(assessment, workspace.diagnostics, settings)

    return asked


@pytest.fixture
def find(ask: Ask) -> Find:
    """What one rule finds in part of a plan; the part must be sound in form."""

    def found(rule: str, text: str, as_of: str = "2016-10-14", **policy: object) -> list[Diagnostic]:
        diagnostics = ask(text, as_of, **policy).diagnostics
        assert [entry for entry in diagnostics if entry.rule.code < "PAP200"] == []
        return [entry for entry in diagnostics if entry.rule.name == rule]

    return found
