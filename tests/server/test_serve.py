"""The server as a process: its start, its end, beside a terminal, and after a kill."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import klantreis as kr
from klantreis.errors import UserError
from klantreis.server.address import Address, listen
from tests.server.conftest import EVENTS

COMMAND = [sys.executable, "-m", "klantreis"]


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "KLANTREIS_WORKSPACE": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}


@contextmanager
def served(folder: Path, *words: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """A running server and its address, as it tells it."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", *words],
        env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        first = process.stdout.readline()
        assert " is at http://" in first, first + process.stdout.read()
        yield first.strip().rsplit(" ", 1)[-1], process
    except Exception as failed:
        process.kill()
        failed.add_note(f"The server said: {process.communicate()[0]}")
        raise
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def ask(address: str, path: str, **body: object) -> dict:
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(f"{address}/api/v1{path}", data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        refused.add_note(refused.read().decode())
        raise


def terminal(folder: Path, *words: str) -> dict:
    ran = subprocess.run(
        [*COMMAND, *words, "--json"], env=environment(folder), capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


def wait_for(address: str, path: str, holds) -> dict:
    until = time.monotonic() + 60
    while not holds(seen := ask(address, path)):
        assert time.monotonic() < until, seen
        time.sleep(0.2)
    return seen


@pytest.mark.wide
def test_a_terminal_and_a_server_share_a_workspace(tmp_path):
    (tmp_path / "klanten.csv").write_text(EVENTS)
    folder = tmp_path / "ws"
    with served(folder) as (address, process):
        assert ask(address, "/workspace")["counts"]["events"] == 0
        assert terminal(folder, "import", str(tmp_path / "klanten.csv"))["added"] == 10
        wait_for(address, "/workspace", lambda seen: seen["counts"]["events"] == 10)
        assert ask(address, "/transitions")["n"] == 4
        made = ask(address, "/maps", name="Samen", template="five")
        assert [shown["id"] for shown in terminal(folder, "maps")["maps"]] == [made["id"]]
        # The background measures the map without being asked.
        wait_for(address, "/maps", lambda seen: seen["maps"][0]["measured_at"] is not None)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=30)[0]
    assert (process.returncode, told.strip().splitlines()[-1]) == (0, "Stopped.")


def test_what_was_acknowledged_survives_a_kill(tmp_path):
    folder = tmp_path / "ws"
    with served(folder) as (address, process):
        made = ask(address, "/maps", name="Bewaard", template="empty")
        process.kill()
        process.wait(30)
    with served(folder) as (address, _):
        assert ask(address, f"/maps/{made['id']}")["name"] == "Bewaard"


@pytest.mark.wide
def test_an_import_that_was_killed_before_its_index_is_seen_at_the_next_start(tmp_path):
    (tmp_path / "klanten.csv").write_text(EVENTS)
    folder = tmp_path / "ws"
    with kr.open(folder) as workspace:
        workspace.events.read(tmp_path / "klanten.csv")
        more = tmp_path / "meer.csv"
        more.write_text("klant,activiteit,tijdstip\nlaat,boeking,2026-02-01 10:00\n")
        # As a process does that dies between the events and the index.
        workspace.refresh = lambda *told: ""
        workspace.events.read(more)
    with served(folder) as (address, _):
        wait_for(address, "/workspace", lambda seen: seen["counts"]["events"] == 11)
        assert ask(address, "/transitions")["n"] == 5


def test_a_server_others_can_reach_needs_a_password(tmp_path):
    folder = tmp_path / "ws"
    with kr.open(folder) as workspace:
        workspace.users.add("anna", "een heel lang wachtwoord", "owner")
    with served(folder, "--public-host", "klantreis.example") as (address, _):
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask(address, "/workspace")
        assert refused.value.code == 401
        assert ask(address, "/session", name="anna", password="een heel lang wachtwoord")["user"]["name"] == "anna"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (Address(port=70000), "serve.port"),
        (Address(host="192.0.2.1", port=0), "serve.host"),
        (Address(host="no such host", port=0), "serve.host"),
    ],
)
def test_an_address_that_cannot_be_used(address, code):
    with pytest.raises(UserError) as refused:
        listen(address)
    assert refused.value.code == code


def test_a_taken_port_names_another():
    first = listen(Address(port=0))
    with pytest.raises(UserError, match="taken") as refused:
        listen(Address(port=first.port))
    assert f"--port {first.port + 1}" in refused.value.mend
    first.opened.close()


@pytest.mark.parametrize(
    ("address", "others"),
    [
        (Address(), False),
        (Address(host="::1"), False),
        (Address(host="0.0.0.0"), True),
        (Address(host="192.168.1.2"), True),
        (Address(public_hosts=("klantreis.example",)), True),
    ],
)
def test_who_can_reach_it(address, others):
    assert address.open_to_others is others
