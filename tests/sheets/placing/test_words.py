"""No word of a cell is lost, whatever the tracker."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.sheets.placing.entries.texts import one_line, visible
from pap_cli.sheets.placing.newer import changes
from pap_cli.sheets.understood import DatedNote, Item, ReadDate
from sheets.placing.making import DAY, placed, understood, workspace

TEXTS = st.text(min_size=1, max_size=60).filter(lambda text: bool(visible(text)))
MAYBE = st.none() | TEXTS
DATES = st.none() | st.builds(
    ReadDate,
    cell=TEXTS.map("phase {}".format),
    value=st.none() | st.sampled_from(["2016-12-31", "2016-12", "Q3 2016/17", "2017-02-28"]),
)
STATES = ["done", "evidenced", "started", "open", "not started", "on hold", "closed", "superseded"]


@st.composite
def trackers(draw: st.DrawFn) -> tuple[Item, ...]:
    items: list[Item] = []
    for n in range(1, draw(st.integers(1, 5)) + 1):
        level = draw(st.sampled_from(["recommendation", "action", "milestone"]))
        above = {kind: [one.n for one in items if one.level == kind] for kind in ("recommendation", "action")}
        over = {
            kind: draw(st.none() | st.sampled_from(numbers)) if numbers and level != "recommendation" else None
            for kind, numbers in above.items()
        }
        in_action = over["action"] if level == "milestone" else None
        items.append(
            Item(
                n=n,
                level=level,
                text=draw(TEXTS),
                sheet="Plan",
                row=n + 1,
                ref=draw(MAYBE),
                theme=draw(MAYBE),
                recommendation=None if in_action else over["recommendation"],
                action=in_action,
                owners=tuple(draw(st.lists(TEXTS, max_size=2))),
                lead=draw(MAYBE),
                start=draw(DATES),
                due=draw(DATES),
                revised_due=tuple(one for one in draw(st.lists(DATES, max_size=2)) if one),
                forecast=draw(DATES),
                completed=draw(DATES),
                evidence_due=draw(DATES),
                evidenced=draw(DATES),
                evidence=draw(MAYBE),
                state=draw(st.none() | st.sampled_from(STATES)),
                status_cell=draw(MAYBE),
                rag=draw(st.none() | st.sampled_from(["red", "amber", "green", "blue"])),
                rag_cell=draw(MAYBE),
                percent_complete=draw(st.none() | st.floats(0, 150)),
                success=draw(MAYBE),
                notes=tuple(
                    draw(st.lists(st.builds(DatedNote, on=st.none() | st.just("2016-05"), text=TEXTS), max_size=2))
                ),
                cost=draw(MAYBE),
                risk=draw(MAYBE),
            )
        )
    return tuple(items)


def texts_in(value: object) -> str:
    """Every text in a plan, on one line each."""
    from msgspec.structs import asdict

    if isinstance(value, str):
        return f"{one_line(value)}\n"
    if isinstance(value, tuple):
        return "".join(map(texts_in, value))
    if hasattr(value, "__struct_fields__") and type(value).__name__ not in ("Place", "Source"):
        return "".join(texts_in(inner) for key, inner in asdict(value).items() if key != "place")
    return ""


def cells_of(one: Item) -> list[str]:
    reads = (one.start, one.due, *one.revised_due, one.forecast, one.completed, one.evidence_due, one.evidenced)
    cells = [one.text, one.ref, one.theme, *one.owners, one.lead, one.evidence, one.status_cell, one.rag_cell]
    cells += [one.success, one.cost, one.risk, *(note.text for note in one.notes)]
    cells += [read.cell for read in reads if read is not None]
    return [cell for cell in cells if cell is not None]


@given(trackers())
@settings(max_examples=40, deadline=None)
def test_no_word_is_lost_and_the_file_has_no_error(items: tuple[Item, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        plan = placed(root, *items)
        said = texts_in((plan.recommendations, plan.actions, plan.owners, plan.themes)).casefold()
        for one in items:
            for cell in cells_of(one):
                assert one_line(cell).casefold() in said
        found = changes(understood(*items), workspace(root, (root / "plans/p.yaml").read_text("utf-8")), plan, on=DAY)
        assert found.edits == ()
