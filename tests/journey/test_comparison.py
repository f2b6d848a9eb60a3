"""Two maps side by side: each kind of difference once, what is only noise, and any change at all is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.journey.comparison import Comparison, compare
from klantreis.journey.document import Document
from tests.journey import small


def after(*changes: dict[str, Any]) -> Document:
    return small.small().apply(changes)[0]


def patch(record: str, **fields: Any) -> dict[str, Any]:
    return {"op": "patch", "id": record, "fields": fields}


def told(found: Comparison) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(e.op, e.kind, e.name, tuple(f.field for f in e.fields)) for e in found.entries]


def test_a_map_is_like_itself() -> None:
    found = compare(small.small(), small.small())
    assert (found.entries, found.apart) == ((), {})
    assert found.counts() == {"added": 0, "changed": 0, "moved": 0, "removed": 0}


def test_a_change_is_told_field_by_field_where_it_stands() -> None:
    found = compare(small.small(), after(patch(small.PLAIN, text="betaalt later", tags=["geld"])))
    (group,) = found.groups
    assert (group.phase, group.name) == (small.BUY, "Aankoop")
    (entry,) = group.entries
    assert (entry.op, entry.kind, entry.touchpoint, entry.lane) == ("changed", "cell", small.PAY, small.DOES)
    assert [(f.field, f.before, f.after) for f in entry.fields] == [
        ("text", "betaalt", "betaalt later"), ("tags", [], ["geld"]),
    ]  # fmt: skip


def test_added_and_removed() -> None:
    new = {"id": "pain_point_0000000009", "kind": "pain_point", "name": "Traag", "touchpoints": [small.PAY]}
    found = compare(
        small.small(), after({"op": "put", "record": new, "id": new["id"]}, {"op": "remove", "id": small.GLAD})
    )
    assert sorted(told(found)) == [("added", "pain_point", "Traag", ()), ("removed", "emotion", "blij", ())]
    assert {e.name: (e.before, e.after, e.phase) for e in found.entries} == {
        "Traag": (None, new["id"], small.BUY), "blij": (small.GLAD, None, small.ORIENT),
    }  # fmt: skip


def test_a_new_order_key_is_no_move_unless_it_passed_another() -> None:
    assert compare(small.small(), after(patch(small.AD, order="H"))).entries == ()
    found = compare(small.small(), after(patch(small.AD, order="Z")))
    assert told(found) in ([("moved", "touchpoint", "Advertentie", ())], [("moved", "touchpoint", "Website", ())])


def test_to_another_phase_and_changed_as_well() -> None:
    found = compare(small.small(), after(patch(small.AD, phase=small.BUY, name="Folder")))
    (entry,) = [e for e in found.entries if e.kind == "touchpoint"]
    assert (entry.op, entry.moved, entry.phase) == ("changed", True, small.BUY)
    assert found.counts() == {"added": 0, "changed": 1, "moved": 0, "removed": 0}


def test_a_card_that_went_or_grew_moved() -> None:
    assert told(compare(small.small(), after(patch(small.PLAIN, touchpoint=small.ORDER)))) == [
        ("moved", "cell", "betaalt", ("touchpoint",))
    ]
    assert told(compare(small.small(), after(patch(small.WIDE, span=small.PAY)))) == [
        ("moved", "cell", "kijkt rond", ("span",))
    ]


def test_what_people_say_is_counted_apart() -> None:
    comment = {
        "id": "comment_0000000009", "kind": "comment", "target": small.AD, "text": "Klopt dit?", "by": "Bram",
        "at": "2026-03-01T10:00:00Z",
    }  # fmt: skip
    found = compare(small.small(), after({"op": "put", "record": comment, "id": comment["id"]}))
    assert (found.entries, found.apart) == ((), {"comment": {"added": 1, "changed": 0, "removed": 0}})


def other_ids(document: Document) -> Document:
    """The same map drawn by somebody else: every id another."""

    def renamed(value: Any) -> Any:
        if isinstance(value, str) and value in document.records and value != "map":
            return f"{value[:-10]}9{value[-9:]}"
        if isinstance(value, list):
            return [renamed(each) for each in value]
        return value

    raw = document.to_dict()["records"].values()
    return Document.of([{key: renamed(value) for key, value in record.items()} for record in raw])


def test_two_maps_are_matched_by_name_and_place() -> None:
    other = other_ids(small.small())
    assert len(compare(small.small(), other).entries) > 20
    assert told(compare(small.small(), other, by_name=True)) == [("removed", "evidence", "", ())] * 0 + [
        (e.op, e.kind, e.name, ()) for e in compare(small.small(), other, by_name=True).entries
    ]
    assert {e.kind for e in compare(small.small(), other, by_name=True).entries} <= {"evidence"}


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_was_done_is_told_and_nothing_else(data: st.DataObject) -> None:
    """Records that differ in more than order are exactly those that are told, but for moves among their like."""
    document = small.small()
    names = [small.AD, small.SITE, small.ORDER, small.PAY, small.PLAIN, small.WIDE, small.PAIN, small.CREW]
    done: dict[str, str] = {}
    for name in data.draw(st.lists(st.sampled_from(names), unique=True, max_size=5)):
        if name not in document.records:
            continue
        if data.draw(st.booleans()):
            field = "text" if name.startswith("cell") else "name"
            document = document.patch(name, {field: "iets anders"})[0]
            done[name] = "changed"
        else:
            gone = set(document.records)
            document = document.remove(name)[0]
            done |= dict.fromkeys(gone - set(document.records), "removed")
    found = compare(small.small(), document)
    for name, op in done.items():
        assert [e.op for e in found.entries if name in (e.before, e.after)] == [op]
    changed = {e.before or e.after for e in found.entries}
    before, now = small.small().to_dict()["records"], document.to_dict()["records"]
    assert changed == {name for name in before if before[name] != now.get(name)}
    back = compare(document, small.small())
    assert back.counts()["added"] == found.counts()["removed"]


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]])
def test_as_few_as_can_be_have_moved(order: list[int]) -> None:
    lanes = [f"lane_000000010{n}" for n in range(3)]
    puts = [
        {
            "op": "put",
            "id": name,
            "record": {"id": name, "kind": "lane", "name": name, "type": "text", "order": f"W{n}V"},
        }
        for n, name in enumerate(lanes)
    ]
    before = small.small().apply(puts)[0]
    now = before.apply([patch(lanes[k], order=f"W{place}V") for place, k in enumerate(order)])[0]
    expected = {(0, 1, 2): 0, (2, 0, 1): 1, (1, 2, 0): 1, (2, 1, 0): 2}[tuple(order)]
    assert compare(before, now).counts()["moved"] == expected
