"""Comments through the API: signed by who is signed in, and who is called hears of it."""

from __future__ import annotations

from typing import Any

import klantreis as kr
from tests.server.conftest import TestClient

COMMENT = "comment_0000000001"


def said(by: str = "local", **more: Any) -> dict[str, Any]:
    record = {"id": COMMENT, "kind": "comment", "target": "map", "text": "@local klopt dit?", "by": by}
    return {**record, "at": "2026-11-01T10:00:00Z", **more}


def put(record: dict[str, Any]) -> dict[str, Any]:
    return {"op": "put", "id": record["id"], "record": record}


def change(client: TestClient, map_id: str, *changes: dict[str, Any]) -> Any:
    return client.patch(f"/api/v1/maps/{map_id}", json={"changes": list(changes)})


def made(client: TestClient, name: str = "Rondreis") -> str:
    return client.post("/api/v1/maps", json={"name": name, "template": "empty"}).json()["id"]


def test_r32_a_comment_in_anothers_name_is_refused_through_the_api(client: TestClient) -> None:
    map_id = made(client)
    answer = change(client, map_id, put(said("anna")))
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] == "journey.signed"
    assert answer.json()["params"]["rule"] == "R32"
    assert change(client, map_id, put(said())).is_success
    assert change(client, map_id, {"op": "patch", "id": COMMENT, "fields": {"by": "anna"}}).status_code >= 400


def test_r33_a_removed_comment_of_another_comes_back_by_undo_only_as_it_was(
    client: TestClient, workspace: kr.Workspace
) -> None:
    map_id = made(client)
    phase = {"id": "phase_0000000001", "kind": "phase", "name": "Zoeken", "order": "V"}
    stored = workspace.maps.stored
    stored.change(map_id, [put(phase), put(said("anna", target=phase["id"]))], "anna")
    assert change(client, map_id, {"op": "remove", "id": COMMENT}).json()["code"] == "journey.not_yours"
    removed = change(client, map_id, {"op": "remove", "id": phase["id"]}).json()
    assert COMMENT not in stored.get(map_id).document
    forged = change(client, map_id, put(phase), put(said("anna", target=phase["id"], text="Onzin")))
    assert forged.json()["code"] == "journey.not_yours"
    assert change(client, map_id, *removed["inverse"]).is_success
    assert stored.get(map_id).document[COMMENT].text == "@local klopt dit?"  # type: ignore[attr-defined]


def test_who_is_called_hears_of_it_until_the_thread_is_resolved(client: TestClient, workspace: kr.Workspace) -> None:
    first, second = made(client), made(client, "Tweede")
    stored = workspace.maps.stored
    asks = said("anna", mentions=["local", "bram"])
    answers = said("anna", id="comment_0000000002", reply_to=COMMENT, mentions=["local"], at="2026-11-02T10:00:00Z")
    stored.change(first, [put(asks), put(answers)], "anna")
    stored.change(second, [put(said("local", mentions=["local"]))], "local")
    found = client.get("/api/v1/mentions").json()["mentions"]
    assert [each["comment"] for each in found] == ["comment_0000000002", COMMENT]
    assert {each["map"] for each in found} == {first}
    assert found[1]["text"] == "@local klopt dit?"
    fields = {"resolved": True, "resolved_by": "local"}
    assert change(client, first, {"op": "patch", "id": COMMENT, "fields": fields}).is_success
    assert client.get("/api/v1/mentions").json() == {"mentions": []}
    assert workspace.mentions.of("bram") == []


def test_people_who_can_be_called(client: TestClient, workspace: kr.Workspace) -> None:
    workspace.users.add("Carla", "een lang wachtwoord", "viewer")
    workspace.users.add("weg", "een lang wachtwoord", "editor")
    workspace.users.set_disabled("weg", True)
    assert client.get("/api/v1/people").json() == {"people": [{"name": "Carla"}, {"name": "local"}]}
