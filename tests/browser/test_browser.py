"""The site in a real browser, from a disk and served: PAP_BROWSER names a Chromium, and `npm ci` was run here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands.test_serve import Serving
from conftest import ROOT

HERE = Path(__file__).parent
BROWSER = os.environ.get("PAP_BROWSER", "")
MINUTES = 10


def missing() -> str:
    """What a browser test cannot do without; empty if all of it is there."""
    if not BROWSER or shutil.which(BROWSER) is None:
        return "PAP_BROWSER names no browser: see  make browser"
    if shutil.which("node") is None:
        return "node is not installed"
    return "" if (HERE / "node_modules" / "axe-core").is_dir() else "run  npm ci  in tests/browser"


pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example, to be changed."""
    for folder in ("plans", "kpis"):
        shutil.copytree(ROOT / folder, tmp_path / "example" / folder)
    return tmp_path / "example"


def check(base: str, *more: str) -> None:
    environ = {**os.environ, "PAP_BROWSER": shutil.which(BROWSER) or BROWSER}
    command = ["node", HERE / "check.mjs", base, *more]
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60 * MINUTES)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)


def test_from_a_disk(example: Path, tmp_path: Path) -> None:
    words = ("site", "--as-of", "2016-10-14", "--quarters", "2", "--output", str(tmp_path / "site"))
    subprocess.run([sys.executable, "-m", "pap_cli", *words], cwd=example, check=True, stdout=subprocess.DEVNULL)
    check(f"{(tmp_path / 'site').as_uri()}/")


def test_served(example: Path) -> None:
    serving = Serving(example, "--quarters", "2")
    try:
        check(f"http://127.0.0.1:{serving.port}/", str(example / "plans" / "lambeth-2015" / "actions-permanence.yaml"))
    finally:
        serving.end()
