"""Which figures differ when they are counted again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from pap_cli.document import SCHEMA_VERSION, Document, Paragraph, Passage, Prose, Records, Run
from pap_cli.model.dates import show_date


class Difference(Struct, frozen=True, kw_only=True):
    """A figure in a file that is not what counting gives; empty where there is none."""

    period: str
    kept: str
    counted: str


class CompareView(Struct, frozen=True, kw_only=True):
    """The result of `pap refresh --check`: each KPI, its as-at day and what differs."""

    compared: tuple[tuple[str, date, tuple[Difference, ...]], ...]
    kind: str = "refresh"

    def facts(self) -> Mapping[str, object]:
        """Return each KPI with what differs."""
        return {
            "schema_version": SCHEMA_VERSION,
            "kpis": [
                {
                    "id": id,
                    "as_at": day.isoformat(),
                    "same": not found,
                    "differences": [{"period": one.period, "kept": one.kept, "counted": one.counted} for one in found],
                }
                for id, day, found in self.compared
            ],
        }

    def records(self) -> Records:
        """Return a row for each figure that differs."""
        rows = [
            (id, day.isoformat(), one.period, one.kept, one.counted)
            for id, day, found in self.compared
            for one in found
        ]
        return Records(("kpi", "as_at", "period", "kept", "counted"), rows)

    def document(self) -> Document:
        """Return a line for each KPI, and for each figure that differs."""
        lines = []
        for id, day, found in self.compared:
            many = "1 figure differs" if len(found) == 1 else f"{len(found)} figures differ"
            lines.append(f"{id}: {many if found else 'the same'}, as at {show_date(day)}")
            for one in found:
                lines.append(f"{id}: {one.period} is {one.kept or 'not there'}, counted {one.counted or 'none'}")
        same = not any(found for _, _, found in self.compared)
        last = "Every figure is what counting gives." if same else "To record what is counted now, run  pap refresh"
        listed = Prose(tuple(Passage((Run(line),), "•") for line in lines))
        return Document("", (listed, Paragraph(last)), as_lines=True)
