"""Taking a customer's id out of what is past: nothing else changes, and what is left can still be read."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from klantreis.journey.kinds import KINDS
from klantreis.storage import audit
from klantreis.storage.forgetting import _free, forget, without
from klantreis.storage.maps import Maps
from klantreis.storage.traces import alone
from tests.journey import small


def says(maps: Maps, map_id: str, record: str, **fields: object) -> int:
    return maps.change(map_id, [{"op": "patch", "id": record, "fields": fields}], "Eva").version


def everything(maps: Maps, map_id: str) -> list[object]:
    versions = [maps.at(map_id, n).to_dict() for n in range(1, maps.get(map_id).version + 1)]
    return [versions, maps.get(map_id).document.to_dict()]


def test_a_word_goes_from_every_earlier_version_and_from_the_audit_and_from_nothing_else(
    maps: Maps, engine: Engine
) -> None:
    map_id = maps.create(small.small(), "Eva").id
    says(maps, map_id, small.AD, name="K-17")
    for n in range(60):  # past a snapshot
        says(maps, map_id, small.PLAIN, text=f"K-17 belde {n} keer; K-170 niet", tags=["K-17", "snel"])
    maps.name_version(map_id, "Gesprek met K-17", "Eva")
    maps.change(map_id, [{"op": "remove", "id": small.PLAIN}], "Eva")
    says(maps, map_id, small.AD, name="Advertentie")
    before, now = everything(maps, map_id)
    done = forget(engine, "K-17", "Eva")
    assert done.versions > 60
    assert done.audit > 60
    assert done.left == ()
    after, same = everything(maps, map_id)
    assert same == now
    assert "K-17 " not in str(after)
    assert "K-170 niet" in str(after)
    assert str(after) == str(before).replace("K-17 ", "… ").replace("'K-17'", "'…'")
    assert [each.name for each in maps.versions(map_id) if each.name] == ["Gesprek met …"]
    assert maps.traces("K-17") == []
    assert maps.audited("K-17") == 0
    told = audit.entries(engine, limit=1)[0]
    assert (told.action, told.details) == ("history.forget", {"versions": done.versions, "audit": done.audit})
    assert forget(engine, "K-17", "Eva").versions == 0
    # an earlier version can still be gone back to
    maps.restore(map_id, 5, "Eva")
    assert "…" in str(maps.get(map_id).document.to_dict())


def test_a_map_that_says_it_now_keeps_its_past(maps: Maps, engine: Engine) -> None:
    map_id = maps.create(small.small(), "Eva").id
    says(maps, map_id, small.AD, name="Gesprek met K-17")
    before = everything(maps, map_id)
    assert forget(engine, "K-17", "Eva").left == (map_id,)
    assert everything(maps, map_id) == before
    maps.delete(map_id, "Eva")
    assert forget(engine, "K-17", "Eva").left == (map_id,)


def test_only_what_people_write_is_changed() -> None:
    sought = alone("actions")
    lane = {"id": "lane_0000000001", "kind": "lane", "name": "actions nu", "type": "actions", "order": "V"}
    assert without(sought, lane) == {**lane, "name": "… nu"}
    inner = {"op": "put", "id": lane["id"], "record": lane}
    proposed = {"id": "suggestion_0000000001", "kind": "suggestion", "changes": [inner], "note": "zie actions"}
    assert without(sought, proposed) == {
        **proposed,
        "changes": [{**inner, "record": without(sought, lane)}],
        "note": "zie …",
    }
    assert all(_free(kind) or kind == "map" for kind in KINDS)
    assert not any({"id", "kind", "order", "type", "lane", "touchpoint", "colour"} & _free(kind) for kind in KINDS)


def test_the_bytes_are_gone_from_the_file(tmp_path: Path) -> None:
    from klantreis.storage.database import connect

    engine = connect(str(tmp_path / "documents.sqlite"))
    maps = Maps(engine)
    map_id = maps.create(small.small(), "Eva").id
    says(maps, map_id, small.AD, name="Klant GEHEIM-17")
    says(maps, map_id, small.AD, name="Advertentie")
    forget(engine, "GEHEIM-17", "Eva")
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    engine.dispose()
    assert b"GEHEIM-17" not in left
