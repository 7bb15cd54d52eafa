"""The records of the invented council beside this repository, with the twelve KPIs that are counted from them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.kpi import Kpi
from pap_cli.model.working_days import WorkingCalendar
from pap_cli.records.counting import CountedFigure, Counting
from pap_cli.records.engines.duck import engine
from pap_cli.records.engines.files import files_of
from pap_cli.records.engines.load import Embedded
from pap_cli.records.sql.query import Sources

HERE = Path(__file__).parent / "council"
RECORDS = Path(__file__).parents[3] / "shared" / "data" / "records"
DAYS = (date(2016, 6, 30), date(2016, 10, 14), date(2017, 6, 12))
Expected = Mapping[tuple[str, date], Mapping[str, tuple[Decimal, ...]]]

needs_records = pytest.mark.skipif(not RECORDS.is_dir(), reason="the shared records are not here")


class Council:
    """The workspace with the definitions, and what is needed to count them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.sources = Sources({source.id: source for source in workspace.portfolio.sources})
        self.kpis = {kpi.id: kpi for kpi in workspace.portfolio.kpis}
        self.working: WorkingCalendar = workspace.config.rating.calendar

    def counting(self, kpi: Kpi, day: date, sources: Sources | None = None) -> Counting:
        """Return the counting of a KPI as at a day."""
        return Counting.of(kpi, sources or self.sources, day, self.working)


def council(folder: Path, changes: Mapping[str, str] | None = None) -> Council:
    """Return the council's definitions, some texts of them replaced."""
    (folder / "plans").mkdir(parents=True)
    (folder / "kpis").mkdir()
    for name in ("sources.yaml", "kpis.yaml"):
        text = (HERE / name).read_text(encoding="utf-8")
        for old, new in (changes or {}).items():
            assert old in text or name == "sources.yaml"
            text = text.replace(old, new)
        (folder / "kpis" / name).write_text(text, encoding="utf-8")
    return Council(open_workspace(folder))


@contextmanager
def embedded(council: Council) -> Iterator[Embedded]:
    """Open the embedded engine with all the records."""
    files = {name: files_of(source, [RECORDS]) for name, source in council.sources.by_id.items()}
    with engine(file.path for several in files.values() for file in several) as duck:
        made = Embedded(duck=duck, files=files)
        for source in council.sources.by_id.values():
            made.ready(source)
        yield made


def expected(name: str = "expected.csv") -> Expected:
    """Return the right answers: numerator, denominator and value by KPI, as-at day and period."""
    found: dict[tuple[str, date], dict[str, tuple[Decimal, ...]]] = defaultdict(dict)
    with (RECORDS / "expected" / name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            answer = tuple(Decimal(row[key]) for key in ("numerator", "denominator", "value"))
            found[row["kpi"], date.fromisoformat(row["as_at"])][row["period"]] = answer
    return found


def plain(figures: Sequence[CountedFigure]) -> dict[str, tuple[Decimal | None, ...]]:
    """Return figures in the form of the right answers."""
    return {one.period.period: (one.numerator, one.denominator, one.value) for one in figures}
