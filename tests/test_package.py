"""What is installed: a wheel holds all that the program reads beside its code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "pap_cli"


def test_a_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = set(ZipFile(wheel).namelist())
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    wanted = {path.relative_to(ROOT / "src").as_posix() for path in files}
    assert "pap_cli/load/workspace/bank_holidays.tsv" in wanted
    assert wanted <= held
