"""Part of a plan as text, put into a workspace; the examples on the rules' pages are taken apart the same way."""

from __future__ import annotations

import re
import textwrap
from typing import Protocol

from conftest import SKELETON
from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import Diagnostic
from pap_cli.model.config import CheckSettings

_EXAMPLE = re.compile(r"^(Bad|Good):\n\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Ask(Protocol):
    """Checks part of a plan as of a day; settings of the rating key by keyword."""

    def __call__(self, text: str, as_of: str = ..., settings: CheckSettings = ..., **policy: object) -> CheckResult: ...


class Find(Protocol):
    """What one rule finds in part of a plan as of a day."""

    def __call__(self, rule: str, text: str, as_of: str = ..., **policy: object) -> list[Diagnostic]: ...


def examples(page: str) -> dict[str, str]:
    """The examples on a page, by the word that stands above each."""
    return dict(_EXAMPLE.findall(page))


def files_of(text: str) -> dict[str, str]:
    """The files of a workspace with part of a plan: what is under `kpis:` goes where KPIs go, line by line.

    A part with a head, or a recommendation R1, of its own has that instead of the usual one.
    """
    parts: dict[str, list[str]] = {"plans/p/example.yaml": [], "kpis/example.yaml": []}
    into = parts["plans/p/example.yaml"]
    for line in textwrap.dedent(text).splitlines(keepends=True):
        if line[0] not in " #\n":
            into = parts["kpis/example.yaml" if line.startswith("kpis:") else "plans/p/example.yaml"]
        into.append(line)
    written = {name: "".join(lines) for name, lines in parts.items()}
    skeleton = (
        SKELETON.partition("\n")[2]
        if any(line.startswith("plan:") for line in parts["plans/p/example.yaml"])
        else SKELETON
    )
    if any(line.startswith("  - {id: R1,") for line in parts["plans/p/example.yaml"]):
        skeleton = skeleton.partition("recommendations:")[0]
    return {"plans/p/plan.yaml": skeleton, **{name: content or "{}\n" for name, content in written.items()}}


def step(facts: str, *more: str) -> str:
    """An action A1 with milestones A1.1, A1.2 …, each with these facts."""
    lines = [
        "actions:",
        "  - id: A1",
        "    title: Publish the thresholds",
        "    answers: [R1]",
        "    owner: head",
        "    milestones:",
    ]
    lines += [f"      - {{id: A1.{number}, title: Published, {each}}}" for number, each in enumerate((facts, *more), 1)]
    return "\n".join(lines) + "\n"


def extended(to: str, approved: str) -> str:
    """A milestone's fact: an extension that the Board approved."""
    return f"extensions: [{{to: {to}, approved: {approved}, by: board, reason: Tender re-run}}]"


def kpi(facts: str) -> str:
    """A KPI k1 with these facts."""
    return f"kpis:\n  - {{id: k1, title: Visits on time, owner: head, {facts}}}\n"
