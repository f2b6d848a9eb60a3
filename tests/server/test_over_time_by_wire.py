"""A map per persona and per month, by the wire; and what a rule picks while it is typed."""


def a_persona(full, rule):
    (shown,) = full.get("/api/v1/maps").json()["maps"]
    record = {"id": "persona_0000000001", "kind": "persona", "name": "Eva", "segment": rule}
    where = f"/api/v1/maps/{shown['id']}"
    assert full.patch(where, json={"changes": [{"op": "put", "id": record["id"], "record": record}]}).status_code == 200
    return where


def named(full, where, name):
    records = full.get(where).json()["document"]["records"].values()
    return next(r["id"] for r in records if r["kind"] == "touchpoint" and r["name"] == name)


def test_a_persona_is_followed_in_the_data(full):
    where = a_persona(full, 'apparaat = "mobiel"')
    answer = full.get(f"{where}/personas")
    assert answer.status_code == 200, answer.text
    eva = answer.json()["personas"]["persona_0000000001"]
    assert (eva["customers"]["n"], eva["customers"]["of"], eva["problem"]) == (2, 4, None)
    # mobile customers scored the booking 4 and the offer 2
    assert eva["touchpoints"][named(full, where, "Boeking")]["emotion"]["mean"] == 1
    assert eva["touchpoints"][named(full, where, "Offerte")]["emotion"]["mean"] == -1
    assert full.get(f"{where}/personas", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    only = full.get(f"{where}/personas", params={"from": "2026-01-04"}).json()
    assert only["personas"]["persona_0000000001"]["customers"] | {"interval": 0} == {
        "n": 1, "of": 2, "share": 0.5, "interval": 0,
    }  # fmt: skip


def test_a_persona_whose_rule_is_broken_says_so(full):
    where = a_persona(full, 'apparaat = "mobiel')
    eva = full.get(f"{where}/personas").json()["personas"]["persona_0000000001"]
    assert (eva["problem"]["code"], eva["touchpoints"]) == ("events.filter", {})


def test_what_a_rule_picks_is_counted_while_it_is_typed(full):
    told = full.get("/api/v1/segments/count", params={"rule": 'apparaat = "desktop"'}).json()
    assert (told["customers"]["n"], told["customers"]["of"], told["journeys"]["share"]) == (2, 4, 0.5)
    refused = full.get("/api/v1/segments/count", params={"rule": "apparaat ="})
    assert (refused.status_code, refused.json()["code"]) == (422, "events.filter")


def test_a_map_over_time(full):
    (shown,) = full.get("/api/v1/maps").json()["maps"]
    where = f"/api/v1/maps/{shown['id']}"
    answer = full.get(f"{where}/series", params={"by": "week"}).json()
    # weeks from Monday 29 December and from Monday 5 January, on the clocks of Amsterdam
    assert [period["from"] for period in answer["periods"]] == ["2025-12-28T23:00:00Z", "2026-01-04T23:00:00Z"]
    assert [period["n"] for period in answer["periods"]] == [3, 2]
    booking = answer["touchpoints"][named(full, where, "Boeking")]
    assert (booking["reach"]["n"], booking["events"]["total"]["value"]) == ([2, 0], 2)
    assert booking["emotion"]["value"] == [1.5, None]
    assert answer["by"] == "week"
