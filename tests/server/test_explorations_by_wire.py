"""Explorations by the wire: saved, listed, renamed and removed; no customer stays behind in one."""

from klantreis.storage.audit import entries


def names(client):
    return [each["name"] for each in client.get("/api/v1/explorations").json()["explorations"]]


def test_from_saving_to_removing(full):
    address = "/data/trechter?step=zoekopdracht&step=a%26b&where=&wie=drop&wie_k=1"
    made = full.put("/api/v1/explorations/wie haakt af", json={"address": address})
    assert (made.status_code, made.json()["address"]) == (200, "trechter?step=zoekopdracht&step=a%26b&where=")
    full.put("/api/v1/explorations/ander", json={"address": "bereik"})
    taken = full.put("/api/v1/explorations/ander", json={"address": "paden", "was": "wie haakt af"})
    assert (taken.status_code, taken.json()["code"]) == (409, "explorations.taken")
    assert full.put("/api/v1/explorations/een", json={"address": "bereik", "was": "ander"}).status_code == 200
    assert names(full) == ["een", "wie haakt af"]
    assert full.delete("/api/v1/explorations/een").status_code == 204
    assert full.delete("/api/v1/explorations/een").json()["code"] == "explorations.not_found"


def test_only_an_address_of_a_question_is_kept(full):
    for wrong in ("https://elders.example/x", "//elders", "../x", "trechter#x", "javascript:alert(1)"):
        assert full.put("/api/v1/explorations/x", json={"address": wrong}).json()["code"] == "explorations.address"


def test_one_that_names_a_customer_goes_with_them(full, filled):
    customer = full.get("/api/v1/customers").json()["listed"][0]["customer"]
    for name, rule in (("van een", f'customer = "{customer}"'), ("langer", f'customer = "{customer}9"')):
        full.put(f"/api/v1/explorations/{name}", json={"address": f"bereik?where={rule}"})
        full.put(f"/api/v1/segments/{name}", json={"where": rule})
    made = full.post("/api/v1/maps", json={"name": "Reis"}).json()["id"]
    named = [
        {
            "op": "put",
            "record": {
                "id": f"persona_{k:010}",
                "kind": "persona",
                "name": name,
                "segment": rule,
                "order": f"a{k + 1}",
            },
        }
        for k, (name, rule) in enumerate((("Een", f'klant = "{customer}"'), ("Bellers", "channel = telefoon")))
    ]
    changed = full.patch(f"/api/v1/maps/{made}", json={"changes": named})
    assert changed.status_code == 200, changed.text
    erased = full.delete(f"/api/v1/customers/{customer}").json()
    assert (erased["explorations"], erased["segments"]) == (["van een"], ["van een"])
    assert erased["personas"] == [{"map": made, "persona": "Een"}]
    assert names(full) == ["langer"]
    assert [each["name"] for each in full.get("/api/v1/segments").json()["segments"]] == ["langer"]
    rules = {each["persona"]["name"]: each["persona"]["segment"] for each in filled.maps.personas()}
    assert (rules["Een"], rules["Bellers"]) == (None, "channel = telefoon")
    told = [entry.details for entry in entries(filled.stored_segments._engine) if entry.action == "segment.put"]
    assert {each["name"]: each.get("where") for each in told} == {
        "langer": f'customer = "{customer}9"',
        "van een": None,
    }
