"""What is wrong with a file after it was edited by hand, beside what was wrong before."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.context.context import Context


class Problems(Struct, frozen=True):
    """The findings in a file that are errors or new, in lines; how many are errors, and the line of the first."""

    lines: tuple[str, ...]
    errors: int
    line: int | None


def new_problems(context: Context, name: str) -> Problems:
    """Read the workspace again, and return what is wrong with one of its files that was not before, and its errors."""
    from pap_cli.checks.engine import run_checks
    from pap_cli.diagnostics import Diagnostic, Severity

    def found(of: Context) -> list[Diagnostic]:
        result = run_checks(of.assess(), of.file_problems, of.workspace.config.check)
        return [one for one in result.diagnostics if one.path == name and one.severity is not Severity.NOTE]

    before = {(one.rule.code, one.item, one.message) for one in found(context)}
    now = [
        one
        for one in found(context.reopened())
        if one.rule.code.startswith(("PAP0", "PAP1")) or (one.rule.code, one.item, one.message) not in before
    ]
    errors = [one for one in now if one.severity is Severity.ERROR and one.rule.code.startswith(("PAP0", "PAP1"))]
    lines = tuple(
        f"{one.path}:{one.span.line if one.span else 1}: {one.severity.value}: {one.message} ({one.rule.code})"
        for one in now
    )
    first = errors[0].span.line if errors and errors[0].span is not None else None
    return Problems(lines, len(errors), first)
