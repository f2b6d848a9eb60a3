from collections import defaultdict
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.explain import explain
from klantreis.analyses.explain_bands import APART, bands_of, known_of, merged
from klantreis.analyses.explain_groups import DAYS, WAITS
from klantreis.analyses.explain_members import members
from klantreis.analyses.explain_outcome import low_score
from klantreis.engine.journeys import Journeys
from klantreis.errors import NotFound, UserError
from tests.analyses.naive import listed, table
from tests.effort import examples

HOUR = 3600


def journeys_of(*texts: str) -> Journeys:
    return table([(f"c{k:05}", name, at) for k, text in enumerate(texts) for at, name in enumerate(text)])


def per_slot(journeys: Journeys, field: str, values: list):
    """An attribute provider: one value per event in the order of the journeys."""
    slots = np.full(len(journeys.codes), None, object)
    ends = np.zeros(len(slots), np.bool_)
    ends[journeys.offsets[1:] - 1] = True
    slots[~ends] = values
    return lambda wanted: {field: slots}


def driver(found, what: str, value: str):
    return next(each for each in found.drivers if (each.what, each.value) == (what, value))


def test_a_table_counted_by_hand():
    # Everybody pays (p). Of 40 who called (c) before, 30 fail (f) after; of 40 who did not, 10 do.
    journeys = journeys_of(*["scpf"] * 30, *["scp"] * 10, *["sspf"] * 10, *["ssp"] * 30, *["s"] * 5)
    found = explain(journeys, "f", after="p")
    assert (found.compared, found.with_outcome, found.risk, found.not_reached) == (80, 40, 0.5, 5)
    called = driver(found, "passed", "c")
    assert (called.n, called.risk_in, called.risk_out, called.difference, called.lift) == (40, 0.75, 0.25, 0.5, 1.5)
    assert called.interval is not None
    assert 0.28 < called.interval[0] < 0.5 < called.interval[1] < 0.67
    assert called.q < 0.001
    assert "f" not in {each.value for each in found.drivers}  # what comes after is never looked at
    turned = explain(journeys, "f", after="p", missing=True)
    assert driver(turned, "passed", "c").difference == -0.5
    assert driver(found, "passed more than once", "s").n == 40


def test_the_landmark_is_chosen_nearest_before_the_outcome():
    # everybody starts and nearly everybody who fails pays before it; not all who search fail
    journeys = journeys_of(*["scpf"] * 30, *["scp"] * 30, *["ssp"] * 30, *["s"] * 50)
    found = explain(journeys, "f")
    assert (found.after, found.after_chosen, found.compared, found.not_reached) == ("c", True, 60, 80)
    told = explain(journeys, "f", from_start=True)
    assert (told.after, told.after_chosen, told.compared) == (None, False, 140)
    asked = explain(journeys, "f", after="p")
    assert (asked.after, asked.after_chosen, asked.compared) == ("p", False, 90)
    assert explain(journeys_of(*["fa"] * 40), "f").after is None  # nothing comes before it


def test_fields_are_read_as_they_were_known():
    journeys = journeys_of(*["ap", "apb"] * 40)
    region = []
    for k in range(80):
        side = "north" if k % 2 else "south"
        region += [side, None, *(["leak"] if k % 2 else [])]
    given = per_slot(journeys, "attribute:region", region)
    found = explain(journeys, "b", after="p", attributes=given, columns=["attribute:region"])
    told = {(each.value, each.risk_in) for each in found.drivers if each.what == "region"}
    assert told == {("north", 1.0), ("south", 0.0)}


def test_numbers_are_cut_at_quartiles_of_those_compared():
    # forty journeys with 1 … 40; above 30 all fail. Who never pays is not compared, and moves no cut.
    journeys = journeys_of(*["ap"] * 30, *["apf"] * 10, *["a"] * 40)
    amounts = [v for k in range(30) for v in (k + 1, None)] + [v for k in range(30, 40) for v in (k + 1, None, None)]
    given = per_slot(journeys, "attribute:amount", [*amounts, *range(1000, 1040)])
    asked = {"attributes": given, "columns": ["attribute:amount"], "minimum": 5}
    found = [each for each in explain(journeys, "f", after="p", **asked).drivers if each.what == "amount"]
    assert {(each.value, each.n, each.risk_in, each.band) for each in found} == {
        ("up to 10", 10, 0.0, (None, 10.0)),
        ("over 10 to 20", 10, 0.0, (10.0, 20.0)),
        ("over 20 to 30", 10, 0.0, (20.0, 30.0)),
        ("over 30", 10, 1.0, (30.0, None)),
    }
    with pytest.raises(NotFound, match="not cut"):
        members(
            journeys, "f", after="p", what="amount", value="over 5", **{k: asked[k] for k in ("attributes", "columns")}
        )
    assert "amount: meer dan 30 gaat samen met f" in explain(journeys, "f", after="p", **asked).said("nl")[0]


@pytest.mark.parametrize("values", [[str(k % 12) for k in range(40)], [f"00{k}" for k in range(40)], ["?", *range(39)]])
def test_few_numbers_and_codes_stay_as_they_are(values):
    journeys = journeys_of(*["ap", "apf"] * 20)
    told = [value for k in range(40) for value in (values[k], None, *([None] if k % 2 else []))]
    given = per_slot(journeys, "attribute:x", told)
    found = explain(journeys, "f", after="p", attributes=given, columns=["attribute:x"], minimum=1)
    assert {each.value for each in found.drivers if each.what == "x"} == {str(value) for value in values}


@given(st.lists(st.sampled_from([0.0, 1.0, 2.5, 3.0, 7.0, 1e6]) | st.floats(-1e9, 1e9), min_size=1, max_size=60))
@settings(deadline=None, max_examples=examples(100))
def test_every_number_is_in_the_one_band_that_holds_it(numbers):
    values, counts = np.unique(numbers, return_counts=True)
    bands = bands_of(known_of(values.tolist(), counts))
    if bands is None:
        assert len(values) <= APART
        return
    limits = dict(zip(bands.names, bands.limits, strict=True))
    assert len(limits) == len(bands.limits) <= 4
    for value, name in zip(values, bands.named(values.tolist()), strict=True):
        low, high = limits[name]
        assert low is None or value > low
        assert high is None or value <= high
    # cut in two, the same
    first, rest = values[::2], values[1::2]
    parts = [known_of(first.tolist(), counts[::2]), known_of(rest.tolist(), counts[1::2])]
    assert bands_of(merged(parts)) == bands


def test_many_at_one_end_of_a_scale_are_a_band_at_either_end():
    values, many = [float(k) for k in range(20)], np.ones(20, np.int64)
    many[0] = 200
    assert bands_of(known_of(values, many)).names == ("up to 0", "over 0")
    many[0], many[-1] = 1, 200
    assert bands_of(known_of(values, many)).names == ("up to 18", "over 18")


def test_a_limit_lists_the_surest_groups_and_counts_the_others():
    journeys = journeys_of(*["scpf"] * 30, *["scp"] * 10, *["sspf"] * 10, *["ssp"] * 30)
    whole, less = (explain(journeys, "f", after="p", limit=limit) for limit in (None, 1))
    assert less.drivers == whole.drivers[:1]
    assert less.left_out.drivers == len(whole.drivers) - 1
    assert less.left_out.sure == sum(each.q <= 0.05 for each in whole.drivers[1:]) > 0
    assert (less.tested, less.tree) == (whole.tested, whole.tree)
    with pytest.raises(UserError):
        explain(journeys, "f", limit=0)


def test_a_field_with_the_name_of_a_group_is_not_that_group():
    journeys = journeys_of(*["apf"] * 20, *["ap"] * 20)
    hours = [v for k in range(40) for v in ("late" if k % 2 else "early", None, *([None] if k < 20 else []))]
    both = {"attribute:hour": per_slot(journeys, "x", hours)({"x"})["x"]}
    both["channel"] = both["attribute:channel"] = both["attribute:hour"]
    columns = ["channel", "attribute:hour", "attribute:channel"]
    asked = {"after": "p", "attributes": lambda wanted: both, "columns": columns}
    found = explain(journeys, "f", minimum=5, **asked)
    told = {(each.what, each.value) for each in found.drivers}
    assert {what for what, value in told if value == "late"} == {"attribute:hour", "channel", "attribute:channel"}
    assert ("hour", "late") not in told
    assert members(journeys, "f", what="attribute:hour", value="late", **asked).sum() == 20
    assert members(journeys, "f", what="hour", value="late", **asked).sum() == 0


def test_a_score_is_told_from_what_stood_before_it():
    # Of 40 who called, 30 score low; of 40 who did not, 10. A second score does not count, one unread is none.
    journeys = journeys_of(*["scrr"] * 30, *["scr"] * 10, *["ssr"] * 40, *["s"] * 5)
    scores = [None, None, 3, 10] * 30 + [None, None, 9] * 10 + [None, None, 6] * 10 + [None, None, 7] * 30
    given = per_slot(journeys, "score", [*scores, *["?"] * 5])
    found = explain(journeys, low_score(journeys, 6), attributes=given, columns=["score"])
    assert (found.outcome, found.compared, found.with_outcome, found.not_reached) == ("score <= 6", 80, 40, 5)
    assert driver(found, "passed", "c").difference == 0.5
    assert not [each for each in found.drivers if each.what == "score"]  # the score itself is no group
    with pytest.raises(UserError):
        explain(journeys, low_score(journeys, 6), after="s", attributes=given)


def test_in_time_or_not():
    rows = [(f"c{k:02}", "a", 0) for k in range(80)] + [(f"c{k:02}", "b", 10 if k < 30 else 500) for k in range(60)]
    journeys = table([*rows, ("late", "a", 950), ("late", "b", 951), ("end", "z", 1000)])
    found = explain(journeys, "b", after="a", within="100s")
    # whoever is seen for less than the time is open, whether or not it came already
    assert (found.compared, found.with_outcome, found.open, found.within_s) == (80, 30, 1, 100)
    with pytest.raises(UserError):
        explain(journeys, "b", within="soon")


def test_day_and_hour_are_those_of_the_clock_on_the_wall():
    monday = int(datetime(2026, 1, 5, 23, 30, tzinfo=UTC).timestamp())
    rows = [(f"m{k:02}", "a", monday) for k in range(40)] + [(f"t{k:02}", "a", monday + 2 * 86_400) for k in range(40)]
    there = table([*rows, *((f"m{k:02}", "b", monday + 60) for k in range(40))])
    told = {each.value for each in explain(there, "b", after="a").drivers if each.what == "weekday"}
    assert told == {"Monday", "Wednesday"}
    told = {each.value for each in explain(there, "b", after="a", timezone="Europe/Amsterdam").drivers}
    assert told == {"Tuesday", "Thursday"}
    with pytest.raises(UserError):
        explain(there, "b", timezone="Mars")


def test_small_groups_and_open_journeys_are_counted():
    found = explain(journeys_of(*["ab"] * 40, *["cb"] * 5), "b", from_start=True)
    assert (found.too_small, [each for each in found.drivers if each.what == "begins with"]) == (2, [])
    late = table([("p", "a", 0), ("p", "b", 1), ("q", "a", 0), ("r", "a", 99)])
    assert (explain(late, "b", allowed="10s").open, explain(late, "b").open) == (1, 0)
    with pytest.raises(UserError):
        explain(late, "b", minimum=0)


def test_the_tree_finds_a_combination_and_counts_it_on_others():
    # c and d alone change nothing, together nearly all fail
    texts = [
        "s" + ("c" if k & 1 else "x") + ("d" if k & 2 else "y") + "p" + ("f" if (k % 4 == 3) != (k % 10 == 0) else "")
        for k in range(4_000)
    ]
    found = explain(journeys_of(*texts), "f", after="p")
    assert found.tree is not None
    assert found.tree.drawn_on + found.tree.counted_on == found.compared
    assert sum(leaf.n for leaf in found.tree.leaves) == found.tree.counted_on
    first = found.tree.leaves[0]
    assert {(r.value in "cd") == r.holds for r in first.rules} == {True}
    assert len({r.value if r.holds else {"x": "c", "y": "d"}[r.value] for r in first.rules}) == 2
    assert first.risk > 0.85
    assert found.tree.q <= 0.05
    assert explain(journeys_of(*["sapf", "sap", "sbpf", "sbp"] * 50), "f", after="p").tree is None


def test_customers_with_several_journeys_do_not_count_as_so_many_witnesses():
    """200 customers, ten journeys each that all end alike: a share by chance is not ten times as sure."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(40):
        side, fails = rng.random(200) < 0.5, rng.random(200) < 0.5
        texts = [("c" if side[k // 10] else "x") + "p" + ("f" if fails[k // 10] else "") for k in range(2_000)]
        journeys = journeys_of(*texts)
        owners = np.arange(2_000) // 10
        kept = Journeys(**{**vars(journeys), "customers": owners, "unit": "journey"})
        found.append((explain(journeys, "f", after="p").drivers[0].p, explain(kept, "f", after="p").drivers[0].p))
    alone, together = np.array(found).T
    assert (alone <= 0.05).mean() > 0.3
    assert (together <= 0.05).mean() <= 0.15


def test_of_customers_with_several_journeys_no_tree_grows_by_chance():
    """Ten journeys of each customer that end alike, over groups that are drawn per customer and mean nothing."""
    rng = np.random.default_rng(5)
    sure = {"customer": 0, "journey": 0}
    for _ in range(25):
        sides, fails = rng.random((240, 6)) < 0.5, rng.random(240) < 0.5
        texts = [
            "".join("ghijkl"[s] for s in range(6) if sides[c, s]) + "p" + ("f" if fails[c] else "")
            for c in np.repeat(np.arange(240), 10).tolist()
        ]
        journeys = journeys_of(*texts)
        owners = np.arange(2_400) // 10
        kept = Journeys(**{**vars(journeys), "customers": owners, "unit": "journey"})
        for made in (journeys, kept):
            tree = explain(made, "f", after="p").tree
            sure[made.unit] += tree is not None and tree.q <= 0.05
    assert sure["customer"] > 5, "as so many witnesses they would prove much"
    assert sure["journey"] <= 2


def test_said_in_words_without_a_cause():
    found = explain(journeys_of(*["scpf"] * 30, *["scp"] * 10, *["sspf"] * 10, *["ssp"] * 30), "f", after="p")
    assert "goes together with f: 75.0 % against 25.0 %" in " ".join(found.said())
    assert "kwam langs: c gaat samen met f: 75,0 % tegen 25,0 % (n = 40 klantreizen)" in found.said("nl")


LOGS = st.lists(
    st.tuples(st.sampled_from("pqrstu"), st.sampled_from("abcd"), st.integers(0, 60).map(lambda h: h * 7 * HOUR)),
    max_size=24,
)


def bin_of(seconds: float) -> str:
    return next(name for name, edge in WAITS if edge is None or seconds < edge)


def plain(journeys: Journeys, marks: str, within: float | None, missing: bool):
    """Groups of every journey that has one of ``marks`` (any event where that is empty), awaiting ``d``."""
    groups, n, k, end = defaultdict(list), 0, 0, max(t for journey in listed(journeys) for _, t in journey)
    for journey in listed(journeys):
        names = [name for name, _ in journey]
        at = next((i for i, name in enumerate(names) if not marks or name in marks), None)
        if at is None or (not marks and names[0] == "d") or (within is not None and journey[at][1] > end - within):
            continue
        time = journey[at][1]
        won = any(name == "d" and (within is None or t - time <= within) for name, t in journey[at + 1 :]) != missing
        n, k, before = n + 1, k + won, names[:at]
        mine = {("begins with", names[0]), *(("passed", name) for name in before)}
        mine |= {("passed more than once", name) for name in before if before.count(name) > 1}
        if len(marks) > 1:
            mine.add(("at", names[at]))
        if at:
            mine |= {("directly before", names[at - 1]), ("waited", bin_of(time - journey[at - 1][1]))}
            mine.add(("under way", bin_of(time - journey[0][1])))
        moment = datetime.fromtimestamp(time, UTC)
        mine |= {
            ("weekday", DAYS[moment.weekday()]),
            ("hour", f"{moment.hour // 6 * 6}:00 to {moment.hour // 6 * 6 + 6}:00"),
        }
        for group in mine:
            groups[group].append(won)
    return (
        n,
        k,
        {
            group: (len(seen), sum(seen) / len(seen), (k - sum(seen)) / (n - len(seen)))
            for group, seen in groups.items()
            if len(seen) < n
        },
    )


@given(LOGS, st.sampled_from(["", "a", "ab"]), st.sampled_from([None, 3 * 86_400.0]), st.booleans())
@settings(deadline=None, max_examples=examples(100))
def test_equals_the_plain_version(events, marks, within, missing):
    journeys = table([*events, ("y", "a", 0), ("z", "d", 0), ("z", "b", 0)])
    ways = {"after": tuple(marks)} if marks else {"from_start": True}
    found = explain(journeys, "d", **ways, within=within, missing=missing, minimum=1)
    n, k, groups = plain(journeys, marks, within, missing)
    assert (found.compared, found.with_outcome) == (n, k)
    assert {(e.what, e.value): (e.n, e.risk_in, e.risk_out) for e in found.drivers} == groups
