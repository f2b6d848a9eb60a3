"""Who is behind a number, by the wire and by the command line: as many as the number itself says."""

import pytest

from klantreis.engine import kernels_drift


def total(client, **asked):
    answer = client.get("/api/v1/customers", params={"limit": 1000, **asked})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert len(found["listed"]) == found["journeys"]
    return found


def test_a_transition(full):
    for each in full.get("/api/v1/transitions").json()["transitions"]:
        ends = {name: value for name, value in (("a", each["from"]), ("b", each["to"])) if value is not None}
        found = total(full, of="transition", **ends)
        assert (found["count"], found["journeys"]) == (each["count"], each["journeys"])


def test_a_path(full):
    for each in full.get("/api/v1/paths").json()["paths"]:
        assert total(full, of="path", step=each["path"])["journeys"] == each["count"]


def test_a_step_and_a_drop_off(full):
    asked = {"step": ["zoekopdracht", "offerte|gebeld", "boeking"], "within": "7d"}
    steps = full.get("/api/v1/funnel", params=asked).json()["steps"]
    for k, step in enumerate(steps, 1):
        assert total(full, of="funnel", k=k, **asked)["journeys"] == step["count"]
        if step["dropped"]:
            assert total(full, of="drop", k=k, **asked)["journeys"] == step["dropped"]["count"]


@pytest.mark.parametrize("filters", [{}, {"channel": "app"}, {"from": "2026-01-02"}, {"unit": "gap", "gap": "12h"}])
def test_reach_under_every_filter(full, filters):
    for each in full.get("/api/v1/reach", params=filters).json()["touchpoints"]:
        found = total(full, of="reach", a=each["name"], **filters)
        assert (found["journeys"], found["count"]) == (each["journeys"], each["events"])
        assert set(filters) <= set(found["filters"])


def test_a_wait(full):
    asked = {"a": "zoekopdracht", "b": "offerte"}
    answer = full.get("/api/v1/timing", params={**asked, "target": "1h"}).json()
    assert total(full, of="timing", **asked)["journeys"] == answer["count"]
    assert total(full, of="timing", above="1h", **asked)["journeys"] == answer["above"]
    assert total(full, of="unfinished", **asked)["journeys"] == answer["unfinished"]


def test_a_time_inside_a_phase(full):
    (drawn,) = full.get("/api/v1/maps").json()["maps"]
    named = [each["name"] for each in full.get(f"/api/v1/maps/{drawn['id']}/validate").json()["phases"]]
    seen = full.get(f"/api/v1/maps/{drawn['id']}/measures").json()["phases"].values()
    answers = []
    for name in named:
        answer = full.get("/api/v1/timing", params={"map": drawn["name"], "inside": name, "target": "1h"}).json()
        asked = {"on": drawn["name"], "a": name}
        assert answer["inside"] == name
        assert total(full, of="inside", **asked)["journeys"] == answer["count"]
        assert total(full, of="inside", above="1h", **asked)["journeys"] == answer["above"]
        assert total(full, of="single", **asked)["journeys"] == answer["single"]
        answers.append((answer["count"], answer["median_s"]))
    # what the map itself tells of its phases
    assert sorted(answers) == sorted((each["journeys"], each["median_s"]) for each in seen)
    # without a map activities make the phase
    answer = full.get("/api/v1/timing", params={"inside": "zoekopdracht|offerte"}).json()
    assert (answer["count"], answer["single"]) == (4, 1)
    assert total(full, of="inside", a="zoekopdracht|offerte")["journeys"] == 4
    for wrong in ({}, {"a": "offerte"}, {"a": "offerte", "b": "boeking", "inside": "offerte"}):
        assert full.get("/api/v1/timing", params=wrong).json()["code"] == "timing.asked"
    unknown = full.get("/api/v1/timing", params={"map": drawn["id"], "inside": "Nergens"})
    assert unknown.json()["code"] == "explain.no_phase"


def test_on_a_map_the_journeys_are_told_in_its_touchpoints(full):
    (drawn,) = full.get("/api/v1/maps").json()["maps"]
    found = full.get("/api/v1/customers", params={"on": drawn["id"]}).json()
    assert found["journeys"] == found["n"] == 4


def test_the_list_is_kept_nowhere(full):
    answer = full.get("/api/v1/customers", params={"of": "reach", "a": "boeking"})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_mistakes_are_told(full):
    def code(**asked):
        return full.get("/api/v1/customers", params=asked).json()["code"]

    assert code(of="reach", a="zoekopdrachd") == "activity.unknown"
    assert code(of="reach") == "customers.cell"
    assert code(of="funnel", step=["zoekopdracht"], k=2) == "customers.step"
    assert full.get("/api/v1/customers", params={"of": "nobody"}).status_code == 422


@pytest.mark.parametrize(
    "further", [{"by": "attempt"}, {"optional": [2]}, {"step_within": "12h"}, {"by": "attempt", "optional": [2]}]
)
def test_every_way_to_count_a_funnel(full, further):
    asked = {"step": ["zoekopdracht", "offerte", "boeking"], **further}
    steps = full.get("/api/v1/funnel", params=asked).json()["steps"]
    for k, step in enumerate(steps, 1):
        assert total(full, of="funnel", k=k, **asked)["count"] == step["count"]
        if step["dropped"]:
            assert total(full, of="drop", k=k, **asked)["count"] == step["dropped"]["count"]


def test_a_deviation_from_a_map(full):
    (drawn,) = full.get("/api/v1/maps").json()["maps"]
    records = full.get(f"/api/v1/maps/{drawn['id']}").json()["document"]["records"].values()
    touchpoints = [each for each in records if each["kind"] == "touchpoint"]
    # One is taken off the map, the others are asked of everybody.
    changes = [{"op": "remove", "id": touchpoints[0]["id"]}]
    changes += [{"op": "patch", "id": each["id"], "fields": {"required": True}} for each in touchpoints[1:]]
    patched = full.patch(f"/api/v1/maps/{drawn['id']}", json={"changes": changes})
    assert patched.status_code == 200, patched.text
    found = full.get(f"/api/v1/maps/{drawn['id']}/fitness").json()["deviations"]
    assert {each["kind"] for each in found} == {"unexpected", "left_out"}
    for each in found:
        named = each["record"] or each["touchpoint"]
        listed = total(full, of="deviation", on=drawn["id"], kind=each["kind"], a=named)
        assert (listed["count"], listed["journeys"]) == (each["count"], each["journeys"])
    assert full.get("/api/v1/customers", params={"of": "deviation", "a": "x"}).json()["params"]["name"] == "on"


def test_how_near_the_plan_they_run(full):
    (drawn,) = full.get("/api/v1/maps").json()["maps"]
    found = full.get(f"/api/v1/maps/{drawn['id']}/fitness").json()
    assert total(full, of="fitness", what="perfect", on=drawn["id"])["journeys"] == found["perfect"] > 0
    bars = [total(full, of="fitness", place=bar, on=drawn["id"])["journeys"] for bar in range(1, 21)]
    assert bars == found["histogram"]


def test_every_journey_and_those_without_any_event(full):
    assert total(full)["journeys"] == full.get("/api/v1/reach").json()["n"]
    assert total(full, of="empty")["journeys"] == full.get("/api/v1/paths").json()["empty"] == 0


def test_what_a_forecast_is_held_against(full):
    found = full.get("/api/v1/simulate", params={"conversion": "boeking"}).json()
    assert total(full, of="simulate", outcome="boeking", side="with")["journeys"] == found["conversions"] == 2
    for each in found["calibration"]["touchpoints"]:
        assert total(full, of="simulate", outcome="boeking", a=each["name"])["journeys"] == each["n"]


def test_both_windows_of_a_change_and_what_is_too_rare_there(full):
    found = full.get("/api/v1/drift", params={"at": "2026-01-04"}).json()
    asked = {"of": "drift", "at": "2026-01-04"}
    told = {"after": found["unclear"]["new_journeys"], "before": found["unclear"]["vanished_journeys"]}
    assert told == {"after": 1, "before": 2}  # one called, two booked
    for window, journeys in told.items():
        assert total(full, value=window, what="unclear", **asked)["journeys"] == journeys
        assert total(full, value=window, **asked)["journeys"] == found[window]["n"]


def test_what_is_too_rare_opens_with_what_was_permuted_already(full, monkeypatch):
    (drawn,) = full.get("/api/v1/maps").json()["maps"]
    asked = {"of": "drift", "what": "unclear", "value": "before", "at": "2026-01-04"}
    anew = total(full, **asked)
    for where, on in (("/api/v1/drift", {}), (f"/api/v1/maps/{drawn['id']}/drift", {"on": drawn["id"]})):
        told = full.get(where, params={"at": "2026-01-04"}).json()["unclear"]

        def never(*_):
            raise AssertionError("nothing is permuted once more")

        with monkeypatch.context() as patched:
            patched.setattr(kernels_drift, "permute", never)
            again = total(full, **asked, **on)
        assert again["journeys"] == told["vanished_journeys"] == 2
        assert [each["customer"] for each in again["listed"]] == [each["customer"] for each in anew["listed"]]


def test_customers_in_both_selections(full):
    for asked in ({"channel": "web", "vs_channel": "app"}, {"to": "2026-01-04", "vs_from": "2026-01-02"}, {}):
        compared = full.get("/api/v1/compare", params={"of": "reach", **asked}).json()
        found = total(full, of="shared", **asked)
        assert found["customers"] == compared["shared_customers"] > 0
        assert found["journeys"] <= compared["a"]["n"]
    apart = {"to": "2026-01-02", "vs_from": "2026-01-02"}
    assert total(full, of="shared", **apart)["customers"] == 0
    assert full.get("/api/v1/compare", params={"of": "reach", **apart}).json()["shared_customers"] == 0


def test_customers_in_both_selections_may_have_several_journeys(full):
    asked = {"unit": "gap", "gap": "1h", "channel": "web", "vs_where": 'activity = "boeking"'}
    compared = full.get("/api/v1/compare", params={"of": "reach", **asked}).json()
    found = total(full, of="shared", **asked)
    # one of them searched on one day and booked two days later: the journey that is listed is the one of this side
    assert found["customers"] == compared["shared_customers"] == 2
    assert found["journeys"] == 3


def test_events_without_a_channel(full, filled, tmp_path):
    lines = ["klant,activiteit,tijdstip,kanaal", "klant-vijf,zoekopdracht,2026-01-07 10:00,"]
    lines += ["klant-vijf,offerte,2026-01-07 11:00,", "klant-vijf,boeking,2026-01-07 12:00,web"]
    (tmp_path / "later.csv").write_text("\n".join(lines))
    filled.events.read(tmp_path / "later.csv")
    for by, events, journeys in (("channel", 2, 1), ("apparaat", 2, 1), ("activity", 0, 0)):
        answer = full.get("/api/v1/attribution", params={"conversion": "boeking", "by": by}).json()
        found = total(full, of="unplaced", outcome="boeking", touch=by)
        assert (found["count"], found["journeys"]) == (answer["unplaced"], journeys) == (events, journeys)
    assert full.get("/api/v1/customers", params={"of": "unplaced"}).json()["code"] == "customers.cell"


def test_the_halves_of_the_combinations_and_who_is_outside_a_group(full):
    asked = {"of": "explain", "outcome": "boeking", "after": "offerte"}
    group = {"what": "apparaat", "value": "desktop"}
    sides = ("all", "outside", "outside_with")
    assert [total(full, side=side, **group, **asked)["journeys"] for side in sides] == [1, 2, 1]
    halves = [total(full, side=side, **asked)["journeys"] for side in ("drawn_on", "counted_on")]
    assert sum(halves) == total(full, **asked)["journeys"] == 3


def test_what_the_dropped_did_next(full):
    asked = {"step": ["zoekopdracht", "offerte", "boeking"]}
    for k, step in enumerate(full.get("/api/v1/funnel", params=asked).json()["steps"], 1):
        for each in (step["dropped"] or {"next": []})["next"]:
            found = total(full, of="next", k=k, b=each["activity"] or "", **asked)
            assert (found["count"], found["journeys"]) == (each["count"], each["count"])


def test_counts_alone_are_those_of_the_funnel(full):
    asked = {"step": ["zoekopdracht", "offerte", "boeking"], "within": "7d"}
    whole, counted = (
        full.get("/api/v1/funnel", params={**asked, "only_counts": only}).json()["steps"] for only in (False, True)
    )
    assert [step["count"] for step in counted] == [step["count"] for step in whole]
    assert {step["median_s"] for step in counted} == {None}


def test_steps_and_flows(full):
    for lined in ({}, {"at": "offerte", "before": 1}):
        found = full.get("/api/v1/steps", params={"first": 3, **lined}).json()
        asked = {"at": lined["at"]} if lined else {}
        for step in found["steps"]:
            for here in step["touchpoints"]:
                opened = total(full, of="step", place=step["step"], a=here["name"], **asked)
                assert opened["journeys"] == here["count"]
        for flow in found["flows"]:
            ends = {"a": flow["from"] or "", "b": flow["to"] or ""}
            assert total(full, of="flow", place=flow["step"], **ends, **asked)["journeys"] == flow["count"]


def test_typical_journeys(full):
    for each in full.get("/api/v1/representatives", params={"k": 2}).json()["representatives"]:
        assert total(full, of="typical", k=2, step=each["path"])["journeys"] == each["journeys"]


def test_conversions_by_touch(full):
    answer = full.get("/api/v1/attribution", params={"conversion": "boeking"}).json()
    assert total(full, of="credit", outcome="boeking")["count"] == answer["untouched"]["conversions"]
    for model in ("first", "last"):
        for channel, credit in answer["models"][model].items():
            opened = total(full, of="credit", outcome="boeking", a=channel, model=model)
            assert opened["count"] == credit["conversions"]
    assert full.get("/api/v1/customers", params={"of": "credit", "outcome": "boeking", "a": "fax"}).status_code == 404


def test_groups_of_an_explanation(full):
    how = {"outcome": "boeking", "after": "zoekopdracht"}
    asked = {"step": ["zoekopdracht", "boeking"], "k": 1}
    for path, opens in (("explain", how), ("funnel/drop-off", asked)):
        answer = full.get(f"/api/v1/{path}", params={**opens, "minimum": 1}).json()
        assert answer["drivers"]
        assert total(full, of="explain", **opens)["journeys"] == answer["compared"]
        assert total(full, of="explain", side="with", **opens)["journeys"] == answer["with_outcome"]
        for each in answer["drivers"]:
            group = {"what": each["what"], "value": each["value"], **opens}
            assert total(full, of="explain", **group)["journeys"] == each["n"]
            opened = total(full, of="explain", side="with", **group)["journeys"]
            assert opened == round(each["risk_in"] * each["n"])
    assert full.get("/api/v1/customers", params={"of": "explain", "what": "maat", **how}).json()["code"] == (
        "explain.group"
    )
    ruled = {"rule": ["passed: zoekopdracht"], "side": "without", **how}
    assert total(full, of="explain", **ruled)["cell"]["rule"] == ruled["rule"]
    assert full.get("/api/v1/customers", params={"of": "explain", "rule": "maat: 42", **how}).status_code == 404


def test_both_windows_of_a_change(full):
    asked = {"at": "2026-01-03"}
    (drawn,) = full.get("/api/v1/maps").json()["maps"]
    for where, on in (("/api/v1/drift", {}), (f"/api/v1/maps/{drawn['id']}/drift", {"on": drawn["id"]})):
        answer = full.get(where, params={**asked, "permutations": 19}).json()
        for window in ("before", "after"):
            opened = total(full, of="drift", value=window, **asked, **on)
            assert opened["journeys"] == answer[window]["n"] > 0
    reached = [
        total(full, of="drift", value=window, a="zoekopdracht", **asked)["count"] for window in ("before", "after")
    ]
    assert sum(reached) == total(full, of="reach", a="zoekopdracht")["journeys"]
    wrong = {"of": "drift", "value": "during", **asked}
    assert full.get("/api/v1/customers", params=wrong).json()["code"] == "customers.value"
