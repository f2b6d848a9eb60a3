from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses import simulate_solving
from klantreis.analyses.simulate import Change, simulate
from klantreis.errors import NotFound, UserError
from tests.analyses.naive import listed, table
from tests.effort import examples


def journeys_of(*texts: str):
    return table([(f"c{k:05}", name, at) for k, text in enumerate(texts) for at, name in enumerate(text)])


# Ten search; six of them ask for an offer, four leave. Of the six offers three book, three leave.
AGENCY = journeys_of(*["sob"] * 3, *["so"] * 3, *["s"] * 4)


def test_a_table_counted_by_hand():
    found = simulate(AGENCY, "b", [Change("s", None, 0.5)])
    assert (found.conversions, found.observed, found.states, found.open, found.empty) == (3, 0.3, 3, 0, 0)
    assert found.predicted == pytest.approx(0.3)
    # half of the 40 % that leave after searching: 80 % ask, half of them book
    assert found.changed == pytest.approx(0.4)
    assert (found.difference, found.extra) == (pytest.approx(0.1), pytest.approx(1.0))
    (change,) = found.changes
    assert (change.before, change.after) == (pytest.approx(0.4), pytest.approx(0.2))
    assert found.interval is not None
    assert found.interval[0] < 0.1 < found.interval[1]
    offer = next(each for each in found.touchpoints if each.name == "o")
    assert (offer.n, offer.observed, offer.predicted) == (6, 0.5, pytest.approx(0.5))
    assert found.mean_error == pytest.approx(0)
    less = simulate(AGENCY, "b", [Change("s", None, 0.5)], limit=1)
    assert [(each.name, each.n) for each in less.touchpoints] == [("s", 10)]
    assert (less.left_out, less.mean_error) == (1, found.mean_error)


def test_a_transition_to_the_conversion_and_one_between():
    assert simulate(AGENCY, "b", [Change("o", "b", 1.5)]).changed == pytest.approx(0.6 * 0.75)
    assert simulate(AGENCY, "b", [Change("s", "o", 0)]).changed == pytest.approx(0)
    assert simulate(AGENCY, "b", [Change("o", "b", 9)]).changed == pytest.approx(0.6)  # a chance is 1 at most
    both = simulate(AGENCY, "b", [Change("s", None, 0.5), Change("o", "b", 1.5)])
    assert both.changed == pytest.approx(0.8 * 0.75)


def test_what_comes_before_matters_at_order_two():
    # After m, those who came from x always book, and those from y never do.
    journeys = journeys_of(*["xmb"] * 40, *["ym"] * 40)
    one, two = simulate(journeys, "b"), simulate(journeys, "b", order=2)
    assert one.predicted == two.predicted == pytest.approx(0.5)
    calibration = {each.name: each.predicted for each in one.touchpoints}
    assert calibration == {"x": pytest.approx(0.5), "y": pytest.approx(0.5), "m": pytest.approx(0.5)}
    assert one.mean_error == 0.25  # x and y are each off by a half, m, with twice as many, by nothing
    assert {each.name: each.predicted for each in two.touchpoints} == {
        "x": pytest.approx(1),
        "y": pytest.approx(0),
        "m": pytest.approx(0.5),
    }
    assert two.mean_error == pytest.approx(0)
    assert two.states > one.states
    few = simulate(journeys_of(*["xmb"] * 20, *["ym"] * 20), "b", order=2)
    assert few.mean_error == 0.25  # 20 of each pair do not carry it


def test_open_journeys_say_nothing_about_dropping_out():
    journeys = table([("p", "s", 0), ("p", "b", 9), ("q", "s", 0), ("r", "s", 8)])
    found = simulate(journeys, "b", allowed="5s")
    assert (found.open, found.observed, found.predicted) == (1, 0.5, pytest.approx(0.5))
    everyone = simulate(table([("p", "s", 0), ("p", "t", 1), ("p", "s", 2)]), "t", allowed="1h")
    assert (everyone.open, everyone.predicted) == (0, pytest.approx(1))
    nobody = simulate(table([("p", "s", 0), ("p", "t", 1), ("p", "s", 2), ("q", "b", 0)]), "b", allowed="1h")
    assert (nobody.open, nobody.observed) == (1, 1.0)


def test_what_cannot_be_asked_is_said():
    with pytest.raises(NotFound):
        simulate(AGENCY, "b", [Change("nowhere", None, 1)])
    for change, code in (
        (Change("b", None, 1), "simulate.after_conversion"),
        (Change("s", None, -1), "simulate.factor"),
        (Change("s", "b", 2), "simulate.no_transition"),
    ):
        with pytest.raises(UserError) as told:
            simulate(AGENCY, "b", [change])
        assert told.value.code == code
    with pytest.raises(UserError):
        simulate(AGENCY, "b", order=3)


def walked(journeys, at, to, factor):
    """Conversion to d by walking the chain, with the chance of ``to`` after ``at`` made ``factor`` times as large."""
    counts = defaultdict(Counter)
    for journey in listed(journeys):
        state = "start"
        for name, _ in journey:
            counts[state][name] += 1
            state = name
            if name == "d":
                break
        else:
            if journey:
                counts[state]["end"] += 1
    odds = {state: {n: c / sum(found.values()) for n, c in found.items()} for state, found in counts.items()}
    if factor is not None:
        old = odds[at][to]
        new = old if old == 1 else min(1, old * factor)
        odds[at] = {n: new if n == to else p * (1 if old == 1 else (1 - new) / (1 - old)) for n, p in odds[at].items()}
    mass, won = {"start": 1.0}, 0.0
    for _ in range(2000):
        following = defaultdict(float)
        for state, part in mass.items():
            for name, p in odds[state].items():
                if name == "d":
                    won += part * p
                elif name != "end":
                    following[name] += part * p
        mass = following
    return won, odds


LOGS = st.lists(
    st.tuples(st.sampled_from("pqrstu"), st.sampled_from("abcd"), st.integers(0, 8)), min_size=1, max_size=24
)


@given(LOGS, st.sampled_from([0.0, 0.5, 0.9, 1.4]), st.data())
@settings(deadline=None, max_examples=examples(50))
def test_equals_the_plain_version(events, factor, data):
    journeys = table([*events, ("z", "d", 0)])
    now, odds = walked(journeys, None, None, None)
    plain = [(at, to) for at in sorted(odds) if at != "start" for to in sorted(odds[at])]
    base = simulate(journeys, "d")
    assert base.predicted == pytest.approx(now, abs=1e-8)
    assert base.predicted == pytest.approx(base.observed, abs=1e-8)  # a chain fitted to all of it returns the whole
    assert simulate(journeys, "d", order=2).predicted == pytest.approx(now, abs=1e-8)
    if plain:
        at, to = data.draw(st.sampled_from(plain))
        found = simulate(journeys, "d", [Change(at, None if to == "end" else to, factor)])
        assert found.changed == pytest.approx(walked(journeys, at, to, factor)[0], abs=1e-6)


@pytest.mark.filterwarnings("ignore::RuntimeWarning:scipy")
@pytest.mark.parametrize("nearing", [True, False], ids=["iterated", "taken apart"])
def test_a_large_chain_is_solved_as_a_small_one(nearing, monkeypatch):
    journeys = journeys_of(*["sob", "sosob", "so", "s", "xs", "xob"] * 40)
    small = simulate(journeys, "b", [Change("s", None, 0.5)], order=2)
    monkeypatch.setattr(simulate_solving, "FEW_STATES", 0)
    if not nearing:
        # nothing is near enough: every solution is the exact one
        monkeypatch.setattr(simulate_solving, "NEAR", 0.0)
    large = simulate(journeys, "b", [Change("s", None, 0.5)], order=2)
    assert (large.predicted, large.changed) == (pytest.approx(small.predicted), pytest.approx(small.changed))
    assert large.interval == pytest.approx(small.interval, abs=0.03)  # fewer draws


def test_iteration_solves_what_linear_algebra_does(monkeypatch):
    """A thousand states, some of which lead nowhere else than to the end, against the solution of all equations."""
    random = np.random.default_rng(4)
    states = 1000
    source = np.repeat(np.arange(states), random.integers(1, 12, states))
    target = random.integers(0, states + 2, len(source))
    chances = random.random(len(source))
    chances /= np.bincount(source, chances, states)[source]
    solving = simulate_solving.Solving(source, target, states)
    found = solving.conversion(chances)
    assert solving.apart is None, "iteration does"
    again = solving.conversion(chances, near=random.random(states))
    monkeypatch.setattr(simulate_solving, "FEW_STATES", states)
    exact = solving.conversion(chances)
    assert found == pytest.approx(exact, abs=1e-9)
    assert again == pytest.approx(exact, abs=1e-9)
    assert 0 < exact.min() < exact.max()


def test_a_circle_that_is_all_but_closed_is_solved_too(monkeypatch):
    """From 0 to 1 and back a million times before anything else; from 1 half of the others convert."""
    monkeypatch.setattr(simulate_solving, "FEW_STATES", 0)
    source, target = np.array([0, 1, 1, 1]), np.array([1, 0, 2, 3])
    rarely = 1e-6
    for won in (0.5, 0.25):
        solving = simulate_solving.Solving(source, target, 2)
        chances = np.array([1.0, 1 - rarely, rarely * (1 - won), rarely * won])
        assert solving.conversion(chances) == pytest.approx([won, won], abs=1e-5)
