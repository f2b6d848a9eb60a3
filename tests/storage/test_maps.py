"""Maps: change sets, versions by one, conflicts, requests that come twice, the bin."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from klantreis.errors import Conflict, NotFound, UserError
from klantreis.journey import templates
from klantreis.journey.document import Document
from klantreis.storage.maps import Maps
from tests.journey import small


def renamed(name: str, record: str = small.AD) -> list[dict[str, Any]]:
    return [{"op": "patch", "id": record, "fields": {"name": name}}]


def test_a_new_map_has_version_1_and_reads_back_alike(maps: Maps, engine: Engine) -> None:
    stored = maps.create(small.small(), "Eva")
    again = Maps(engine).get(stored.id)  # another instance: nothing remembered
    assert again == stored
    assert (again.version, again.created_by, again.name) == (1, "Eva", "Rondreis")
    assert again.document == small.small()
    assert again.to_dict()["document"] == small.small().to_dict()
    assert {"id", "version", "name", "thumbnail", "changed_at"} <= set(again.to_dict())


def test_versions_go_up_by_one_per_accepted_change_set(maps: Maps) -> None:
    stored = maps.create(small.small(), "Eva")
    assert [maps.change(stored.id, renamed(name), "Eva").version for name in "abc"] == [2, 3, 4]
    with pytest.raises(UserError):
        maps.change(stored.id, renamed(""), "Eva")
    assert maps.get(stored.id).version == 4
    assert maps.change(stored.id, renamed("c"), "Bram").version == 5  # changes nothing, and is still kept
    info = maps.list()[0]
    assert (info.version, info.changed_by) == (5, "Bram")


def test_a_change_tells_what_it_did_in_full_and_its_inverse_undoes_it(maps: Maps) -> None:
    stored = maps.create(small.small(), "Eva")
    done = maps.change(stored.id, [{"op": "remove", "id": small.AD}], "Eva")
    assert {change["id"] for change in done.changes if change["op"] == "remove"} == {
        small.AD, small.BOUND, small.WIDE, small.GLAD, small.SAID,
    }  # fmt: skip
    assert small.small().apply(done.changes)[0] == maps.get(stored.id).document
    maps.change(stored.id, done.inverse, "Eva")
    assert maps.get(stored.id).document == small.small()


def test_two_people_who_change_different_things_both_succeed(maps: Maps) -> None:
    stored = maps.create(small.small(), "Eva")
    maps.change(stored.id, renamed("TV"), "Eva", base_version=1)
    maps.change(stored.id, [{"op": "patch", "id": small.AD, "fields": {"channel": "tv"}}], "Bram", base_version=1)
    maps.change(stored.id, renamed("Site", small.SITE), "Bram", base_version=1)
    touchpoint = maps.get(stored.id).document[small.AD]
    assert (touchpoint.name, touchpoint.channel) == ("TV", "tv")


@pytest.mark.parametrize(
    "change",
    [
        {"op": "patch", "id": small.AD, "fields": {"name": "x"}},
        {"op": "remove", "id": small.AD},
        {"op": "patch", "id": small.PLAIN, "fields": {"touchpoint": small.AD}},
        {"op": "patch", "id": small.WIDE, "fields": {"text": "x"}},
    ],
    ids=["patch", "remove", "refer", "went along"],
)
def test_what_was_removed_meanwhile_is_a_conflict_that_says_by_whom(maps: Maps, change: dict[str, Any]) -> None:
    stored = maps.create(small.small(), "Eva")
    maps.change(stored.id, [{"op": "remove", "id": small.AD}], "Bram")
    maps.change(stored.id, renamed("Site", small.SITE), "Cas")
    with pytest.raises(Conflict, match="removed meanwhile, by Bram") as caught:
        maps.change(stored.id, [change], "Eva", base_version=1)
    facts = caught.value.params
    assert (facts["version"], facts["author"]) == (2, "Bram")
    assert facts["removed"] in {small.AD, small.WIDE}
    assert maps.get(stored.id).version == 3


def test_what_never_was_is_no_conflict(maps: Maps) -> None:
    stored = maps.create(small.small(), "Eva")
    with pytest.raises(UserError) as caught:
        maps.change(stored.id, renamed("x", "touchpoint_zzzzzzzzzz"), "Eva")
    assert caught.value.code == "journey.no_record"


def test_a_base_version_that_this_map_never_had_is_refused(maps: Maps) -> None:
    stored = maps.create(small.small(), "Eva")
    for base in (0, 2, -1):
        with pytest.raises(NotFound):
            maps.change(stored.id, renamed("x"), "Eva", base_version=base)


def test_a_request_that_comes_twice_is_applied_once(maps: Maps, engine: Engine) -> None:
    stored = maps.create(small.small(), "Eva")
    first = maps.change(stored.id, renamed("TV"), "Eva", key="k1")
    maps.change(stored.id, renamed("Radio"), "Bram", key="k2")
    again = Maps(engine).change(stored.id, renamed("TV"), "Eva", key="k1")
    assert again.repeated
    assert (again.version, again.changes, again.inverse) == (first.version, first.changes, first.inverse)
    assert maps.get(stored.id).document[small.AD].name == "Radio"
    assert maps.get(stored.id).version == 3
    with pytest.raises(Conflict, match="other changes"):
        maps.change(stored.id, renamed("Krant"), "Eva", key="k1")
    other = maps.create(small.small(), "Eva")
    assert maps.change(other.id, renamed("Krant"), "Eva", key="k1").version == 2  # a key belongs to a map
    for key in ("", "x" * 101):
        with pytest.raises(UserError):
            maps.change(stored.id, renamed("x"), "Eva", key=key)


def test_a_request_that_was_refused_may_be_mended_under_its_key(maps: Maps) -> None:
    stored = maps.create(small.small(), "Eva")
    with pytest.raises(UserError):
        maps.change(stored.id, renamed(""), "Eva", key="k")
    assert maps.change(stored.id, renamed("TV"), "Eva", key="k").version == 2


def test_another_instance_sees_every_change_at_once(engine: Engine) -> None:
    one, two = Maps(engine), Maps(engine)
    stored = one.create(small.small(), "Eva")
    for n in range(10):
        (one if n % 2 else two).change(stored.id, renamed(f"naam {n}"), "Eva")
        assert one.get(stored.id).document == two.get(stored.id).document
    assert one.get(stored.id).version == 11


def test_letters_from_everywhere_are_kept(maps: Maps, engine: Engine) -> None:
    text = "é “aanhaling” 👩‍👩‍👧 \\u0000 \t\r\n '; DROP TABLE maps; -- %_"
    stored = maps.create(small.small(), "Zoë; --")
    maps.change(stored.id, [{"op": "patch", "id": small.WIDE, "fields": {"text": text}}], "Zoë")
    kept = Maps(engine).get(stored.id).document[small.WIDE]
    assert kept.text == text


@pytest.mark.parametrize("author", ["", "x" * 201, "half \ud83d"])
def test_an_author_that_cannot_be_kept_is_refused(maps: Maps, author: str) -> None:
    stored = maps.create(small.small(), "Eva")
    with pytest.raises(UserError):
        maps.change(stored.id, renamed("TV"), author)
    with pytest.raises(UserError):
        maps.create(small.small(), author)
    with pytest.raises(UserError):
        maps.change(stored.id, renamed("TV"), "Eva", key="half \ud83d")
    assert maps.get(stored.id) == stored


def test_maps_are_found_by_id_or_name(maps: Maps) -> None:
    one = maps.create(templates.make("five", "nl", "Een"), "Eva")
    two = maps.create(templates.make("empty", "nl", "Twee"), "Eva")
    assert maps.find("Een").id == one.id
    assert maps.find(two.id).name == "Twee"
    with pytest.raises(NotFound):
        maps.find("Drie")
    maps.create(templates.make("empty", "nl", "Twee"), "Eva")
    with pytest.raises(Conflict, match="2 maps"):
        maps.find("Twee")
    assert [info.name for info in maps.list()][-1] == "Een"  # last changed first


def test_a_map_in_the_bin_is_out_of_the_way_and_comes_back(maps: Maps) -> None:
    stored = maps.create(small.small(), "Eva")
    maps.delete(stored.id, "Eva")
    assert list(maps.list()) == []
    assert [info.id for info in maps.list(deleted=True)] == [stored.id]
    for act in (
        lambda: maps.get(stored.id),
        lambda: maps.change(stored.id, renamed("x"), "Eva"),
        lambda: maps.versions(stored.id),
        lambda: maps.at(stored.id, 1),
        lambda: maps.restore(stored.id, 1, "Eva"),
        lambda: maps.name_version(stored.id, "x", "Eva"),
    ):
        with pytest.raises(NotFound):
            act()
    maps.revive(stored.id, "Bram")
    assert maps.get(stored.id).document == stored.document


def test_a_purged_map_is_truly_gone(maps: Maps, engine: Engine) -> None:
    stored = maps.create(small.small(), "Eva")
    maps.change(stored.id, renamed("geheim"), "Eva")
    maps.name_version(stored.id, "geheim", "Eva")
    with pytest.raises(Conflict):
        maps.purge(stored.id, "Eva")
    maps.delete(stored.id, "Eva")
    maps.purge(stored.id, "Eva")
    with pytest.raises(NotFound):
        maps.revive(stored.id, "Eva")
    with engine.connect() as connection:
        for table in ("maps", "changes", "snapshots", "named_versions", "audit"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert "geheim" not in repr(rows), table
    assert maps.audit(stored.id)[0].action == "map.purge"


def test_an_unknown_map_is_not_found(maps: Maps) -> None:
    for map_id in ("map_x", "", "é" * 500):
        with pytest.raises(NotFound):
            maps.get(map_id)


def test_a_large_map_keeps_every_change(maps: Maps) -> None:
    """60 touchpoints × 20 lanes: what the editor must carry."""

    from klantreis.journey import order

    document = Document.new("Groot")
    phases = [f"phase_{n:010d}" for n in range(6)]
    touchpoints = [f"touchpoint_{n:010d}" for n in range(60)]
    lanes = [f"lane_{n:010d}" for n in range(20)]
    places = order.n_between(None, None, 60)
    records: list[dict[str, Any]] = [
        *({"id": p, "kind": "phase", "name": p, "order": o} for p, o in zip(phases, places, strict=False)),
        *(
            {"id": t, "kind": "touchpoint", "name": t, "phase": phases[n // 10], "order": places[n]}
            for n, t in enumerate(touchpoints)
        ),
        *(
            {"id": lane, "kind": "lane", "name": lane, "type": "text", "order": places[n]}
            for n, lane in enumerate(lanes)
        ),
        *(
            {"id": f"cell_{n:010d}", "kind": "cell", "lane": lane, "touchpoint": t, "order": "V", "text": "tekst " * 10}
            for n, (lane, t) in enumerate((lane, t) for lane in lanes for t in touchpoints)
        ),
    ]
    document, _ = document.apply([{"op": "put", "record": record} for record in records])
    stored = maps.create(document, "Eva")
    for n in range(15):
        maps.change(stored.id, [{"op": "patch", "id": "cell_0000000007", "fields": {"text": f"nr {n}"}}], "Eva")
    kept = maps.get(stored.id)
    assert kept.version == 16
    assert kept.document["cell_0000000007"].text == "nr 14"  # ty: ignore[unresolved-attribute]
    assert len(maps.at(stored.id, 1).to_dict()["records"]) == len(records) + 1
