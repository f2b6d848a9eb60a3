"""Whose words are whose, by hand and against a naive count of votes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantreis.errors import UserError
from klantreis.journey import signing
from klantreis.journey.document import Document
from tests.journey import small

AT = "2026-11-01T10:00:00Z"
NEW = "comment_000000000z"


def asked(by: str = "anna", **more: Any) -> dict[str, Any]:
    return {"id": NEW, "kind": "comment", "target": small.PLAIN, "text": "Klopt dit?", "by": by, "at": AT, **more}


def change(document: Document, author: str, *changes: dict[str, Any], buried: Any = None) -> Document:
    after, _ = document.apply(changes)
    signing.check(document, after, author, lambda name: buried)
    return after


def put(record: dict[str, Any]) -> dict[str, Any]:
    return {"op": "put", "id": record["id"], "record": record}


def patch(name: str, **fields: Any) -> dict[str, Any]:
    return {"op": "patch", "id": name, "fields": fields}


def refused(rule: str, document: Document, author: str, *changes: dict[str, Any]) -> UserError:
    with pytest.raises(UserError) as caught:
        change(document, author, *changes)
    assert caught.value.params["rule"] == rule, caught.value.message
    return caught.value


def test_r32_a_comment_is_signed_by_who_adds_it_and_stays_so() -> None:
    document = small.small()
    refused("R32", document, "bram", put(asked("anna")))
    said = change(document, "anna", put(asked("anna")))
    refused("R32", said, "anna", patch(NEW, by="bram"))
    refused("R32", said, "anna", patch(NEW, target=small.WIDE))
    refused("R32", said, "anna", patch(NEW, at="2026-11-02T10:00:00Z"))
    proposed = {"id": "suggestion_000000000z", "kind": "suggestion", "changes": [], "by": "bram", "at": AT}
    refused("R32", document, "anna", put(proposed))
    change(document, "bram", put(proposed))


def test_r32_what_was_removed_comes_back_as_it_was_by_whoever_undoes_it() -> None:
    document = change(small.small(), "anna", put(asked("anna")))
    without = change(document, "bram", {"op": "remove", "id": small.PLAIN})
    assert NEW not in without
    card = document[small.PLAIN].model_dump(mode="json")
    back = change(without, "bram", put(card), put(asked("anna")), buried=asked("anna"))
    assert NEW in back
    with pytest.raises(UserError) as caught:
        change(without, "bram", put(card), put(asked("anna", text="anders")), buried=asked("anna"))
    assert caught.value.params["rule"] == "R33"


def test_r33_only_its_author_changes_or_removes_a_comment() -> None:
    document = change(small.small(), "anna", put(asked("anna")))
    assert refused("R33", document, "bram", patch(NEW, text="Nee")).code == "journey.not_yours"
    refused("R33", document, "bram", patch(NEW, mentions=["bram"]))
    refused("R33", document, "bram", {"op": "remove", "id": NEW})
    assert NEW not in change(document, "anna", patch(NEW, text="Toch niet"), {"op": "remove", "id": NEW})
    assert NEW not in change(document, "bram", {"op": "remove", "id": small.DOES})


def test_r33_a_suggestion_is_its_authors_until_it_is_decided() -> None:
    idea = {"id": "suggestion_000000000z", "kind": "suggestion", "changes": [], "by": "anna", "at": AT}
    document = change(small.small(), "anna", put(idea))
    refused("R33", document, "bram", patch(idea["id"], note="beter"))
    more = change(document, "anna", patch(idea["id"], changes=[{"op": "remove", "id": small.PLAIN}]))
    done = change(more, "bram", patch(idea["id"], status="accepted", decided_by="bram", decided_at=AT))
    assert refused("R33", done, "anna", patch(idea["id"], changes=[])).code == "journey.decided"
    assert refused("R33", done, "bram", patch(idea["id"], changes=[])).code == "journey.not_yours"


def test_r34_anybody_resolves_and_decides_in_their_own_name() -> None:
    document = change(small.small(), "anna", put(asked("anna")))
    refused("R34", document, "bram", patch(NEW, resolved=True, resolved_by="anna"))
    refused("R34", document, "bram", patch(NEW, resolved=True))
    done = change(document, "bram", patch(NEW, resolved=True, resolved_by="bram"))
    refused("R34", done, "carla", patch(NEW, resolved=False))
    change(done, "carla", patch(NEW, resolved=False, resolved_by=None))
    refused("R34", document, "bram", put(asked("bram", id="comment_000000000y", resolved=True, resolved_by="anna")))


def test_r35_votes_are_given_and_taken_by_who_they_are_of() -> None:
    document = small.small()
    votes = document[small.NOTE].votes  # type: ignore[attr-defined]
    refused("R35", document, "bram", patch(small.NOTE, votes=[*votes, "anna"]))
    refused("R35", document, "bram", patch(small.NOTE, votes=[]))
    change(document, "bram", patch(small.NOTE, votes=[*votes, "bram"]), patch(small.NOTE, text="anders"))
    change(document, "Eva", patch(small.NOTE, votes=[]))


NAMES = st.lists(st.sampled_from(["anna", "bram", "carla"]), max_size=6)


@given(NAMES, NAMES)
def test_r35_only_the_own_number_of_votes_may_differ(was: list[str], now: list[str]) -> None:
    before = small.small().patch(small.NOTE, {"votes": was})[0]
    after = before.patch(small.NOTE, {"votes": now})[0]
    allowed = all(Counter(was)[name] == Counter(now)[name] for name in ("bram", "carla"))
    try:
        signing.check(before, after, "anna", lambda name: None)
        passed = True
    except UserError:
        passed = False
    assert passed == allowed


def test_putting_back_leaves_what_was_allowed() -> None:
    before = asked("anna")
    after = {**before, "text": "Nee", "resolved": True, "resolved_by": "bram"}
    faults = signing.unsigned(before, after, "bram", False, lambda name: None)
    stands = signing.put_back(before, after, faults)
    assert stands == {**before, "resolved": True, "resolved_by": "bram"}
    assert signing.put_back(None, after, signing.unsigned(None, after, "carla", False, lambda name: None)) is None
