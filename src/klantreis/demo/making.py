"""Makes the demo workspace: events from the generator, imported; a map drafted from them and measured.

Every step is all or nothing and is seen in what it leaves behind, so that a making that was killed is gone on with at
the next start. A mark says that it was finished: what a person removes or changes afterwards stays that way.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from klantreis.demo import MAP_NAME, NAME
from klantreis.demo.generate import SEED, write
from klantreis.errors import UserError
from klantreis.journey.document import Document
from klantreis.workspace import Workspace, open_workspace
from klantreis.workspace.folder import prepare, write_atomically

SOURCE = "ververeis.parquet"
# Few events carry these, and the first rows none at all, so the first rows cannot tell what they are.
SPARSE = {"bedrag": "value", "score": "score", "score_soort": "score_kind", "tekst": "text"}
MARK = "demo.json"
CONFIRMATION = "Boekingsbevestiging ontvangen"

Tell = Callable[[str, float | None], None]
"""Told what is being done (``generating``, ``importing``, ``drafting``, ``measuring``) and the share, or None."""


def is_made(folder: Path) -> bool:
    """Whether the demo workspace in a folder was finished once."""
    return (folder / MARK).exists()


def made_up(folder: Path, source: str) -> bool:
    """Whether a source of that name holds the made-up events of the demo, and nobody's own."""
    return source == SOURCE and is_made(folder)


def make(
    folder: Path, *, customers: int | None = None, seed: int = SEED, tell: Tell = lambda what, share: None
) -> Workspace:
    """Open the demo workspace in a folder, made or finished when it is not there yet.

    ``customers`` bounds the size of the agency (default: 60,000). Raises UserError when the folder holds other events.
    """
    prepare(folder)
    workspace = open_workspace(folder, name=NAME)
    if is_made(folder):
        return workspace
    with _alone(folder):
        if not is_made(folder):
            _finish(workspace, customers, seed, tell)
    return workspace


def _finish(workspace: Workspace, customers: int | None, seed: int, tell: Tell) -> None:
    sources = [source["name"] for source in workspace.events.sources()]
    if sources and sources != [SOURCE]:
        raise UserError(
            "demo.other_events",
            "This workspace holds other events; the demo would mix with them.",
            where=str(workspace.path),
            mend="Name an empty folder with --workspace.",
            params={"sources": sources[:10]},
        )
    if not sources:
        tell("generating", None)
        place = workspace.path / "cache" / "demo"
        place.mkdir(parents=True, exist_ok=True)
        file = write(place / SOURCE, seed=seed, customers=customers)
        tell("importing", 0.0)
        # a customer who books again begins a new journey; the number of the trip tells them apart
        columns = {**SPARSE, "reis": "journey_id"}
        workspace.events.read(file, name=SOURCE, columns=columns, progress=lambda share, rows: tell("importing", share))
        file.unlink()
    if MAP_NAME not in workspace.maps:
        tell("drafting", None)
        drafted = workspace.maps.drafted(name=MAP_NAME, language="nl")
        workspace.maps.create(document=as_agreed(drafted.document))
    tell("measuring", None)
    for question in ("measures", "validate"):
        workspace.ask_map(question, MAP_NAME)
    workspace.summary()
    made = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "seed": seed, "customers": customers}
    write_atomically(workspace.path / MARK, json.dumps(made).encode())


def as_agreed(document: Document) -> Document:
    """A drafted map with the one thing that the agency knows and no event tells: every traveller gets a confirmation.

    Data alone cannot say that it belongs in every journey, because most journeys end before a booking.
    """
    for touchpoint in document.touchpoints():
        if touchpoint.name == CONFIRMATION:
            return document.patch(touchpoint.id, {"required": True})[0]
    return document


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Two starts at once: the second waits, and finds it made."""
    with (folder / ".demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
