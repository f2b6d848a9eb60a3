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
    (info,) = maps.list()
    assert info.summary == made.summary
    with reading(engine) as connection:
        kept = json.loads(connection.execute(select(MAPS.c.summary)).scalar_one())
    assert (kept["form"], kept["names"]["team"][0]["name"]) == (FORM, "Web")
