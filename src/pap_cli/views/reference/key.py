"""The key: what each rating is called and means in the plans of a workspace, and how ratings roll up."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import rating_key
from pap_cli.cell import Tone
from pap_cli.document import SCHEMA_VERSION, Block, Document, Paragraph, Records
from pap_cli.wording.charts import KEY
from pap_cli.wording.key import key_facts, kpi_meanings, printed_key, roll_up_note


class KeyView(Struct, frozen=True):
    """The keys of all plans, once for those with the same."""

    now: Assessment
    kind: str = "key"

    def facts(self) -> Mapping[str, object]:
        """Return each key with its plans: of each rating its label, meaning, colour and rule."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.now.as_of.isoformat(),
            "keys": [
                {
                    "plans": list(plans),
                    "rule": key.rated_by.value,
                    "milestones": key_facts(key, self.now.policy),
                    "kpis": {rating.value: words for rating, words in kpi_meanings(key).items()},
                }
                for key, plans in self.now.keys
            ],
            "roll_up": roll_up_note(self.now),
        }

    def records(self) -> Records:
        """Return a row for each rating of each key."""
        rows = [
            (", ".join(plans), rating.value, key.label(rating), words, kpi_meanings(key).get(rating))
            for key, plans in self.now.keys
            for rating, words in rating_key(self.now.policy, key)
        ]
        return Records(("plans", "rating", "label", "milestone", "kpi"), rows)

    def document(self) -> Document:
        """Return each key, how ratings roll up, and what the variation and the assurance of a KPI are."""
        blocks: list[Block] = printed_key(self.now)
        if self.now.kpis:
            blocks.append(Paragraph(KEY, Tone.MUTED))
        return Document("", tuple(blocks))
