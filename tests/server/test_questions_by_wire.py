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


def test_steps_around_an_activity(full):
    answer = full.get("/api/v1/steps", params={"first": 2, "at": "offerte", "before": 1}).json()
    assert (answer["n"], answer["lined_up"], answer["without"]) == (4, 3, 1)
    assert [(each["step"], each["journeys"]) for each in answer["steps"]] == [(-1, 3), (0, 3), (1, 2)]
    assert answer["flows"][0] == {"step": -1, "from": "zoekopdracht", "to": "offerte", "count": 3, "share": 1.0}
    assert full.get("/api/v1/steps", params={"before": 1}).json()["code"] == "steps.before"


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


def test_attribution_adds_up(full):
    answer = full.get("/api/v1/attribution", params={"conversion": "boeking"}).json()
    assert (answer["conversions"], answer["untouched"]["conversions"]) == (2, 0)
    for credits in answer["models"].values():
        assert sum(credit["conversions"] for credit in credits.values()) == 2
    linear = {name: credit["conversions"] for name, credit in answer["models"]["linear"].items()}
    assert linear == {"web": 1.5, "app": 0.5, "telefoon": 0}
    refused = full.get("/api/v1/attribution", params={"conversion": "boeking", "by": "geen"})
    assert (refused.status_code, refused.json()["code"]) == (422, "attribution.no_channel")


def test_drift_on_activities_and_on_a_map(full):
    answer = full.get("/api/v1/drift", params={"at": "2026-01-03", "permutations": 19}).json()
    assert (answer["before"]["n"], answer["after"]["n"], answer["moved"]) == (2, 2, [])
    (drawn,) = full.get("/api/v1/maps").json()["maps"]
    on_map = full.get(f"/api/v1/maps/{drawn['id']}/drift", params={"at": "2026-01-03", "permutations": 19}).json()
    assert (on_map["n"], on_map["permutations"]) == (4, 19)
    assert full.get("/api/v1/drift", params={"at": "gisteren"}).json()["code"] == "events.filter"
    assert full.get("/api/v1/drift", params={"at": "2020-01-01"}).json()["code"] == "drift.window_empty"


def test_typical_journeys(full):
    answer = full.get("/api/v1/representatives", params={"k": 2}).json()
    assert answer["representatives"][0]["path"] == ["zoekopdracht", "offerte", "boeking"]
    assert sum(each["journeys"] for each in answer["representatives"]) == 4


def test_what_if(full):
    asked = {"conversion": "boeking", "drop_off": "offerte=-50%", "transition": ["zoekopdracht > offerte=1,2"]}
    answer = full.get("/api/v1/simulate", params=asked).json()
    assert answer["predicted"] == pytest.approx(0.5)
    assert answer["changed"] == pytest.approx(0.9 * 5 / 6)
    wrong = full.get("/api/v1/simulate", params={"conversion": "boeking", "drop_off": "offerte"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "simulate.change")


def test_what_goes_together_with_an_outcome(full):
    asked = {"outcome": "boeking", "after": "offerte", "minimum": 1}
    answer = full.get("/api/v1/explain", params=asked).json()
    assert (answer["compared"], answer["with_outcome"], answer["not_reached"]) == (3, 2, 1)
    device = {each["value"]: (each["n"], each["risk_in"]) for each in answer["drivers"] if each["what"] == "apparaat"}
    assert device == {"mobiel": (2, 0.5), "desktop": (1, 1.0)}
    assert full.get("/api/v1/explain", params={"outcome": "niets"}).status_code == 404
    assert full.get("/api/v1/explain", params={"outcome": "dropped"}).json()["code"] == "explain.needs_map"
    low = full.get("/api/v1/explain", params={"outcome": "nps <= 6", "minimum": 1}).json()
    assert (low["after"], low["after_chosen"]) == ("the first score", False)


def test_a_drop_off_explains_itself(full):
    asked = {"step": ["zoekopdracht", "offerte|gebeld", "boeking"], "within": "7d"}
    steps = full.get("/api/v1/funnel", params=asked).json()["steps"]
    answer = full.get("/api/v1/funnel/drop-off", params={**asked, "k": 2, "minimum": 1}).json()
    assert (answer["question"], answer["missing"], answer["outcome"]) == ("explain", True, "boeking")
    assert (answer["compared"], answer["with_outcome"]) == (steps[1]["count"], steps[1]["dropped"]["count"])
    assert full.get("/api/v1/funnel/drop-off", params={**asked, "k": 3}).json()["code"] == "customers.step"
