"""Two selections by the wire: the numbers of each side are those of the question itself."""

import pytest

SPLIT = {"to": "2026-01-03", "vs_from": "2026-01-03"}


def test_two_periods(full):
    found = full.get("/api/v1/compare", params={"of": "reach", **SPLIT}).json()
    sides = [full.get("/api/v1/reach", params=given).json() for given in ({"to": "2026-01-03"}, {"from": "2026-01-03"})]
    assert [found["a"]["n"], found["b"]["n"]] == [side["n"] for side in sides]
    for name, side in zip("ab", sides, strict=True):
        counts = {row["what"][0]: row[name]["part"] for row in found["compared"]}
        assert counts == {each["name"]: each["journeys"] for each in side["touchpoints"]}
    assert found["shared_customers"] == 0
    assert all(row["small"] for row in found["compared"])


@pytest.mark.parametrize(
    "asked",
    [
        {"of": "transitions"},
        {"of": "paths"},
        {"of": "funnel", "step": ["zoekopdracht", "boeking"]},
        {"of": "timing", "a": "zoekopdracht", "b": "offerte"},
        {"of": "timing", "inside": "zoekopdracht|offerte"},
    ],
)
def test_every_question_that_can_be_compared(full, asked):
    found = full.get("/api/v1/compare", params={**asked, "vs_channel": "app"})
    assert found.status_code == 200, found.text
    assert (found.json()["a"]["n"], found.json()["b"]["n"]) == (4, 1)
    assert found.json()["shared_customers"] == 1


def test_who_was_in_a_phase(full):
    asked = {"of": "timing", "inside": "offerte|boeking", "vs_channel": "app"}
    [row] = full.get("/api/v1/compare", params=asked).json()["compared"]
    assert (row["what"], row["a"]["part"], row["a"]["whole"], row["b"]["part"]) == (["inside"], 3, 4, 1)


def test_mistakes_are_told(full):
    assert full.get("/api/v1/compare", params={"of": "draft"}).status_code == 422
    assert full.get("/api/v1/compare", params={"of": "funnel"}).json()["code"] == "funnel.steps"
    assert full.get("/api/v1/compare", params={"of": "reach", "vs_from": "ooit"}).json()["code"] == "events.filter"
