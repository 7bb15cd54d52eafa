"""Settings."""

from __future__ import annotations

from collections.abc import Iterable

from hostile.bombs.making import OWNED, Files, bomb, counted, endless, filled


def toml(start: str, parts: Iterable[str], size: int, end: str = "") -> Files:
    """A bomb in the settings, beside a plan."""
    return {"plans/p.yaml": OWNED.encode(), "pap.toml": filled(start, parts, size, end)}


@bomb
def settings_nested(size: int) -> Files:
    return toml("a = ", endless("["), size)


@bomb
def settings_dotted(size: int) -> Files:
    return toml("", endless("a."), size, "b = 1\n")


@bomb
def settings_unknown(size: int) -> Files:
    return toml("[check]\n", counted("k{n} = 1\n"), size)


@bomb
def settings_tables(size: int) -> Files:
    return toml("", counted("[a{n}]\n"), size)


@bomb
def settings_policies(size: int) -> Files:
    return toml("", endless("[[check.policy]]\n"), size)


@bomb
def settings_rules(size: int) -> Files:
    return toml("[check]\nselect = [", counted("'x{n}',"), size, "]\n")


@bomb
def settings_digits(size: int) -> Files:
    return toml("[check]\nselect = ", endless("1"), size)


@bomb
def settings_levels(size: int) -> Files:
    return toml("[check.severity]\n", counted("x{n} = 'error'\n"), size)


@bomb
def settings_spaces(size: int) -> Files:
    return toml("[", endless(" "), size, "\n")


@bomb
def settings_brackets(size: int) -> Files:
    return toml("x = 1 #", endless("["), size, "\n")


@bomb
def settings_empty_keys(size: int) -> Files:
    return toml("", (" " * 200 + "\n" for _ in range(10**9)), size, "\n")
