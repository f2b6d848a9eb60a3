"""docs/reference/results.md names every key of every result, and none that is not there; the guides run."""

import re
from pathlib import Path

import pytest

from klantreis.analyses.attribution import attribution
from klantreis.analyses.cells import everyone
from klantreis.analyses.compare import compare
from klantreis.analyses.customers import customers
from klantreis.analyses.drift import drift
from klantreis.analyses.explain import explain
from klantreis.analyses.funnel import funnel
from klantreis.analyses.moments import moments
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.representatives import representatives
from klantreis.analyses.simulate import Change, simulate
from klantreis.analyses.steps import steps
from klantreis.analyses.timing import timing
from klantreis.analyses.transitions import transitions
from tests.analyses.naive import table

DOCS = Path(__file__).resolve().parents[2] / "docs"
QUESTIONS = (
    "transitions",
    "paths",
    "steps",
    "reach",
    "timing",
    "funnel",
    "customers",
    "compare",
    "attribution",
    "drift",
    "explain",
    "moments",
    "representatives",
    "simulate",
)
JOURNEYS = table([("p", "a", 0), ("p", "b", 5), ("q", "a", 0)])
PER_NAME = re.compile(r"models\.\w+\.|removal\.")
# x vanished, y is new, and b, which few had, all have
CHANGED = [
    table([*((f"p{k}", activity, 0) for k in range(40) for activity in "ax"), ("p0", "b", 1)]),
    table([(f"q{k}", activity, 0) for k in range(40) for activity in "by"]),
]
FAILING = [(f"{k:03}", name, at) for k in range(99) for at, name in enumerate("cpf" if k % 2 else "xp")]
BACK = table([("p", "a", 0), ("p", "a", 1), ("q", "a", 0), ("q", "b", 1), ("r", "a", 0), ("r", "c", 9)])
RESULTS = [
    transitions(JOURNEYS),
    paths(JOURNEYS),
    steps(BACK, limit=1),
    reach(JOURNEYS),
    timing(JOURNEYS, "a", "b", target_s=1),
    funnel(JOURNEYS, ["a", "b"], within="1h"),
    customers(JOURNEYS, everyone(JOURNEYS), cell={"of": "all"}),
    compare(*(funnel(JOURNEYS, ["a", "b"]) for _ in range(2))),
    attribution(JOURNEYS, "b", by="activity"),
    drift(*CHANGED, permutations=9),
    explain(table(FAILING), "f", after="p", minimum=1),
    moments(BACK, "b", minimum=1),
    representatives(JOURNEYS, 2),
    simulate(JOURNEYS, "b", [Change("a", None, 0.5)]),
]


def sections() -> dict[str, set[str]]:
    """The keys in the first column of each table."""
    found = {}
    for part in (DOCS / "reference" / "results.md").read_text().split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        cells = [line.split("|")[1] for line in body.splitlines() if line.startswith("| `")]
        found[title] = {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}
    return found


def keys(value, before="") -> set[str]:
    if isinstance(value, dict):
        shown = {name: "*" if PER_NAME.fullmatch(before) else name for name in value}  # names of the data are no keys
        return {
            key
            for name, inner in value.items()
            for key in ({before + shown[name]} | keys(inner, f"{before}{shown[name]}."))
        }
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {key for item in value for key in keys(item, f"{before.removesuffix('.')}[].")}
    return set()


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.question)
def test_the_page_names_every_key_and_no_other(result):
    page = sections()
    everywhere = page["Every result"]
    found = result.to_dict()
    assert everywhere <= set(found)
    assert keys({name: value for name, value in found.items() if name not in everywhere}) == page[result.question]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_guide_runs(question):
    text = (DOCS / "guides" / f"{question}.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, f"{question}.md", "exec"), {})


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.question)
def test_results_become_tables(result):
    assert result.to_arrow().num_rows == len(result.rows())
    assert len(result.to_pandas()) == len(result.rows())
