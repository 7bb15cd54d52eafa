"""No view and no format writes -0: not for a figure that is -0, nor for a difference or a formula that rounds to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands.running import Run, make_workspace
from pap_cli.formats import find_format
from render.formats import TEXT_FORMATS

KPIS = """\
kpis:
  - {id: K1, title: Zero, unit: percent, polarity: high, frequency: monthly, target: -0.0, floor: -0,
     baseline: {period: 2015-12, value: -0.0}, observations: {2016-06: -0, 2016-07: -0.0, 2016-08: -0, 2016-09: -0.00}}
  - {id: K2, title: Near, unit: cases, polarity: low, frequency: monthly, target: 0.30000000000000004,
     observations: {2016-06: 0.1, 2016-07: 0.3, 2016-08: 0.30000000000000001, 2016-09: 0.3}}
  - {id: K3, title: Under, unit: days, polarity: low, frequency: monthly, target: 0, observations: {OBSERVED}}
  - {id: K4, title: Formula, unit: percent, polarity: low, frequency: monthly, formula: K1 + K1, target: 0}
  - {id: K5, title: Less, unit: percent, polarity: low, frequency: monthly, formula: K1 - K1, target: 0}
"""
OBSERVED = ", ".join(f"{2015 + month // 12}-{month % 12 + 1:02}: {-1e-13 * (month % 3):.14f}" for month in range(21))
MINUS_ZERO = re.compile(r"(?<![\w.\-−])[-−]0(?:\.0+)?(?![\d.\w-])")


@pytest.mark.parametrize("name", [name for name in TEXT_FORMATS if not find_format(name).kinds and name != "svg"])
def test_no_view_writes_minus_zero(pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    kpis = KPIS.replace("OBSERVED", OBSERVED)
    root = make_workspace(tmp_path)
    (root / "kpis").mkdir()
    (root / "kpis" / "k.yaml").write_text(kpis, encoding="utf-8")
    monkeypatch.chdir(root)
    for words in ("kpis", "status", "report", *(f"show K{number}" for number in range(1, 6))):
        ran = pap(*words.split(), "-f", name, "--as-of", "2016-10-14")
        assert (ran.code, ran.err) == (0, "")
        found = MINUS_ZERO.search(ran.out)
        assert found is None, f"{words}: {ran.out[max(0, found.start() - 80) : found.end() + 20]}"
