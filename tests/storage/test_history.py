"""A map as it was, at every version, whatever happened since."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from klantreis.errors import Damaged, NotFound, UserError
from klantreis.journey.document import Document
from klantreis.storage import history
from klantreis.storage.database import reading, writing
from klantreis.storage.maps import Maps
from klantreis.storage.moments import stored
from klantreis.storage.tables import CHANGES, MAPS, SNAPSHOTS
from tests.journey import small

CHOICES: list[dict[str, Any]] = [
    {"op": "patch", "id": small.AD, "fields": {"name": "a"}},
    {"op": "patch", "id": small.SEEN, "fields": {"from": "2025-01-01"}},
    {"op": "patch", "id": small.WIDE, "fields": {"span": None}},
    {"op": "remove", "id": small.AD},
    {"op": "remove", "id": small.BUY, "cascade": True},
    {"op": "remove", "id": small.PAIN},
    *({"op": "put", "record": record} for record in small.records()),
]


def test_every_version_can_be_read_across_snapshots(
    maps: Maps, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("klantreis.storage.map_rows.SNAPSHOT_EVERY", 7)
    chance = random.Random(5)
    made = maps.create(small.small(), "Eva")
    was: list[Document] = [made.document]
    while len(was) < 40:
        changes = chance.sample(CHOICES, chance.randint(1, 3))
        try:
            maps.change(made.id, changes, "Eva")
        except UserError:
            continue
        was.append(maps.get(made.id).document)
    fresh = Maps(engine)
    assert [fresh.at(made.id, number) for number in range(1, 41)] == was
    with reading(engine) as connection:
        kept = connection.execute(select(SNAPSHOTS.c.version).order_by(SNAPSHOTS.c.version)).scalars().all()
    assert kept == [1, 7, 14, 21, 28, 35]
    for number in (1, 13, 14, 40):
        restored = fresh.restore(made.id, number, "Bram")
        assert fresh.get(made.id).document == was[number - 1]
        assert fresh.at(made.id, restored.version) == was[number - 1]
    assert fresh.get(made.id).version == 44


def test_a_restoration_is_a_new_version_that_can_be_undone(maps: Maps) -> None:
    made = maps.create(small.small(), "Eva")
    maps.change(made.id, [{"op": "remove", "id": small.ORIENT, "cascade": True}], "Eva")
    done = maps.restore(made.id, 1, "Bram")
    assert done.version == 3
    assert maps.get(made.id).document == small.small()
    maps.change(made.id, done.inverse, "Bram")
    assert small.ORIENT not in maps.get(made.id).document
    listed = maps.versions(made.id)
    assert [(version.version, version.action, version.restored_from) for version in listed] == [
        (4, "change", None),
        (3, "restore", 1),
        (2, "change", None),  # the way back from the restoration
        (1, "create", None),
    ]


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_version_that_never_was_is_not_found(maps: Maps, number: int) -> None:
    made = maps.create(small.small(), "Eva")
    maps.change(made.id, [CHOICES[0]], "Eva")
    for act in (lambda: maps.at(made.id, number), lambda: maps.restore(made.id, number, "Eva")):
        with pytest.raises(NotFound, match=r"1 to 2"):
            act()


def test_automatic_versions_end_every_spell_of_work(maps: Maps, engine: Engine) -> None:
    made = maps.create(small.small(), "Eva")
    for n in range(6):
        maps.change(made.id, [CHOICES[0]], "Eva" if n < 4 else "Bram")
    morning = datetime(2026, 3, 2, 9, tzinfo=UTC)
    minutes = {1: 0, 2: 5, 3: 30, 4: 90, 5: 100, 6: 119, 7: 300}  # pauses of 60 minutes after 3 and 181 after 6
    with writing(engine) as connection:
        for version, minute in minutes.items():
            moment = stored(morning + timedelta(minutes=minute))
            connection.execute(update(CHANGES).where(CHANGES.c.version == version).values(at=moment))
    listed = maps.versions(made.id)
    assert [(version.version, version.authors) for version in listed] == [
        (7, ("Bram",)),
        (6, ("Eva", "Bram")),
        (3, ("Eva",)),
        (1, ("Eva",)),
    ]


def test_a_named_version_is_listed_and_renamed(maps: Maps) -> None:
    made = maps.create(small.small(), "Eva")
    for _ in range(3):
        maps.change(made.id, [CHOICES[0]], "Eva")
    assert maps.name_version(made.id, " Voor het bestuur ", "Bram", version=2).name == "Voor het bestuur"
    maps.name_version(made.id, "Bestuur maart", "Eva", version=2)
    maps.name_version(made.id, "Nu", "Eva")
    named = {version.version: (version.name, version.named_by) for version in maps.versions(made.id) if version.name}
    assert named == {2: ("Bestuur maart", "Eva"), 4: ("Nu", "Eva")}
    maps.unname_version(made.id, 2, "Bram")
    maps.unname_version(made.id, 2, "Bram")
    assert [version.version for version in maps.versions(made.id) if version.name] == [4]
    assert [entry.action for entry in maps.audit(made.id)][:2] == ["map.unname_version", "map.name_version"]
    with pytest.raises(NotFound):
        maps.unname_version(made.id, 9, "Bram")
    for name in ("", "  ", "x" * 201):
        with pytest.raises(UserError):
            maps.name_version(made.id, name, "Eva")
    with pytest.raises(NotFound):
        maps.name_version(made.id, "x", "Eva", version=9)


def test_a_document_that_cannot_be_read_is_damage_that_can_be_mended(maps: Maps, engine: Engine) -> None:
    made = maps.create(small.small(), "Eva")
    maps.change(made.id, [CHOICES[0]], "Eva")
    with writing(engine) as connection:
        connection.execute(update(MAPS).values(document='{"schema": 1, "records": {'))
    with pytest.raises(Damaged, match="Restore an earlier version"):
        Maps(engine).get(made.id)


def test_replay_needs_no_rules() -> None:
    records = {"a": {"id": "a", "x": 1}}
    history.replay(
        records, [{"op": "put", "id": "b", "record": {"id": "b"}}, {"op": "patch", "id": "a", "fields": {"x": 2}}]
    )
    assert records == {"a": {"id": "a", "x": 2}, "b": {"id": "b"}}
    history.replay(records, [{"op": "remove", "id": "a"}])
    assert records == {"b": {"id": "b"}}
