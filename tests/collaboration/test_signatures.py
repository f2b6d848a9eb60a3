"""Comments and votes in a room: what is said in another's name is put back, and told."""

from __future__ import annotations

from typing import Any

from klantreis.collaboration.room import Room
from tests.collaboration.clients import Client, meet, same
from tests.journey import small
from tests.journey.test_signing import NEW, asked, patch, put


def pair() -> tuple[Room, Client, Client]:
    room = Room.of(small.small())
    return room, Client("anna", room), Client("bram", room)


def rules(refused: list[Any]) -> set[str | None]:
    return {each.rule for each in refused}


def test_r32_a_comment_in_anothers_name_goes_and_its_words_are_told_back() -> None:
    room, anna, bram = pair()
    bram.write([put(asked("anna"))])
    refused = meet(room, anna, bram)
    assert rules(refused) == {"R32"}
    assert "Klopt dit?" in (refused[0].words or "")
    assert NEW not in room.document
    assert same(room, anna, bram)


def test_r33_of_two_who_touch_one_comment_at_once_each_answers_for_their_own_part() -> None:
    room, anna, bram = pair()
    anna.write([put(asked("anna"))])
    assert meet(room, anna, bram) == []
    anna.write([patch(NEW, text="Klopt dit nog?")])
    bram.write([patch(NEW, resolved=True, resolved_by="bram")])
    assert meet(room, anna, bram) == []
    assert room.document[NEW].text == "Klopt dit nog?"  # type: ignore[attr-defined]
    assert room.document[NEW].resolved_by == "bram"  # type: ignore[attr-defined]
    bram.write([patch(NEW, text="Nee")])
    refused = meet(room, anna, bram)
    assert rules(refused) == {"R33"}
    assert refused[0].words == "Nee"
    assert room.document[NEW].text == "Klopt dit nog?"  # type: ignore[attr-defined]
    bram.write([{"op": "remove", "id": NEW}])
    assert rules(meet(room, anna, bram)) == {"R33"}
    assert NEW in room.document
    assert same(room, anna, bram)


def test_a_removed_card_takes_its_comments_along_and_undo_brings_them_back() -> None:
    room, anna, bram = pair()
    anna.write([put(asked("anna"))])
    meet(room, anna, bram)
    card, comment = room.document[small.PLAIN], room.document[NEW]
    bram.write([{"op": "remove", "id": NEW}, {"op": "remove", "id": small.PLAIN}])
    assert meet(room, anna, bram) == []
    assert NEW not in room.document
    bram.write([put(card.model_dump(mode="json")), put(comment.model_dump(mode="json"))])
    assert meet(room, anna, bram) == []
    assert room.document[NEW] == comment
    assert same(room, anna, bram)


def test_r33_what_lies_buried_is_not_rewritten_on_the_way_back() -> None:
    room, anna, bram = pair()
    anna.write([put(asked("anna"))])
    meet(room, anna, bram)
    card = room.document[small.PLAIN]
    bram.write([{"op": "remove", "id": NEW}, {"op": "remove", "id": small.PLAIN}])
    meet(room, anna, bram)
    bram.write([put(card.model_dump(mode="json")), put(asked("anna", text="Onzin"))])
    assert "R33" in rules(meet(room, anna, bram))
    assert room.document[NEW].text == "Klopt dit?"  # type: ignore[attr-defined]
    assert same(room, anna, bram)


def test_r35_votes_of_others_stay_when_two_vote_at_once() -> None:
    room, anna, bram = pair()
    votes = list(room.document[small.NOTE].votes)  # type: ignore[attr-defined]
    anna.write([patch(small.NOTE, votes=[*votes, "anna"])])
    bram.write([patch(small.NOTE, votes=[*votes, "bram"])])
    assert meet(room, anna, bram) == []
    assert sorted(room.document[small.NOTE].votes) == sorted([*votes, "anna", "bram"])  # type: ignore[attr-defined]
    bram.write([patch(small.NOTE, votes=["bram"])])
    assert rules(meet(room, anna, bram)) == {"R35"}
    assert sorted(room.document[small.NOTE].votes) == sorted([*votes, "anna", "bram"])  # type: ignore[attr-defined]
    assert same(room, anna, bram)
