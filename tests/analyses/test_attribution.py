import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantreis.analyses.attribution import MODELS, attribution
from klantreis.errors import NotFound, UserError
from tests.analyses.naive import SECOND, listed, table
from tests.effort import examples

DAY = 86_400

# p: web, mail, web, shop, then buys for 100 · q: web, buys for 50, mail, buys for 20 · r: mail, web and no more
EVENTS = [("p", "see", 0), ("p", "read", DAY), ("p", "see", 2 * DAY), ("p", "visit", 3 * DAY), ("p", "buy", 4 * DAY)]
EVENTS += [("q", "see", 0), ("q", "buy", DAY), ("q", "read", 2 * DAY), ("q", "buy", 3 * DAY)]
EVENTS += [("r", "read", 0), ("r", "see", 1)]
CHANNEL = {"see": "web", "read": "mail", "visit": "shop", "buy": "web"}
PAID = {("p", 4 * DAY): 100.0, ("q", DAY): 50.0, ("q", 3 * DAY): 20.0}


def columns(journeys, channel=CHANNEL.get, paid=PAID):
    """Channel and value per slot of a table of journeys p, q, r …, as a workspace gives them."""
    names = journeys.customer_names(journeys.customers)
    owner = np.repeat(np.arange(journeys.n), np.diff(journeys.offsets))
    found = {"channel": [], "value": []}
    for slot, code in enumerate(journeys.codes.tolist()):
        label = journeys.labels[code]
        found["channel"].append(channel(label) if label else None)
        money = paid.get((names[owner[slot]], journeys.times[slot] / SECOND)) if label == "buy" else None
        found["value"].append(money)
    return lambda wanted: {name: found[name] for name in wanted if name in found}


def test_a_table_counted_by_hand():
    journeys = table(EVENTS)
    result = attribution(journeys, "buy", attributes=columns(journeys), half_life="1d")
    assert (result.conversions, result.value, result.touches, result.unplaced) == (3, 170.0, 8, 0)
    assert (result.untouched.conversions, result.unread) == (0, 0)

    def told(model):
        return {name: (round(c.conversions, 6), round(c.value, 4)) for name, c in result.models[model].items()}

    assert told("first") == {"web": (2, 150), "mail": (1, 20), "shop": (0, 0)}
    assert told("last") == {"shop": (1, 100), "web": (1, 50), "mail": (1, 20)}
    assert told("linear") == {"web": (1.5, 100), "mail": (1.25, 45), "shop": (0.25, 25)}
    # p's touches are 4, 3, 2 and 1 half-lives old: weights 1, 2, 4, 8 of 15
    assert told("time_decay") == {
        "web": (round(1 + 5 / 15, 6), round(50 + 500 / 15, 4)),
        "mail": (round(1 + 2 / 15, 6), round(20 + 200 / 15, 4)),
        "shop": (round(8 / 15, 6), round(800 / 15, 4)),
    }
    assert told("position") == {"web": (1.5, 100), "mail": (1.1, 30), "shop": (0.4, 40)}


def test_the_removal_effect_by_hand():
    # start→web 2, start→mail 2; web→mail 1, web→shop 1, web→buy 1, web→end 1; mail→web 2, mail→buy 1; shop→buy 1.
    # P(buy) = 3/4 (three conversions, one journey without). Without shop: web' = ¼ mail' + ¼, mail' = ⅔ web' + ⅓,
    # so web' = 0.4, mail' = 0.6, start' = 0.5. Without web: start' = ½ · ⅓. Without mail: start' = ½ · (¼ + ¼).
    journeys = table(EVENTS)
    found = attribution(journeys, "buy", attributes=columns(journeys))
    assert found.removal == pytest.approx({"shop": 1 - 0.5 / 0.75, "web": 1 - (1 / 6) / 0.75, "mail": 1 - 0.25 / 0.75})
    total = sum(found.removal.values())
    for name, effect in found.removal.items():
        assert found.models["markov"][name].conversions == pytest.approx(3 * effect / total)
        assert found.models["markov"][name].value == pytest.approx(170 * effect / total)


def test_what_is_left_out_is_counted():
    journeys = table([("p", "buy", 0), ("p", "see", 1), ("p", "call", 2), ("p", "buy", 9), ("q", "buy", 0)])
    found = attribution(journeys, "buy", attributes=columns(journeys, paid={}))
    assert (found.conversions, found.untouched.conversions, found.unplaced, found.unread) == (3, 2.0, 1, 3)
    assert found.models["linear"]["web"].conversions == 1.0
    far = attribution(journeys, "buy", attributes=columns(journeys, paid={}), within="7s")
    assert far.untouched.conversions == 3.0
    by_activity = attribution(journeys, "buy", by="activity").models["linear"]
    assert {name: credit.conversions for name, credit in by_activity.items()} == {"see": 0.5, "call": 0.5}


def test_a_limit_lists_those_that_earned_most_and_tells_the_rest_together():
    journeys = table(EVENTS)
    whole = attribution(journeys, "buy", attributes=columns(journeys))
    less = attribution(journeys, "buy", attributes=columns(journeys), limit=1)
    assert less.left_out.channels == len(whole.removal) - 1
    (kept,) = less.removal
    for model, credits in less.models.items():
        assert credits == {kept: whole.models[model][kept]}
        rest = sum(c.conversions for name, c in whole.models[model].items() if name != kept)
        assert less.left_out.models[model].conversions == pytest.approx(rest)
    with pytest.raises(UserError):
        attribution(journeys, "buy", attributes=columns(journeys), limit=0)


def test_what_cannot_be_asked_is_said():
    journeys = table(EVENTS)
    with pytest.raises(UserError) as told:
        attribution(journeys, "buy")
    assert told.value.code == "attribution.no_channel"
    with pytest.raises(UserError) as told:  # the field is there, and no event has one
        attribution(journeys, "buy", attributes=columns(journeys, channel=lambda _: None))
    assert told.value.code == "attribution.no_channel"
    with pytest.raises(NotFound):
        attribution(journeys, "bye", by="activity")


def test_a_filter_that_leaves_no_journeys_does_not_say_that_events_have_no_channel():
    journeys = table(EVENTS)
    nobody = journeys.reading({"channel", "value"}, columns(journeys)).select(np.zeros(journeys.n, np.bool_))
    result = attribution(nobody, "buy")
    assert (result.n, result.conversions, result.models["markov"]) == (0, 0, {})
    with pytest.raises(UserError):
        attribution(nobody, "buy", by="browser")


def credits(journeys, within=math.inf, half=3.0):
    """Linear, time-decay and position credit per activity, as plainly as Python can say it; activity d converts."""
    tally = {model: dict.fromkeys((label for label in journeys.labels[1:] if label != "d"), 0.0) for model in MODELS}
    touched = 0
    for journey in listed(journeys):
        since = []
        for name, time in journey:
            if name != "d":
                since.append((name, time))
                continue
            kept = [(touch, at) for touch, at in since if time - at <= within]
            n, since = len(kept), []
            touched += n > 0
            for k, (touch, at) in enumerate(kept):
                tally["first"][touch] += k == 0
                tally["last"][touch] += k == n - 1
                tally["linear"][touch] += 1 / n
                weight = [2 ** (-(time - other) / half) for _, other in kept]
                tally["time_decay"][touch] += 2 ** (-(time - at) / half) / sum(weight)
                ends = 1.0 if n == 1 else 0.5 if n == 2 else 0.4
                tally["position"][touch] += ends if k in (0, n - 1) else 0.2 / (n - 2)
    return tally, touched


def reached_without(journeys, removed):
    """P(conversion) of the chain by walking it many steps; what is removed is an end."""
    flow = {}
    for journey in listed(journeys):
        names, state = [name for name, _ in journey], "start"
        if "d" in names:
            names = names[: len(names) - names[::-1].index("d")]
        for place, name in enumerate(names):
            if name == "d" and (place == 0 or names[place - 1] == "d"):
                continue  # a conversion without a touch is in no chain
            flow.setdefault(state, []).append(name)
            state = "start" if name == "d" else name
        if "d" not in names and names:
            flow.setdefault(state, []).append("end")
    at, done = {"start": 1.0}, 0.0
    for _ in range(3000):
        following = {}
        for state, mass in at.items():
            for name in flow[state]:
                part = mass / len(flow[state])
                if name == "d":
                    done += part
                elif name not in ("end", removed):
                    following[name] = following.get(name, 0.0) + part
        at = following
    return done


LOGS = st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from("abcd"), st.integers(0, 8)), min_size=1, max_size=24)


@given(LOGS, st.sampled_from([None, 4]))
@settings(deadline=None, max_examples=examples(60))
def test_equals_the_plain_version(events, within):
    journeys = table([*events, ("z", "d", 0)])
    found = attribution(journeys, "d", by="activity", half_life=3, within=within)
    plain, touched = credits(journeys, math.inf if within is None else within)
    assert found.conversions - found.untouched.conversions == touched
    for model in MODELS[:-1]:
        for name, credit in found.models[model].items():
            assert credit.conversions == pytest.approx(plain[model][name], abs=1e-6)
    for model in MODELS:
        parts = [credit.conversions for credit in found.models[model].values()]
        assert touched == sum(parts) == sum(reversed(parts))
    if within is None and touched:
        whole = reached_without(journeys, None)
        for name, effect in found.removal.items():
            assert effect == pytest.approx(1 - reached_without(journeys, name) / whole, abs=1e-6)
        assert sum(credit.conversions for credit in found.models["markov"].values()) == touched


@given(LOGS, st.lists(st.decimals(0, 99999, places=2), min_size=1, max_size=8))
@settings(deadline=None, max_examples=examples(40))
def test_conversions_and_value_add_up_to_the_last_digit(events, prices):
    journeys = table([*events, ("z", "d", 0)])
    money = [float(prices[slot % len(prices)]) for slot in range(len(journeys.codes))]
    found = attribution(journeys, "d", by="activity", attributes=lambda wanted: {"value": money})
    assert found.value == pytest.approx(
        sum(m for m, c in zip(money, journeys.codes, strict=True) if c == journeys.code_of("d")), abs=1e-6
    )
    if found.touches:
        for credits_ in found.models.values():
            parts = [credit.value for credit in credits_.values()]
            earned = [credit.conversions for credit in credits_.values()]
            if sum(earned):
                assert sum(parts) == sum(reversed(parts))
                assert sum(parts) + found.untouched.value == pytest.approx(found.value, abs=1e-9)
                assert sum(earned) + found.untouched.conversions == found.conversions
