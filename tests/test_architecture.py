"""What import-linter could say only with lists: formats and rules stand alone, and one file reads the clock."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT

SOURCE = ROOT / "src" / "pap_cli"
FORMATS = sorted(path.stem for path in (SOURCE / "formats").glob("[!_]*.py"))
RULES = sorted(path.stem for path in (SOURCE / "checks").glob("*.py") if "\n@rule(" in path.read_text(encoding="utf-8"))


CLOCKS = ("datetime", "date", "time", "datetime.datetime", "datetime.date")


@cache
def _found(path: Path) -> tuple[set[str], bool]:
    """Every module that a file imports, at the top or inside a function, and whether it reads the clock."""
    imported: set[str] = set()
    asks = False
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow", "time", "monotonic"):
            asks |= ast.unparse(node.value) in CLOCKS
    return imported, asks


def _imports(path: Path) -> set[str]:
    return _found(path)[0]


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_does_not_know_another(name: str) -> None:
    others = {f"pap_cli.formats.{other}" for other in FORMATS if other != name}
    assert not _imports(SOURCE / "formats" / f"{name}.py") & others


@pytest.mark.parametrize("name", RULES)
def test_rules_of_one_file_do_not_know_those_of_another(name: str) -> None:
    others = {f"pap_cli.checks.{other}" for other in RULES if other != name}
    assert not _imports(SOURCE / "checks" / f"{name}.py") & others


def test_the_clock_is_read_in_one_place() -> None:
    readers = [path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if _found(path)[1]]
    assert readers == ["clock.py"]


def test_msgspec_makes_records_and_writes_json() -> None:
    """It could read YAML and JSON too, in its own ways; here it does not."""
    imported = {name for path in SOURCE.rglob("*.py") for name in _imports(path) if name.split(".")[0] == "msgspec"}
    assert "msgspec.Struct" in imported
    assert imported <= {
        *("msgspec", "msgspec.Struct", "msgspec.field", "msgspec.Raw", "msgspec.NODEFAULT"),
        *("msgspec.structs", "msgspec.structs.replace", "msgspec.structs.fields", "msgspec.structs.astuple"),
        *("msgspec.structs.force_setattr", "msgspec.DecodeError"),
        *("msgspec.json", "msgspec.json.encode", "msgspec.json.format"),
    }


def test_no_record_is_a_dataclass() -> None:
    for path in SOURCE.rglob("*.py"):
        assert "dataclasses" not in _imports(path), path


PACKAGES = sorted(path.parent for path in SOURCE.rglob("__init__.py") if path.parent != SOURCE)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_package_is_deeper_than_five_floors(package: Path) -> None:
    """Floors: the longest chain of imports among the members of a package, where a sub-package is one member.

    The root is left out: the layers contract of import-linter holds its order.
    """
    name = ".".join(("pap_cli", *package.relative_to(SOURCE).parts))
    imported = {member: _siblings(name, member) for member in package.iterdir() if _is_member(member)}
    by_name = {member.stem: found for member, found in imported.items()}

    def floors(member: str) -> int:
        return 1 + max((floors(other) for other in by_name[member]), default=0)

    assert max(map(floors, by_name), default=0) <= 5


def _is_member(path: Path) -> bool:
    return path.name != "__init__.py" and (path.suffix == ".py" or (path / "__init__.py").is_file())


def _siblings(package: str, member: Path) -> set[str]:
    """The other members of a package that a member imports."""
    files = [member] if member.is_file() else member.rglob("*.py")
    names = {name for path in files for name in _imports(path) if name.startswith(f"{package}.")}
    found = {name.removeprefix(f"{package}.").partition(".")[0] for name in names}
    known = {path.stem for path in member.parent.iterdir() if _is_member(path)}
    return (found & known) - {member.stem}
