"""Summaries of maps: one of an older form is made anew when it is read, and kept."""

from __future__ import annotations

import json

from sqlalchemy import Engine, select, update

from klantreis.journey.summary import FORM
from klantreis.storage.database import reading, writing
from klantreis.storage.maps import Maps
from klantreis.storage.tables import MAPS
from tests.journey import small


def test_an_older_summary_is_made_anew_once(maps: Maps, engine: Engine) -> None:
    made = maps.create(small.small(), "Eva")
    with writing(engine) as connection:
        connection.execute(update(MAPS).values(summary=json.dumps({"name": "Rondreis", "phases": 2})))
    ((info, names),) = maps.names()
    assert {**info.summary, "names": names} == made.summary
    with reading(engine) as connection:
        kept = json.loads(connection.execute(select(MAPS.c.summary)).scalar_one())
    assert (kept["form"], kept["names"]["team"][0]["name"]) == (FORM, "Web")


def test_a_list_shows_what_another_process_changed(maps: Maps, engine: Engine) -> None:
    first, second = maps.create(small.small(), "Eva"), maps.create(small.small(), "Eva")
    assert {info.id for info in maps.list()} == {first.id, second.id}
    elsewhere = Maps(engine)
    elsewhere.change(first.id, [{"op": "patch", "id": "map", "fields": {"name": "Winkel"}}], "Bram")
    elsewhere.delete(second.id, "Bram")
    assert [(info.name, info.version, info.changed_by) for info in maps.list()] == [("Winkel", 2, "Bram")]
    assert [info.id for info in maps.list(deleted=True)] == [second.id]
    assert (maps.count(), maps.find("Winkel").id, maps.find(first.id).name) == (1, first.id, "Winkel")
