"""A workspace is one folder: its settings, its kept answers, its library face."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import klantreis as kr
from klantreis.engine import generations
from klantreis.errors import Conflict, Damaged, NotFound, UserError
from klantreis.events.customers import erase_customer
from klantreis.workspace import Selection
from klantreis.workspace.behind import Cell
from klantreis.workspace.cache import KEPT_FILES, Cache
from klantreis.workspace.folder import default_folder, write_atomically
from klantreis.workspace.settings import Settings, load, save
from tests.postgres import cluster

EVENTS = """customer,activity,time,channel
an,visit,2026-03-02 10:00,web
an,order,2026-03-03 09:00,web
bo,visit,2026-03-02 11:00,app
"""


@pytest.fixture
def ws(tmp_path: Path):
    (tmp_path / "events.csv").write_text(EVENTS)
    with kr.open(tmp_path / "ws", name="Winkel") as opened:
        yield opened


@pytest.fixture
def filled(ws, tmp_path):
    ws.events.read(tmp_path / "events.csv")
    return ws


# Settings


def test_a_workspace_is_made_once_and_found_again(tmp_path):
    with kr.open(tmp_path / "a" / "b", name="Eén") as first:
        assert (first.settings.name, first.settings.timezone, first.settings.currency) == (
            "Eén",
            "Europe/Amsterdam",
            "EUR",
        )
        first.change(name='Met "tekens" \\ en é', timezone="America/Lima", currency="USD", language="en")
    with kr.open(tmp_path / "a" / "b", name="Anders") as again:
        assert again.settings == first.settings


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a\nb"},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../etc"},
        {"currency": "euro"},
        {"language": "de"},
    ],
)
def test_a_setting_that_is_not_allowed_names_itself(ws, wrong):
    with pytest.raises(UserError) as refused:
        ws.change(**wrong)
    assert refused.value.params["field"] == next(iter(wrong))
    assert ws.settings.name == "Winkel"


def test_a_database_address_is_kept_private(tmp_path):
    save(tmp_path, Settings(name="x", documents="postgresql://someone:secret@host/db"))
    assert (tmp_path / "workspace.toml").stat().st_mode & 0o077 == 0
    assert load(tmp_path).documents == "postgresql://someone:secret@host/db"


def test_settings_spoiled_by_hand_are_told_and_can_be_made_anew(tmp_path):
    (tmp_path / "workspace.toml").write_text("name = ")
    with pytest.raises(Damaged, match="cannot be read"):
        kr.open(tmp_path)
    (tmp_path / "workspace.toml").unlink()
    kr.open(tmp_path).close()


def test_the_folder_is_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("KLANTREIS_WORKSPACE", str(tmp_path / "daar"))
    assert default_folder() == tmp_path / "daar"
    monkeypatch.delenv("KLANTREIS_WORKSPACE")
    assert default_folder().name == "workspace"


def test_a_small_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    write_atomically(tmp_path / "f", b"old")
    monkeypatch.setattr("os.fsync", lambda handle: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_atomically(tmp_path / "f", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("f", b"old")]


@pytest.mark.postgres
def test_maps_and_users_can_live_in_postgresql(tmp_path, postgres_bin):
    with cluster(postgres_bin) as server:
        save(tmp_path, Settings(name="Samen", documents=server.new_database()))
        with kr.open(tmp_path) as workspace:
            made = workspace.maps.create("Kaart", template="empty")
            workspace.users.add("anna", "een heel lang wachtwoord", "owner")
        with kr.open(tmp_path) as again:
            assert again.maps["Kaart"].id == made.id
            assert again.users.verify("anna", "een heel lang wachtwoord") is not None
        assert not (tmp_path / "documents.sqlite").exists()


def test_refreshes_at_once_leave_the_newest_index(filled, tmp_path):
    names = [f"more{number}.csv" for number in range(4)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"customer,activity,time\nc{number},visit,2026-03-05 10:00\n")
    threads = [threading.Thread(target=filled.events.read, args=(tmp_path / name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with kr.open(filled.path) as again:
        again.trust()
        assert again.journeys().n == 6


# Kept answers


def test_an_answer_is_made_once_and_kept_over_restarts(tmp_path):
    made = []
    cache = Cache(tmp_path)
    for _ in range(2):
        assert cache.get(("question", 1), lambda: made.append(1) or b"answer") == b"answer"
    assert Cache(tmp_path).get(("question", 1), lambda: made.append(2) or b"other") == b"answer"
    assert made == [1]
    assert Cache(tmp_path).peek(("question", 2)) is None
    cache.clear()
    assert cache.get(("question", 1), lambda: b"again") == b"again"


def test_a_spoiled_answer_is_made_anew(tmp_path):
    Cache(tmp_path).get(("q",), lambda: b"answer")
    (file,) = tmp_path.iterdir()
    for spoiled in (b"", file.read_bytes()[:-1], b"x" * 100):
        file.write_bytes(spoiled)
        assert Cache(tmp_path).get(("q",), lambda: b"answer") == b"answer"


def test_many_who_ask_at_once_wait_for_one_making(tmp_path):
    made, cache = [], Cache(tmp_path)

    def make() -> bytes:
        made.append(1)
        time.sleep(0.05)
        return b"answer"

    threads = [threading.Thread(target=lambda: cache.get(("q",), make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_a_making_that_fails_is_tried_again(tmp_path):
    cache = Cache(tmp_path)
    with pytest.raises(ZeroDivisionError):
        cache.get(("q",), lambda: 1 // 0)
    assert cache.get(("q",), lambda: b"answer") == b"answer"


def test_a_disk_that_cannot_be_written_costs_speed_not_the_answer(tmp_path):
    (tmp_path / "file").write_text("")
    assert Cache(tmp_path / "file" / "cache").get(("q",), lambda: b"answer") == b"answer"


def test_kept_answers_are_bounded(tmp_path):
    cache = Cache(tmp_path)
    for number in range(KEPT_FILES + 5):
        cache.get((number,), lambda: b"x")
    assert len(list(tmp_path.iterdir())) <= KEPT_FILES


# Questions


def test_an_answer_follows_events_maps_rules_and_settings(filled, tmp_path):
    def n(**filters: str) -> int:
        return filled.ask("reach", Selection(**filters)).to_dict()["n"]

    assert n() == 2
    filled.segments.set("s", 'channel = "web"')
    assert n(segment="s") == 1
    filled.segments.set("s", "channel in (web, app)")
    assert n(segment="s") == 2
    assert n(from_="2026-03-02T10:30") == 1
    filled.change(timezone="UTC")
    assert n(from_="2026-03-02T10:30") == 0, "a time without a zone is in the workspace's"
    (tmp_path / "more.csv").write_text("customer,activity,time\ncy,visit,2026-03-05 10:00\n")
    filled.events.read(tmp_path / "more.csv")
    assert n() == 3


def test_the_same_answer_from_library_and_workspace(filled):
    assert filled.ask("transitions").to_dict() == kr.transitions(filled.journeys()).to_dict()


def test_another_process_is_followed(filled, tmp_path):
    assert filled.journeys().n == 2
    filled.trust()
    assert filled.follow() is False
    (tmp_path / "more.csv").write_text("customer,activity,time\ncy,visit,2026-03-05 10:00\n")
    filled.close()
    with kr.open(filled.path) as other:
        other.events.read(tmp_path / "more.csv")
    assert filled.journeys().n == 3, "an index made by another is seen at the next question"
    with kr.open(filled.path) as other:
        other.events.erase("cy")
    filled.follow()
    assert filled.journeys(where="channel = web").n == 1
    assert filled.journeys().n == 2


def test_a_new_folder_is_for_its_owner_alone_and_one_that_is_there_stays_as_it_was(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    for folder, mode in ((tmp_path / "new" / "ws", 0o700), (shared, 0o755)):
        kr.open(folder).close()
        assert folder.stat().st_mode & 0o777 == mode


def by_trip(workspace, tmp_path):
    file = tmp_path / "trips.csv"
    rows = [f"klant-{k},zoeken,2026-01-01 1{k}:00,t{k}" for k in range(4)]
    file.write_text("\n".join(["klant,activiteit,tijdstip,journey_id", *rows]) + "\n")
    workspace.events.read(file)


def test_who_is_erased_is_gone_from_the_index_of_every_unit(tmp_path):
    with kr.open(tmp_path / "ws") as workspace:
        by_trip(workspace, tmp_path)
        assert [workspace.journeys(unit=unit).n for unit in ("customer", "journey")] == [4, 4]
        assert len(list(workspace.path.glob("index/*/CURRENT"))) == 2
        workspace.events.erase("klant-1")
        eras = [generations.read_meta(each)["base"]["era"] for each in workspace.path.glob("index/*/g*")]
        assert eras == [1]
        assert [workspace.journeys(unit=unit).n for unit in ("customer", "journey")] == [3, 3]


def test_behind_a_number_stands_nobody_else_while_a_customer_is_erased(tmp_path, monkeypatch):
    with kr.open(tmp_path / "ws") as workspace:
        by_trip(workspace, tmp_path)
        workspace.journeys()
        workspace.trust()
        erase_customer(workspace.store, "klant-1")  # as another process does; the index is not refreshed yet
        listed = workspace.behind(Cell("reach", a="zoeken"))["listed"]
        assert sorted(each["customer"] for each in listed) == ["klant-0", "klant-2", "klant-3"]


def test_no_byte_of_a_rule_or_of_a_purged_map_is_left(tmp_path):
    with kr.open(tmp_path / "ws") as workspace:
        by_trip(workspace, tmp_path)
        workspace.segments.set("een", 'klant = "klant-1"')
        made = workspace.maps.create("Geheim klant-2")
        workspace.maps.delete(made.id)
        workspace.maps.purge(made.id)
        workspace.events.erase("klant-1")
        left = b"".join(path.read_bytes() for path in workspace.path.glob("documents.sqlite*"))
    assert b"klant-1" not in left
    assert b"Geheim klant-2" not in left


def test_a_damaged_index_is_made_anew_by_itself(filled):
    before = kr.reach(filled.journeys()).to_dict()
    (current,) = filled.path.glob("index/*/CURRENT")
    current.write_text("nonsense")
    with kr.open(filled.path) as again:
        assert kr.reach(again.journeys()).to_dict() == before


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"unit": "week"}, "selection.unit"), ({"gap": "30m"}, "selection.gap"), ({"unit": "gap"}, "events.gap")],
)
def test_a_selection_that_contradicts_itself(filled, wrong, code):
    with pytest.raises(UserError) as refused:
        filled.journeys(**wrong)
    assert refused.value.code == code


def test_an_unknown_question(filled):
    with pytest.raises(NotFound, match="no question"):
        filled.ask("astrology")
    filled.maps.create("K")
    with pytest.raises(NotFound, match="no question"):
        filled.ask_map("astrology", "K")


AT_ONCE = """
import sys, threading
import klantreis as kr

ws, failed = kr.open(sys.argv[1]), []
asked = [
    lambda: ws.follow(),
    lambda: ws.summary(),
    lambda: ws.segments.list(),
    lambda: ws.maps.create("K", template="empty"),
    lambda: ws.ask("reach"),
    lambda: ws.events.activities(),
    lambda: ws.check_rule("channel = web"),
    lambda: ws.maps.drafted(),
]
barrier = threading.Barrier(len(asked))

def run(ask):
    barrier.wait()
    try:
        ask()
    except Exception as error:
        failed.append(repr(error))

threads = [threading.Thread(target=run, args=(ask,)) for ask in asked]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
ws.close()
sys.exit("; ".join(failed) or 0)
"""


@pytest.mark.parametrize("_time", [0, *(pytest.param(n, marks=pytest.mark.wide) for n in (1, 2))])
def test_threads_that_all_begin_at_once_find_everything_loaded(filled, _time):
    filled.close()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", AT_ONCE, str(filled.path)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


# Maps and the public names


def test_maps_by_name_and_by_id(ws):
    made = ws.maps.create("Kaart", template="empty")
    assert ws.maps["Kaart"].id == ws.maps[made.id].id == made.id
    assert "Kaart" in ws.maps
    assert list(ws.maps) == ["Kaart"]
    ws.maps.create("Kaart")
    with pytest.raises(Conflict):
        ws.maps["Kaart"]
    with pytest.raises(NotFound):
        ws.maps["Geen"]


def test_a_map_is_held_against_its_own_journeys_or_others(filled):
    made, drafted = filled.maps.draft(name="Getekend", language="en")
    assert drafted["map"] == made.id
    assert kr.validate(made).n == 2
    assert kr.validate(made, filled.journeys(channel="web")).n == 1
    told = kr.fitness(made)
    assert (told.n, told.to_dict()) == (2, filled.ask_map("fitness", made.id).to_dict())
    assert kr.measure(made).n == 2
    assert kr.validate(made.document, filled.journeys()).n == 2
    with pytest.raises(UserError, match="knows no journeys"):
        kr.validate(made.document)
    with pytest.raises(UserError):
        kr.fitness(filled.journeys())
    assert kr.draft(filled.journeys(), language="en", name="Los").document.map.name == "Los"


def test_every_public_name_is_there_and_documented():
    for name in kr.__all__:
        assert getattr(kr, name).__doc__, name
    assert set(dir(kr)) >= set(kr.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = kr.nonsense
