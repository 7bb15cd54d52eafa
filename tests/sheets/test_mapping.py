"""The mapping of a spreadsheet: written, read again, and every mistake in it at once."""

import pytest

from pap_cli.errors import PapError
from pap_cli.sheets.mapping import ColumnAnswer, Mapping, SheetAnswers, answered, column_for, written
from pap_cli.sheets.mapping_file import read_mapping
from pap_cli.sheets.understood import Question

SHEET = SheetAnswers(
    name='Plan "A"',
    header=(3, 4),
    columns={
        "A": ColumnAnswer(heading="No.\n", means="ref"),
        "C": ColumnAnswer(heading="Date", means="?", settings={"order": "day-first"}),
    },
    words={"colours": {"0070C0": "blue"}},
)
MAPPING = Mapping(
    kind="plan", file="tracker.xlsx", into="plans/a.yaml", sheets=(SHEET, SheetAnswers(name=None, role="other"))
)
ASKED = Question(
    question="What is column C?\n", key="columns.C.means", choices=("due", "ignore"), sheet='Plan "A"', column="C"
)


def test_a_mapping_is_read_as_it_was_written() -> None:
    text = written(MAPPING, (ASKED,))
    assert read_mapping(text, "imports/a.toml", "plan") == MAPPING
    (line,) = [line for line in text.splitlines() if "“?”" not in line and 'means = "?"' in line]
    assert line.endswith("# What is column C?  due, ignore")


def test_an_answer_goes_where_its_key_says() -> None:
    said = answered(
        answered(MAPPING, ASKED, "due"), Question(question="", key="colours.FF0000", sheet='Plan "A"'), "red"
    )
    assert said.sheets[0].columns["C"].means == "due"
    assert said.sheets[0].words["colours"] == {"0070C0": "blue", "FF0000": "red"}


def test_a_column_is_found_again_by_its_heading() -> None:
    assert column_for(SHEET, "D", "date") == SHEET.columns["C"]
    assert column_for(SHEET, "C", "Target date") is None


def test_every_mistake_is_reported_with_its_line() -> None:
    sheet = '[[sheets]]\nrole = "plans"\nheader = [0]\n\n[sheets.columns]\nA = { heading = "x", means = "du" }\n'
    text = f'kind = "plan"\nfil = "x"\n\n{sheet}'
    with pytest.raises(PapError) as error:
        read_mapping(text, "m.toml", "plan")
    lines = error.value.message.splitlines()[1:]
    assert [line.strip().partition(": ")[0] for line in lines] == ["m.toml:2", "m.toml:5", "m.toml:6", "m.toml:9"]
    assert "did you mean due?" in lines[-1]


def test_a_mapping_of_another_kind_is_refused() -> None:
    with pytest.raises(PapError, match="pap import plan"):
        read_mapping('kind = "plan"\n', "m.toml", "kpis")
