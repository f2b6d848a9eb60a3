"""Where a customer's id still stands after people typed it on a map."""

from __future__ import annotations

from klantreis.storage.maps import Maps
from tests.journey import small


def test_a_word_is_found_on_maps_in_their_log_and_in_the_bin(maps: Maps) -> None:
    now, past, gone, _other = (maps.create(small.small(), "Eva").id for _ in range(4))

    def says(map_id: str, text: str) -> int:
        return maps.change(map_id, [{"op": "patch", "id": small.AD, "fields": {"name": text}}], "Eva").version

    says(now, "Klant 30%_A belde")
    said, taken = says(past, "Zie 30%_A."), says(past, "Zie niemand")
    says(gone, "30%_A")
    maps.delete(gone, "Eva")
    says(_other, "x30%_A, 30%_AB en 30 procent")
    found = {trace.map: trace for trace in maps.traces("30%_A")}
    assert found.keys() == {now, past, gone}
    assert (found[now].records, found[now].versions, found[now].in_bin) == ((small.AD,), (2,), False)
    assert (found[past].records, found[past].versions) == ((), (said, taken))
    assert found[gone].in_bin


def test_keys_and_moments_are_no_words(maps: Maps) -> None:
    made = maps.create(small.small(), "Eva")
    maps.change(made.id, [{"op": "patch", "id": small.SEEN, "fields": {"at": "2025-07-31"}}], "Eva")
    assert maps.traces("31") == []
    assert maps.traces("V") == []
