"""Maps by the wire: make, read, change, versions, undo, bin; and what the data say about them."""

import pytest

from tests.server.conftest import ended


@pytest.fixture
def made(client):
    answer = client.post("/api/v1/maps", json={"name": "Rondreis VS", "template": "five", "language": "nl"})
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/maps/{answer.json()['id']}"
    return answer.json()


def touchpoints(document: dict) -> list[dict]:
    return [record for record in document["records"].values() if record["kind"] == "touchpoint"]


def test_a_map_from_every_template_in_both_languages(client):
    for language in ("nl", "en"):
        for template in client.get("/api/v1/templates", params={"language": language}).json()["templates"]:
            body = {"template": template["name"], "language": language}
            made = client.post("/api/v1/maps", json=body).json()
            assert made["name"] == template["title"]
            phases = [record for record in made["document"]["records"].values() if record["kind"] == "phase"]
            assert len(phases) == len(template["phases"])
    assert len(client.get("/api/v1/maps").json()["maps"]) == 10


def test_a_change_is_kept_and_can_be_undone(client, made):
    where = f"/api/v1/maps/{made['id']}"
    touchpoint = touchpoints(made["document"])[0]
    change = {"op": "patch", "id": touchpoint["id"], "fields": {"name": "Folder gezien"}}
    changed = client.patch(where, json={"changes": [change], "base_version": 1})
    assert changed.status_code == 200, changed.text
    assert changed.json()["version"] == 2
    assert client.get(where).json()["document"]["records"][touchpoint["id"]]["name"] == "Folder gezien"
    undone = client.patch(where, json={"changes": changed.json()["inverse"]}).json()
    assert undone["version"] == 3
    assert client.get(where).json()["document"] == made["document"]


def test_the_same_request_again_changes_nothing(client, made):
    where = f"/api/v1/maps/{made['id']}"
    touchpoint = touchpoints(made["document"])[0]
    body = {"changes": [{"op": "patch", "id": touchpoint["id"], "fields": {"name": "x"}}], "key": "a-key"}
    first, second = client.patch(where, json=body).json(), client.patch(where, json=body).json()
    assert (first["version"], second["version"]) == (2, 2)
    assert second["repeated"] is True


def test_a_change_that_breaks_a_rule_is_refused_whole(client, made):
    where = f"/api/v1/maps/{made['id']}"
    touchpoint = touchpoints(made["document"])[0]
    good = {"op": "patch", "id": touchpoint["id"], "fields": {"name": "Nieuw"}}
    bad = {"op": "patch", "id": touchpoint["id"], "fields": {"phase": "phase_0000000000"}}
    refused = client.patch(where, json={"changes": [good, bad]})
    assert refused.status_code == 422
    assert refused.json()["code"].startswith("journey.")
    assert client.get(where).json()["version"] == 1
    assert client.patch(where, json={"changes": []}).status_code == 422
    assert client.patch("/api/v1/maps/map_0000000000", json={"changes": [good]}).status_code == 404


def test_versions_restore_and_audit(client, made):
    where = f"/api/v1/maps/{made['id']}"
    named = client.post(f"{where}/versions", json={"name": "Voor de directie"})
    assert named.status_code == 201
    touchpoint = touchpoints(made["document"])[0]
    client.patch(where, json={"changes": [{"op": "remove", "id": touchpoint["id"]}]})
    listed = client.get(f"{where}/versions").json()["versions"]
    assert [(version["version"], version["name"]) for version in listed] == [(2, None), (1, "Voor de directie")]
    assert client.get(f"{where}/versions/1").json()["document"] == made["document"]
    restored = client.post(f"{where}/restore", json={"version": 1}).json()
    assert restored["version"] == 3
    assert client.get(where).json()["document"] == made["document"]
    entries = client.get(f"{where}/audit").json()["entries"]
    assert {entry["author"] for entry in entries} == {"local"}
    assert client.get(f"{where}/versions/99").status_code == 404
    assert client.post(f"{where}/restore", json={"version": 99}).status_code == 404


def test_a_map_goes_out_and_comes_in_whole(client, made):
    file = client.get(f"/api/v1/maps/{made['id']}/export.journey.json")
    assert "Rondreis%20VS.journey.json" in file.headers["content-disposition"]
    again = client.post("/api/v1/maps/import", content=file.content, headers={"Content-Type": "application/json"})
    assert again.status_code == 201, again.text
    assert again.json()["document"] == made["document"]
    assert again.json()["id"] != made["id"]
    by_document = client.post("/api/v1/maps", json={"document": file.json(), "name": "Kopie"}).json()
    assert by_document["name"] == "Kopie"
    for content in (b"{", b"[]", b'{"records": 1}', b"\xff\xfe", b"[" * 100_000):
        headers = {"Content-Type": "application/json"}
        refused = client.post("/api/v1/maps/import", content=content, headers=headers)
        assert refused.status_code == 422, content[:20]
        assert refused.json()["code"].startswith("journey.")


def test_a_deleted_map_is_gone_from_the_gallery(client, made):
    assert client.delete(f"/api/v1/maps/{made['id']}").status_code == 204
    assert client.get("/api/v1/maps").json() == {"maps": []}
    assert client.get(f"/api/v1/maps/{made['id']}").status_code == 404


def test_a_draft_is_a_job_and_makes_a_map(full):
    job = full.post("/api/v1/maps/draft", json={"name": "Getekend", "template": "auto", "language": "nl"}).json()
    done = ended(full, job)
    assert done["state"] == "done", done
    drafted = full.get(f"/api/v1/maps/{done['result']['map']}").json()
    assert drafted["name"] == "Getekend"
    assert touchpoints(drafted["document"])


def test_the_data_measure_a_map(full, filled):
    (shown,) = full.get("/api/v1/maps").json()["maps"]
    assert shown["measured_at"] is None, "the gallery never waits for measuring"
    answer = full.get(f"/api/v1/maps/{shown['id']}/measures")
    measures = answer.json()
    assert (measures["n"], measures["coverage"]["events"]) == (4, 10)
    reached = {
        filled.maps["Rondreis"].document[key].name: seen["journeys"] for key, seen in measures["touchpoints"].items()
    }
    assert reached["Zoekopdracht"] == 4
    tag = {"If-None-Match": answer.headers["etag"]}
    assert full.get(f"/api/v1/maps/{shown['id']}/measures", headers=tag).status_code == 304
    (shown,) = full.get("/api/v1/maps").json()["maps"]
    assert shown["measured_at"] is not None
    assert sum(shown["grade_shares"].values()) == pytest.approx(1)
    for question in ("validate", "fitness"):
        assert full.get(f"/api/v1/maps/{shown['id']}/{question}").json()["question"] == question


def test_a_rule_is_tried_before_it_is_kept(full):
    (shown,) = full.get("/api/v1/maps").json()["maps"]
    where = f"/api/v1/maps/{shown['id']}/binding-count"
    rule = {
        "any": [
            {"field": "channel", "op": "is", "value": "telefoon"},
            {"field": "activity", "op": "glob", "value": "boek*"},
        ]
    }
    counted = full.post(where, json={"rule": rule}).json()
    assert counted == {
        "events": 3,
        "journeys": 3,
        "share": 0.75,
        "activities": [{"activity": "boeking", "events": 2}, {"activity": "gebeld", "events": 1}],
    }
    on_attribute = {"rule": {"field": "attribute:apparaat", "op": "is", "value": "mobiel"}}
    assert full.post(where, json=on_attribute).json()["journeys"] == 2
    refused = full.post(where, json={"rule": {"field": "colour", "op": "is", "value": 1}})
    assert refused.status_code == 422
    assert refused.json()["code"].startswith("journey.")
