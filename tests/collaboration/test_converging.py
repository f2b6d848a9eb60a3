"""Three clients change a map at random, partly away from each other: all end alike, and the map is always good."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klantreis.collaboration import shape
from klantreis.collaboration.room import Room
from klantreis.errors import UserError
from klantreis.journey.changes import parse_changes
from tests.collaboration.clients import Client, meet, same
from tests.journey import small
from tests.journey.test_properties import changes, faults

steps = st.lists(
    st.tuples(st.integers(0, 2), st.lists(changes(), min_size=1, max_size=3), st.booleans()), min_size=1, max_size=8
)
meetings = st.lists(st.sets(st.integers(0, 2), min_size=1), min_size=8, max_size=8)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps, meetings=meetings)
def test_three_clients_with_partitions_converge_on_a_good_map(
    steps: list[tuple[int, list[dict[str, Any]], bool]], meetings: list[set[int]]
) -> None:
    room = Room.of(small.small())
    clients = [Client(name, room) for name in ("anna", "bram", "chris")]
    for (who, wanted, together), present in zip(steps, meetings, strict=False):
        _try(clients[who], wanted)
        if together:
            meet(room, *(clients[number] for number in sorted(present)))
            assert faults(room.document) == []
    meet(room, *clients)
    meet(room, *clients)
    assert faults(room.document) == []
    assert same(room, *clients)


@settings(max_examples=60, deadline=None)
@given(wanted=st.lists(changes(), max_size=5), junk=st.lists(st.tuples(st.text(max_size=12), st.text(max_size=3))))
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


def _try(client: Client, wanted: list[dict[str, Any]]) -> None:
    """What a browser would do: each change on what it sees, without any of the server's checks."""
    for change in wanted:
        try:
            parsed = parse_changes([change])
        except UserError:
            continue
        there = client.raw()
        for each in parsed:
            if each.op == "put" or each.id in there:
                shape.write(client.doc, [each])
