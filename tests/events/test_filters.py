"""The filter language: what it reads, what it refuses and where, and which journeys it selects."""

from __future__ import annotations

from pathlib import Path

import pytest

from klantreis.errors import Conflict, UserError
from klantreis.events.customers import erase_customer
from klantreis.events.filters import Filter, parse, select
from klantreis.events.filters.naming import names_customer
from klantreis.events.filters.rules import All, Any, Comparison, Not
from klantreis.events.importer import read
from klantreis.events.refresh import refresh
from klantreis.events.store import open_store

LOG = """klant,activiteit,tijdstip,kanaal,bedrag,leeftijd
a,zoeken,2025-01-01 10:00,web,,35
a,boeken,2025-01-02 10:00,phone,80,35
b,zoeken,2025-01-05 10:00,web,,
b,boeken,2025-01-06 10:00,web,20,
c,zoeken,2025-02-01 00:00,,,"40,5"
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("filters")
    path = folder / "log.csv"
    path.write_text(LOG)
    store = open_store(folder)
    read(store, path)
    yield store, refresh(store, folder / "index")
    store.close(wait=True)


def chosen(world, **given: str) -> str:
    store, journeys = world
    kept = select(store, journeys, Filter(**given))
    return "".join(kept.customer_names(list(kept.customers)))


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ('channel = "phone"', "a"),
        ("kanaal = phone", "a"),
        ('channel = "phone" and amount > 50', None),
        ('channel = "phone" and bedrag > 50', "a"),
        ("bedrag > 50 or activity = boeken", "ab"),
        ("bedrag > 50 of activiteit = boeken", "ab"),
        # One event must satisfy the whole rule: no event of b is both a search and worth 20.
        ("value = 20 and activity = zoeken", ""),
        ("value = 20 en activiteit = boeken", "b"),
        ("not channel = web", "ac"),
        ("niet (kanaal = web of kanaal = phone)", "c"),
        ("channel != web", "ac"),
        ("channel in (phone, winkel)", "a"),
        ("channel not in (phone, web)", "c"),
        ("channel is empty", "c"),
        ("channel is leeg", "c"),
        ("kanaal is niet leeg", "ab"),
        ("activity ~ 'boek*'", "ab"),
        ("activity lijkt op 'z?eken'", "abc"),
        ("activity !~ '*oek*'", ""),
        ("leeftijd >= 35", "ac"),
        ("leeftijd = 40.5", "c"),
        ("leeftijd between 30 and 36", "a"),
        ("leeftijd tussen 30 en 36", "a"),
        ("time >= 2025-01-06 and time < 2025-02-01", "b"),
        ("customer = a", "a"),
        ("'activiteit' = zoeken", "abc"),
        ("`kanaal` = web", "ab"),
    ],
)
def test_rule_selects(world, rule: str, kept: str | None):
    if kept is None:
        with pytest.raises(UserError) as told:
            chosen(world, where=rule)
        assert told.value.params["reason"] == "unknown_field"
        assert told.value.params["at"] == 23
    else:
        assert chosen(world, where=rule) == kept


def test_time_range_takes_journeys_that_start_in_it(world):
    assert chosen(world, from_="2025-01-02") == "bc"
    # Midnight of 1 February in Amsterdam: the end is excluded, the start is not.
    assert chosen(world, to="2025-02-01") == "ab"
    assert chosen(world, from_="2025-02-01") == "c"
    assert chosen(world, from_="2025-01-31T23:00:00Z", to="2025-02-02") == "c"


def test_filters_together_and_as_said(world):
    store, journeys = world
    kept = select(store, journeys, Filter(segment="leeftijd > 30", segment_name="volwassen", channel="web"))
    assert kept.customer_names(list(kept.customers)) == ["a"]
    assert kept.filters == {"segment": "volwassen", "channel": "web"}


@pytest.mark.parametrize(
    ("rule", "at", "reason"),
    [
        ("", 1, "empty"),
        ("   ", 1, "empty"),
        ("channel", 8, "syntax"),
        ("channel =", 10, "syntax"),
        ("channel = 'web", 11, "open_quote"),
        ("= web", 1, "syntax"),
        ("channel = web web", 15, "syntax"),
        ("channel in web", 12, "syntax"),
        ("channel in (web", 16, "syntax"),
        ("channel in ()", 13, "syntax"),
        ("(channel = web", 15, "syntax"),
        ("channel = web)", 14, "syntax"),
        ("and channel = web", 1, "syntax"),
        ("channel not = web", 13, "syntax"),
        ("chanel = web", 1, "unknown_field"),
        ("value = veel", 1, "not_number"),
        ("time > gisteren", 1, "not_time"),
        ("value ~ '1*'", 1, "not_text"),
        ("channel ! web", 9, "character"),
        ("(" * 60 + "channel = web", 51, "syntax"),
        ("x = '" + "y" * 10_001, 10_000, "too_long"),
    ],
)
def test_mistakes_are_told_with_their_place(world, rule: str, at: int, reason: str):
    with pytest.raises(UserError) as told:
        chosen(world, where=rule)
    assert (told.value.code, told.value.params["at"], told.value.params["reason"]) == ("events.filter", at, reason)
    assert told.value.mend


@pytest.mark.parametrize(
    "asked", [{"from_": "0001-01-01"}, {"to": "9999-12-31T23:30-05:00"}, {"where": "time > 0001-01-01"}]
)
def test_a_moment_outside_the_calendar_is_no_date(world, asked):
    with pytest.raises(UserError) as told:
        chosen(world, **asked)
    assert told.value.params["reason"] == "not_time"


def test_text_in_a_rule_never_becomes_sql(world):
    assert chosen(world, where='channel = "web\' OR 1=1 --"') == ""
    assert chosen(world, where="channel = 'a''b'") == ""
    with pytest.raises(UserError):
        chosen(world, where='"kanaal) OR (1=1" = web')


def test_and_binds_before_or():
    comparisons = [Comparison(name, "=", ("1",), at) for name, at in (("a", 1), ("b", 10), ("c", 20))]
    assert parse("a = 1 or b = 1 and c = 1") == Any((comparisons[0], All(tuple(comparisons[1:]))))
    assert parse("not a = 1") == Not(Comparison("a", "=", ("1",), 5))


def test_journeys_of_before_an_erasure_are_refused(tmp_path: Path):
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    store = open_store(tmp_path / "ws")
    read(store, path)
    journeys = refresh(store, tmp_path / "ws" / "index")
    erase_customer(store, "a")
    with pytest.raises(Conflict):
        select(store, journeys, Filter(channel="web"))
    store.close(wait=True)


@pytest.mark.parametrize(
    ("where", "named"),
    [
        ('customer = "30"', True),
        ('not (klant in ("29", "30") or value > 1)', True),
        ('customer = "301"', False),
        ("value > 30", False),
        ("customer ~ 30", True),
        ("customer ~ 301", False),
        ("not a rule (30", True),
        ("not a rule (301", False),
    ],
)
def test_which_rules_name_a_customer(where, named):
    assert names_customer(where, "30") is named


def test_an_id_that_is_no_number_counts_in_every_field():
    assert names_customer('mail = "an@example.nl"', "an@example.nl")
    assert not names_customer('mail = "an@example.nl"', "an")
