"""Options that were given without a value, or with a bad one, from the command line or the environment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from typer.core import TyperOption
from typer.main import get_command

from commands.running import Run
from pap_cli.cli import app


def options(group: Any, *words: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every option of every command that takes a value."""
    context = group.make_context("pap", [], resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            yield from options(command, *words, name)
            continue
        for param in command.params:
            if isinstance(param, TyperOption) and not param.is_flag:
                yield (*words, name), param


OPTIONS = [(words, name) for words, param in options(get_command(app)) for name in (max(param.opts, key=len),)]

# All kinds of nothing are tried where an option is met first, and one of them at the other commands that share it.
FIRST = {name: words for words, name in reversed(OPTIONS)}


def test_every_option_is_tried() -> None:
    assert {"--as-of", "--owner", "--output", "--changed-since", "--port", "--ci"} <= {name for _, name in OPTIONS}


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(("words", "option"), OPTIONS, ids=[" ".join((*words, name)) for words, name in OPTIONS])
def test_an_option_without_a_value_is_refused(pap: Run, words: tuple[str, ...], option: str) -> None:
    for value in ("", " ", ",") if FIRST[option] == words else ("",):
        ran = pap(*words, option, value)
        assert (ran.code, ran.out) == (2, "")
        assert f"{option}: the value is empty" in ran.err


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("words", [("show", ""), ("explain", " "), ("-C", "", "status"), ("baseline", "write", "")])
def test_so_is_an_argument(pap: Run, words: tuple[str, ...]) -> None:
    ran = pap(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "the value is empty" in ran.err


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PAP_AS_OF", "soon", "PAP_AS_OF: “soon” is not a date"),
        ("PAP_AS_OF", "soon", "write a day such as 2016-10-14, or today"),
        ("PAP_AS_OF", "31/12/2016", "write 2016-12-31"),
        ("PAP_AS_OF", "2016-02-30", "PAP_AS_OF: "),
        ("PAP_AS_OF", " ", "PAP_AS_OF: the value is empty"),
        ("PAP_WORKSPACE", "nowhere", "PAP_WORKSPACE: folder not found: nowhere"),
        ("PAP_WORKSPACE", "\t", "PAP_WORKSPACE: the value is empty"),
    ],
)
def test_a_bad_variable_is_named(
    pap: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    ran = pap("status")
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.usefixtures("workspace")
def test_an_option_goes_before_its_variable(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAP_AS_OF", "soon")
    monkeypatch.setenv("PAP_WORKSPACE", "nowhere")
    assert pap("status", "--as-of", "2016-10-14", "-C", ".").code == 0
    assert "--as-of: “later” is not a date" in pap("status", "--as-of", "later", "-C", ".").err
    assert "pap: folder not found: here" in pap("-C", "here", "status", "--as-of", "today").err


@pytest.mark.usefixtures("workspace")
def test_a_variable_that_is_set_to_nothing_is_not_set(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAP_AS_OF", "")
    monkeypatch.setenv("PAP_WORKSPACE", "")
    assert pap("status").code == 0
