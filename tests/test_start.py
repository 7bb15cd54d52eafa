"""How the process ends: at once, with all output and the right exit code; as usual under a profiler."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands.running import make_workspace

ENDED = "import atexit, sys; atexit.register(print, 'ended', flush=True); "
"""Printed by a process that ends as usual."""


def ran(code: str, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=folder,
        env={**os.environ, "PAP_NO_CACHE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [(("status",), 0), (("check",), 1), (("show", "nobody"), 2), (("--no-such-option",), 2), (("--version",), 0)],
)
def test_the_process_ends_at_once_with_all_its_output(tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    make_workspace(tmp_path)
    words = (*words, "--as-of", "2016-10-14") if words[0] in ("status", "check") else words
    usual = ran(ENDED + "from pap_cli.start import run; run()", *words, folder=tmp_path)
    quick = ran(ENDED + "from pap_cli.start import main; main()", *words, folder=tmp_path)
    assert (quick.returncode, quick.stderr) == (usual.returncode, usual.stderr)
    assert quick.returncode == code
    assert usual.stdout == quick.stdout + "ended\n"


@pytest.mark.parametrize("watch", ["settrace", "setprofile"])
def test_the_process_ends_as_usual_under_a_tracer_or_profiler(tmp_path: Path, watch: str) -> None:
    code = ENDED + f"from pap_cli.start import main; sys.{watch}(lambda *_: None); main()"
    found = ran(code, "--version", folder=tmp_path)
    assert found.returncode == 0
    assert found.stdout.endswith("ended\n")


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring came with Python 3.12")
def test_the_process_ends_as_usual_under_monitoring(tmp_path: Path) -> None:
    watch = "sys.monitoring.use_tool_id(sys.monitoring.COVERAGE_ID, 'coverage')"
    found = ran(ENDED + f"from pap_cli.start import main; {watch}; main()", "--version", folder=tmp_path)
    assert (found.returncode, found.stdout.splitlines()[-1]) == (0, "ended")


@pytest.mark.parametrize("module", ["pap_cli.cli", "pap_cli.cache.output"])
def test_an_interrupt_during_start_up_shows_no_traceback(tmp_path: Path, module: str) -> None:
    code = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from pap_cli.start import main\n"
        "main()"
    )
    found = ran(code, "--version", folder=tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (130, "", "")
