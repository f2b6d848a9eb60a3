"""Pains one can count by hand: what is found, how it ends, what is at stake, what is said, and what is left out."""

from datetime import UTC, datetime

import numpy as np
import pytest

from klantreis.engine.journeys import from_events
from klantreis.errors import UserError
from klantreis.evidence.pains import pains
from klantreis.evidence.pains.clues import SELF, SERVED, contact
from tests.evidence.tables import DAY, HOUR, a_map, activity, per_slot, tp

DOCUMENT = a_map({"Overweging": "AB", "Aankoop": "CD"}, conversions={"Aankoop": activity("D")})
LATER = datetime(1971, 1, 1, tzinfo=UTC)


def told(*paths, step=HOUR, **columns):
    """Journeys of one letter per hour; a column is given per path, as one value per letter."""
    customers = [f"{k:05}" for k, path in enumerate(paths) for _ in path]
    times = [i * step for path in paths for i in range(len(path))]
    journeys = from_events(customers, [x for path in paths for x in path], times)
    flat = {name: [value for row in rows for value in row] for name, rows in columns.items()}
    return journeys, per_slot(journeys, flat)


def found(answer, kind, name):
    return next((p for p in (*answer.pains, *answer.others) if (p.kind, p.name) == (kind, name)), None)


def test_coming_back_counted_by_hand():
    # Of 40 who come back to A, 10 reach D; of 40 who do not, 30. A D brings 100.
    paths = [*["ABACD"] * 10, *["ABA"] * 30, *["ABCD"] * 30, *["AB"] * 10]
    values = [[100 if x == "D" else None for x in path] for path in paths]
    answer = pains(DOCUMENT, *told(*paths, value=values), until=LATER, every=True)
    again = found(answer, "repeat", "A")
    assert again in answer.pains
    assert (again.touchpoint, again.journeys, again.of, again.share, again.rate) == (tp("A"), 40, 80, 0.5, None)
    ending = again.conversion
    assert ((ending.with_.n, ending.with_.of), (ending.without.n, ending.without.of)) == ((10, 40), (30, 40))
    assert (ending.difference, again.because) == (0.5, ("conversion",))
    assert (answer.worth.n, answer.worth.mean, answer.worth.by) == (40, 100, "conversion")
    assert again.at_stake == 0.5 * 40 * 100
    low, high = ending.interval
    # money never varies here, so the interval is that of the difference
    assert again.at_stake_interval == pytest.approx((low * 40 * 100, high * 40 * 100))
    assert 0.28 < low < 0.5 < high < 0.67
    assert again.q < 0.001
    assert answer.not_read.keys() == {
        "channel_switch",
        "repeated_contact",
        "low_score",
        "rage_click",
        "dead_click",
    }


def test_what_comes_after_the_goal_never_counts_against_it():
    # They come back to A only after D: nobody came back before it.
    answer = pains(DOCUMENT, *told(*["ABCDA"] * 40, *["AB"] * 40), until=LATER, every=True, minimum=5)
    assert found(answer, "repeat", "A") is None


def test_journeys_too_near_the_end_to_be_followed_are_counted_apart():
    paths = [*["ABACD"] * 40, *["ABCD"] * 40, *["ABA"] * 40]
    journeys, give = told(*paths)
    # the first A of those who do not come back is at 0, the second of the others at 2 hours
    until = datetime.fromtimestamp(5 * 3600, UTC)
    answer = pains(DOCUMENT, journeys, give, until=until, horizon="4h", every=True)
    assert found(answer, "repeat", "A") is None, "nobody who came back can be followed for four hours"
    both = pains(DOCUMENT, journeys, give, until=until, horizon="3h", every=True)
    assert found(both, "repeat", "A").conversion.unknown == 0


def test_drop_off_stands_out_against_elsewhere():
    # 60 of 120 visits to B end the journey; 5 of 125 to A and 5 of 60 to C.
    paths = [*["A"] * 5, *["AB"] * 60, *["ABC"] * 5, *["ABCD"] * 55]
    document = DOCUMENT.patch("map", {"allowed_days": 1})[0]
    answer = pains(document, *told(*paths), until=LATER, every=True, minimum=5)
    [pain] = answer.pains
    assert (pain.kind, pain.name, pain.journeys, pain.of, pain.because) == ("drop_off", "B", 60, 120, ("rate",))
    assert (pain.rate.share, pain.rate.rest) == (0.5, 10 / 185)
    assert (pain.conversion.with_.n, pain.conversion.without.share, pain.conversion.p) == (0, 55 / 60, None)
    assert pain.at_stake is None, "no money is known"
    assert pains(document, *told(*paths), until=datetime.fromtimestamp(3600, UTC)).pains == (), "all are still open"


def test_a_low_score_is_told_against_the_same_kind_of_score_elsewhere_and_quoted():
    paths = ["AB"] * 80
    score = [[1 if k < 60 else 5, 5 if k < 75 else 1] for k in range(80)]
    text = [[f"klacht {k % 7}" if k < 60 else None, "mooi"] for k in range(80)]
    kinds = [["csat", "csat"]] * 80
    answer = pains(DOCUMENT, *told(*paths, score=score, score_kind=kinds, text=text), until=LATER, minimum=5)
    pain = next(p for p in answer.pains if p.kind == "low_score")
    assert (pain.name, pain.score_kind, pain.rate.share, pain.rate.rest) == ("A", "csat", 0.75, 5 / 80)
    assert pain.quotes == ("klacht 0", "klacht 1", "klacht 2")
    mixed = [["csat", "nps"]] * 80
    other = pains(DOCUMENT, *told(*paths, score=score, score_kind=mixed, text=text), until=LATER, minimum=5)
    assert not [p for p in other.pains if p.kind == "low_score"], "one kind of score is no measure for another"
    assert (answer.unread_scores, other.unread_scores) == (0, 0)
    strange = pains(DOCUMENT, *told(*paths, score=[[9, 1]] * 80, score_kind=kinds), until=LATER, minimum=5)
    assert strange.unread_scores == strange.to_dict()["unread_scores"] == 80


def test_switching_to_a_served_channel_and_calling_again():
    paths = [*["AXCD"] * 10, *["AX"] * 40, *["ABCD"] * 60, *["ABX"] * 5]
    channels = [["telefoon" if x == "X" else "web" for x in path] for path in paths]
    answer = pains(DOCUMENT, *told(*paths, channel=channels), until=LATER, every=True, minimum=5)
    switch = found(answer, "channel_switch", "A")
    assert switch in answer.pains
    assert (switch.journeys, switch.rate.n, switch.rate.of) == (50, 50, 115)
    assert (switch.conversion.with_.share, switch.conversion.without.share) == (0.2, 60 / 65)
    calls = [*["AXBX"] * 40, *["AXBB"] * 40]
    said = [["telefoon" if x == "X" else "web" for x in path] for path in calls]
    again = pains(DOCUMENT, *told(*calls, step=DAY, channel=said), until=LATER, every=True, minimum=5)
    contact_again = found(again, "repeated_contact", "X")
    assert (contact_again.touchpoint, contact_again.journeys, contact_again.rate) == (None, 40, None)


def test_clicks_of_rage_belong_to_the_touchpoint_they_follow():
    paths = [*["ARBCD"] * 10, *["ARB"] * 40, *["ABCD"] * 60]
    named = from_events(
        [f"{k:05}" for k, path in enumerate(paths) for _ in path],
        ["Rage click" if x == "R" else x for path in paths for x in path],
        [i * HOUR for path in paths for i in range(len(path))],
    )
    answer = pains(DOCUMENT, named, until=LATER, minimum=5)
    pain = next(p for p in answer.pains if p.kind == "rage_click")
    assert (pain.name, pain.journeys, set(pain.because)) == ("A", 50, {"rate", "conversion"})
    assert "dead_click" in answer.read
    marked = [[("yes" if x == "A" and "R" in path else None) for x in path] for path in paths]
    again = pains(DOCUMENT, *told(*paths, **{"attribute:rage_click": marked}), until=LATER, minimum=5)
    assert next(p for p in again.pains if p.kind == "rage_click").journeys == 50


def test_channels_by_the_words_of_their_names():
    assert [contact(name) for name in ("Web", "mobiele app", "online", "chatbot")] == [SELF] * 4
    assert [contact(name) for name in ("telefoon", "Winkel Utrecht", "WhatsApp", "live chat", "call-center")] == [
        SERVED
    ] * 5
    assert [contact(name) for name in ("e-mail", "post", "", "radio")] == [0] * 4


def test_a_map_without_events_or_phases_answers_too():
    none = from_events([], [], [])
    assert pains(DOCUMENT, none).pains == ()
    bare = pains(a_map({}), *told("AB", "A"), minimum=1, every=True)
    assert bare.goal is None
    assert bare.not_read["drop_off"] == "no_goal"
    with pytest.raises(UserError):
        pains(DOCUMENT, none, minimum=0)


def test_outside_the_workspace_nothing_is_told_of_few_and_nobody_is_quoted():
    paths = [*["ABACD"] * 3, *["ABA"] * 30, *["ABCD"] * 30, *["AB"] * 10]
    texts = [["woorden"] * len(path) for path in paths]
    answer = pains(DOCUMENT, *told(*paths, text=texts), until=LATER, minimum=5)
    again = found(answer, "repeat", "A")
    assert again.quotes == ("woorden",)
    shared = found(answer.shared(), "repeat", "A")
    assert (shared.quotes, shared.conversion, shared.journeys) == ((), None, 33)


def test_the_answer_does_not_depend_on_chunks(monkeypatch):
    rng = np.random.default_rng(3)
    paths = ["".join(rng.choice(list("ABCDX"), rng.integers(1, 9))) for _ in range(400)]
    channels = [[["web", "telefoon"][x in "XC"] for x in path] for path in paths]
    journeys, give = told(*paths, channel=channels, text=[[f"t{k}" for _ in p] for k, p in enumerate(paths)])
    whole = pains(DOCUMENT, journeys, give, until=LATER, every=True).to_dict()
    monkeypatch.setattr("klantreis.engine.local.SMALL", 0)
    monkeypatch.setenv("KLANTREIS_THREADS", "3")
    assert pains(DOCUMENT, journeys, give, until=LATER, every=True).to_dict() == whole
