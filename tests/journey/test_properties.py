"""SPEC R12 to R24 and R30 under random change sets: whatever is accepted satisfies the rules and can be undone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klantreis.errors import UserError
from klantreis.exchange import journey_json
from klantreis.journey import order, templates
from klantreis.journey.document import Document
from klantreis.journey.kinds import plain
from tests.journey import small

FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "phase": {
        "name": st.text(max_size=5),
        "order": st.sampled_from(["1", "G", "V", "z", "V0"]),
        "tint": st.integers(-1, 8),
    },
    "touchpoint": {
        "phase": st.sampled_from([small.ORIENT, small.BUY, "phase_0000000007"]),
        "order": st.sampled_from(["1", "G", "zz"]),
    },
    "cell": {
        "touchpoint": st.sampled_from([small.AD, small.SITE, small.ORDER, "touchpoint_0000000007"]),
        "span": st.sampled_from([None, small.AD, small.PAY]),
        "lane": st.sampled_from([small.DOES, small.REACH]),
        "text": st.text(max_size=20),
    },
    "emotion": {"touchpoint": st.sampled_from([small.AD, small.PAY]), "persona": st.sampled_from([None, small.EVA])},
    "pain_point": {"touchpoints": st.lists(st.sampled_from([small.AD, small.SITE, small.PAY]), max_size=3)},
    "lane": {"type": st.sampled_from(["actions", "reach", "text"])},
    "kpi": {"phase": st.sampled_from([None, small.ORIENT]), "target": st.floats() | st.integers(-(2**63), 2**63 - 1)},
}
REFERENCES = set(
    [
        "phase",
        "touchpoint",
        "touchpoints",
        "lane",
        "span",
        "persona",
        "target",
        "pain_points",
        "kpis",
        "teams",
        "systems",
    ]
)
RECORDS = {record["id"]: record for record in small.records()}


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """One change that may or may not be allowed."""
    name = draw(st.sampled_from(sorted(RECORDS)))
    op = draw(st.sampled_from(["put", "patch", "patch", "remove"]))
    if op == "remove":
        return {"op": "remove", "id": name, "cascade": draw(st.booleans())}
    fields = FIELDS.get(RECORDS[name]["kind"], {})
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), max_size=2)) if fields else set()
    values = {field: draw(fields[field]) for field in sorted(chosen)}
    if op == "patch":
        return {"op": "patch", "id": name, "fields": values}
    fresh = draw(st.booleans())
    record = {**RECORDS[name], **values}
    if fresh and record["kind"] != "map":
        record["id"] = f"{record['kind']}_000000000{draw(st.integers(5, 9))}"
    return {"op": "put", "record": record}


def faults(document: Document) -> list[str]:
    """What breaks the rules, found the slow and plain way."""
    raw = {name: plain(record) for name, record in document.records.items()}
    found = [] if raw.get("map", {}).get("kind") == "map" else ["no map"]
    for name, record in raw.items():
        if record["id"] != name or not name.startswith(record["kind"]):
            found.append(f"{name} is kept wrong")
        for field in REFERENCES - ({"target"} if record["kind"] == "kpi" else set()):
            value = record.get(field)
            targets = [value] if isinstance(value, str) else value or []
            found += [f"{name}.{field} dangles" for target in targets if target not in raw]
        if record["kind"] == "cell" and raw[record["lane"]]["type"] in ("reach", "drop_off", "waiting", "off_map"):
            found.append(f"{name} lies in a measured lane")
    pairs = Counter((r["touchpoint"], r["persona"]) for r in raw.values() if r["kind"] == "emotion")
    bound = Counter(r["touchpoint"] for r in raw.values() if r["kind"] == "binding")
    return found + [f"{key} twice" for key, count in [*pairs.items(), *bound.items()] if count > 1]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.lists(changes(), min_size=1, max_size=5), min_size=1, max_size=6))
def test_r12_r23_accepted_changes_keep_the_rules_and_their_inverses_lead_back(sets: list[list[dict[str, Any]]]) -> None:
    document = small.small()
    trail: list[tuple[Document, list[Any]]] = []
    for changes_ in sets:
        before = document.to_dict()
        try:
            after, inverse = document.apply(changes_)
        except UserError as problem:
            assert problem.params["rule"].startswith("R")  # noqa: PT017 - both outcomes are looked at
            assert document.to_dict() == before
            continue
        assert faults(after) == []
        trail.append((document, inverse))
        document = after
    assert Document.from_dict(document.to_dict()) == document
    assert journey_json.loads(journey_json.dumps(document)) == document
    for before_, inverse in reversed(trail):
        document, _ = document.apply(inverse)
        assert document == before_


@settings(max_examples=40, deadline=None)
@given(st.lists(changes(), max_size=8), st.lists(changes(), max_size=8))
def test_r23_the_difference_of_two_documents_leads_from_one_to_the_other(one: list[Any], two: list[Any]) -> None:
    def reached(changes_: list[Any]) -> Document:
        document = small.small()
        for change in changes_:
            try:
                document, _ = document.apply([change])
            except UserError:
                continue
        return document

    a, b = reached(one), reached(two)
    assert a.apply(a.changes_to(b))[0] == b


@given(st.sampled_from(sorted(templates.TEMPLATES)), st.sampled_from(["nl", "en"]), st.randoms())
@settings(max_examples=30, deadline=None)
def test_r20_r21_removing_anything_from_a_template_can_be_undone(name: str, language: str, chance: Any) -> None:
    document = templates.make(name, language, seed=3)
    victim = chance.choice(sorted(document.records))
    if victim == "map":
        return
    after, inverse = document.remove(victim, cascade=True)
    assert faults(after) == []
    assert after.apply(inverse)[0] == document
    assert order.ascending([phase.order for phase in document.phases()])
