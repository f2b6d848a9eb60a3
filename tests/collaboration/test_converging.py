"""Three clients change a map at random, partly away from each other: all end alike, and the map is always good.

Every kind of record takes part, comments and suggestions in the names of others too, and so does nonsense.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klantreis.collaboration import shape
from klantreis.collaboration.room import Room
from klantreis.errors import UserError
from klantreis.journey.changes import parse_changes
from klantreis.journey.document import Document
from tests.collaboration.clients import Client, meet, same
from tests.collaboration.strategies import changes, nonsense, scrawl, strays
from tests.journey import small
from tests.journey.test_properties import faults

NAMES = ("anna", "bram", "chris")
steps = st.lists(
    st.tuples(st.integers(0, 2), st.lists(changes | nonsense(), min_size=1, max_size=3), st.booleans()),
    min_size=1,
    max_size=8,
)
meetings = st.lists(st.sets(st.integers(0, 2), min_size=1), min_size=8, max_size=8)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps, meetings=meetings)
def test_three_clients_with_partitions_converge_on_a_good_map(
    steps: list[tuple[int, list[Any], bool]], meetings: list[set[int]]
) -> None:
    room = Room.of(small.small())
    clients = [Client(name, room) for name in NAMES]
    for (who, wanted, together), present in zip(steps, meetings, strict=False):
        _try(clients[who], wanted)
        if together:
            meet(room, *(clients[number] for number in sorted(present)))
            _good(room)
    meet(room, *clients)
    meet(room, *clients)
    _good(room)
    assert same(room, *clients)


@settings(max_examples=40, deadline=None)
@given(wanted=st.lists(changes, max_size=5), junk=st.lists(st.tuples(st.text(max_size=12), st.text(max_size=3))))
def test_a_restarted_room_is_the_same_room(wanted: list[dict[str, Any]], junk: list[tuple[str, str]]) -> None:
    room = Room.of(small.small())
    anna = Client("anna", room)
    _try(anna, wanted)
    for name, value in junk:
        shape.records_of(anna.doc)[name] = value
    meet(room, anna)
    again = Client("opnieuw", room)
    restarted = Room(again.doc, small.small())
    assert restarted.document == room.document


@settings(max_examples=120, deadline=None)
@given(junk=nonsense())
def test_nonsense_in_any_field_of_any_kind_is_taken_as_meant_or_put_back_and_told(junk: tuple[str, str, Any]) -> None:
    room = Room.of(small.small())
    anna, bram = Client("anna", room), Client("bram", room)
    scrawl(anna, junk)
    name, field, _ = junk
    meant = anna.raw()[name].get(field)
    told = meet(room, anna, bram)
    record = room.document.records[name].model_dump(mode="json", by_alias=True)
    if record.get(field) != meant:
        assert {each.field for each in told if each.record == name} & {field, None}, (record.get(field), meant)
        assert record == small.small().records[name].model_dump(mode="json", by_alias=True)
    _good(room)
    assert same(room, anna, bram)


@settings(max_examples=60, deadline=None)
@given(wanted=st.lists(changes, min_size=1, max_size=6))
def test_nobody_speaks_in_the_name_of_another(wanted: list[dict[str, Any]]) -> None:
    room = Room.of(small.small())
    anna = Client("anna", room)
    _try(anna, wanted)
    meet(room, anna)
    before = small.small().records
    for name, record in room.document.records.items():
        if record.record_kind in ("comment", "suggestion"):
            by = before[name].by if name in before else "anna"  # type: ignore[attr-defined]
            assert record.by == by  # type: ignore[attr-defined]
        if record.record_kind == "sticky":
            votes = Counter(record.votes)  # type: ignore[attr-defined]
            votes.subtract(before[name].votes if name in before else ())  # type: ignore[attr-defined]
            assert {voter for voter, count in votes.items() if count} <= {"anna"}


def _good(room: Room) -> None:
    assert faults(room.document) == []
    assert strays(room.document) == []
    assert Document.from_dict(room.document.to_dict()) == room.document


def _try(client: Client, wanted: list[Any]) -> None:
    """What a browser would do: each change on what it sees, without any of the server's checks."""
    for change in wanted:
        if isinstance(change, tuple):
            scrawl(client, change)
            continue
        try:
            parsed = parse_changes([change])
        except UserError:
            continue
        there = client.raw()
        for each in parsed:
            if each.op == "put" or each.id in there:
                shape.write(client.doc, [each])
