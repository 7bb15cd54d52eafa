"""The list of dependencies says what is installed, under which licence, and the lock pins each."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, requires
from itertools import chain

from conftest import ROOT

LISTED = {
    name: (licence, use)
    for name, licence, use in re.findall(
        r"^\| (\w[\w-]*) \| (\w[\w.-]*) \| (.+) \|$",
        (ROOT / "docs/explanation/dependencies.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    if name != "library"
}
NAMES = {
    "Dual License": "BSD-3-Clause",
    "MIT License": "MIT",
    "ISC License": "ISC",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "SIL OFL 1.1": "OFL-1.1",
}


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def needed() -> set[str]:
    """Every library that is needed, however indirectly, of those that are installed here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [name_of(one) for one in (*project["dependencies"], *chain(*project["optional-dependencies"].values()))]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in (*found, "pap-cli"):  # an extra may bring another
            continue
        try:
            further = requires(name) or []
        except PackageNotFoundError:  # for another platform
            assert "Windows" in LISTED[name][1]
            continue
        if name != "pap-cli":  # named by an extra that brings another
            found.add(name)
        waiting += [name_of(one) for one in further if "extra ==" not in one and "platform_system" not in one]
    return found


def licence_of(name: str) -> str:
    told = metadata(name)
    found = told.get("License-Expression") or told.get("License")
    if not found:
        (found,) = [
            one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one.startswith("License ::")
        ]
    return NAMES.get(found, found)


def test_the_list_is_whole() -> None:
    for_windows = {name for name, (_, use) in LISTED.items() if "Windows" in use}
    assert needed() | for_windows == set(LISTED)


def test_the_licences_are_those_that_the_libraries_name() -> None:
    assert {name: licence_of(name) for name in needed()} == {name: LISTED[name][0] for name in needed()}


def test_the_lock_pins_each_of_them_with_hashes() -> None:
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    for name in LISTED:
        assert re.search(rf"^{name}==\S+[^\n]*\\\n +--hash=sha256:", lock, re.MULTILINE), name


def test_the_lock_for_running_pins_the_same_versions() -> None:
    locked = {
        name: set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    }
    assert locked["requirements.lock"] <= locked["requirements-dev.lock"]
    needed_to_run = {name for name, (_, use) in LISTED.items() if "pap-cli[" not in use}
    assert {one.partition("==")[0] for one in locked["requirements.lock"]} >= needed_to_run
