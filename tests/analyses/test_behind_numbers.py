"""Every number of an answer is as large as the list of journeys that it opens."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses import explain_groups
from klantreis.analyses.attribution import attribution, touched, unplaced
from klantreis.analyses.cells import with_events, without_events
from klantreis.analyses.drift import drift_at, of_window
from klantreis.analyses.explain import explain
from klantreis.analyses.explain_members import members
from klantreis.analyses.funnel import NEXT, funnel, going_on
from klantreis.analyses.representatives import representatives, standing_for
from klantreis.analyses.simulate import followed, simulate
from klantreis.analyses.steps import at_step, flowing, steps
from klantreis.errors import NotFound, UserError
from tests.analyses.naive import listed, some_journeys, table
from tests.effort import examples

MODES = st.sampled_from(["ordered", "strict", "any"])


@given(some_journeys(), MODES, st.sampled_from([None, 2, 5]), st.sampled_from(["journey", "attempt"]))
@settings(deadline=None, max_examples=examples(120))
def test_what_the_dropped_did_next(journeys, mode, within, by):
    names = [label for label in ("a", "b", "c") if label in journeys.labels]
    if not names:
        return
    given = {"within": within, "mode": mode, "by": "journey" if mode == "any" else by}
    for k, step in enumerate(funnel(journeys, names, **given).steps, 1):
        if step.dropped is not None:
            for each in step.dropped.next:
                assert going_on(journeys, names, k, each.activity, **given).sum() == each.count
            assert going_on(journeys, names, k, None, other=True, **given).sum() == step.dropped.other


def test_what_is_not_listed_opens_together():
    """Fourteen ways on after the first step, of which ten are listed; the four rarest are the others."""
    rows = [(f"{n} {k}", activity, at) for n in range(14) for k in range(n + 1) for at, activity in
            ((0, "a"), (1, f"w{n:02}"))]  # fmt: skip
    journeys = table([*rows, ("z", "a", 0), ("z", "b", 1)])
    dropped = funnel(journeys, ["a", "b"]).steps[0].dropped
    assert dropped is not None
    assert len(dropped.next) == NEXT
    assert dropped.other == 1 + 2 + 3 + 4
    others = going_on(journeys, ["a", "b"], 1, None, other=True)
    assert others.sum() == dropped.other
    names = journeys.customer_names([int(number) for number in journeys.customers[others > 0]])
    assert {name.split()[0] for name in names} == {"0", "1", "2", "3"}


@given(some_journeys(), st.sampled_from([None, "a", "b"]), st.integers(0, 2))
@settings(deadline=None, max_examples=examples(90))
def test_steps_and_flows(journeys, at, before):
    if at is not None and at not in journeys.labels:
        return
    found = steps(journeys, 4, at=at, before=before if at else 0)
    for step in found.steps:
        assert at_step(journeys, step.step, at=at).sum() == step.journeys
        for here in step.touchpoints:
            assert at_step(journeys, step.step, here.name, at=at).sum() == here.count
    for flow in found.flows:
        assert flowing(journeys, flow.step, flow.from_, flow.to, at=at).sum() == flow.count


@given(some_journeys(), st.integers(1, 4))
@settings(deadline=None, max_examples=examples(60))
def test_whom_each_typical_journey_stands_for(journeys, k):
    found = representatives(journeys, k).representatives
    among = [each.path for each in found]
    stands = [standing_for(journeys, among, each.path) for each in found]
    assert [int(each.sum()) for each in stands] == [each.journeys for each in found]
    if found:
        # every journey with events has one, and only one
        assert (np.sum(stands, axis=0) == (journeys.lengths > 0)).all()


@given(some_journeys(), st.sampled_from([None, 1, 3]))
@settings(deadline=None, max_examples=examples(90))
def test_conversions_by_touch(journeys, within):
    if "b" not in journeys.labels:
        return
    asked = {"by": "activity", "within": within}
    found = attribution(journeys, "b", half_life=3, **asked)
    assert with_events(journeys, "b").sum() == found.conversions
    assert touched(journeys, "b", None, **asked).sum() == found.untouched.conversions
    first, last, some = naive_touches(journeys, "b", within)
    for channel in found.models["first"]:
        opened = {model: touched(journeys, "b", channel, model=model, **asked).sum() for model in found.models}
        assert opened["first"] == found.models["first"][channel].conversions == first[channel]
        assert opened["last"] == found.models["last"][channel].conversions == last[channel]
        assert {opened[model] for model in ("linear", "time_decay", "position", "markov")} == {some[channel]}


@given(some_journeys())
@settings(deadline=None, max_examples=examples(60))
def test_events_that_carry_no_channel(journeys):
    if "b" not in journeys.labels:
        return
    channels = [("web", None, "app")[i % 3] for i in range(len(journeys.codes))]
    asked = {"attributes": lambda names: {"channel": channels} if "channel" in names else {}}
    if not any(code and channel for code, channel in zip(journeys.codes.tolist(), channels, strict=True)):
        for ask in (unplaced, attribution):
            with pytest.raises(UserError, match="no channel"):
                ask(journeys, "b", **asked)
        return
    bare = unplaced(journeys, "b", **asked)
    assert bare.sum() == attribution(journeys, "b", **asked).unplaced
    ends = zip(journeys.offsets[:-1], journeys.offsets[1:], strict=True)
    told = [sum(journeys.codes[i] not in (0, journeys.labels.index("b")) and channels[i] is None for i in range(lo, hi))
            for lo, hi in ends]  # fmt: skip
    assert bare.tolist() == told
    assert not unplaced(journeys, "b", by="activity").any()


def naive_touches(journeys, conversion, within):
    """Conversions per first touch, last touch and any touch, by going through every event."""
    first, last, some = Counter(), Counter(), Counter()
    for journey in listed(journeys):
        before = []
        for activity, at in journey:
            if activity != conversion:
                before.append((activity, at))
                continue
            near = [name for name, then in before if within is None or at - then <= within]
            if near:
                first[near[0]] += 1
                last[near[-1]] += 1
                some.update(set(near))
            before = []
    return first, last, some


@given(some_journeys(max_size=60), st.booleans(), st.sampled_from([None, "a"]))
@settings(deadline=None, max_examples=examples(60))
def test_groups_of_an_explanation(journeys, missing, after):
    if not {"a", "b"} <= set(journeys.labels):
        return
    columns = ("channel", "attribute:amount")
    slots = len(journeys.codes)
    fields = {"channel": [("web", "app", None)[i % 3] for i in range(slots)], "attribute:amount": list(range(slots))}

    def attributes(names):
        return {name: fields[name] for name in names if name in fields}

    asked = {"after": after, "missing": missing, "attributes": attributes, "columns": columns}
    found = explain(journeys, "b", minimum=1, **asked)
    assert members(journeys, "b", **asked).sum() == found.compared
    assert members(journeys, "b", side="with", **asked).sum() == found.with_outcome
    assert members(journeys, "b", side="not_reached", **asked).sum() == found.not_reached
    fresh = {**asked, "allowed": 3}
    left = explain(journeys, "b", minimum=1, **fresh)
    assert [members(journeys, "b", side=side, **fresh).sum() for side in ("not_reached", "open", "all")] == [
        left.not_reached,
        left.open,
        left.compared,
    ]
    for each in found.drivers:
        group = {"what": each.what, "value": each.value, **asked}
        out, missed = (members(journeys, "b", side=side, **group).sum() for side in ("outside", "outside_with"))
        assert (out, missed) == (found.compared - each.n, round(each.risk_out * out))
        n, hit, rest = (members(journeys, "b", side=side, **group).sum() for side in ("all", "with", "without"))
        assert (n, hit, rest) == (each.n, round(each.risk_in * each.n), each.n - round(each.risk_in * each.n))


@pytest.mark.parametrize("sampled", [100_000, 1_500])
def test_leaves_of_the_tree(sampled, monkeypatch):
    """Each of the half that it was counted on, where only the customers first by hash were looked at too."""
    monkeypatch.setattr(explain_groups, "SAMPLED", sampled)
    rows, channel = [], []
    for k in range(4_000):
        failed = (k % 4 == 3) != (k % 10 == 0)
        told = ["s", "c" if k & 1 else "x", "d" if k & 2 else "y", "p", *(["f"] if failed else [])]
        rows += [(f"{k:04}", activity, at) for at, activity in enumerate(told)]
        channel += ["web" if k & 2 else "app"] * (len(told) + 1)
    journeys = table(rows)
    asked = {"after": "p", "attributes": lambda names: {"channel": channel}, "columns": ("channel",)}
    tree = explain(journeys, "f", **asked).tree
    assert tree is not None
    assert tree.drawn_on + tree.counted_on == min(sampled, 4_000)
    for side, told in (("drawn_on", tree.drawn_on), ("counted_on", tree.counted_on)):
        assert members(journeys, "f", side=side, **asked).sum() == told
    opened = []
    for leaf in tree.leaves:
        rules = [str(rule) for rule in leaf.rules]
        n, hit, rest = (members(journeys, "f", rules=rules, side=side, **asked) for side in ("all", "with", "without"))
        assert (n.sum(), hit.sum(), rest.sum()) == (leaf.n, leaf.with_outcome, leaf.n - leaf.with_outcome)
        opened.append(n)
    assert np.sum(opened, axis=0).max() == 1
    assert np.sum(opened) == tree.counted_on


@given(some_journeys(max_size=60), st.integers(1, 9))
@settings(deadline=None, max_examples=examples(60))
def test_windows_of_a_change(journeys, at):
    at *= 1_000_000
    try:
        found = drift_at(journeys, at, permutations=19)
    except UserError:
        return
    inside = {side: of_window(journeys, at, early=side == "before") for side in ("before", "after")}
    assert (inside["before"].sum(), inside["after"].sum()) == (found.before.n, found.after.n)
    assert without_events(journeys).sum() == found.empty
    for side, told in (("before", found.unclear_vanished_journeys), ("after", found.unclear_new_journeys)):
        names = [each.name for each in found.unclear if bool(each.before.journeys) == (side == "before")]
        reaching = with_events(journeys, names) > 0 if names else np.zeros(journeys.n, bool)
        assert (inside[side] * reaching).sum() == told


@given(some_journeys(), st.sampled_from([None, 2]))
@settings(deadline=None, max_examples=examples(60))
def test_what_a_chain_is_held_against(journeys, allowed):
    if "b" not in journeys.labels:
        return
    found = simulate(journeys, "b", allowed=allowed)
    assert followed(journeys, "b", side="with", allowed=allowed).sum() == found.conversions
    assert followed(journeys, "b", side="open", allowed=allowed).sum() == found.open
    assert followed(journeys, "b", allowed=allowed).sum() == journeys.n - found.empty - found.open
    assert without_events(journeys).sum() == found.empty
    for each in found.touchpoints:
        n, won = (followed(journeys, "b", each.name, side=side, allowed=allowed).sum() for side in ("all", "with"))
        assert (n, won) == (each.n, round(each.observed * each.n))


def test_a_condition_that_could_be_two_is_refused():
    journeys = table([("p", "a", 0), ("p", "b", 1)])
    fields = {"x": ["y: z"] * 3, "x: y": ["z"] * 3}
    asked = {"from_start": True, "attributes": lambda names: fields, "columns": tuple(fields)}
    with pytest.raises(UserError, match="2 conditions"):
        members(journeys, "b", rules=["x: y: z"], **asked)
    with pytest.raises(NotFound):
        members(journeys, "b", rules=["shoe size: 42"], **asked)


def test_mistakes_are_told():
    journeys = table([("p", "a", 0), ("p", "b", 1)])
    for wrong, call in (
        (NotFound, lambda: touched(journeys, "b", "nergens", by="activity")),
        (UserError, lambda: touched(journeys, "b", "a", by="activity", model="best")),
        (UserError, lambda: going_on(journeys, ["a", "b"], 2, None)),
        (NotFound, lambda: going_on(journeys, ["a", "b"], 1, "nergens")),
        (UserError, lambda: flowing(journeys, 1, None, None)),
        (NotFound, lambda: at_step(journeys, 1, "nergens")),
        (UserError, lambda: standing_for(journeys, [["a"]], ["b"])),
        (NotFound, lambda: members(journeys, "b", what="shoe size", value="42")),
        (UserError, lambda: members(journeys, "b", side="left")),
        (UserError, lambda: followed(journeys, "b", side="left")),
    ):
        with pytest.raises(wrong):
            call()
