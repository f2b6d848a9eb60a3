"""Random changes for rooms: of every kind of record, good and bad, and values that are no change at all."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from pycrdt import Array, Text
from pycrdt import Map as SharedMap

from klantreis.collaboration import shape
from klantreis.journey.document import Document
from klantreis.journey.kinds import KINDS, plain
from tests.collaboration.clients import Client
from tests.journey import small
from tests.journey.test_properties import RECORDS
from tests.journey.test_properties import changes as changes_of_the_grid

TOUCHPOINT = st.sampled_from([small.AD, small.SITE, small.PAY, "touchpoint_0000000007"])
PEOPLE = st.sampled_from(["anna", "bram", "chris", "Eva"])
COLOUR = st.sampled_from([None, "#b57a22", "magenta"])
TAGS = st.lists(st.sampled_from(["vlag", "later", ""]), max_size=3)
ANYTHING = st.sampled_from([small.AD, small.PLAIN, small.NOTE, small.IDEA, small.BOARD, small.BACK, "cell_0000000007"])
PROPOSED = st.sampled_from(
    [
        {"op": "patch", "id": small.PLAIN, "fields": {"text": "anders"}},
        {"op": "remove", "id": small.AD},
        {"op": "verzin", "id": 7},
    ]
)

FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "connection": {
        "from": TOUCHPOINT,
        "to": TOUCHPOINT,
        "label": st.text(max_size=12),
        "type": st.sampled_from(["branch", "loop", "trigger", "sprong"]),
        "colour": COLOUR,
    },
    "sticky": {
        "text": st.text(max_size=20),
        "x": st.integers(-5, 20_005),
        "y": st.integers(0, 400) | st.floats(0, 4),
        "votes": st.lists(PEOPLE, max_size=4),
        "by": PEOPLE | st.just(""),
        "colour": COLOUR,
    },
    "suggestion": {
        "changes": st.lists(PROPOSED, max_size=2),
        "note": st.text(max_size=12),
        "status": st.sampled_from(["open", "accepted", "declined", "misschien"]),
        "by": PEOPLE,
        "decided_by": st.none() | PEOPLE,
    },
    "view": {
        "name": st.text(max_size=8),
        "hidden": st.lists(st.sampled_from([small.DOES, small.REACH, "lane_0000000007"]), max_size=2),
        "collapsed": st.lists(st.sampled_from([small.ORIENT, small.BUY]), max_size=3),
        "personas": st.lists(st.just(small.EVA), max_size=2),
        "grades": st.lists(st.sampled_from(["A", "E", "F"]), max_size=3),
        "zoom": st.sampled_from(["overview", "detail", "dichtbij"]),
    },
    "comment": {
        "target": ANYTHING,
        "text": st.text(max_size=20),
        "by": PEOPLE,
        "reply_to": st.none() | st.sampled_from([small.ASKS, small.ANSWERS, "comment_0000000007"]),
        "resolved": st.booleans(),
        "resolved_by": st.none() | PEOPLE,
        "mentions": st.lists(PEOPLE, max_size=3),
    },
    "touchpoint": {
        "contact": st.sampled_from([None, "online", "offline", "telepathie"]),
        "moment_of_truth": st.booleans(),
        "colour": COLOUR,
        "tags": TAGS,
        "icon": st.sampled_from([None, "idea", "onzin"]),
        "width": st.sampled_from([None, 60, 800, 7]),
        "description": st.text(max_size=20),
    },
    "cell": {
        "colour": COLOUR,
        "tags": TAGS,
        "icon": st.sampled_from([None, "idea", "onzin"]),
        "text": st.text(max_size=20),
        "span": st.none() | TOUCHPOINT,
    },
    "lane": {
        "collapsed": st.booleans(),
        "height": st.sampled_from([None, 24, 7]),
        "measure": st.sampled_from([None, "reach", "geluk"]),
        "type": st.sampled_from(["actions", "metric", "chart", "image", "file", "onzin"]),
    },
}
LATER = sorted(name for name, record in RECORDS.items() if record["kind"] in FIELDS)


@st.composite
def _changes_of_later_kinds(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(LATER))
    record = RECORDS[name]
    op = draw(st.sampled_from(["put", "put", "patch", "patch", "patch", "remove"]))
    if op == "remove":
        return {"op": "remove", "id": name, "cascade": draw(st.booleans())}
    fields = FIELDS[record["kind"]]
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), min_size=1, max_size=3))
    values = {field: draw(fields[field]) for field in sorted(chosen)}
    if op == "patch":
        return {"op": "patch", "id": name, "fields": values}
    fresh = f"{record['kind']}_000000000{draw(st.integers(5, 9))}"
    return {"op": "put", "record": {**record, **values, "id": draw(st.sampled_from([name, fresh]))}}


changes = st.one_of(changes_of_the_grid(), _changes_of_later_kinds(), _changes_of_later_kinds())

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(),
    st.text(max_size=8),
    st.lists(st.integers(0, 3), max_size=2),
    st.builds(Text, st.text(max_size=300)),
    st.builds(lambda each: Array([each]), st.text(max_size=3)),
    st.builds(lambda key, each: SharedMap({key: each}), st.sampled_from(["a", "gone"]), st.text(max_size=3)),
)


@st.composite
def nonsense(draw: st.DrawFn) -> tuple[str, str, Any]:
    """Any value in any field of any record, as a client with a fault or an evil mind would write it."""
    name = draw(st.sampled_from(sorted(RECORDS)))
    model = KINDS[RECORDS[name]["kind"]]
    fields = sorted(field.alias or key for key, field in model.model_fields.items())
    return name, draw(st.sampled_from([*fields, "verzonnen"])), draw(JUNK)


def scrawl(client: Client, junk: tuple[str, str, Any]) -> None:
    """Write nonsense into the client's own copy, past every check."""
    name, field, value = junk
    entry = shape.records_of(client.doc).get(name)
    if isinstance(entry, SharedMap):
        entry[field] = value


def strays(document: Document) -> list[str]:
    """What breaks the rules of the later kinds, found the slow and plain way."""
    raw = {name: plain(record) for name, record in document.records.items()}
    found = []
    for name, record in raw.items():
        if record["kind"] not in ("connection", "comment", "view"):
            continue
        for field in ("from", "to", "target", "reply_to", "hidden", "collapsed", "personas"):
            value = record.get(field)
            targets = [value] if isinstance(value, str) else value or []
            found += [f"{name}.{field} dangles" for target in targets if target not in raw]
            found += [f"{name}.{field} twice"] if len(set(targets)) < len(targets) else []
    return found
