import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.explain import explain
from klantreis.engine.journeys import from_events
from klantreis.errors import UserError
from tests.analyses.naive import listed, table


def journeys_of(*texts: str):
    return table([(f"c{k:05}", name, at) for k, text in enumerate(texts) for at, name in enumerate(text)])


def test_a_table_counted_by_hand():
    # Everybody pays (p). Of 40 who called (c) before, 30 fail (f) after; of 40 who did not, 10 do.
    journeys = journeys_of(*["scpf"] * 30, *["scp"] * 10, *["sspf"] * 10, *["ssp"] * 30, *["s"] * 5)
    found = explain(journeys, "f", after="p")
    assert (found.compared, found.with_outcome, found.risk, found.not_reached) == (80, 40, 0.5, 5)
    called = next(each for each in found.drivers if (each.what, each.value) == ("passed", "c"))
    assert (called.n, called.risk_in, called.risk_out, called.difference, called.lift) == (40, 0.75, 0.25, 0.5, 1.5)
    assert called.interval is not None
    assert 0.28 < called.interval[0] < 0.5 < called.interval[1] < 0.67
    assert called.q < 0.001
    assert "f" not in {each.value for each in found.drivers}  # what comes after is never looked at
    turned = explain(journeys, "f", after="p", missing=True)
    assert next(each for each in turned.drivers if each.value == "c").difference == -0.5


def test_fields_are_read_as_they_were_known():
    journeys = table([(f"c{k:03}", name, at) for k in range(80) for at, name in enumerate("apb" if k % 2 else "ap")])
    region = []
    for k in range(80):
        side = "north" if k % 2 else "south"
        region += [side, None, *(["leak"] if k % 2 else []), None]
    found = explain(
        journeys, "b", after="p", attributes=lambda wanted: {"attribute:region": region}, columns=["attribute:region"]
    )
    told = {(each.value, each.risk_in) for each in found.drivers if each.what == "region"}
    assert told == {("north", 1.0), ("south", 0.0)}


def test_small_groups_and_open_journeys_are_counted():
    found = explain(journeys_of(*["ab"] * 40, *["cb"] * 5), "b")
    assert (found.too_small, [each for each in found.drivers if each.what == "begins with"]) == (2, [])
    late = table([("p", "a", 0), ("p", "b", 1), ("q", "a", 0), ("r", "a", 99)])
    assert (explain(late, "b", allowed="10s").open, explain(late, "b").open) == (1, 0)
    with pytest.raises(UserError):
        explain(late, "b", minimum=0)


LOGS = st.lists(st.tuples(st.sampled_from("pqrstu"), st.sampled_from("abcd"), st.integers(0, 8)), max_size=24)


@given(LOGS, st.booleans())
@settings(deadline=None, max_examples=50)
def test_equals_the_plain_version(events, landmark):
    journeys = table([*events, ("y", "a", 0), ("z", "d", 0)])
    found = explain(journeys, "d", after="a" if landmark else None, minimum=1)
    groups: dict = {}
    n = k = 0
    for journey in listed(journeys):
        names = [name for name, _ in journey]
        at = names.index("a") if landmark and "a" in names else 0
        if (landmark and "a" not in names) or (not landmark and names[0] == "d"):
            continue
        won = "d" in names[at + 1 :]
        n, k = n + 1, k + won
        mine = {("begins with", names[0]), *(("passed", name) for name in names[:at])}
        if at:
            mine.add(("directly before", names[at - 1]))
        for group in mine:
            groups.setdefault(group, []).append(won)
    assert (found.compared, found.with_outcome) == (n, k)
    mine = {
        (e.what, e.value): (e.n, e.risk_in, e.risk_out) for e in found.drivers if e.what not in ("waited", "weekday")
    }
    assert mine == {
        group: (len(seen), sum(seen) / len(seen), (k - sum(seen)) / (n - len(seen)))
        for group, seen in groups.items()
        if len(seen) < n
    }


def agency(control):
    from klantreis.demo import generate

    events = generate(customers=6_000, control=control).sort_by([("reis", "ascending"), ("tijdstip", "ascending")])
    times = events["tijdstip"].cast("int64").to_numpy()
    journeys = from_events(events["reis"].to_pylist(), events["activiteit"].to_pylist(), times)
    ends = np.zeros(len(journeys.codes), np.bool_)
    ends[journeys.offsets[1:] - 1] = True
    device = np.full(len(journeys.codes), None, object)
    device[~ends] = events["apparaat"].to_pylist()
    return explain(
        journeys,
        "Betaling mislukt",
        after="Offerte ontvangen",
        attributes=lambda wanted: {"attribute:apparaat": device},
        columns=["attribute:apparaat"],
    )


def test_the_mobile_payment_bug_of_the_demo_is_found_and_not_in_the_control_year():
    found = next(each for each in agency(False).drivers if each.value == "mobiel")
    assert found.q <= 0.05
    assert found.difference > 0
    assert not [each for each in agency(True).drivers if each.what == "apparaat" and each.q <= 0.05]
