"""Many threads on one map: every change kept, versions without gaps, a repeated request applied once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from klantreis.journey.ids import new_id
from klantreis.journey.team import Team
from klantreis.storage.maps import Maps
from tests.journey import small


def test_threads_write_one_map(engine: Engine) -> None:
    maps = Maps(engine)
    made = maps.create(small.small(), "Eva")

    def act(n: int) -> int:
        record = {"id": new_id("team"), "kind": "team", "name": f"Team {n}"}
        return maps.change(made.id, [{"op": "put", "record": record}], "Eva", base_version=1).version

    with ThreadPoolExecutor(6) as pool:
        versions = list(pool.map(act, range(30)))
    assert sorted(versions) == list(range(2, 32))
    assert len(maps.get(made.id).document.every(Team)) == 31
    assert Maps(engine).get(made.id).document == maps.get(made.id).document


def test_one_request_sent_by_many_threads_is_applied_once(engine: Engine) -> None:
    maps = Maps(engine)
    made = maps.create(small.small(), "Eva")
    change = [{"op": "patch", "id": small.AD, "fields": {"name": "TV"}}]
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda _: maps.change(made.id, change, "Eva", key="k"), range(12)))
    assert {one.version for one in done} == {2}
    assert sum(not one.repeated for one in done) == 1
    assert maps.get(made.id).version == 2
