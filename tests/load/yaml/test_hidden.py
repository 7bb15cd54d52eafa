"""Hidden characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.place import Span
from pap_cli.problems.files import HIDDEN_CHARACTER

Load = Callable[[Mapping[str, str | bytes]], Workspace]
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
START = "plan: {id: p, title: A plan, start: 2016-01-04}\nowners:\n"


def hidden(workspace: Workspace) -> list[tuple[str, Span | None]]:
    found = [one for one in workspace.diagnostics if one.rule is HIDDEN_CHARACTER]
    return [(one.message.rpartition("U+")[2][:4], one.span) for one in found]


@pytest.mark.parametrize("character", "\u202e\u2066\u200e\u061c\u200b\u2060\u00ad\u180e\ufff9\U000e0041")
def test_a_hidden_character_is_reported_at_its_place(load: Load, character: str) -> None:
    workspace = load({"plans/p.yaml": START + f"  head: He{character}ad\n"})
    assert hidden(workspace) == [(f"{ord(character):04X}"[:4], Span(3, 11, 3, 12))]
    assert len(workspace.diagnostics) == 1
    assert workspace.portfolio.plans[0].owners[0].title == f"He{character}ad"


@pytest.mark.parametrize(
    "text", ["👩\u200d👧 of ours", "می\u200cخواهم", "🏴 Größe", "a\u00a0b", "❤\ufe0f\u200d🔥", ENGLAND]
)
def test_joiners_in_a_script_or_an_emoji_are_allowed(load: Load, text: str) -> None:
    assert load({"plans/p.yaml": START + f"  head: {text}\n"}).diagnostics == ()


@pytest.mark.parametrize("text", ["a\u200db", "\u200dé", "é\u200c", "\u200c", "é\u200dé", "👩\u200c👩", "👩\u200d"])
def test_other_joiners_are_reported(load: Load, text: str) -> None:
    assert len(hidden(load({"plans/p.yaml": START + f"  head: x {text}\n"}))) == 1


def test_comments_keys_and_files_with_other_problems_are_searched(load: Load) -> None:
    workspace = load({"plans/p.yaml": START + "  # \u202e\n  he\u200bad: x\n  [\n"})
    assert [span.bounds[:2] for _, span in hidden(workspace) if span] == [(3, 5), (4, 5)]


def test_escapes_are_searched(load: Load) -> None:
    text = START + '  head: "a\\u202eb"\n  dcs: \'a\\u202eb\'\n  "k\\u200b": x\n  x: "\\\\u202e \\u00e9"\n'
    assert hidden(load({"plans/p.yaml": text})) == [("202E", Span(3, 9, 3, 19)), ("200B", Span(5, 3, 5, 12))]


def test_pap_toml_is_searched_but_pyproject_toml_is_not(load: Load) -> None:
    workspace = load({"plans/p.yaml": START, "pap.toml": "# \u202e\n", "pyproject.toml": "# \u202e\n"})
    assert [(one.rule, one.path) for one in workspace.diagnostics] == [(HIDDEN_CHARACTER, "pap.toml")]
