"""Personas by the wire: all of them over all maps, how many customers a rule picks, and a persona as a filter."""

import pytest

NOOR, HENK, SAM = "persona_0000000noo", "persona_0000000hen", "persona_0000000sam"


@pytest.fixture
def drawn(full):
    """The id of the drafted map, with Noor (customers on a phone screen), Henk (no segment) and Sam (a broken one)."""
    found = full.get("/api/v1/maps").json()["maps"][0]["id"]
    records = [
        {"id": NOOR, "kind": "persona", "name": "Noor", "segment": "apparaat = mobiel", "order": "V"},
        {"id": HENK, "kind": "persona", "name": "Henk"},
        {"id": SAM, "kind": "persona", "name": "Sam", "segment": "apparat = mobiel"},
    ]
    changes = [{"op": "put", "record": record} for record in records]
    assert full.patch(f"/api/v1/maps/{found}", json={"changes": changes}).status_code == 200
    return found


@pytest.mark.parametrize(
    ("where", "n"), [("apparaat = mobiel", 2), ('kanaal = "telefoon"', 1), ("kanaal = brief", 0), ("score > 3", 2)]
)
def test_a_rule_is_counted_in_customers(full, where, n):
    counted = full.get("/api/v1/segments/count", params={"rule": where}).json()["customers"]
    assert (counted["n"], counted["of"], counted["share"]) == (n, 4, n / 4)
    low, high = counted["interval"]
    assert 0 <= low <= n / 4 <= high <= 1


def test_a_rule_that_cannot_be_read_says_where(full):
    refused = full.get("/api/v1/segments/count", params={"rule": "apparat = mobiel"})
    assert refused.status_code == 422
    assert refused.json()["code"] == "events.filter"
    assert "apparaat" in refused.json()["mend"]


def test_without_events_there_is_no_share(client):
    counted = client.get("/api/v1/segments/count", params={"rule": 'channel = "web"'}).json()["customers"]
    assert (counted["n"], counted["of"], counted["share"], counted["interval"]) == (0, 0, None, None)


@pytest.mark.parametrize("name", [NOOR, "Noor", "noor"])
@pytest.mark.parametrize("question", ["measures", "validate", "transitions", "fitness"])
def test_a_map_is_asked_about_the_customers_of_a_persona(full, drawn, question, name):
    answer = full.get(f"/api/v1/maps/{drawn}/{question}", params={"persona": name}).json()
    assert answer["n"] == 2
    assert answer["filters"] == {"persona": NOOR}


def test_a_persona_narrows_what_other_filters_leave(full, drawn):
    both = full.get(f"/api/v1/maps/{drawn}/measures", params={"persona": "Noor", "from": "2026-01-02"}).json()
    assert both["n"] == 1


def test_a_changed_segment_is_measured_anew(full, drawn):
    where = f"/api/v1/maps/{drawn}"
    assert full.get(f"{where}/measures", params={"persona": NOOR}).json()["n"] == 2
    change = {"op": "patch", "id": NOOR, "fields": {"segment": 'kanaal = "telefoon"'}}
    full.patch(where, json={"changes": [change]})
    assert full.get(f"{where}/measures", params={"persona": NOOR}).json()["n"] == 1


def test_names_of_personas_are_paged_and_found_by_what_any_of_them_says(full, drawn):
    other = full.post("/api/v1/maps", json={"name": "Leeg", "template": "empty", "language": "nl"}).json()["id"]
    record = {"id": NOOR, "kind": "persona", "name": " noor ", "goals": ["Rust in huis"]}
    full.patch(f"/api/v1/maps/{other}", json={"changes": [{"op": "put", "record": record}]})

    def asked(**params):
        return full.get("/api/v1/personas/names", params=params).json()

    whole = asked()
    assert [each["name"].strip().lower() for each in whole["names"]] == ["henk", "noor", "sam"]
    assert (whole["found"], whole["all"]) == (3, 3)
    noor = whole["names"][1]
    assert [(each["map_name"], each["persona"]) for each in noor["on"]] == [("Leeg", NOOR), ("Rondreis", NOOR)]
    assert noor["first"]["persona"]["goals"] == ["Rust in huis"]
    assert [each["name"] for each in asked(offset=2, limit=1)["names"]] == ["Sam"]
    # words of one name may stand in several of its personas; a map that changes is read anew
    assert [each["name"] for each in asked(q="RONDREIS huis")["names"]] == [" noor "]
    assert asked(q="stilte") == {"names": [], "found": 0, "all": 3}
    change = {"op": "patch", "id": NOOR, "fields": {"goals": ["stilte"]}}
    full.patch(f"/api/v1/maps/{other}", json={"changes": [change]})
    assert asked(q="stilte")["found"] == 1
    full.delete(f"/api/v1/maps/{other}")
    assert asked(q="stilte")["found"] == 0
    assert len(asked(q="noor")["names"][0]["on"]) == 1


def test_only_the_personas_that_are_asked_for_are_sent(full, drawn):
    keys = [f"{drawn}.{SAM}", f"{drawn}.{NOOR}", f"{drawn}.persona_0000000000", "niets"]
    found = full.get("/api/v1/personas", params={"only": keys}).json()["personas"]
    assert [each["persona"]["id"] for each in found] == [NOOR, SAM]
    assert full.get("/api/v1/personas", params={"only": ["x"] * 21}).status_code == 422


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("Henk", 422, "selection.persona_without_segment"),
        ("Niemand", 404, "selection.no_persona"),
        ("Sam", 422, "events.filter"),
    ],
)
def test_a_persona_that_stands_for_nobody_is_refused_in_words(full, drawn, name, status, code):
    refused = full.get(f"/api/v1/maps/{drawn}/measures", params={"persona": name})
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert refused.json()["mend"]


def test_a_persona_needs_a_map(full):
    refused = full.get("/api/v1/reach", params={"persona": "Noor"})
    assert (refused.status_code, refused.json()["code"]) == (422, "selection.persona_without_map")


def test_an_emotion_of_a_persona_is_held_against_its_own_customers(full, drawn):
    where = f"/api/v1/maps/{drawn}"
    document = full.get(where).json()["document"]["records"].values()
    booking = next(each["id"] for each in document if each["kind"] == "touchpoint" and "oeking" in each["name"])
    emotion = {"id": "emotion_0000000001", "kind": "emotion", "touchpoint": booking, "persona": NOOR, "value": -2}
    full.patch(where, json={"changes": [{"op": "put", "record": emotion}]})

    def told(**asked):
        found = full.get(f"{where}/validate", params=asked).json()["emotions"]
        return next(each for each in found if each["record"] == emotion["id"])

    assert told()["code"] == "emotion_of_persona"
    assert told(persona=NOOR)["n"] == 1
    assert told(persona=NOOR)["measured"] == 1.0  # a 4 of 5


def test_every_persona_of_every_map(full, drawn):
    other = full.post("/api/v1/maps", json={"name": "Leeg", "template": "empty", "language": "nl"}).json()["id"]
    record = {"id": NOOR, "kind": "persona", "name": "Noor", "goals": ["rust"]}
    full.patch(f"/api/v1/maps/{other}", json={"changes": [{"op": "put", "record": record}]})
    found = full.get("/api/v1/personas").json()["personas"]
    assert {(each["map_name"], each["persona"]["name"]) for each in found} == {
        ("Leeg", "Noor"), ("Rondreis", "Noor"), ("Rondreis", "Henk"), ("Rondreis", "Sam")
    }  # fmt: skip
    of_drawn = [each["persona"]["id"] for each in found if each["map"] == drawn]
    assert of_drawn == [NOOR, HENK, SAM]  # those without an order last, by id
    assert next(each for each in found if each["map"] == other)["persona"]["goals"] == ["rust"]
    full.delete(f"/api/v1/maps/{other}")
    assert len(full.get("/api/v1/personas").json()["personas"]) == 3
