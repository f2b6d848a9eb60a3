"""Over all maps: the portfolio, the library, a name given everywhere, a copy, and two maps side by side."""

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def make(client, name, *touchpoints, channel="Web", **about):
    phase = {"id": "phase_0000000001", "kind": "phase", "name": "Koop", "order": "V"}
    records = [{"id": "map", "kind": "map", "name": name, **about}, phase]
    for k, each in enumerate(touchpoints):
        record = {
            "id": f"touchpoint_000000000{k}",
            "kind": "touchpoint",
            "name": each,
            "phase": phase["id"],
            "order": f"V{k}V",
        }
        records.append({**record, "channel": channel})
    records.append({"id": "team_0000000001", "kind": "team", "name": "Klantcontact"})
    document = {"schema": 1, "records": {record["id"]: record for record in records}}
    made = client.post("/api/v1/maps", json={"document": document})
    assert made.status_code == 201, made.text
    return made.json()["id"]


def put(client, map_id, **record):
    change = {"op": "put", "id": record["id"], "record": record}
    answer = client.patch(f"/api/v1/maps/{map_id}", json={"changes": [change]})
    assert answer.status_code == 200, answer.text


@pytest.fixture
def two(client):
    return make(client, "Winkel", "Kassa", "Retour", owner="Eva", life_cycle="koop"), make(
        client, "Online", " kassa ", "Mand"
    )


def test_the_portfolio_tells_whose_it_is_what_waits_and_what_leads_where(client, two):
    shop, online = two
    put(
        client,
        shop,
        id="touchpoint_0000000000",
        kind="touchpoint",
        name="Kassa",
        phase="phase_0000000001",
        order="V0V",
        sub_map=online,
    )
    about = {"by": "local", "at": "2026-03-01T10:00:00Z"}
    put(client, shop, id="comment_0000000001", kind="comment", target="map", text="Klopt dit?", **about)
    put(
        client,
        shop,
        id="comment_0000000002",
        kind="comment",
        target="map",
        text="Ja",
        reply_to="comment_0000000001",
        **about,
    )
    put(
        client,
        shop,
        id="suggestion_0000000001",
        kind="suggestion",
        changes=[{"op": "remove", "id": "team_0000000001"}],
        **about,
    )
    put(
        client,
        shop,
        id="evidence_0000000001",
        kind="evidence",
        target="map",
        source="interview",
        n=3,
        at="2026-03-01",
        by="Eva",
    )
    maps = {each["name"]: each for each in client.get("/api/v1/maps").json()["maps"]}
    told = maps["Winkel"]
    assert (told["owner"], told["life_cycle"], told["comments_open"], told["suggestions_open"]) == ("Eva", "koop", 1, 1)
    assert (told["evidence_at"], told["review_due"]) == ("2026-03-01", "2026-08-28")
    assert told["sub_maps"] == [{"touchpoint": "touchpoint_0000000000", "name": "Kassa", "map": online}]
    assert maps["Online"]["parents"] == [{"map": shop, "name": "Winkel", "touchpoint": "touchpoint_0000000000"}]
    assert (maps["Online"]["evidence_at"], told["supported_share"]) == (None, None)


def link(client, map_id, to, touchpoint="touchpoint_0000000000"):
    changes = [{"op": "patch", "id": touchpoint, "fields": {"sub_map": to}}]
    return client.patch(f"/api/v1/maps/{map_id}", json={"changes": changes})


def test_no_map_leads_back_to_itself(client, two):
    shop, online = two
    third = make(client, "Bezorging", "Pakket", "Retour")
    own = link(client, shop, shop).json()
    assert (own["code"], own["title"]) == ("maps.sub_map_loop", "“Kassa” cannot open this map itself.")
    assert link(client, shop, online).status_code == 200
    assert link(client, online, third).status_code == 200
    back = link(client, third, shop)
    assert (back.status_code, back.json()["code"]) == (409, "maps.sub_map_loop")
    assert back.json()["params"]["maps"] == ["Winkel", "Online", "Bezorging"]
    assert client.get(f"/api/v1/maps/{third}").json()["version"] == 1
    # a map that several open is no circle, nor is what is left when a map between is gone
    assert link(client, shop, third, "touchpoint_0000000001").status_code == 200
    assert client.delete(f"/api/v1/maps/{online}").status_code == 204
    assert link(client, shop, None, "touchpoint_0000000001").status_code == 200
    assert link(client, third, shop).status_code == 200
    # going back to a version that opens a map which opens this one by now
    answer = client.post(f"/api/v1/maps/{shop}/restore", json={"version": 3})
    assert (answer.status_code, answer.json()["code"]) == (409, "maps.sub_map_loop")


def test_a_map_knows_the_maps_around_it(client, two):
    shop, online = two
    link(client, shop, online)
    future = client.post(f"/api/v1/maps/{shop}/duplicate", json={"state": "future"}).json()["id"]
    around = client.get(f"/api/v1/maps/{online}/hierarchy").json()
    assert {(each["map"], each["touchpoint_name"]) for each in around["parents"]} == {
        (shop, "Kassa"), (future, "Kassa"),
    }  # fmt: skip
    assert client.get(f"/api/v1/maps/{shop}/hierarchy").json()["sub_maps"][0]["map_name"] == "Online"
    assert client.get(f"/api/v1/maps/{future}/hierarchy").json()["future_of"] == {"map": shop, "name": "Winkel"}
    maps = {each["id"]: each for each in client.get("/api/v1/maps").json()["maps"]}
    assert maps[shop]["futures"] == [{"map": future, "name": "Winkel (toekomst)"}]
    assert [link["map"] for link in maps[shop]["sub_maps"]] == [online]
    client.delete(f"/api/v1/maps/{online}")
    assert client.get(f"/api/v1/maps/{shop}/hierarchy").json()["sub_maps"][0]["map_name"] is None
    maps = {each["id"]: each for each in client.get("/api/v1/maps").json()["maps"]}
    assert maps[shop]["sub_maps"] == []  # one in the bin opens nothing
    assert client.get("/api/v1/maps/map_nothere/hierarchy").status_code == 404


def test_a_review_counts_as_new_evidence(client, two):
    (shop, _), about = two, {"review_days": 30, "reviewed_at": "2026-03-10", "description": "x" * 600}
    client.patch(f"/api/v1/maps/{shop}", json={"changes": [{"op": "patch", "id": "map", "fields": about}]})
    told = next(each for each in client.get("/api/v1/maps").json()["maps"] if each["id"] == shop)
    assert (told["reviewed_at"], told["review_due"]) == ("2026-03-10", "2026-04-09")
    assert (len(told["description"]), told["pain_points"]) == (500, 0)


def test_evidence_dated_at_the_end_of_the_calendar_takes_the_portfolio_from_nobody(client, two):
    facts = {"source": "interview", "by": "Eva", "at": "9999-12-31"}
    put(client, two[0], id="evidence_0000000001", kind="evidence", target="touchpoint_0000000000", **facts)
    shown = {each["id"]: each for each in client.get("/api/v1/maps").json()["maps"]}
    assert shown[two[0]]["review_due"] == "9999-12-31"


def test_the_library_knows_where_a_name_is_used(client, two):
    entries = client.get("/api/v1/library").json()["entries"]
    found = {(e["kind"], e["name"]): e for e in entries}
    assert {(kind, name) for kind, name in found} == {
        ("touchpoint", " kassa "), ("touchpoint", "Mand"), ("touchpoint", "Retour"), ("channel", "Web"),
        ("team", "Klantcontact"),
    }  # fmt: skip
    till = found["touchpoint", " kassa "]
    assert (till["maps"], sorted(till["spellings"])) == (2, [" kassa ", "Kassa"])
    assert {(use["map_name"], use["record"]) for use in till["used_in"]} == {
        ("Winkel", "touchpoint_0000000000"), ("Online", "touchpoint_0000000000"),
    }  # fmt: skip
    assert sorted((use["place"], use["touchpoint"]) for use in till["used_in"]) == [
        ("Koop", "touchpoint_0000000000"), ("Koop", "touchpoint_0000000000"),
    ]  # fmt: skip
    assert {use["place"] for use in found["channel", "Web"]["used_in"]} == {"Kassa", " kassa ", "Retour", "Mand"}
    names = client.get("/api/v1/library/names", params={"kind": "touchpoint"}).json()["names"]
    assert (names[0], sorted(names[1:])) == ("kassa", ["Mand", "Retour"])
    assert (found["channel", "Web"]["maps"], len(found["channel", "Web"]["used_in"])) == (2, 4)
    page = client.get("/api/v1/library", params={"kind": "touchpoint", "q": "ret", "limit": 1, "uses": False}).json()
    assert [(each["name"], each["times"], "used_in" in each) for each in page["entries"]] == [("Retour", 1, False)]
    assert page["found"] == 1
    whole = client.get("/api/v1/library/entry", params={"kind": "touchpoint", "name": " KASSA"}).json()
    assert whole == till
    teams = client.get("/api/v1/library", params={"kind": "team"}).json()["entries"]
    assert [(e["kind"], e["maps"]) for e in teams] == [("team", 2)]


def test_a_name_is_given_everywhere_as_a_change_that_can_be_undone(client, two):
    done = client.post("/api/v1/library/rename", json={"kind": "touchpoint", "from": "KASSA", "to": "Afrekenen"}).json()
    assert {(each["name"], each["version"], each["records"]) for each in done["maps"]} == {
        ("Winkel", 2, 1),
        ("Online", 2, 1),
    }
    for map_id in two:
        records = client.get(f"/api/v1/maps/{map_id}").json()["document"]["records"]
        assert records["touchpoint_0000000000"]["name"] == "Afrekenen"
        assert client.get(f"/api/v1/maps/{map_id}/audit").json()["entries"][0]["action"] == "map.change"
    channel = client.post("/api/v1/library/rename", json={"kind": "channel", "from": "web", "to": "Website"}).json()
    assert [each["records"] for each in channel["maps"]] == [2, 2]
    gone = client.post("/api/v1/library/rename", json={"kind": "channel", "from": "web", "to": "x"})
    assert (gone.status_code, gone.json()["code"]) == (404, "library.unknown")


def test_a_copy_has_the_files_and_no_talk_and_can_be_a_future_state(client, two):
    shop = two[0]
    file = client.post(f"/api/v1/maps/{shop}/files", params={"name": "a.png"}, content=PNG).json()["id"]
    put(client, shop, id="persona_0000000001", kind="persona", name="Eva", picture=file)
    put(
        client,
        shop,
        id="comment_0000000001",
        kind="comment",
        target="map",
        text="?",
        by="local",
        at="2026-03-01T10:00:00Z",
    )
    made = client.post(f"/api/v1/maps/{shop}/duplicate", json={"state": "future"})
    assert made.status_code == 201
    about = made.json()["document"]["records"]["map"]
    assert (about["name"], about["state"], about["future_of"]) == ("Winkel (toekomst)", "future", shop)
    assert client.get(f"/api/v1/maps/{made.json()['id']}/files/{file}").content == PNG
    assert "comment_0000000001" not in made.json()["document"]["records"]
    copy = client.post(f"/api/v1/maps/{shop}/duplicate", json={"name": "Nog een"}).json()["document"]["records"]["map"]
    assert (copy["name"], copy["state"], copy["future_of"]) == ("Nog een", "current", None)
    assert client.delete(f"/api/v1/maps/{shop}/files/{file}").json()["code"] == "files.in_use"


def test_two_versions_and_two_maps_side_by_side(client, two):
    shop = two[0]
    client.patch(
        f"/api/v1/maps/{shop}",
        json={"changes": [{"op": "patch", "id": "touchpoint_0000000001", "fields": {"name": "Terugbrengen"}}]},
    )
    found = client.get(f"/api/v1/maps/{shop}/compare").json()
    assert (found["before"]["version"], found["after"]["version"], found["counts"]["changed"]) == (1, 2, 1)
    (entry,) = found["groups"][0]["entries"]
    assert entry["fields"] == [{"field": "name", "before": "Retour", "after": "Terugbrengen"}]
    assert found["measured"] is None
    nothing = client.get(f"/api/v1/maps/{shop}/compare", params={"version": 2}).json()
    assert nothing["groups"] == []
    future = client.post(f"/api/v1/maps/{shop}/duplicate", json={"state": "future"}).json()["id"]
    client.patch(f"/api/v1/maps/{future}", json={"changes": [{"op": "remove", "id": "touchpoint_0000000001"}]})
    side = client.get(f"/api/v1/maps/{shop}/compare", params={"with": future}).json()
    assert (side["before"]["map"], side["after"]["map"]) == (shop, future)
    assert (side["counts"]["removed"], side["counts"]["added"], side["same"]) == (1, 0, {})
    assert client.get(f"/api/v1/maps/{shop}/compare", params={"version": 9}).json()["code"] == "maps.no_version"
    assert client.get(f"/api/v1/maps/{shop}/compare", params={"with": "map_x"}).status_code == 404


def test_which_measured_numbers_differ(full):
    (shown,) = full.get("/api/v1/maps").json()["maps"]
    where = f"/api/v1/maps/{shown['id']}"
    records = full.get(where).json()["document"]["records"].values()
    touchpoint = next(r["id"] for r in records if r["kind"] == "touchpoint" and r["name"] == "Boeking")
    binding = next(r for r in records if r["kind"] == "binding" and r["touchpoint"] == touchpoint)
    rule = {"any": [binding["rule"], {"field": "activity", "op": "is", "value": "gebeld"}]}
    changed = full.patch(where, json={"changes": [{"op": "patch", "id": binding["id"], "fields": {"rule": rule}}]})
    assert changed.status_code == 200, changed.text
    found = full.get(f"{where}/compare", params={"measured": True}).json()["measured"]
    told = {(each["after_id"], each["measure"]): each for each in found}
    reach = told[touchpoint, "reach"]
    # two of four before; the one who called comes with it
    assert (reach["before"], reach["after"], reach["difference"]) == (0.5, 0.75, 0.25)
    assert reach["interval"][0] < 0.25 < reach["interval"][1]
    # of four journeys one more is no proof
    assert (reach["before_side"]["n"], reach["after_side"]["n"], reach["verdict"]) == (4, 4, "within")
    assert reach["before_side"]["interval"][0] < 0.5 < reach["before_side"]["interval"][1]
    assert told[touchpoint, "emotion"]["before"] == 1.5


def test_a_map_in_the_bin_is_put_back_or_taken_away_for_good(client, two):
    shop, online = two
    link(client, shop, online)
    assert client.get("/api/v1/maps/bin").json() == {"maps": []}
    assert client.delete(f"/api/v1/maps/{online}").status_code == 204
    (binned,) = client.get("/api/v1/maps/bin").json()["maps"]
    assert (binned["id"], binned["name"], binned["version"]) == (online, "Online", 1)
    assert client.get(f"/api/v1/maps/{online}").status_code == 404
    assert client.post(f"/api/v1/maps/bin/{online}/revive").status_code == 204
    assert client.get(f"/api/v1/maps/{online}").json()["version"] == 1
    assert client.get(f"/api/v1/maps/{shop}/hierarchy").json()["sub_maps"][0]["map_name"] == "Online"
    # what is not in the bin can neither be put back nor be taken away for good
    for answer in (client.post(f"/api/v1/maps/bin/{online}/revive"), client.delete(f"/api/v1/maps/bin/{online}")):
        assert (answer.status_code, answer.json()["code"]) == (404, "maps.not_found")
    assert client.delete(f"/api/v1/maps/{online}").status_code == 204
    assert client.delete(f"/api/v1/maps/bin/{online}").status_code == 204
    assert client.get("/api/v1/maps/bin").json() == {"maps": []}
    assert client.post(f"/api/v1/maps/bin/{online}/revive").status_code == 404
