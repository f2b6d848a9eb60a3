"""The templates: complete, in both languages, and clearly examples."""

from __future__ import annotations

import pytest

from klantreis.errors import NotFound, UserError
from klantreis.journey import templates
from klantreis.journey.cell import Cell
from klantreis.journey.evidence import Evidence
from klantreis.journey.lane import MEASURED_LANES

NAMES = ["seven", "five", "loyalty-loop", "blueprint", "empty"]
WITH_PHASES = [name for name in NAMES if name != "empty"]
BOTH = [(name, language) for name in NAMES for language in ("nl", "en")]


def test_there_are_five() -> None:
    assert list(templates.TEMPLATES) == NAMES


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_a_seed_makes_the_same_map_again_and_none_makes_another(name: str, language: str) -> None:
    made = templates.make(name, language, "Mijn kaart", seed=1)
    assert made == templates.make(name, language, "Mijn kaart", seed=1)
    assert made.records.keys() != templates.make(name, language, "Mijn kaart").records.keys()
    assert (made.map.name, made.map.language, made.map.template) == ("Mijn kaart", language, name)
    assert templates.make(name, language).map.name == templates.get(name).title.in_(language)


@pytest.mark.parametrize("name", WITH_PHASES)
def test_the_languages_differ_in_words_only(name: str) -> None:
    dutch, english = (templates.make(name, language, seed=1) for language in ("nl", "en"))
    assert dutch.records.keys() == english.records.keys()
    for a, b in zip(dutch.phases(), english.phases(), strict=True):
        assert (a.order, a.tint) == (b.order, b.tint)
        assert a.goal != b.goal
        assert a.information_need != b.information_need
    same = [cell.text for cell in dutch.every(Cell) if cell.text == english.records[cell.id].text]
    assert same == []


@pytest.mark.parametrize("name", WITH_PHASES)
def test_every_phase_is_complete(name: str) -> None:
    made = templates.make(name, "nl", seed=1)
    for phase in made.phases():
        assert phase.goal
        assert phase.information_need.endswith("?")
        assert phase.conversion is None  # only the data know
        columns = made.touchpoints(phase.id)
        assert columns
        assert all(touchpoint.channel and touchpoint.contact for touchpoint in columns)
        assert any(made.cells_at(lane.id, columns[0].id) for lane in made.lanes())
    assert any(touchpoint.moment_of_truth for touchpoint in made.touchpoints())
    assert [phase.tint for phase in made.phases()] == list(range(len(made.phases())))


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_examples_are_tagged_and_have_no_evidence(name: str, language: str) -> None:
    made = templates.make(name, language, seed=1)
    tag = {"nl": "voorbeeld", "en": "example"}[language]
    assert all(cell.tags == (tag,) for cell in made.every(Cell))
    assert made.every(Evidence) == []
    bare = templates.make(name, language, examples=False)
    assert bare.every(Cell) == []
    assert len(bare.touchpoints()) == len(made.touchpoints())


@pytest.mark.parametrize("name", NAMES)
def test_lanes_are_both_written_and_measured(name: str) -> None:
    types = [lane.type for lane in templates.make(name).lanes()]
    assert "emotion" in types
    assert "actions" in types
    assert MEASURED_LANES & set(types)
    assert len(set(types)) == len(types)


def test_the_phases_are_those_the_product_names() -> None:
    names = {name: [phase.name for phase in templates.make(name, "en").phases()] for name in ("seven", "five")}
    assert names["seven"] == [
        "Awareness", "Consideration", "Evaluation", "Purchase", "Delivery", "After-sales service", "Advocacy",
    ]  # fmt: skip
    dutch = [phase.name for phase in templates.make("five", "nl").phases()]
    assert dutch == ["Bewustwording", "Overweging", "Aankoop", "Gebruik", "Loyaliteit"]


def test_the_loop_ends_in_the_trigger_that_sends_a_customer_back_or_away() -> None:
    made = templates.make("loyalty-loop", "nl")
    last = made.touchpoints()[-1]
    assert last.name == "Aanleiding: terug of weg"
    assert last.moment_of_truth


def test_a_wrong_name_or_language_is_refused() -> None:
    with pytest.raises(NotFound, match="six"):
        templates.make("six")
    with pytest.raises(UserError, match="fr"):
        templates.make("five", "fr")
    with pytest.raises(UserError) as caught:
        templates.make("five", "nl", "")
    assert caught.value.params["rule"] == "R4"
