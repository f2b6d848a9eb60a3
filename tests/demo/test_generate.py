"""The demo's events: repeatable, whole, and with each truth as large as it is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from klantreis.demo import NAME, TRUE_PHASES, generate, truths, write
from klantreis.demo.world import ACTIVITIES, FLOW, NAMES, PHASES

SOME = 12_000


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    return generate(customers=SOME).to_pandas()


@pytest.fixture(scope="module")
def control() -> pd.DataFrame:
    return generate(customers=SOME, control=True).to_pandas()


def reached(events: pd.DataFrame, activity: str) -> float:
    return events.loc[events.activiteit == activity, "reis"].nunique() / events.reis.nunique()


def test_the_same_seed_gives_the_same_events_and_another_seed_does_not() -> None:
    first = generate(customers=300, seed=5)
    assert first.equals(generate(customers=300, seed=5))
    assert not first.equals(generate(customers=300, seed=6))


def test_every_activity_of_the_flow_is_known_and_every_one_can_be_reached() -> None:
    targets = {name for options in FLOW.values() for name in options if name}
    assert targets <= set(NAMES)
    assert set(FLOW) == set(NAMES)
    assert {TRUE_PHASES[a.name] for a in ACTIVITIES} == set(PHASES)


def test_events_are_in_order_of_time_within_the_range_and_carry_what_a_customer_would(events: pd.DataFrame) -> None:
    assert events.tijdstip.is_monotonic_increasing
    assert events.tijdstip.min() >= truths.BEGIN
    assert events.tijdstip.max() < truths.END_OF_DATA
    assert events.klant.nunique() == SOME
    assert (events.bedrag.notna() == (events.activiteit == "Betaald")).all()
    assert (events.score.notna() == events.score_soort.notna()).all()
    assert events.loc[events.score_soort == "nps", "score"].between(0, 10).all()
    assert events.loc[events.score_soort == "csat", "score"].between(1, 5).all()
    assert set(events.taal) == {"nl", "en"}
    assert not events.tekst.dropna().str.contains("{", regex=False).any()


def test_no_filters_makes_search_loops_and_calls(events: pd.DataFrame, control: pd.DataFrame) -> None:
    def views(frame: pd.DataFrame) -> float:
        seen = frame[frame.activiteit == "Reizenpagina bekeken"]
        return len(seen) / seen.reis.nunique()

    assert views(events) > 1.25 * views(control)

    def mark(frame: pd.DataFrame) -> float:
        return frame.loc[frame.activiteit == "Reizenpagina bekeken", "score"].mean()

    assert reached(events, "Gebeld met reisvraag") > 1.5 * reached(control, "Gebeld met reisvraag")
    assert mark(events) < 2.8
    assert mark(control) > 3.2


def test_confirmations_are_lost_for_one_provider_after_the_date(events: pd.DataFrame, control: pd.DataFrame) -> None:
    def confirmed(frame: pd.DataFrame) -> float:
        return frame.loc[frame.activiteit == "Boekingsbevestiging ontvangen", "reis"].nunique() / frame.reis.nunique()

    since = truths.LOST_CONFIRMATION.from_
    settled = truths.END_OF_DATA - pd.Timedelta(days=30)
    paid = events[(events.activiteit == "Betaald") & (events.tijdstip < settled)]
    hit = paid[(paid.aanbieder == "Zonnelijn") & (paid.tijdstip >= since)]
    spared = paid[(paid.aanbieder != "Zonnelijn") | (paid.tijdstip < since)]
    assert confirmed(events[events.reis.isin(hit.reis)]) < 0.6
    assert confirmed(events[events.reis.isin(spared.reis)]) > 0.99
    assert reached(control, "Gebeld over bevestiging") == 0


def test_payments_fail_on_mobile_between_the_dates(events: pd.DataFrame, control: pd.DataFrame) -> None:
    bug = truths.MOBILE_PAYMENT
    started = events[events.activiteit == "Betaling gestart"]
    failed = events[events.activiteit == "Betaling mislukt"]

    def rate(mask_of) -> float:
        return mask_of(failed).sum() / mask_of(started).sum()

    during = rate(lambda e: (e.apparaat == "mobiel") & e.tijdstip.between(bug.from_, bug.to))
    other = rate(lambda e: (e.apparaat != "mobiel") | ~e.tijdstip.between(bug.from_, bug.to))
    assert 0.4 < during < 0.5
    assert other < 0.01
    assert reached(control, "Betaling mislukt") < 0.003


def waits(frame: pd.DataFrame, source: str, target: str) -> pd.DataFrame:
    """Per ``source`` event directly followed by ``target``: its moment and the hours until then."""
    ordered = frame.sort_values(["reis", "tijdstip"], kind="stable")
    following = ordered.groupby("reis")[["activiteit", "tijdstip"]].shift(-1)
    pair = (ordered.activiteit == source) & (following.activiteit == target)
    hours = (following.tijdstip - ordered.tijdstip)[pair].dt.total_seconds() / 3600
    return pd.DataFrame({"at": ordered.tijdstip[pair], "hours": hours})


def test_answers_are_slow_on_mondays_only_where_told(events: pd.DataFrame, control: pd.DataFrame) -> None:
    def ratio(frame: pd.DataFrame) -> float:
        answer = waits(frame, "Vraag gemaild", "Antwoord ontvangen")
        monday = answer["at"].dt.day_of_week == 0
        return answer[monday].hours.median() / answer[~monday].hours.median()

    assert ratio(events) > 5
    assert 0.6 < ratio(control) < 1.6


def test_quotes_become_fast_and_sell_more(events: pd.DataFrame) -> None:
    quote = waits(events, "Offerte aangevraagd", "Offerte ontvangen")
    late = quote["at"] >= truths.FASTER_QUOTES.from_
    assert quote[~late].hours.median() > 48
    assert quote[late].hours.median() < 10


def test_whatsapp_appears_half_way_and_never_in_the_control_year(events: pd.DataFrame, control: pd.DataFrame) -> None:
    chats = events[events.activiteit == "WhatsApp-gesprek gevoerd"]
    assert chats.tijdstip.min() >= truths.NEW_CHANNEL.from_
    assert len(chats) > 100
    assert reached(control, "WhatsApp-gesprek gevoerd") == 0


def test_the_chatbot_changes_nothing(events: pd.DataFrame) -> None:
    chats = events[events.activiteit == "Chatvraag gesteld"]
    later = chats[chats.tijdstip >= truths.CHATBOT.from_]
    paid = set(events.loc[events.activiteit == "Betaald", "reis"])
    bot, person = later[later.chatbot == "ja"], later[later.chatbot == "nee"]
    assert abs(len(bot) / len(later) - 0.5) < 0.06
    gap = bot.reis.isin(paid).mean() - person.reis.isin(paid).mean()
    assert abs(gap) < 4 * np.sqrt(0.25 / len(bot) + 0.25 / len(person))
    assert (chats[chats.tijdstip < truths.CHATBOT.from_].chatbot == "nee").all()


def test_the_page_tells_the_truths_as_the_code_makes_them() -> None:
    page = Path(__file__).parents[2] / "docs" / "demo-truths.md"
    assert page.read_text(encoding="utf-8") == truths.markdown()
    assert NAME == "Reisbureau Ververeis"


@pytest.mark.parametrize("name", ["events.parquet", "events.csv"])
def test_writing_leaves_one_whole_file(tmp_path: Path, name: str) -> None:
    target = write(tmp_path / name, customers=100)
    read = pd.read_parquet(target) if target.suffix == ".parquet" else pd.read_csv(target)
    assert len(read) == generate(customers=100).num_rows
    assert [p.name for p in tmp_path.iterdir()] == [name]
