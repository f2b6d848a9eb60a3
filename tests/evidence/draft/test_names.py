"""Names: which are one activity, how they read, what they speak of."""

import pytest

from klantreis.evidence.draft.activity_words import step_of, tokens
from klantreis.evidence.draft.names import readable, variants


def grouped(*names: str) -> list[list[str]]:
    return [[names[i] for i in group] for group in variants(names)]


def test_case_spaces_and_signs_do_not_count():
    assert grouped("product_view", "Product View", " product-view", "Betaald") == [
        ["product_view", "Product View", " product-view"],
        ["Betaald"],
    ]


def test_a_prefix_does_not_count_unless_it_tells_things_apart():
    assert grouped("event: login", "Login", "3. Login") == [["event: login", "Login", "3. Login"]]
    assert grouped("1. aanmaning", "2. aanmaning") == [["1. aanmaning"], ["2. aanmaning"]]
    assert grouped("T02 Check", "T03 Check", "Check") == [["T02 Check"], ["T03 Check"], ["Check"]]
    assert grouped("1", "2", "?", "!") == [["1"], ["2"], ["?"], ["!"]]
    assert grouped("event", "Event 12") == [["event"], ["Event 12"]]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("product_view", "Product view"),
        ("productView", "Product view"),
        ("PURCHASE", "Purchase"),
        ("Create Fine", "Create Fine"),
        ("T02 Check", "T02 Check"),
        ("brochure aangevraagd", "Brochure aangevraagd"),
        ("SMS ontvangen", "SMS ontvangen"),
        ("a\tb\nc", "A b c"),
        ("\x00x y", "X y"),
        ("  ", "–"),
        ("x" * 300, "X" + "x" * 198 + "…"),
    ],
)
def test_readable(name: str, read: str):
    assert readable(name) == read


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("Advertentie gezien", ("awareness", True)),
        ("google_ads_banner", ("awareness", True)),
        ("add_to_cart", ("purchase", True)),
        ("OrderPlaced", ("purchase", True)),
        ("Pakket bezorgd", ("delivery", True)),
        ("Klacht ingediend", ("service", True)),
        ("NPS survey", ("loyalty", True)),
        ("Gebeld met vraag", ("service", False)),
        ("Create Fine", None),
        ("", None),
    ],
)
def test_what_a_name_speaks_of(name: str, step: tuple[str, bool] | None):
    assert step_of(name) == step


def test_tokens_have_no_case_accents_or_signs():
    assert tokens("Enquête-ingevuld productView_2") == ["enquete", "ingevuld", "product", "view", "2"]
