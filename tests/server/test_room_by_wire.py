"""The room over its WebSocket: who may come in, what is said, and what nonsense meets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc
from starlette.testclient import TestClient, WebSocketDenialResponse, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

import klantreis as kr
from klantreis.collaboration import shape
from klantreis.journey.changes import parse_changes
from klantreis.server.app import create_app
from klantreis.server.door import PasswordDoor
from klantreis.server.routes.room import Outgoing
from tests.journey import small
from tests.loops import run
from tests.server.conftest import HERE

SOCKET = HERE.replace("http", "ws")


class Browser:
    """One socket and its copy of the map."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self.socket, self.doc, self.said = socket, Doc(), []
        self.welcome = self.until("welcome")
        self.socket.send_bytes(b"\x00" + self.doc.get_state())
        self.until("synced")

    def until(self, kind: str) -> dict[str, Any]:
        while True:
            message = self.socket.receive()
            if message["type"] == "websocket.close":
                raise WebSocketDisconnect(message.get("code", 1000))
            (message.get("text") or "").encode()  # as it goes over a real wire
            if message.get("bytes") is not None:
                if message["bytes"][0] == 1:
                    self.doc.apply_update(message["bytes"][1:])
                continue
            said = json.loads(message["text"])
            self.said.append(said)
            if said["kind"] == kind:
                return said

    def write(self, change: dict[str, Any], number: int = 1) -> None:
        before = self.doc.get_state()
        shape.write(self.doc, parse_changes([change]))
        self.socket.send_bytes(b"\x01" + number.to_bytes(4, "big") + self.doc.get_update(before))


@pytest.fixture
def made(workspace: kr.Workspace) -> str:
    return workspace.maps.create(document=small.small()).id


def test_two_people_see_each_other_and_each_others_words(client: TestClient, made: str) -> None:
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        anna = Browser(one)
        assert anna.welcome["may_write"] is True
        with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as two:
            bram = Browser(two)
            assert {each["member"] for each in bram.welcome["people"]} >= {anna.welcome["member"]}
            anna.write({"op": "patch", "id": small.AD, "fields": {"name": "Reclame"}}, 7)
            assert anna.until("kept")["number"] == 7
            bram.until("version")
            assert shape.read(bram.doc, [small.AD])[small.AD]["name"] == "Reclame"
            one.send_text(json.dumps({"kind": "presence", "state": {"cell": small.PLAIN}}))
            said = bram.until("presence")
            while said["state"] is None:
                said = bram.until("presence")
            assert said["state"] == {"cell": small.PLAIN}
            assert said["author"] == anna.welcome["author"]
        assert anna.until("left")["member"] == bram.welcome["member"]
    answer = client.get(f"/api/v1/maps/{made}").json()
    assert answer["document"]["records"][small.AD]["name"] == "Reclame"


def test_a_change_over_http_reaches_the_room_and_reading_sees_what_was_typed(client: TestClient, made: str) -> None:
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        anna = Browser(one)
        anna.write({"op": "patch", "id": small.PLAIN, "fields": {"text": "vooraf"}})
        anna.until("kept")
        answer = client.get(f"/api/v1/maps/{made}").json()
        assert answer["document"]["records"][small.PLAIN]["text"] == "vooraf"
        change = {"op": "patch", "id": small.AD, "fields": {"name": "Folder"}}
        assert client.patch(f"/api/v1/maps/{made}", json={"changes": [change]}).status_code == 200
        while shape.read(anna.doc, [small.AD])[small.AD]["name"] != "Folder":
            anna.until("version")


@pytest.mark.parametrize("heard", [0, 1])
def test_who_leaves_before_being_let_in_leaves_no_trace(client: TestClient, made: str, heard: int) -> None:
    """The line breaks at the answer, or at the first word after it; the application raises nothing."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        if len(sent) == heard:
            raise OSError("gone")
        sent.append(message)

    headers = [(b"host", HERE.removeprefix("http://").encode())]
    scope = {"type": "websocket", "path": f"/api/v1/maps/{made}/room", "headers": headers, "query_string": b""}
    assert client.portal is not None
    client.portal.call(client.app, {**scope, "scheme": "ws", "subprotocols": []}, receive, send)
    assert len(sent) == heard
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        assert len(Browser(one).welcome["people"]) == 1


def test_words_that_do_not_fit_are_given_back_before_they_are_acknowledged(client: TestClient, made: str) -> None:
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        anna = Browser(one)
        entry = shape.records_of(anna.doc)[small.AD]
        before = anna.doc.get_state()
        entry["name"].insert(0, "x" * 300)
        one.send_bytes(b"\x01\x00\x00\x00\x05" + anna.doc.get_update(before))
        anna.until("kept")
        told = [said["kind"] for said in anna.said if said["kind"] in ("refused", "kept")]
        assert told == ["refused", "kept"]
        refused = next(said for said in anna.said if said["kind"] == "refused")["refused"][0]
        assert (refused["field"], refused["words"]) == ("name", "x" * 300 + "Advertentie")
        assert shape.read(anna.doc, [small.AD])[small.AD]["name"] == "Advertentie"


def test_nonsense_is_told_and_put_back(client: TestClient, made: str) -> None:
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        anna = Browser(one)
        anna.write({"op": "patch", "id": small.PLAIN, "fields": {"colour": "magenta"}})
        said = anna.until("refused")
        assert said["refused"][0]["field"] == "colour"
        assert said["refused"][0]["words"] == "magenta"
        one.send_bytes(b"\x01\x00\x00\x00\x02nonsense")
        assert anna.until("problem")["code"] == "room.no_update"


def standing(state: str) -> str:
    return f'{{"kind": "presence", "state": {{"standing": {state}}}}}'


@pytest.mark.parametrize(
    "frame",
    [b"", b"\x07x", "[]", "{", standing(f'"{"x" * 9000}"'), standing("NaN"), standing("-1e999")]
    + [standing("[" * deep + "]" * deep) for deep in (20, 900, 1900)],
)
def test_what_is_no_message_ends_the_connection(client: TestClient, made: str, frame: bytes | str) -> None:
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        anna = Browser(one)
        one.send_bytes(frame) if isinstance(frame, bytes) else one.send_text(frame)
        with pytest.raises(WebSocketDisconnect) as ended:
            anna.until("never")
        assert ended.value.code == 4400


def test_half_a_character_that_one_types_ends_the_connection_of_nobody(client: TestClient, made: str) -> None:
    """A browser that tells the end of a text may cut an emoji in two; such a half cannot be written as UTF-8."""
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        bram = Browser(one)
        with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as two:
            anna = Browser(two)
            two.send_text(standing(r'{"text": "\ude00 vrolijk"}'))
            said = bram.until("presence")
            while said["state"] is None:
                said = bram.until("presence")
            assert said["state"]["standing"]["text"] == "\ude00 vrolijk"
            with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as three:
                people = {each["member"]: each["state"] for each in Browser(three).welcome["people"]}
                assert people[anna.welcome["member"]] == said["state"]


def test_what_waits_for_a_slow_browser_is_bounded_in_number_and_in_bytes() -> None:
    async def play(message: dict[str, Any] | bytes) -> int:
        outgoing, sent = Outgoing(), 0
        while not outgoing.slow.is_set():
            outgoing.send(message)
            sent += 1
        return sent - 1

    assert run(play({"kind": "synced"})) == 2_000
    assert run(play(bytes(10 * 2**20))) == 7


def test_no_map_no_room(client: TestClient) -> None:
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/map_nothing/room") as one:
        assert one.receive_json()["code"] == "maps.not_found"


def test_another_site_cannot_open_a_room(client: TestClient, made: str) -> None:
    for headers in ({"origin": "https://elders.example"}, {"host": "elders.example"}):
        with (
            pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)),
            client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room", headers=headers),
        ):
            pass


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[tuple[TestClient, str]]:
    with kr.open(tmp_path / "team", name="Team") as workspace:
        made = workspace.maps.create(document=small.small()).id
        workspace.users.add("kijker", "een heel lang wachtwoord", "viewer")
        app = create_app(workspace, keep=False, door=PasswordDoor(workspace.users))
        with TestClient(app, base_url=HERE) as asking:
            yield asking, made


def test_nobody_comes_in_without_signing_in_and_a_viewer_only_looks(guarded: tuple[TestClient, str]) -> None:
    client, made = guarded
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        assert one.receive_json()["code"] == "session.none"
    body = {"name": "kijker", "password": "een heel lang wachtwoord"}
    assert client.post("/api/v1/session", json=body).status_code in (200, 201, 204)
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        viewer = Browser(one)
        assert viewer.welcome["may_write"] is False
        viewer.write({"op": "patch", "id": small.AD, "fields": {"name": "Reclame"}})
        assert viewer.until("problem")["code"] == "room.read_only"
    assert client.get(f"/api/v1/maps/{made}").json()["document"]["records"][small.AD]["name"] == "Advertentie"


def test_who_enters_with_nothing_is_given_the_map_as_plain_records_and_then_all_of_it(
    client: TestClient, workspace: kr.Workspace, made: str
) -> None:
    with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room") as one:
        anna = Browser(one)
        anna.write({"op": "patch", "id": small.PLAIN, "fields": {"text": "net getypt"}})
        anna.until("kept")
        with client.websocket_connect(f"{SOCKET}/api/v1/maps/{made}/room?whole=1") as other:
            said, copy = [], Doc()
            while not said or said[-1]["kind"] != "synced":
                message = other.receive()
                if message.get("bytes") is None:
                    said.append(json.loads(message["text"]))
                elif message["bytes"][0] == 1:
                    copy.apply_update(message["bytes"][1:])
            assert [each["kind"] for each in said if each["kind"] != "version"] == ["welcome", "whole", "synced"]
            (whole,) = (each["records"] for each in said if each["kind"] == "whole")
            assert whole[small.PLAIN]["text"] == "net getypt"
            assert whole == shape.read(copy) == shape.read(anna.doc)
            # what it asks after that is answered without them
            other.send_bytes(b"\x00" + copy.get_state())
            while (message := other.receive()).get("text") is None or "synced" not in message["text"]:
                assert "whole" not in (message.get("text") or "")
    assert whole.keys() == workspace.maps.get(made).document.records.keys()
