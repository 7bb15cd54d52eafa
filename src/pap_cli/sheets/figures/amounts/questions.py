"""What a person must say before figures are written, once for all cells that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pap_cli.sheets.figures.amounts.figures import scale_name
from pap_cli.sheets.figures.amounts.scale import Scale
from pap_cli.sheets.figures.layout.columns import Field, Layout
from pap_cli.sheets.figures.reading.periods import split_year
from pap_cli.sheets.figures.reading.words import is_area
from pap_cli.sheets.figures.rows.gathered import Gathered
from pap_cli.sheets.understood import FigureFound, Question

# The kinds of words in a mapping: of the periods of a sheet, the scales of its KPIs, and its areas.
PERIODS, SCALES, AREAS = "periods", "scales", "areas"
OWN = "own"
# The answer that no area is the own one: each that is not a benchmark has KPIs of its own.
EACH = "each"
_MOST_CHOICES = 12
# Topics that are the same for a whole sheet.
_WHOLE_SHEET = ("year", "calendar", "days", "order")
_MEANINGS = ("ignore", "notes", "period")


def questions_of(
    layouts: Sequence[Sequence[Layout]],
    gathered: Gathered,
    scales: Mapping[str, Scale],
    figures: Sequence[FigureFound],
    own: str | None,
    saved: date,
) -> tuple[Question, ...]:
    """Return what is not answered yet; OWN is the area that a person named, SAVED the day of the file."""
    asked: dict[tuple[str | None, str], Question] = {}
    for sheet in layouts:
        for layout in sheet:
            for field in layout.fields:
                if (question := _about_column(field, layout.sheet, saved)) is not None:
                    asked.setdefault((question.sheet, question.key), question)
    unread: dict[str, list[FigureFound]] = {}
    for one in figures:
        if one.value is None and not one.missing:
            unread.setdefault(one.key, []).append(one)
    for key, scale in scales.items():
        if scale.factor is None and (open_ := unread.get(key)):
            question = _about_scale(gathered, key, scale, open_)
            asked[question.sheet, question.key] = question
    areas = list(dict.fromkeys(one.area for one in figures if one.area is not None))
    if len(areas) > 1 and own not in (*areas, EACH):
        question = _about_areas(areas, next(one.sheet for one in figures if one.area is not None))
        asked[question.sheet, question.key] = question
    return tuple(asked.values())


def _about_column(field: Field, sheet: str | None, saved: date) -> Question | None:
    if field.doubt is None:
        return None
    text, choices = f"{field.doubt.question}?", field.doubt.choices
    if field.doubt.topic in _WHOLE_SHEET:
        years = (*(split_year(saved.year - back) for back in (0, 1, 2)), str(saved.year), str(saved.year - 1))
        key = f"{PERIODS}.{field.doubt.topic}"
        question = f"{text[:1].upper()}{text[1:]}"
        return Question(question=question, key=key, choices=choices or years, sheet=sheet, column=field.letter)
    part = "period" if choices and any(one[0].isdigit() for one in choices) else "means"
    return Question(
        question=f"Column {field.letter} “{field.heading}”: {text}",
        key=f"columns.{field.letter}.{part}",
        choices=choices or tuple(dict.fromkeys((field.means, *_MEANINGS))),
        sheet=sheet,
        column=field.letter,
    )


def _about_scale(gathered: Gathered, key: str, scale: Scale, open_: Sequence[FigureFound]) -> Question:
    sketch, first = gathered.kpis[key], open_[0]
    shown = ", ".join(dict.fromkeys(one.cell for one in open_[:3]))
    return Question(
        question=f"{sketch.name}: is {shown} a share of one, so that 0.5 is 50%, or a percentage, so that it is 0.5%?",
        key=f"{SCALES}.{scale_name(gathered, key)}",
        choices=("share", "percent") if scale.mixed else ("share", "percent", "number"),
        sheet=first.sheet,
        row=first.row,
        column=first.column,
    )


def _about_areas(areas: Sequence[str], sheet: str | None) -> Question:
    likely = [area for area in areas if not is_area(area)]
    ordered = dict.fromkeys((*likely, *areas))
    each = (EACH,) if len(likely) > 1 else ()
    return Question(
        question="Which area is your own? The others become benchmarks.",
        key=f"{AREAS}.{OWN}",
        choices=(*tuple(ordered)[:_MOST_CHOICES], *each),
        sheet=sheet,
    )


def words_of(
    sheet: str | None, asked: Iterable[Question], known: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[str, str, str], ...]:
    """Return the words of a sheet in a mapping, with `?` for those that are asked."""
    found = {(kind, word): means for kind, words in known.items() for word, means in words.items()}
    for question in asked:
        kind, _, word = question.key.partition(".")
        if question.sheet == sheet and kind in (PERIODS, SCALES, AREAS):
            found[kind, word] = "?"
    return tuple((kind, word, means) for (kind, word), means in found.items())
