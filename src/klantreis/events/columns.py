"""Fields of the events per slot of the journeys, for rules over more than the activity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from klantreis.engine.duckdb import EventStore, Session
from klantreis.engine.journeys import Journeys
from klantreis.events.attributes import catalogue
from klantreis.events.filters.select import check_same_events

if TYPE_CHECKING:
    import pyarrow

FIELDS = ("customer", "channel", "value", "score", "score_kind", "text", "event_id", "journey_id")


def per_slot(store: EventStore, journeys: Journeys) -> Callable[[set[str]], Mapping[str, pyarrow.Array]]:
    """A function from field names to their values per slot, as Arrow arrays as long as ``journeys.codes``.

    Names are ``channel``, ``value``, ``score``, ``score_kind``, ``text`` … or ``attribute:<name>``; one that the
    events do not have is left out. Texts come dictionary-encoded. What stands in sentinel slots means nothing.
    Raises ``Conflict`` when events were removed since the journeys were made.
    """

    def given(names: set[str]) -> Mapping[str, pyarrow.Array]:
        with store.reading() as session:
            check_same_events(session, journeys)
            known = {f"attribute:{attribute.name}": attribute.column for attribute in catalogue(session)}
            known.update({name: name for name in FIELDS})
            return {name: _taken(session, journeys, known[name]) for name in sorted(names) if name in known}

    return given


def _taken(session: Session, journeys: Journeys, column: str) -> pyarrow.Array:
    import pyarrow

    parts = []
    for batch in session.batches(f"SELECT {column} FROM events"):
        values = batch.column(0)
        parts.append(values.dictionary_encode() if pyarrow.types.is_string(values.type) else values)
    whole = pyarrow.chunked_array(parts).unify_dictionaries().combine_chunks()
    if journeys.rows is None or len(whole) == 0:
        return pyarrow.nulls(len(journeys.codes), whole.type)
    return whole.take(pyarrow.array(np.minimum(np.asarray(journeys.rows), len(whole) - 1)))
