"""Maps that open each other: who links in the same instant waits for the other, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from klantreis.errors import Conflict
from klantreis.storage.maps import Maps
from tests.journey import small


def test_of_two_who_link_two_maps_to_each_other_in_one_instant_one_succeeds(maps: Maps) -> None:
    for _ in range(12):
        one, two = (maps.create(small.small(), "Eva").id for _ in range(2))
        start = Barrier(2)

        def link(way: tuple[str, str], start: Barrier = start) -> bool:
            start.wait()
            try:
                maps.change(way[0], [{"op": "patch", "id": small.AD, "fields": {"sub_map": way[1]}}], "Eva")
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(2) as people:
            assert sorted(people.map(link, [(one, two), (two, one)])) == [False, True]
