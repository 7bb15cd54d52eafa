"""The order in which the keys of an entry are written: that of the model, unless people write them in another."""

from __future__ import annotations

from typing import Any

from pap_cli.model.decisions import Note, Override
from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.items import Action, Extension, Milestone
from pap_cli.model.kpi import ControlChart, Kpi
from pap_cli.model.oversight import Clock, Concern

# For these the order of the model is another, in which its classes inherit their fields.
_DATES = ("horizon", "due", "extensions", "forecast", "started", "completed", "evidence_due", "evidenced", "evidence")
_ENDINGS = ("targets", "kpis", "success", "cancelled", "override", "judgements", "notes")
_WRITTEN: dict[type[Entry], tuple[str, ...]] = {
    Milestone: (
        *("id", "title", "was", "added", *_DATES),
        *("owner", "lead", "depends_on", "expected_by", *_ENDINGS, "ignore"),
    ),
    Action: (
        *("id", "title", "was", "scope", "answers", "theme", "added", "owner", "lead", *_DATES),
        *("depends_on", "expected_by", *_ENDINGS, "milestones", "ignore"),
    ),
    Note: ("on", "by", "text"),
    Extension: ("to", "asked", "approved", "by", "reason"),
    Override: ("rating", "on", "by", "reason", "until"),
    Clock: ("id", "title", "was", "to", "due", "from", "within", "met"),
    Concern: ("id", "title", "was", "raised", "by", "closed", "answered_by", "notes", "ignore"),
    Kpi: (
        *("id", "title", "was", "unit", "polarity", "basis", "calendar", "frequency", "owner", "definition", "source"),
        *("published_after", "baseline", "target", "tolerance", "floor", "trajectory", "profile", "formula", "breaks"),
        *("spc", "override", "benchmarks", "records", "observations", "events", "ended", "notes", "ignore"),
    ),
    ControlChart: (
        *("chart", "least", "most", "improvement", "baseline_points", "rebase", "exclude", "screen_outliers", "short"),
    ),
}


def key_order(cls: type[Any]) -> tuple[str, ...]:
    """Return the keys that an entry can have, in the order in which they are written."""
    return _WRITTEN.get(cls) or tuple(field.about.key or field.name for field in written_fields(cls))
