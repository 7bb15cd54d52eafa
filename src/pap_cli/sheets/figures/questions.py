"""What a person must say before figures are written, once for all cells that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pap_cli.sheets.figures.amounts import scale_key
from pap_cli.sheets.figures.gathered import Gathered
from pap_cli.sheets.figures.layout.columns import Field, Layout
from pap_cli.sheets.figures.reading.words import is_area
from pap_cli.sheets.figures.scale import Scale
from pap_cli.sheets.understood import FigureFound, Question

OWN_AREA = "area"
_MOST_CHOICES = 12
# Topics that are the same for a whole sheet.
_WHOLE_SHEET = ("year", "calendar", "days", "order")


def answered(topic: str, sheet: str | None, letter: str = "") -> str:
    """Return the key of a question about a sheet, or about one of its columns."""
    return ".".join(part for part in (topic, sheet or "", letter) if part)


def questions_of(
    layouts: Sequence[Sequence[Layout]],
    gathered: Gathered,
    scales: Mapping[str, Scale],
    figures: Sequence[FigureFound],
    answers: Mapping[str, str],
) -> tuple[Question, ...]:
    """Return what is not answered yet."""
    asked: dict[str, Question] = {}
    for one in (field for sheet in layouts for layout in sheet for field in layout.fields):
        asked |= {question.key: question for question in _about_column(one, _sheet_of(one, layouts))}
    for key, scale in scales.items():
        if scale.factor is None and any(one.key == key and one.value is None and not one.missing for one in figures):
            asked[scale_key(gathered, key)] = _about_scale(gathered, key, scale, figures)
    areas = list(dict.fromkeys(one.area for one in figures if one.area is not None))
    if len(areas) > 1 and OWN_AREA not in answers:
        own = [area for area in areas if not is_area(area)]
        asked[OWN_AREA] = Question(
            question=f"which area is your own; the others become benchmarks{_suggested(own)}",
            key=OWN_AREA,
            choices=tuple(areas[:_MOST_CHOICES]),
        )
    return tuple(question for key, question in asked.items() if key not in answers)


def _suggested(own: Sequence[str]) -> str:
    return f" (perhaps {own[0]})" if len(own) == 1 else ""


def _sheet_of(field: Field, layouts: Iterable[Iterable[Layout]]) -> Layout:
    return next(layout for sheet in layouts for layout in sheet if any(one is field for one in layout.fields))


def _about_column(field: Field, layout: Layout) -> Iterable[Question]:
    if field.doubt is None:
        return
    whole = field.doubt.topic in _WHOLE_SHEET
    text = field.doubt.question
    yield Question(
        question=f"{text}?" if whole else f"column {field.letter} “{field.heading}”: {text}?",
        key=answered(field.doubt.topic, layout.sheet, "" if whole else field.letter),
        choices=field.doubt.choices,
        sheet=layout.sheet,
        column=field.letter,
    )


def _about_scale(gathered: Gathered, key: str, scale: Scale, figures: Sequence[FigureFound]) -> Question:
    sketch = gathered.kpis[key]
    open_ = [one for one in figures if one.key == key and one.value is None and not one.missing]
    first = open_[0]
    shown = ", ".join(dict.fromkeys(one.cell for one in open_[:3]))
    choices = ("share", "percent") if scale.mixed else ("share", "percent", "number")
    return Question(
        question=f"{sketch.name}: are {shown} shares of one (share: 0.5 is 50%) or percentages (percent: 0.5 is 0.5%)?",
        key=scale_key(gathered, key),
        choices=choices,
        sheet=first.sheet,
        row=first.row,
        column=first.column,
    )
