"""A new format is one new file: laid beside the others, it is found, named and used without another word."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pap_cli import formats as render
from pap_cli.errors import PapError
from pap_cli.formats import Format, find_format, format_names
from pap_cli.render.screen import Screen
from render.formats import writes_text
from render.sample import sample_views

SHOUTED = '''
"""Everything in capitals."""

from pap_cli.document import View
from pap_cli.formats import Format
from pap_cli.render.screen import Screen


def render(view: View, screen: Screen) -> str:
    return "; ".join(view.facts()).upper() + "\\n"


FORMAT = Format("shouted", "everything in capitals", render, kinds=("milestones",))
'''


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose files are formats, for one test."""
    monkeypatch.setattr(render, "__path__", [*render.__path__, str(tmp_path)])
    format_names.cache_clear()
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("pap_cli.formats.shouted")]:
        del sys.modules[name]
        delattr(render, "shouted")
    format_names.cache_clear()


def test_a_file_is_all_it_takes(beside: Path) -> None:
    (beside / "shouted.py").write_text(SHOUTED, encoding="utf-8")
    format_names.cache_clear()
    assert "shouted" in format_names()
    found = find_format("shouted")
    assert found.takes("milestones")
    assert not found.takes("status")
    assert found.render(sample_views()["milestones"](), Screen()) == "SCHEMA_VERSION; AS_OF; MILESTONES\n"


def test_a_file_that_is_no_format_is_a_fault_of_ours(beside: Path) -> None:
    (beside / "shouted.py").write_text("FORMAT = 5\n", encoding="utf-8")
    format_names.cache_clear()
    with pytest.raises(TypeError):
        find_format("shouted")


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(PapError) as caught:
        find_format("no-such")
    assert all(name in caught.value.help for name in format_names())


@pytest.mark.parametrize("name", format_names())
def test_every_format_is_called_as_its_file(name: str) -> None:
    found = find_format(name)
    assert isinstance(found, Format)
    assert found.name == name
    assert found.summary
    text = find_format(name).render(sample_views()["findings" if found.takes("findings") else "status"](), Screen())
    assert isinstance(text, str) == writes_text(name)


def test_looking_for_names_imports_no_format() -> None:
    before = set(sys.modules)
    format_names.cache_clear()
    format_names()
    assert {name for name in set(sys.modules) - before if name.startswith("pap_cli.formats.")} == set()
