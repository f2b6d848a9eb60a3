"""docs/reference/results.md names every key of what evidence answers, and none that is not there; the guides run."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from klantreis.engine.journeys import from_events
from klantreis.evidence.binding import bind
from klantreis.evidence.draft import draft
from klantreis.evidence.measure import measure
from klantreis.evidence.pains import pains
from klantreis.evidence.personas import personas
from klantreis.evidence.planned import map_fitness
from klantreis.evidence.series import series
from klantreis.evidence.validate import validate
from tests.analyses.test_reference import DOCS, sections
from tests.evidence.tables import a_map, activity, per_slot, record_id, tp, walked

NOW = datetime(2026, 1, 1, tzinfo=UTC)
# One of everything: going back, an activity off the map, nobody's and unbound touchpoints, a score.
DOCUMENT = a_map(
    {"een": "AU", "twee": "BN"},
    rules={"U": None},
    conversions={"een": activity("B")},
    required="N",
    more=({"id": record_id("emotion", "a"), "kind": "emotion", "touchpoint": tp("A"), "value": 1},),
)
JOURNEYS = from_events(["p"] * 4, list("AXBA"), [0, 1, 2, 3])
GIVE = per_slot(JOURNEYS, {"score": [4, 5, None, 4], "score_kind": ["csat"] * 4})
SEGMENTED = DOCUMENT.put({"id": record_id("persona", "eva"), "kind": "persona", "name": "Eva", "segment": "x"})[0]
# Who has to look again (A) never comes to B, and drops out there.
PAINED = a_map({"een": "AC", "twee": "B"}, conversions={"twee": activity("B")})
AGAIN_JOURNEYS = walked(*["AAAA"] * 20, *["ACB"] * 20)
AGAIN = (AGAIN_JOURNEYS, per_slot(AGAIN_JOURNEYS, {"value": [5.0] * AGAIN_JOURNEYS.events}))
RESULTS = [
    map_fitness(DOCUMENT, bind(DOCUMENT, JOURNEYS)),
    measure(DOCUMENT, JOURNEYS, GIVE, now=NOW),
    validate(DOCUMENT, JOURNEYS, GIVE, now=NOW),
    draft(JOURNEYS, now=NOW),
    personas(SEGMENTED, JOURNEYS, lambda _: JOURNEYS, lambda _: GIVE),
    series(DOCUMENT, JOURNEYS, GIVE),
    pains(PAINED, *AGAIN, until=NOW, minimum=2),
]
OPEN = {"grades", "grade_shares", "not_read"}
"""Keyed by record, by letter or by kind; what is inside has no names of its own."""


def keys(value: Any, before: str = "") -> set[str]:
    if isinstance(value, dict):
        found = set()
        for name, inner in value.items():
            key = before + ("*" if re.fullmatch(r"(touchpoint|phase|persona)_[0-9a-z]{10}", name) else name)
            found |= {key} if name in OPEN else {key} | keys(inner, f"{key}.")
        return {key for key in found if not key.endswith(".*")}
    if isinstance(value, list | tuple):
        return set().union(*(keys(item, f"{before.removesuffix('.')}[].") for item in value))
    return set()


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.question)
def test_the_page_names_every_key_and_no_other(result: Any):
    page = sections()
    found = result.to_dict()
    assert page["Every result"] <= set(found)
    own = {name: value for name, value in found.items() if name not in page["Every result"]}
    assert keys(own) == page[result.question]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.question)
def test_results_become_tables(result: Any):
    assert result.to_arrow().num_rows == len(result.rows())
    assert {tuple(row) for row in result.rows()} <= {result.columns}


@pytest.mark.parametrize("guide", ["draft", "fitness", "pains", "validate"])
def test_the_guide_runs(guide: str):
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / "guides" / f"{guide}.md").read_text(), flags=re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, f"{guide}.md", "exec"), {})
