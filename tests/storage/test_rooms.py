"""Rooms kept in the database: appended, settled author by author, and seen by others."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from klantreis.errors import Conflict, NotFound
from klantreis.storage.maps import Maps
from klantreis.storage.rooms import Elsewhere, RoomLog
from tests.journey import small


def test_what_was_appended_is_read_in_order_and_gone_once_it_is_in_the_map(engine: Engine, maps: Maps) -> None:
    made, log = maps.create(small.small(), "eva"), RoomLog(engine)
    assert log.load(made.id).state is None
    assert log.begin(made.id, b"state", 1)
    assert not log.begin(made.id, b"other", 1)
    log.append(made.id, 1, b"een", {small.AD: "anna"})
    log.append(made.id, 2, b"twee", {small.AD: "bram", small.KPI: "bram"})
    kept = log.load(made.id)
    assert (kept.state, list(kept.updates), kept.last) == (b"state", [b"een", b"twee"], 2)
    assert kept.authors == {small.AD: "bram", small.KPI: "bram"}
    assert log.unsettled() == [made.id]
    assert log.settle(made.id, 1, made.document, {}, state=b"new", upto=2) == 1
    kept = log.load(made.id)
    assert (kept.state, list(kept.updates), kept.last) == (b"new", [], 2)
    assert log.unsettled() == []


def test_each_author_has_a_version_of_their_own(engine: Engine, maps: Maps) -> None:
    made, log = maps.create(small.small(), "eva"), RoomLog(engine)
    log.begin(made.id, b"", 1)
    changed = made.document.patch(small.AD, {"name": "Reclame"})[0].patch(small.PLAIN, {"text": "later"})[0]
    version = log.settle(made.id, 1, changed, {small.AD: "anna", small.PLAIN: "bram"}, state=b"", upto=0)
    assert version == 3
    assert maps.get(made.id).document == changed
    assert [entry.author for entry in maps.audit(made.id)][:2] == ["bram", "anna"]
    assert maps.at(made.id, 2) == made.document.patch(small.AD, {"name": "Reclame"})[0]


def test_parts_that_do_not_stand_alone_are_one_version_of_both(engine: Engine, maps: Maps) -> None:
    made, log = maps.create(small.small(), "eva"), RoomLog(engine)
    log.begin(made.id, b"", 1)
    lane = {"id": "lane_0000000009", "kind": "lane", "name": "Denkt", "type": "thoughts", "order": "z"}
    cell = {"id": "cell_0000000008", "kind": "cell", "lane": lane["id"], "touchpoint": small.AD, "order": "G"}
    moved = {"id": small.PLAIN, "op": "patch", "fields": {"lane": lane["id"]}}
    changed = made.document.apply([{"op": "put", "record": lane}, {"op": "put", "record": cell}, moved])[0]
    changed = changed.remove(small.DOES)[0]
    authors = {change.id: "anna" for change in made.document.changes_to(changed)} | {small.PLAIN: "bram"}
    assert log.settle(made.id, 1, changed, authors, state=b"", upto=0) in (2, 3)
    assert maps.get(made.id).document == changed


def test_a_map_that_was_changed_elsewhere_is_not_overwritten(engine: Engine, maps: Maps) -> None:
    made, log = maps.create(small.small(), "eva"), RoomLog(engine)
    log.begin(made.id, b"", 1)
    maps.change(made.id, [{"op": "patch", "id": small.AD, "fields": {"name": "Folder"}}], "cli")
    found = log.settle(made.id, 1, made.document, {}, state=b"", upto=0)
    assert isinstance(found, Elsewhere)
    assert (found.version, found.document) == (2, maps.get(made.id).document)
    assert log.standing(made.id)[0] == 2


def test_two_servers_cannot_both_hold_a_room(engine: Engine, maps: Maps) -> None:
    made, log = maps.create(small.small(), "eva"), RoomLog(engine)
    log.begin(made.id, b"", 1)
    log.append(made.id, 1, b"een", {})
    with pytest.raises(Conflict) as caught:
        RoomLog(engine).append(made.id, 1, b"ander", {})
    assert caught.value.code == "room.taken"


def test_a_purged_map_takes_its_room_along(engine: Engine, maps: Maps) -> None:
    made, log = maps.create(small.small(), "eva"), RoomLog(engine)
    log.begin(made.id, b"woorden", 1)
    log.append(made.id, 1, b"meer woorden", {})
    maps.delete(made.id, "eva")
    assert log.standing(made.id)[0] is None
    assert log.unsettled() == []
    maps.purge(made.id, "eva")
    with engine.connect() as connection:
        for table in ("rooms", "room_updates"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
    with pytest.raises(NotFound):
        log.load(made.id)
