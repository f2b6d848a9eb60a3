"""Questions by the wire: counted by hand, filtered everywhere alike, kept by the browser until they change."""

import pytest

from tests.server.conftest import ended


def test_transitions_are_counted(full):
    answer = full.get("/api/v1/transitions").json()
    assert (answer["question"], answer["n"], answer["from"]) == ("transitions", 4, "2026-01-01T09:00:00Z")
    counts = {(each["from"], each["to"]): each["count"] for each in answer["transitions"]}
    assert counts == {
        (None, "zoekopdracht"): 4,
        ("zoekopdracht", "offerte"): 3,
        ("offerte", "boeking"): 2,
        ("boeking", None): 2,
        ("offerte", None): 1,
        ("zoekopdracht", "gebeld"): 1,
        ("gebeld", None): 1,
    }


def test_a_funnel_in_steps(full):
    steps = ["zoekopdracht", "offerte", "boeking"]
    answer = full.get("/api/v1/funnel", params={"step": steps, "within": "7d"}).json()
    assert [step["count"] for step in answer["steps"]] == [4, 3, 2]
    union = full.get("/api/v1/funnel", params={"step": ["zoekopdracht", "offerte|gebeld"]}).json()
    assert [step["count"] for step in union["steps"]] == [4, 4]


@pytest.mark.parametrize(
    ("filters", "n"),
    [
        ({"where": 'kanaal = "telefoon"'}, 1),
        ({"where": "apparaat = mobiel"}, 2),
        ({"channel": "app"}, 1),
        ({"from": "2026-01-02"}, 3),
        ({"to": "2026-01-02"}, 1),
        ({"from": "2026-01-02", "to": "2026-01-05", "where": "apparaat = mobiel"}, 1),
        ({"unit": "customer"}, 4),
        ({"unit": "gap", "gap": "12h"}, 6),
    ],
)
@pytest.mark.parametrize("question", ["transitions", "paths", "reach"])
def test_filters_mean_the_same_everywhere(full, question, filters, n):
    answer = full.get(f"/api/v1/{question}", params=filters).json()
    assert answer["n"] == n
    assert set(filters) <= set(answer["filters"])


def test_a_segment_is_a_rule_with_a_name(full):
    made = full.put("/api/v1/segments/bellers", json={"where": 'kanaal = "telefoon"'})
    assert made.status_code == 200, made.text
    assert full.get("/api/v1/reach", params={"segment": "bellers"}).json()["n"] == 1
    full.put("/api/v1/segments/bellers", json={"where": 'kanaal = "app"'})
    paths = full.get("/api/v1/paths", params={"segment": "bellers"}).json()["paths"]
    assert paths[0]["path"] == ["zoekopdracht", "offerte", "boeking"], "a changed rule is asked anew"
    assert [each["name"] for each in full.get("/api/v1/segments").json()["segments"]] == ["bellers"]
    assert full.put("/api/v1/segments/fout", json={"where": "kanaal = ="}).json()["code"] == "events.filter"
    assert full.delete("/api/v1/segments/bellers").status_code == 204
    assert full.get("/api/v1/reach", params={"segment": "bellers"}).status_code == 404


def test_an_answer_is_kept_by_the_browser_until_the_events_change(full):
    first = full.get("/api/v1/reach")
    tag = first.headers["etag"]
    assert full.get("/api/v1/reach", headers={"If-None-Match": tag}).status_code == 304
    assert full.get("/api/v1/reach", params={"channel": "app"}, headers={"If-None-Match": tag}).status_code == 200
    full.delete("/api/v1/customers/klant-een")
    assert full.get("/api/v1/reach", headers={"If-None-Match": tag}).status_code == 200


def test_mistakes_are_told(full):
    unknown = full.get("/api/v1/timing", params={"a": "zoekopdrachd", "b": "boeking"}).json()
    assert (unknown["status"], unknown["code"]) == (404, "activity.unknown")
    assert "zoekopdracht" in unknown["mend"]
    assert full.get("/api/v1/funnel", params={"step": "zoekopdracht", "within": "soon"}).status_code == 422
    assert full.get("/api/v1/reach", params={"gap": "30m"}).json()["code"] == "selection.gap"
    assert full.get("/api/v1/reach", params={"from": "later"}).json()["code"] == "events.filter"


def test_an_empty_workspace_answers_too(client):
    assert client.get("/api/v1/transitions").json()["n"] == 0
    assert client.get("/api/v1/paths").json()["paths"] == []
    job = client.post("/api/v1/maps/draft", json={"name": "Leeg"}).json()
    assert ended(client, job)["error"]["code"] == "draft.no_events"
