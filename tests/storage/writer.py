"""A process that changes a map over and over, and says so only after it was acknowledged.

``python -m tests.storage.writer PLACE MAP NAME COUNT``: change number n adds the team ``NAME n``.
"""

from __future__ import annotations

import sys

from klantreis.journey.ids import new_id
from klantreis.storage.database import connect
from klantreis.storage.maps import Maps


def main(place: str, map_id: str, name: str, count: int) -> None:
    maps = Maps(connect(place))
    print("ready", flush=True)  # noqa: T201 - the test reads it
    for n in range(count):
        record = {"id": new_id("team"), "kind": "team", "name": f"{name} {n}"}
        done = maps.change(map_id, [{"op": "put", "record": record}], name, key=f"{name} {n}")
        print(n, done.version, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
