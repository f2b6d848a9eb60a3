"""Series counted by hand, held to ``measure`` over the whole, and against a slow reading of the definitions."""

from collections import defaultdict
from datetime import UTC, datetime
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.engine.journeys import from_events
from klantreis.errors import UserError
from klantreis.evidence.measure import measure
from klantreis.evidence.periods import periods_of
from klantreis.evidence.series import series
from tests.effort import examples
from tests.evidence.tables import a_map, activity, per_slot, tp

DOCUMENT = a_map({"een": "AB", "twee": "C"}, conversions={"twee": activity("C")}, allowed_days=5)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text + "+00:00").timestamp()) * 1_000_000


def test_a_table_counted_by_hand():
    # k1: A A in January, B in February, C in March. k2: A and X in January, and no more. k3: A in March.
    events = [
        ("k1", "A", "2026-01-02T00:00"), ("k1", "A", "2026-01-03T00:00"), ("k1", "B", "2026-02-10T00:00"),
        ("k1", "C", "2026-03-01T00:00"), ("k2", "A", "2026-01-20T00:00"), ("k2", "X", "2026-01-21T00:00"),
        ("k3", "A", "2026-03-30T00:00"),
    ]  # fmt: skip
    journeys = from_events(*zip(*[(k, a, at(t)) for k, a, t in events], strict=True))
    give = per_slot(
        journeys,
        {"score": [5, 1, None, None, 3, 3, None], "score_kind": ["csat"] * 7, "value": [None, 2, 3, None, "1,5", 9, 4]},
    )
    answer = series(DOCUMENT, journeys, give, by="month").to_dict()
    assert (answer["question"], answer["n"], answer["by"]) == ("series", 3, "month")
    assert [(p["from"][:10], p["to"][:10], p["n"], p["partial"]) for p in answer["periods"]] == [
        ("2026-01-01", "2026-02-01", 2, False), ("2026-02-01", "2026-03-01", 1, False),
        ("2026-03-01", "2026-04-01", 2, True),
    ]  # fmt: skip
    assert all(period["few"] for period in answer["periods"])
    a, b, c = (answer["touchpoints"][tp(name)] for name in "ABC")
    assert (a["reach"]["n"], a["reach"]["value"]) == ([2, 0, 1], [1, 0, 0.5])
    assert (a["events"]["value"], a["events"]["total"]["value"]) == ([3, 0, 1], 4)
    assert (a["repeat_share"]["n"], a["repeat_share"]["value"]) == ([2, 0, 1], [0.5, None, 0])
    # k2 dropped with A as its last touchpoint, in January; k1 came to C; k3 is open
    assert (a["drop_off"]["n"], a["drop_off"]["value"]) == ([2, 0, 1], [0.5, None, 0])
    assert (a["waiting"]["n"], a["waiting"]["value"]) == ([1, 0, 0], [86400, None, None])
    assert b["waiting"]["value"] == [None, 38 * 86400, None]
    # 2, -2 and 0 on the emotion scale
    assert (a["emotion"]["n"], a["emotion"]["value"]) == ([3, 0, 0], [0, None, None])
    assert a["emotion"]["interval"][0] == [-2, 2]
    assert (a["value"]["n"], a["value"]["value"], a["value"]["total"]["value"]) == ([2, 0, 1], [3.5, None, 4], 7.5)
    assert c["reach"]["value"] == [0, 0, 0.5]
    assert c["reach"]["total"] == {"n": 1, "value": 1 / 3, "interval": pytest.approx([0.0615, 0.7923], abs=1e-4)}


def test_without_events_there_are_no_periods_and_every_touchpoint_is_named():
    answer = series(DOCUMENT, from_events([], [], [])).to_dict()
    assert answer["periods"] == []
    assert answer["touchpoints"][tp("A")]["reach"] == {
        "n": [], "value": [], "interval": [], "total": {"n": 0, "value": None, "interval": None},
    }  # fmt: skip


def test_periods_begin_at_midnight_also_when_the_clock_changes():
    # 29 March 2026 has 23 hours in Amsterdam
    days = periods_of((at("2026-03-28T12:00"), at("2026-03-30T12:00")), "day", "Europe/Amsterdam")
    assert [edge - days.edges[0] for edge in days.edges] == [0, 24 * 3.6e9, 47 * 3.6e9, 71 * 3.6e9]
    weeks = periods_of((at("2026-03-04T00:00"), at("2026-03-16T12:00")), "week", "UTC")
    assert list(weeks.edges) == [at(f"2026-03-{day}T00:00") for day in ("02", "09", "16", "23")]
    assert weeks.partial == (True, False, True)
    ends = periods_of((at("2026-03-04T00:00"), at("2026-03-16T12:00")), "week", "UTC", at("2026-03-23T00:00"))
    assert ends.partial == (True, False, False)


def test_too_many_periods_are_refused():
    with pytest.raises(UserError) as refused:
        periods_of((0, at("2026-01-01T00:00")), "day", "UTC")
    assert refused.value.code == "series.too_many"
    assert periods_of((0, at("2026-01-01T00:00")), "month", "UTC").count == 56 * 12 + 1


EVENT = st.tuples(
    st.sampled_from("123"), st.sampled_from("ABCX"), st.integers(0, 60 * 24), st.sampled_from([None, 1, 4, 5])
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(EVENT, min_size=1, max_size=25), st.sampled_from(["day", "week", "month"]))
def test_it_agrees_with_a_slow_reading_and_with_measure(events: list[tuple[str, str, int, int | None]], by: Any):
    stamps = [at("2026-01-05T00:00") + hour * 3_600_000_000 for _, _, hour, _ in events]
    journeys = from_events([e[0] for e in events], [e[1] for e in events], stamps)
    give = per_slot(journeys, {"score": [e[3] for e in events], "score_kind": ["csat"] * len(events)})
    answer = series(DOCUMENT, journeys, give, by=by).to_dict()
    whole = measure(DOCUMENT, journeys, give, now=NOW).to_dict()["touchpoints"]

    spans = [(datetime.fromisoformat(p["from"]), datetime.fromisoformat(p["to"])) for p in answer["periods"]]
    seen: dict[tuple[str, int], list[str]] = defaultdict(list)
    waits: dict[tuple[str, int], list[float]] = defaultdict(list)
    active: dict[int, set[str]] = defaultdict(set)
    before: dict[str, int] = {}
    ordered = sorted(zip(events, stamps, strict=True), key=lambda pair: pair[1])
    for (customer, name, _, _), stamp in ordered:
        moment = datetime.fromtimestamp(stamp / 1e6, UTC)
        (p,) = [k for k, (a, b) in enumerate(spans) if a <= moment < b]
        active[p].add(customer)
        if name == "X":
            continue
        seen[name, p].append(customer)
        if customer in before:
            waits[name, p].append((stamp - before[customer]) / 1e6)
        before[customer] = stamp
    for name in "ABC":
        line = answer["touchpoints"][tp(name)]
        for p, period in enumerate(answer["periods"]):
            here = seen[name, p]
            assert period["n"] == len(active[p])
            assert line["events"]["value"][p] == len(here)
            assert line["reach"]["n"][p] == len(set(here))
            again = sum(here.count(customer) > 1 for customer in set(here))
            assert line["repeat_share"]["value"][p] == (again / len(set(here)) if here else None)
            assert line["waiting"]["n"][p] == len(waits[name, p])
            assert line["waiting"]["value"][p] == (pytest.approx(median(waits[name, p])) if waits[name, p] else None)
        told = whole[tp(name)]
        assert (line["reach"]["total"]["n"], line["reach"]["total"]["value"]) == (told["journeys"], told["share"])
        assert line["drop_off"]["total"]["value"] == told["drop_off"]["share"]
        assert line["waiting"]["total"]["value"] == told["waiting"]["median_s"]
        assert line["emotion"]["total"]["value"] == (told["emotion"] and pytest.approx(told["emotion"]["mean"]))
        assert sum(line["events"]["n"]) == told["events"]
