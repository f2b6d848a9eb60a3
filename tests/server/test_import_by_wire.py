"""Events in by the wire: upload, look, import, sources, bad rows, one customer, erasing."""

import threading
import time

from tests.server.conftest import EVENTS, ended


def upload(client, content: str | bytes, name: str = "klanten.csv") -> dict:
    answer = client.post("/api/v1/uploads", params={"name": name}, content=content)
    assert answer.status_code == 201, answer.text
    return answer.json()


def imported(client, content: str | bytes, **options) -> dict:
    body = {"upload": upload(client, content)["upload"], "options": options}
    answer = client.post("/api/v1/imports", json=body)
    assert answer.status_code == 202, answer.text
    return ended(client, answer.json())


def test_a_file_is_looked_at_and_corrected_before_it_goes_in(client):
    file = upload(client, EVENTS)
    assert file["bytes"] == len(EVENTS)
    seen = client.get(f"/api/v1/uploads/{file['upload']}/preview").json()
    assert seen["name"] == "klanten.csv"
    assert {column["name"]: column["guess"] for column in seen["columns"]} == {
        "klant": "customer",
        "activiteit": "activity",
        "tijdstip": "time",
        "kanaal": "channel",
        "score": "score",
        "apparaat": "attribute",
    }
    assert seen["needs_timezone"] is True
    assert len(seen["rows"]) == 10
    options = {"columns": {"apparaat": "ignore"}, "score_kind": "csat"}
    job = client.post("/api/v1/imports", json={"upload": file["upload"], "options": options}).json()
    done = ended(client, job)
    assert done["state"] == "done", done
    assert done["result"]["added"] == 10
    assert done["result"]["columns"]["apparaat"] == "ignore"
    assert client.get(f"/api/v1/uploads/{file['upload']}/preview").status_code == 404, "an imported upload is gone"
    assert client.get("/api/v1/attributes").json() == {"attributes": []}


def test_the_same_file_twice_adds_nothing(client):
    assert imported(client, EVENTS)["result"]["added"] == 10
    again = imported(client, EVENTS)["result"]
    assert (again["added"], again["duplicates"]) == (0, 10)
    assert client.get("/api/v1/workspace").json()["counts"]["events"] == 10


def test_bad_rows_are_kept_aside_and_can_be_had(client):
    job = imported(client, "customer,activity,time\nk1,a,2026-01-01 10:00\n,b,2026-01-01 10:00\nk2,c,gisteren\n")
    assert (job["result"]["rows"], job["result"]["added"], job["result"]["rejected"]) == (3, 1, 2)
    (source,) = client.get("/api/v1/sources").json()["sources"]
    bad = client.get(f"/api/v1/sources/{source['id']}/rejected")
    assert bad.headers["content-type"].startswith("text/csv")
    assert "attachment" in bad.headers["content-disposition"]
    assert len(bad.text.strip().splitlines()) == 3
    assert client.get("/api/v1/sources/99/rejected").status_code == 404


def test_an_import_can_be_stopped_and_leaves_nothing(client, workspace, monkeypatch):
    begun = threading.Event()
    whole = workspace.events.read

    def slowly(path, *, progress, cancelled, **options):
        begun.set()
        while not cancelled():
            time.sleep(0.01)
        return whole(path, progress=progress, cancelled=cancelled, **options)

    monkeypatch.setattr(workspace.events, "read", slowly)
    file = upload(client, EVENTS)
    job = client.post("/api/v1/imports", json={"upload": file["upload"]}).json()
    assert begun.wait(10)
    assert client.delete(f"/api/v1/jobs/{job['id']}").status_code == 202
    assert ended(client, job)["state"] == "cancelled"
    assert client.delete(f"/api/v1/jobs/{job['id']}").json()["code"] == "jobs.over"
    assert client.get("/api/v1/jobs").json()["jobs"][0]["id"] == job["id"]
    assert client.get("/api/v1/workspace").json()["counts"]["events"] == 0
    assert client.get(f"/api/v1/uploads/{file['upload']}/preview").status_code == 200, "it can be tried again"


def test_a_file_that_is_no_table_says_what_is_wrong(client):
    file = upload(client, b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "foto.png")
    refused = client.get(f"/api/v1/uploads/{file['upload']}/preview")
    assert refused.status_code == 422
    assert refused.json()["code"].startswith("events.")
    assert refused.json()["where"] == "foto.png"
    job = imported(client, "a,b\n1,2\n")
    assert job["state"] == "failed"
    assert job["error"]["code"].startswith("events.no_")
    assert client.get("/api/v1/workspace").json()["counts"]["events"] == 0


def test_sources_activities_and_rows(full):
    (source,) = full.get("/api/v1/sources").json()["sources"]
    assert (source["name"], source["rows"], source["from"]) == ("klanten.csv", 10, "2026-01-01T09:00:00Z")
    activities = full.get("/api/v1/activities").json()["activities"]
    less = full.get("/api/v1/activities", params={"limit": 1}).json()
    assert [each["name"] for each in less["activities"]] == [activities[0]["name"]]
    assert less["left_out"] == {
        "activities": len(activities) - 1,
        "events": sum(each["events"] for each in activities[1:]),
    }
    sought = full.get("/api/v1/activities", params={"search": "OEK op"}).json()
    assert [each["name"] for each in sought["activities"]] == ["zoekopdracht"]
    assert activities[0] | {"from": "", "to": ""} == {
        "name": "zoekopdracht", "events": 4, "customers": 4, "from": "", "to": "",
    }  # fmt: skip
    page = full.get("/api/v1/events", params={"limit": 4}).json()
    assert len(page["events"]) == 4
    rest = full.get("/api/v1/events", params={"limit": 100, "after": page["next"]}).json()
    assert len(rest["events"]) == 6
    assert rest["next"] is None
    assert full.get("/api/v1/events", params={"activity": "gebeld"}).json()["events"][0]["customer"] == "klant-vier"


def test_removing_a_source_takes_its_events(full):
    (source,) = full.get("/api/v1/sources").json()["sources"]
    job = ended(full, full.delete(f"/api/v1/sources/{source['id']}").json())
    assert job["state"] == "done", job
    assert full.get("/api/v1/workspace").json()["counts"]["events"] == 0
    assert full.delete(f"/api/v1/sources/{source['id']}").status_code == 404


def test_one_customer_and_forgetting_them_for_real(full, filled):
    seen = full.get("/api/v1/customers/klant-vier").json()
    assert [event["activity"] for event in seen["events"]] == ["zoekopdracht", "gebeld"]
    assert full.get("/api/v1/transitions").json()["n"] == 4
    erased = full.delete("/api/v1/customers/klant-vier").json()
    assert erased == {
        "events": 2,
        "rejected": 0,
        **{kind: [] for kind in ("explorations", "segments", "personas", "descriptions", "questions", "maps")},
        "audit": 0,
    }
    assert full.get("/api/v1/customers/klant-vier").status_code == 404
    assert full.get("/api/v1/transitions").json()["n"] == 3
    assert "gebeld" not in full.get("/api/v1/activities").text
    filled.close()
    assert b"klant-een" in (filled.path / "events.duckdb").read_bytes(), "others are still found this way"
    left = b"".join(path.read_bytes() for path in filled.path.rglob("*") if path.is_file())
    assert b"klant-vier" not in left, "nothing of an erased customer is left in any file"


def test_a_customer_id_may_hold_anything(client):
    imported(client, 'customer,activity,time\n"a/b?c#d",x,2026-01-01 10:00\nNA,y,2026-01-01 10:00\n')
    assert client.get("/api/v1/customers/a%2Fb%3Fc%23d").json()["customer"] == "a/b?c#d"
    assert client.get("/api/v1/customers/NA").json()["events"][0]["activity"] == "y"
