"""Pains and moments by the wire: the shape that is described, what is found, and what is refused."""

from pathlib import Path

import pytest

from klantreis.server.wire.pains import Moments, Pains

SIDES = ("all", "with")


@pytest.fixture
def shop(client, workspace, tmp_path: Path):
    """Of 80 customers who look once 60 order, of 80 who have to look again 20; a low score makes no difference."""
    lines = ["klant,activiteit,tijdstip,kanaal,score,bedrag,tekst"]
    for k in range(160):
        again, orders = k < 80, (k % 4 == 0) if k < 80 else (k % 4 > 0)
        day = f"2026-01-{1 + k % 20:02}"
        lines.append(f"k{k},zoeken,{day} 09:00,web,{1 if k % 8 < 4 else 5},,{'lastig' if k % 8 < 4 else ''}")
        if again:
            lines.append(f"k{k},zoeken,{day} 10:00,web,,,")
        lines.append(f"k{k},offerte,{day} 11:00,web,,,")
        if orders:
            lines.append(f"k{k},boeking,{day} 12:00,web,,100.5,")
    lines.append("laat,zoeken,2026-03-01 09:00,web,,,")
    (tmp_path / "winkel.csv").write_text("\n".join(lines))
    workspace.events.read(tmp_path / "winkel.csv", score_kind="csat", columns={"bedrag": "value", "tekst": "text"})
    made, _ = workspace.maps.draft(name="Winkel")
    return client, f"/api/v1/maps/{made.id}"


def test_pains_in_the_described_shape(shop):
    client, where = shop
    answer = client.get(f"{where}/pains", params={"all": True, "minimum": 10})
    assert answer.status_code == 200, answer.text
    told = Pains.model_validate(answer.json())
    assert told.question == "pains"
    again = next(each for each in told.pains if each.kind == "repeat")
    assert (again.name, again.journeys, again.because) == ("Zoeken", 80, ["conversion"])
    assert again.conversion is not None
    assert (again.conversion.with_.n, again.conversion.with_.of) == (20, 80)
    assert (again.conversion.without.n, again.conversion.without.of) == (60, 80)
    assert again.at_stake == pytest.approx(0.5 * 80 * 100.5)
    assert "low_score" not in {each.kind for each in told.pains}
    assert client.get(f"{where}/pains").json()["others"] == []
    tag = answer.headers["etag"]
    kept = client.get(f"{where}/pains", params={"all": True, "minimum": 10}, headers={"If-None-Match": tag})
    assert kept.status_code == 304


def test_moments_in_the_described_shape(shop):
    client, where = shop
    answer = client.get(f"{where}/moments", params={"minimum": 10})
    assert answer.status_code == 200, answer.text
    told = Moments.model_validate(answer.json())
    first = told.moments[0]
    assert (first.experience, first.outcome, first.good, first.bad, first.found) == (
        "repeat",
        "conversion",
        0.75,
        0.25,
        True,
    )


def test_mistakes_are_told(shop):
    client, where = shop
    assert client.get(f"{where}/pains", params={"minimum": 2}).status_code == 422
    assert client.get(f"{where}/pains", params={"horizon": "soon"}).status_code == 422
    assert client.get(f"{where}/moments", params={"final": "stars"}).status_code == 422
    assert client.get("/api/v1/maps/map_0000000000/pains").status_code == 404


def test_a_pain_opens_the_customers_it_hits(shop):
    client, where = shop
    found = client.get(f"{where}/pains", params={"all": True, "minimum": 10}).json()
    on = where.rpartition("/")[2]
    assert found["pains"]
    rated = set()
    for each in [*found["pains"], *found["others"]]:
        asked = {"of": "pain", "on": on, "kind": each["kind"], "a": each["touchpoint"] or each["name"]}
        opened = client.get("/api/v1/customers", params={**asked, "score_kind": each["score_kind"] or ""}).json()
        assert opened["journeys"] == each["journeys"], each["kind"]
        if each["rate"]:
            assert opened["count"] == each["rate"]["n"]
            rate = each["rate"]
            for value, told in (("here", (rate["of"], rate["n"])), ("elsewhere", (rate["rest_of"], rate["rest_n"]))):
                given = {**asked, "value": value, "score_kind": each["score_kind"] or ""}
                sides = [client.get("/api/v1/customers", params={**given, "side": side}).json() for side in SIDES]
                assert tuple(side["count"] for side in sides) == told, (each["kind"], value)
                if value == "here":
                    assert tuple(side["journeys"] for side in sides) == (each["of"], each["journeys"])
            assert rate["rest_n"] == pytest.approx(rate["rest"] * rate["rest_of"])
            rated.add(each["kind"])
        for felt in ("with", "without") if each["conversion"] else ():
            asked["value"], asked["score_kind"] = felt, each["score_kind"] or ""
            sides = [
                client.get("/api/v1/customers", params={**asked, "side": side}).json()["journeys"]
                for side in ("all", "with")
            ]
            assert sides == [each["conversion"][felt]["of"], each["conversion"][felt]["n"]], each["kind"]
    assert any(each["conversion"] for each in found["pains"])
    assert rated
    wrong = client.get("/api/v1/customers", params={"of": "pain", "on": on, "kind": "repeat", "a": "Nergens"})
    assert wrong.json()["code"] == "pains.unknown"
    asked = {"of": "pain", "on": on, "kind": "repeat", "a": "Nergens", "value": "sore"}
    assert client.get("/api/v1/customers", params=asked).json()["code"] == "pains.side"


def test_both_sides_of_a_moment_open(shop):
    client, where = shop
    found = client.get(f"{where}/moments", params={"minimum": 10}).json()["moments"]
    assert found

    def opened(row, felt, **further):
        asked = {"of": "moment", "on": where.rpartition("/")[2], "a": row["touchpoint"], "what": row["experience"]}
        answer = client.get("/api/v1/customers", params={**asked, "value": felt, "outcome": row["outcome"], **further})
        assert answer.status_code == 200, answer.text
        return answer.json()["journeys"]

    for row in found:
        for felt in ("good", "bad"):
            n = row[f"n_{felt}"]
            assert opened(row, felt) == n
            assert opened(row, felt, side="with") == round(row[felt] * n)
    wrong = {"of": "moment", "a": "Zoeken", "what": "repeat", "value": "good"}
    assert client.get("/api/v1/customers", params=wrong).json()["params"] == {"of": "moment", "name": "on"}
