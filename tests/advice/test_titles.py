from __future__ import annotations

import pytest

from pap_cli.advice.titles import id_and_title, in_yaml, keyed


@pytest.mark.parametrize(
    ("text", "id", "title"),
    [
        ("1 Safety culture", "1", "Safety culture"),
        ("3. Medicines", "3", "Medicines"),
        ("2) Partnerships", "2", "Partnerships"),
        ("1.2 – Early help", "1.2", "Early help"),
        ("WF3: Workforce", "WF3", "Workforce"),
        ("T1 - Leadership", "T1", "Leadership"),
        ("Section 1: Early Help and the Front Door", "S1", "Section 1: Early Help and the Front Door"),
        ("Objective 12: Know our communities", "O12", "Objective 12: Know our communities"),
        ("Priority 1 – “Getting the basics right”", "P1", "Priority 1 – “Getting the basics right”"),
        ("Governance and leadership", "governance-and-leadership", "Governance and leadership"),
        ("  Data\n quality ", "data-quality", "Data quality"),
        ("Housing Benefits 2008/09", "housing-benefits-2008-09", "Housing Benefits 2008/09"),
        (
            "Actions arising from the meeting held on 26 January 2012",
            "actions-arising-from-the-meeting-held-on",
            "Actions arising from the meeting held on 26 January 2012",
        ),
        ("x" * 200, "x" * 40, "x" * 200),
        ("Leadership", "Leadership", "…"),
        ("T1", "T1", "…"),
        ("“ ”", "…", "“ ”"),
    ],
)
def test_an_id_is_made_from_a_heading(text: str, id: str, title: str) -> None:
    assert id_and_title(text) == (id, title)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Safety culture", "Safety culture"),
        ("Section 1: Early help", '"Section 1: Early help"'),
        ("Children, families", '"Children, families"'),
        ("It's “good”", '"It\'s “good”"'),
        ('A "good" plan: now', "…"),
        ("- a dash", '"- a dash"'),
        ("A\\B: c", "…"),
        ("x" * 101, "…"),
        ("two\nlines", "…"),
    ],
)
def test_text_as_it_can_stand_in_yaml(text: str, written: str) -> None:
    assert in_yaml(text) == written


def test_a_key_and_its_title() -> None:
    assert keyed("2. Medicines: safe use") == '2: "Medicines: safe use"'
