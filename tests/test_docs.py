"""Generated pages are current, links and paths in pages lead somewhere, and the README begins as it should."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


def test_everything_generated_is_current() -> None:
    generated: dict[Path, str] = _generator().generated()
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, text in generated.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    assert not stale, "run  make docs"


def test_no_page_of_a_rule_is_left_over() -> None:
    generated: dict[Path, str] = _generator().generated()
    assert set((ROOT / "docs" / "reference").rglob("*.md")) <= set(generated)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    broken = []
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        if not linked.exists():
            broken.append(target)
        elif anchor and linked.suffix == ".md":
            read = linked.read_text(encoding="utf-8")
            headings = re.findall(r"^#+ (.+)$", read, flags=re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            slugs |= set(re.findall(r'<a id="([^"]+)"></a>', read))
            if anchor not in slugs:
                broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_files_that_a_page_names_are_there(page: Path) -> None:
    named = re.findall(r"`((?:src|tests|docs|schema)/[\w./-]+)`", page.read_text(encoding="utf-8"))
    assert [path for path in named if "NAME" not in path and not (ROOT / path).exists()] == []


def test_the_files_that_the_makefile_names_are_there() -> None:
    named = re.findall(r"\b(?:tests|docs|benchmarks)/[\w./]+", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_readme_begins_with_install_one_command_one_picture_and_ten_lines_of_yaml() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    order = ['pipx install "pap-cli[report]"', "pap init --example", "docs/images/status.svg", "```yaml", "make test"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert 8 <= len(_YAML.findall(text)[0].splitlines()) <= 14


def test_the_picture_fetches_nothing() -> None:
    svg = (ROOT / "docs" / "images" / "status.svg").read_text(encoding="utf-8")
    assert "url(http" not in svg
    assert "@font-face" not in svg


def test_the_first_decision_record_lists_all_others_in_order() -> None:
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"\]\((\d{4}-[^)]+)\)", (folder / "0001-record-decisions.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))[1:]


def test_the_architecture_names_the_layers_in_their_order() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = [one["layers"] for one in contracts if one["type"] == "layers"]
    page = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    table = page[page.index("| package or module |") :].split("\n\n")[0]
    named = [name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert named == [name for layer in layers for name in layer.split(" | ")]
