"""Figures of KPIs from a table: each cell or row becomes the same entry as in YAML, with the same problems.

A second row for the same KPI and period that was published later is a revision of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from pap_cli.bad_value import BadValueError
from pap_cli.diagnostics import Rule
from pap_cli.load.entries.slots import shape_of
from pap_cli.load.entries.validate import MAX_ENTRIES, FileReading
from pap_cli.load.tables.cells import SEPARATORS, Row, read_rows, separator_of
from pap_cli.load.tables.heading import KPI, Heading, read_heading
from pap_cli.load.yaml.hidden import report_hidden
from pap_cli.load.yaml.nodes import MapNode
from pap_cli.load.yaml.refused import report_refused
from pap_cli.model.kpi import Observation, Revision, in_time_order
from pap_cli.model.measure import Figure
from pap_cli.model.periods import Period, parse_period
from pap_cli.model.place import Place
from pap_cli.problems import Problem
from pap_cli.problems.entries import MISSING_KEY
from pap_cli.problems.files import EMPTY_FILE
from pap_cli.problems.tables import CSV_SYNTAX
from pap_cli.problems.yaml import TOO_MUCH

# Without one of these, a row is for a period without a figure.
_FILLED = frozenset({"value", "numerator", "denominator", "status", "note"})


class Figures(Struct, frozen=True):
    """The figures of a table by the ID of their KPI.

    `faulty` are the IDs of those of which something could not be read, and `ids` those of all rows.
    """

    by_kpi: dict[str, list[Observation]] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


def read_figures(reading: FileReading, ids: Collection[str], unknown: Callable[[str], Problem | None]) -> Figures:
    """Return the figures of the KPIs with these IDs; report problems to READING.

    `unknown` returns what is wrong with the ID of another KPI; None if that is reported elsewhere.
    """
    found = Figures()
    if not _Table(reading, ids, unknown, found).read():
        found.faulty.update(ids)
    for id, figures in found.by_kpi.items():
        if not in_time_order(figures):
            found.by_kpi[id] = with_revisions(figures)
    return found


# Stands for the KPI of a table that does not name it.
UNNAMED = "*"


class _Every(Collection[str]):
    """The IDs of KPIs that are not known: every one, or the one that a table does not name."""

    def __contains__(self, id: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter((UNNAMED,))

    def __len__(self) -> int:
        return 1


def figures_as_written(reading: FileReading) -> Figures:
    """Return the figures of every KPI in a table, each row on its own: which are revisions is not worked out.

    Those of a table that names no KPI are for `UNNAMED`.
    """
    found = Figures()
    _Table(reading, _Every(), lambda _: None, found).read()
    return found


class _Table:
    """The reading of one table."""

    def __init__(
        self,
        reading: FileReading,
        ids: Collection[str],
        unknown: Callable[[str], Problem | None],
        found: Figures,
    ) -> None:
        self.reading = reading
        self.ids = ids
        self.unknown = unknown
        self.found = found
        self.others: set[str] = set()
        shape = shape_of(Observation)
        converters = shape.converters_ascii if reading.ascii else shape.converters
        self.read_period: Callable[[str], Period] = converters["period"][1] or parse_period
        self.read_value: Callable[[str], Figure] = converters["value"][1] or float

    def read(self) -> bool:
        """Read all rows; return False if anything could not be read that may belong to any KPI."""
        reading, source = self.reading, self.reading.source
        if report_refused(source, reading.report):
            return False
        report_hidden(source, None, reading.report)
        whole = True

        def report(rule: Rule, message: str, help: str, start: int, end: int) -> None:
            nonlocal whole
            whole = False
            reading.report(rule, message, help, start, end)

        rows = read_rows(source, report)
        first = next(rows, None)
        if first is None:
            if not whole:
                return False
            reading.report(EMPTY_FILE, "this file is empty", "add a heading, such as  kpi,period,value", 0, 0)
            return True
        heading = read_heading(first, report)
        if heading is None or not self.has_kpis(heading):
            return False
        empty = True
        for row in rows:
            empty = False
            if not self.row(heading, row):
                return False
        if empty and whole:
            help = "add its figures, or delete the file"
            reading.report(EMPTY_FILE, "this table has a heading and no rows", help, first.start, first.end)
        return whole

    def has_kpis(self, heading: Heading) -> bool:
        """Return True if it is clear which KPI a row is for; otherwise report that."""
        if heading.kpi is not None or len(self.ids) == 1:
            return True
        message = f"this table has no column {KPI}, and {len(self.ids)} KPIs take figures from it"
        help = f"add a column {KPI} with the ID of the KPI of each row"
        self.reading.report(MISSING_KEY, message, help, heading.row.start, heading.row.end)
        return False

    def row(self, heading: Heading, row: Row) -> bool:
        """Read one row; return False if nothing more is to be read, or it is not clear which KPI it is for."""
        id = self.id_of(heading, row)
        self.found.ids.add(id)
        if (len(row.texts) != heading.width or not row.whole) and not self.fits(heading, row):
            self.found.faulty.update({id} if id in self.ids else self.ids)
        elif not id:
            self.reading.report(MISSING_KEY, f"this row has no {KPI}", "write the ID of its KPI", row.start, row.end)
            self.found.faulty.update(self.ids)
        elif id not in self.ids:
            self.other(id, *row.span(heading.kpi or 0))
        elif heading.fields:
            self.long(heading, row, id)
        else:
            for index, period in heading.periods.items():
                if row.texts[index]:
                    self.cell(heading, row, index, period, id)
        if self.reading.entries > MAX_ENTRIES:
            message = f"more than {MAX_ENTRIES:,} figures; the rest of the file is not read"
            self.reading.report(TOO_MUCH, message, "split the file", row.start, row.end)
            return False
        return not self.reading.gave_up

    def id_of(self, heading: Heading, row: Row) -> str:
        """Return the ID of the KPI that a row is for; empty if it has none."""
        if heading.kpi is None:
            return next(iter(self.ids))
        return row.texts[heading.kpi] if heading.kpi < len(row.texts) else ""

    def fits(self, heading: Heading, row: Row) -> bool:
        """Return True if a row has as many cells as the heading; otherwise report that."""
        count = len(row.texts)
        while count > heading.width and not row.texts[count - 1]:
            count -= 1
        if count == heading.width or not row.whole:
            return row.whole
        message = f"this row has {count} {'cell' if count == 1 else 'cells'}, and the heading has {heading.width}"
        sign = SEPARATORS[separator_of(self.reading.source.text)]
        many = f"put text that contains a {sign} in quotation marks"
        help = many if count > heading.width else f"add a {sign} for each empty cell at the end"
        self.reading.report(CSV_SYNTAX, message, help, row.start, row.end)
        return False

    def other(self, id: str, start: int, end: int) -> None:
        """Report the ID of a KPI that takes no figures from this table, once."""
        if id in self.others:
            return
        self.others.add(id)
        if problem := self.unknown(id):
            self.reading.report(*problem, start, end)

    def long(self, heading: Heading, row: Row, id: str) -> None:
        """Read the figure of a row of a long table."""
        texts, fields = row.texts, heading.fields
        filled = [name for name, index in fields.items() if texts[index]]
        if filled == ["period", "value"]:  # the usual case
            start, end = row.span(fields["value"])
            try:
                period = self.read_period(texts[fields["period"]])
                self.keep(id, period, texts[fields["value"]], row.start, start, end)
                return
            except BadValueError:
                pass
        elif _FILLED.isdisjoint(filled):
            return
        node = MapNode(row.start)
        node.end = row.end
        for name in filled:
            start, end = row.span(fields[name])
            node[name] = texts[fields[name]]
            node.offsets.append((start, start, end))
        self.entry(node, id)

    def cell(self, heading: Heading, row: Row, index: int, period: Period, id: str) -> None:
        """Read the figure in a cell of a wide table."""
        start, end = row.span(index)
        try:
            self.keep(id, period, row.texts[index], start, start, end)
        except BadValueError:
            node = MapNode(start)
            node.end = end
            node.put("period", period.written, (start, *heading.row.span(index)))
            node.put("value", row.texts[index], (start, start, end))
            self.entry(node, id)

    def keep(self, id: str, period: Period, text: str, start: int, body: int, end: int) -> None:
        """Keep a figure that consists of its period and value, as `entry` would."""
        value = self.read_value(text)
        place = Place(self.reading.source, start, end, body, "value")
        made = Observation(period, value, place)
        self.found.by_kpi.setdefault(id, []).append(made)
        self.reading.entries += 1

    def entry(self, node: MapNode, id: str) -> None:
        """Read a figure from the values of its fields."""
        self.reading.entries += 1
        made = self.reading.entry(Observation, node, (node.start, node.start, node.end), item=id)
        if made is not None:
            self.found.by_kpi.setdefault(id, []).append(made)
        if made is None or made.place.faulty:
            self.found.faulty.add(id)


def with_revisions(figures: Iterable[Observation]) -> list[Observation]:
    """Return figures with those for the same period that were published later as revisions of the first."""
    by_period: dict[Period, list[Observation]] = {}
    for figure in figures:
        by_period.setdefault(figure.period, []).append(figure)
    return [made for same in by_period.values() for made in (same if len(same) == 1 else _revised(same))]


def _revised(figures: list[Observation]) -> list[Observation]:
    """Return the figure of a period with its revisions; all, if it is not clear which was published when."""
    days = {figure.published for figure in figures}
    if len(days) < len(figures):
        return figures
    undated = [figure for figure in figures if figure.published is None]
    dated = [(figure.published, figure) for figure in figures if figure.published is not None]
    first, *later = [*undated, *(figure for _, figure in sorted(dated, key=lambda pair: pair[0]))]
    return [replace(first, revisions=tuple(map(_revision, later)))]


def _revision(figure: Observation) -> Revision:
    return Revision(
        value=figure.value,
        published=figure.published,
        numerator=figure.numerator,
        denominator=figure.denominator,
        reason=figure.note,
        status=figure.status,
        place=figure.place,
    )
