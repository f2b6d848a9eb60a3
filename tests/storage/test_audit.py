"""The audit: everything that was done, by whom."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from klantreis.errors import UserError
from klantreis.storage import audit
from klantreis.storage.maps import Maps
from klantreis.storage.segments import Segments
from klantreis.storage.users import Users
from tests.journey import small


def test_each_act_with_a_map_is_told(maps: Maps, engine: Engine) -> None:
    made = maps.create(small.small(), "Eva")
    maps.change(made.id, [{"op": "patch", "id": small.AD, "fields": {"name": "TV", "channel": "tv"}}], "Bram")
    maps.name_version(made.id, "Bestuur", "Eva")
    maps.restore(made.id, 1, "Eva")
    maps.delete(made.id, "Cas")
    maps.revive(made.id, "Cas")
    told = maps.audit(made.id)
    assert [entry.action for entry in told] == [
        "map.revive", "map.delete", "map.restore", "map.name_version", "map.change", "map.create",
    ]  # fmt: skip
    change = told[4]
    assert (change.author, change.version, change.map) == ("Bram", 2, made.id)
    assert change.details == {
        "count": 1,
        "changes": [{"op": "patch", "id": small.AD, "kind": "touchpoint", "name": "TV", "fields": ["channel", "name"]}],
    }
    assert told[2].details["restored_from"] == 1
    assert change.at.endswith("Z")


def test_a_large_change_set_is_told_short(maps: Maps) -> None:
    made = maps.create(small.small(), "Eva")
    puts = [
        {"op": "put", "record": {"id": f"team_{n:010d}", "kind": "team", "name": f"Team {n}"}} for n in range(5, 105)
    ]
    maps.change(made.id, puts, "Eva")
    details = maps.audit(made.id, limit=1)[0].details
    assert details["count"] == 100
    assert len(details["changes"]) == 20


def test_a_refused_change_leaves_no_trace(maps: Maps) -> None:
    made = maps.create(small.small(), "Eva")
    for _ in range(3):
        with pytest.raises(UserError):
            maps.change(made.id, [{"op": "remove", "id": "map"}], "Eva")
    assert len(maps.audit(made.id)) == 1


def test_pages_and_people(maps: Maps, engine: Engine) -> None:
    made = maps.create(small.small(), "Eva")
    for n in range(5):
        maps.change(made.id, [{"op": "patch", "id": small.AD, "fields": {"name": str(n)}}], "Eva" if n % 2 else "Bram")
    first = audit.entries(engine, map_id=made.id, limit=2)
    rest = audit.entries(engine, map_id=made.id, before=first[-1].id)
    assert len(first) + len(rest) == 6
    assert {entry.author for entry in audit.entries(engine, author="Bram")} == {"Bram"}
    Segments(engine).put("bellers", 'channel = "phone"', "Cas")
    Users(engine).local()
    assert audit.entries(engine, author="Cas")[0].to_dict()["action"] == "segment.put"
