"""Rooms, by hand: what two people do at once, and what nonsense becomes."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Map as SharedMap
from pycrdt import Text

from klantreis.collaboration import nesting as nesting_module
from klantreis.collaboration import shape, wellformed
from klantreis.collaboration.nesting import Nesting
from klantreis.collaboration.room import Incoming, Room
from klantreis.journey import templates
from klantreis.journey.document import Document
from klantreis.journey.kinds import plain
from tests.collaboration.clients import Client, meet, same
from tests.journey import small


def pair() -> tuple[Room, Client, Client]:
    room = Room.of(small.small())
    return room, Client("anna", room), Client("bram", room)


def entry(client: Client, name: str) -> SharedMap:
    found = shape.records_of(client.doc)[name]
    assert isinstance(found, SharedMap)
    return found


def test_a_map_lies_in_the_shared_document_and_comes_back() -> None:
    for document in (small.small(), *(templates.make(name, "nl", "Reis") for name in templates.TEMPLATES)):
        assert Document.of(shape.read(shape.shared(document)).values()) == document


def test_two_people_who_type_in_one_cell_both_keep_their_words() -> None:
    room, anna, bram = pair()
    text = entry(anna, small.PLAIN)["text"]
    assert isinstance(text, Text)
    text.insert(0, "Eva ")
    bram.write([{"op": "patch", "id": small.PLAIN, "fields": {"text": "betaalt met iDEAL 😀"}}])
    assert meet(room, anna, bram) == []
    assert room.document[small.PLAIN].text == "Eva betaalt met iDEAL 😀"  # type: ignore[attr-defined]
    assert same(room, anna, bram)


def test_tags_that_two_people_add_are_both_there_and_once() -> None:
    room, anna, bram = pair()
    anna.write([{"op": "patch", "id": small.PLAIN, "fields": {"tags": ["app", "snel"]}}])
    bram.write([{"op": "patch", "id": small.PLAIN, "fields": {"tags": ["app", "duur"]}}])
    assert meet(room, anna, bram) == []
    assert sorted(room.document[small.PLAIN].tags) == ["app", "duur", "snel"]  # type: ignore[attr-defined]
    assert same(room, anna, bram)


PRICE, TECH, TIME = ({"name": name, "low": "", "high": "", "value": 50} for name in ("Prijs", "Digitaal", "Haast"))


def traits(client: Client, *wanted: dict[str, object]) -> None:
    client.write([{"op": "patch", "id": small.EVA, "fields": {"traits": list(wanted)}}])


def pair_with_traits(*had: dict[str, object]) -> tuple[Room, Client, Client]:
    room = Room.of(small.small())
    start = Client("start", room)
    traits(start, *had)
    assert meet(room, start) == []
    return room, Client("anna", room), Client("bram", room)


def held(room: Room) -> list[tuple[str, str, int]]:
    return [(trait.name, trait.low, trait.value) for trait in room.document[small.EVA].traits]  # type: ignore[attr-defined]


def test_two_traits_of_one_persona_that_two_people_change_at_once_both_stay() -> None:
    room, anna, bram = pair_with_traits(PRICE, TECH, TIME)
    traits(anna, {**PRICE, "value": 90}, TECH, TIME)
    traits(bram, PRICE, TECH, {**TIME, "name": "Rust", "low": "geen"})
    assert meet(room, anna, bram) == []
    assert held(room) == [("Prijs", "", 90), ("Digitaal", "", 50), ("Rust", "geen", 50)]
    assert same(room, anna, bram)
    # two fields of one trait, one trait more, and one less
    traits(anna, {**PRICE, "value": 10}, TECH, {**TIME, "name": "Rust", "low": "geen"})
    traits(
        bram, {**PRICE, "value": 90, "high": "veel"}, {**TIME, "name": "Rust", "low": "geen"}, {**TECH, "name": "Durf"}
    )
    assert meet(room, anna, bram) == []
    assert held(room) == [("Prijs", "", 10), ("Rust", "geen", 50), ("Durf", "", 50)]
    assert room.document[small.EVA].traits[0].high == "veel"  # type: ignore[attr-defined]
    assert same(room, anna, bram)


def test_the_first_traits_that_two_people_give_at_once_are_both_there() -> None:
    room, anna, bram = pair_with_traits()
    traits(anna, PRICE)
    traits(bram, TECH)
    assert meet(room, anna, bram) == []
    assert sorted(name for name, _, _ in held(room)) == ["Digitaal", "Prijs"]
    assert same(room, anna, bram)


def test_a_trait_that_breaks_a_rule_is_put_back_alone() -> None:
    room, anna, bram = pair_with_traits(PRICE, TECH)
    traits(anna, {**PRICE, "value": 900}, TECH)
    [refused] = meet(room, anna)
    assert refused.field == "traits"
    traits(bram, PRICE, {**TECH, "value": 70})
    assert meet(room, bram, anna) == []
    assert held(room) == [("Prijs", "", 50), ("Digitaal", "", 70)]
    assert same(room, anna, bram)


def test_words_in_a_cell_that_another_removed_bring_it_back() -> None:
    room, anna, bram = pair()
    anna.write([{"op": "remove", "id": small.PLAIN}])
    bram.write([{"op": "patch", "id": small.PLAIN, "fields": {"text": "betaalt in termijnen"}}])
    meet(room, anna, bram)
    assert room.document[small.PLAIN].text == "betaalt in termijnen"  # type: ignore[attr-defined]
    assert same(room, anna, bram)


def test_a_card_under_a_touchpoint_that_was_removed_long_ago_brings_it_back() -> None:
    room, anna, bram = pair()
    gone = room.document.remove(small.PAY)[0]
    anna.write([c.model_dump(mode="json") for c in room.document.changes_to(gone)])
    meet(room, anna)
    assert small.PAY not in room.document
    card = {"id": "cell_0000000009", "kind": "cell", "lane": small.DOES, "touchpoint": small.PAY, "order": "G"}
    bram.write([{"op": "put", "record": {**card, "text": "wacht op de bank"}}])
    assert meet(room, bram, anna) == []
    assert room.document["cell_0000000009"].text == "wacht op de bank"  # type: ignore[attr-defined]
    assert room.document[small.PAY].name == "Betalen"  # type: ignore[attr-defined]
    assert same(room, anna, bram)


def test_a_removal_takes_along_what_belongs_to_it_even_when_the_client_forgot() -> None:
    room, anna, bram = pair()
    shape.bury(shape.records_of(anna.doc), small.AD)
    meet(room, anna, bram)
    assert {small.AD, small.WIDE, small.GLAD, small.BOUND, small.SAID}.isdisjoint(room.document.records)
    assert room.document[small.PAIN].touchpoints == (small.SITE,)  # type: ignore[attr-defined]
    assert same(room, anna, bram)


def test_what_went_along_with_a_step_taken_back_comes_again_when_the_step_is_done_again() -> None:
    """Anna takes back a card on which Bram has said something, and puts it there again."""
    room, anna, bram = pair()
    card = {"id": "cell_0000000009", "kind": "cell", "lane": small.DOES, "touchpoint": small.PAY, "order": "G"}
    anna.write([{"op": "put", "record": {**card, "text": "wacht op de bank"}}])
    meet(room, anna, bram)
    said = {"kind": "comment", "target": card["id"], "by": "bram", "at": "2026-03-02"}
    first, answer = "comment_0000000008", "comment_0000000009"
    bram.write(
        [
            {"op": "put", "record": {**said, "id": first, "text": "Hoe lang?"}},
            {"op": "put", "record": {**said, "id": answer, "text": "Een dag.", "reply_to": first}},
        ]
    )
    meet(room, anna, bram)
    shape.bury(shape.records_of(anna.doc), card["id"])
    assert meet(room, anna, bram) == []
    assert {card["id"], first, answer}.isdisjoint(room.document.records)
    del entry(anna, card["id"])[shape.GONE]
    assert meet(room, anna, bram) == []
    assert {card["id"], first, answer} <= room.document.records.keys()
    assert same(room, anna, bram)


def test_a_removed_phase_with_touchpoints_comes_back() -> None:
    room, anna, bram = pair()
    shape.bury(shape.records_of(anna.doc), small.ORIENT)
    meet(room, anna, bram)
    assert small.ORIENT in room.document
    assert same(room, anna, bram)


def test_two_emotions_at_one_place_become_the_newer() -> None:
    room, anna, bram = pair()
    mark = {"kind": "emotion", "touchpoint": small.PAY, "persona": small.EVA, "value": -1}
    anna.write([{"op": "put", "record": {**mark, "id": "emotion_0000000005"}}])
    bram.write([{"op": "put", "record": {**mark, "id": "emotion_0000000006", "value": 2}}])
    meet(room, anna, bram)
    assert [each.value for each in room.document.emotions_of(small.PAY)] == [2]
    assert same(room, anna, bram)


def test_nonsense_is_put_back_and_its_sender_told_with_the_words() -> None:
    room, anna, bram = pair()
    with anna.doc.transaction():
        cell = entry(anna, small.PLAIN)
        cell["lane"] = "lane_zzzzzzzzzz"
        cell["colour"] = "magenta"
        cell["tags"] = "geen lijst"
        cell["invented"] = "door mij getypt"
        shape.records_of(anna.doc)["emotion_0000000007"] = SharedMap({"kind": "emotion", "id": "x"})
        shape.records_of(anna.doc)["rommel"] = 7
        entry(anna, "map")["name"] = Text("")
    taken = room.take(anna.outgoing())
    told = {(each.record, each.field): each for each in taken.refused["anna"]}
    assert {(small.PLAIN, "lane"), (small.PLAIN, "colour"), (small.PLAIN, "tags"), ("map", "name")} <= told.keys()
    assert ("rommel", None) in told
    assert told[small.PLAIN, "invented"].words == "door mij getypt"
    assert room.document == small.small()
    for client in (anna, bram):
        client.hear(room.doc.get_update(client.doc.get_state()))
    assert same(room, anna, bram)


def test_letters_are_put_back_and_shared_values_out_of_place_laid_down_plain() -> None:
    room, anna, bram = pair()
    order = entry(anna, small.PLAIN)["order"]
    entry(anna, small.PLAIN)["order"] = Text(str(order))  # equal to look at, but of another make
    assert meet(room, anna, bram) == []
    assert entry(bram, small.PLAIN)["order"] == order
    before = room.document[small.PLAIN]
    text = entry(bram, small.PLAIN)["text"]
    assert isinstance(text, Text)
    text.insert(0, "a" * 100_000)  # letters only, and too many of them
    [told] = meet(room, anna, bram)
    assert (told.record, told.field, told.params["reason"], told.params["most"]) == (
        small.PLAIN, "text", "too_long", 4000,
    )  # fmt: skip
    assert room.document[small.PLAIN] == before
    assert same(room, anna, bram)
    made = Room(room.doc, room.document)
    assert same(made, anna, bram)


def test_bytes_that_are_no_update_change_nothing() -> None:
    room, anna, bram = pair()
    taken = room.take([Incoming("mallory", "mallory", b"\x01\x02nonsense"), *anna.outgoing()])
    assert taken.broken["mallory"].code == "room.no_update"
    assert same(room, anna, bram)


def test_a_change_from_elsewhere_reaches_the_room_and_keeps_what_is_being_typed() -> None:
    room, anna, bram = pair()
    bram.write([{"op": "patch", "id": small.PLAIN, "fields": {"text": "betaalt vooraf"}}])
    changed = room.document.patch(small.AD, {"name": "Reclame"})[0]
    anna.hear(room.merge(room.document, changed))
    meet(room, anna, bram)
    assert room.document[small.AD].name == "Reclame"  # type: ignore[attr-defined]
    assert room.document[small.PLAIN].text == "betaalt vooraf"  # type: ignore[attr-defined]
    assert same(room, anna, bram)


def test_what_others_changed_and_the_room_removed_comes_back() -> None:
    room, anna, bram = pair()
    base = room.document
    anna.write([{"op": "remove", "id": small.PLAIN}, {"op": "patch", "id": small.SITE, "fields": {"name": "Site"}}])
    meet(room, anna, bram)
    theirs = base.patch(small.PLAIN, {"text": "betaalt later"})[0].remove(small.KPI)[0]
    bram.hear(room.merge(base, theirs))
    meet(room, anna, bram)
    assert room.document[small.PLAIN].text == "betaalt later"  # type: ignore[attr-defined]
    assert room.document[small.SITE].name == "Site"  # type: ignore[attr-defined]
    assert small.KPI not in room.document
    assert same(room, anna, bram)


def test_what_a_shared_document_has_otherwise_than_the_map_is_found_and_only_that() -> None:
    document = small.small()
    doc = shape.shared(document)
    assert shape.unlike(doc, document) == set()
    renamed = {"op": "patch", "id": small.PAY, "fields": {"name": "Afrekenen"}}
    other, _ = document.apply([renamed, {"op": "remove", "id": small.PLAIN}])
    assert shape.unlike(doc, other) == {small.PAY, small.PLAIN}
    shape.bury(shape.records_of(doc), small.PLAIN)
    shape.records_of(doc)["nonsense"] = 1.5
    assert shape.unlike(doc, other) == {small.PAY, small.PLAIN, "nonsense"}
    room = Room(doc, other)
    assert room.document == document.apply([{"op": "remove", "id": small.PLAIN}])[0]
    assert shape.read(doc) == {name: plain(record) for name, record in room.document.records.items()}


def number(value: int) -> bytes:
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def in_a_record(*content: bytes) -> bytes:
    """An update that puts a value into the shared records."""
    begin = b"\x01\x01\x05\x00\x28\x01\x07records\x01x"
    return begin + b"".join(content) + b"\x00"


@pytest.mark.parametrize(
    "update",
    [
        in_a_record(b"\x01", bytes([117, 1]) * 1_000_000, b"\x7e"),
        in_a_record(b"\x01", b"\x76\x01\x01a" * 500_000, b"\x7e"),
        in_a_record(number(2**40), b"\x7e"),
        in_a_record(b"\x01\x75", number(2**60)),
        number(2**32 - 1),
        b"\x01" + number(2**32 - 1) + b"\x05\x00",
        b"\x00\x01\x05" + number(2**32 - 1),
        b"\x80" * 40,
        b"",
    ],
    ids=["lists in lists", "objects in objects", "values", "a list", "clients", "structs", "ranges", "endless", "none"],
)
def test_bytes_that_would_end_the_server_are_no_update(update: bytes) -> None:
    """The first two overflow the stack of whoever reads them, which nothing in this process survives."""
    room = Room.of(small.small())
    taken = room.take([Incoming("b1", "Bram", update)])
    assert taken.broken["b1"].code == "room.no_update"
    assert room.document == small.small()


@pytest.mark.parametrize("deep", [1, 50])
def test_values_in_values_are_an_update_and_for_the_rules_to_judge(deep: int) -> None:
    update = in_a_record(b"\x01", bytes([117, 1]) * deep, b"\x7e")
    assert Room.of(small.small()).take([Incoming("b1", "Bram", update)]).broken == {}


def deepen(client: Client, within: SharedMap, levels: int) -> SharedMap:
    """Puts a shared map into a shared map, again and again; the innermost."""
    with client.doc.transaction():
        for _ in range(levels):
            inner: SharedMap = SharedMap({"in": "hier"})
            within["dieper"] = inner
            within = inner
    return within


def test_shared_values_that_lie_too_deep_are_no_update() -> None:
    """Thirty thousand of them overflow the stack when they go."""
    room, anna, bram = pair()
    deepen(anna, entry(anna, small.PLAIN), 100)
    taken = room.take(anna.outgoing())
    assert taken.broken["anna"].code == "room.no_update"
    assert room.document == small.small()
    bram.write([{"op": "patch", "id": small.PLAIN, "fields": {"tags": ["app"]}}])
    assert meet(room, bram) == []


def test_what_lies_deep_by_many_small_updates_is_taken_out() -> None:
    room, anna, bram = pair()
    batch: list[Incoming] = []
    within = entry(anna, small.PLAIN)
    for _ in range(100):
        within = deepen(anna, within, 15)
        batch += anna.outgoing()
    taken = room.take(batch)
    assert taken.broken == {}
    assert len(taken.refused["anna"]) == 1
    assert room.document == small.small()
    bram.hear(room.doc.get_update(bram.doc.get_state()))
    assert same(room, bram)


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60))
def test_how_deep_is_counted_as_one_would_by_walking_up(tree: list[tuple[int, bool]]) -> None:
    """Each shared value stands in an earlier one (or in none), named itself or by what it is put next to."""
    nesting, depth, siblings = Nesting(), [0], {}
    for at, (of, named) in enumerate(tree, start=1):
        parent = of % len(depth)
        beside = siblings.get(parent)
        by_name = named or beside is None
        inside = (9, parent) if by_name and parent else None
        nesting.note((9, at), 1, inside, None if by_name else (9, beside), shared=True)
        siblings[parent] = at
        depth.append(0 if parent == 0 else depth[parent] + 1)
    if max(depth) > nesting_module.DEEPEST:
        with pytest.raises(ValueError, match="too deep"):
            nesting.check()
    else:
        nesting.check()


@pytest.mark.parametrize("around", [((1, 1), None), (None, (1, 1))], ids=["in itself", "next to itself"])
def test_a_shared_value_around_itself_ends(around: tuple[tuple[int, int] | None, tuple[int, int] | None]) -> None:
    nesting = Nesting()
    nesting.note((1, 1), 1, *around, shared=True)
    with suppress(ValueError):
        nesting.check()


@given(st.binary(max_size=200), st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_an_update_that_was_changed_on_its_way_harms_nobody(tail: bytes, at: int, other: bytes) -> None:
    whole = shape.shared(small.small()).get_update()
    at %= len(whole)
    for update in (tail, whole[:at] + other + whole[at + len(other) :], whole[:at] + tail):
        with suppress(ValueError):
            wellformed.check(update)
