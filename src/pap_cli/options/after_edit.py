"""What is wrong with a file after it was edited by hand, beside what was wrong before."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.context.context import Context

_OF_FILES = ("PAP0", "PAP1")


class Problems(Struct, frozen=True):
    """New findings and errors in the edited file, in lines; how many are errors, and the line of the first there."""

    lines: tuple[str, ...]
    errors: int
    line: int | None


def new_problems(context: Context, name: str) -> Problems:
    """Read the workspace again, and return what is wrong that was not before, and what is wrong with one of its files.

    A change in one file may break another, which refers to it.
    """
    from pap_cli.checks.engine import run_checks
    from pap_cli.diagnostics import Diagnostic, Severity

    def found(of: Context) -> list[Diagnostic]:
        result = run_checks(of.assess(), of.file_problems, of.workspace.config.check)
        return [one for one in result.diagnostics if one.severity is not Severity.NOTE]

    before = {(one.rule.code, one.item, one.message) for one in found(context)}
    now = [
        one
        for one in found(context.reopened())
        if (one.path == name and one.rule.code.startswith(_OF_FILES))
        or (one.rule.code, one.item, one.message) not in before
    ]
    errors = [one for one in now if one.severity is Severity.ERROR and one.rule.code.startswith(_OF_FILES)]
    lines = tuple(
        f"{one.path}:{one.span.line if one.span else 1}: {one.severity.value}: {one.message} ({one.rule.code})"
        for one in now
    )
    first = next((one.span.line for one in errors if one.path == name and one.span is not None), None)
    return Problems(lines, len(errors), first)
