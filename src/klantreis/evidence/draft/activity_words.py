"""Which step of a customer's life an activity's name speaks of, in Dutch and English.

General words only: how shops, agencies, insurers and services name their events. A *sure* word
speaks of one step by itself; a *faint* one is heard only where no sure word is.
"""

from __future__ import annotations

import re
import unicodedata

STEPS = ("awareness", "consideration", "evaluation", "purchase", "delivery", "use", "service", "loyalty")

# A word of five letters or more is found anywhere in a token (Dutch writes compounds as one word);
# a shorter one, or one that ends in a dot, must be the whole token.
SURE: dict[str, str] = {
    "awareness": """advert advertentie campagne campaign banner impressie impression billboard flyer nieuwsbrief
        newsletter social. facebook instagram linkedin tiktok socialmedia zoekmachine google seo. sea. blog. reisblog
        homepage home. homescreen landing promo. promopage persbericht tv. radio. influencer podcast open_day""",
    "consideration": """catalog catalogus category categorie assortiment productpagina product. products. zoekopdracht
        search. searched search_results filter. filters. browse browsen listing wishlist verlanglijst favoriet
        favourite brochure whitepaper demo. webinar informatieaanvraag product_page productpage view_product""",
    "evaluation": """vergelijk vergelek compare compar offerte quote. quotation review_gelezen reviews_gelezen
        read_review reviews_read adviesgesprek proefrit test_drive bezichtiging viewing consult prijsopgave configurat
        proefles trial. trial_started testimonial""",
    "purchase": """winkelwagen winkelmand shopping_cart cart. basket add_to_cart checkout afrekenen bestel order.
        ordered order_placed boeking geboekt booking booked reserver reservation betaal betaling payment paid.
        purchase aankoop gekocht koop. bought buy. contract handtekening ondertek signed. verzekering_gekozen
        persoonsgegevens reizigersgegevens customer_data billing_details shipping_details
        verzendgegevens abonnement_afgesloten subscribe. subscribed ideal. creditcard""",
    "delivery": """verzonden shipped shipment shipping bezorg gelever delivery delivered pakket parcel track_trace
        tracking afgehaald picked_up ontvangst_bestelling installatie_afspraak reispapieren travel_papers tickets.
        uitgepakt unboxing""",
    "use": """geïnstalleerd installed activat activer geactiveerd eerste_gebruik first_use login. logged_in ingelogd
        onboarding gebruikt_product in_gebruik usage ingecheckt check_in checked_in check_out vertrek departure departed
        departs teruggekeerd thuisgekomen returned_home verblijf stay. tutorial handleiding""",
    "service": """klacht complaint helpdesk klantenservice customer_service support. support_ticket ticket. storing
        outage reparatie repair retour_aangemeld return_request refund terugbetaling garantie warranty hulplijn
        helpline faq. nazorg monteur""",
    "loyalty": """enquête enquete survey. nps. review_geschreven review_written write_review wrote_review
        beoordeling_gegeven recommend aanbevolen aanbeveling vriend_uitgenodigd uitgenodigd invite. invited referral
        referred gedeeld shared vervolg herhaal repeat_purchase renewal verleng loyalty loyaliteit spaarpunten
        ambassad foto's_gedeeld heractiv rebook opnieuw_geboekt opgezegd cancelled_subscription churned""",
}
FAINT: dict[str, str] = {
    "consideration": "bekeken viewed view. page. pagina zoek. search vraag question chat",
    "purchase": "bevestiging confirmation confirmed verzekering insurance gekozen chosen selected invoice factuur",
    "service": "gebeld called call. contact. hulp. help.",
    "loyalty": "review rating beoordeling feedback",
}


def tokens(name: str) -> list[str]:
    """The words of an activity's name: split at signs, spaces and capitals; no case, no accents."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    flat = "".join(c for c in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(c))
    return [token for token in re.split(r"[^\w]+|_", flat.casefold()) if token]


def step_of(name: str) -> tuple[str, bool] | None:
    """(step, whether it is sure) that an activity's name speaks of, or None.

    The longest word decides; equal lengths go to the later step, because a later step is told by what
    came before ("review after purchase").
    """
    words = tokens(name)
    text = f"_{'_'.join(words)}_"
    for lexicon, sure in ((_SURE, True), (_FAINT, False)):
        found = [(len(word), STEPS.index(step)) for word, whole, step in lexicon if _heard(word, whole, text)]
        if found:
            return STEPS[max(found)[1]], sure
    return None


def _heard(word: str, whole: bool, text: str) -> bool:
    return f"_{word}_" in text if whole else word in text


def _lexicon(table: dict[str, str]) -> list[tuple[str, bool, str]]:
    out = []
    for step, words in table.items():
        for entry in words.split():
            word = "_".join("".join(tokens(part)) for part in entry.rstrip(".").split("_"))
            out.append((word, entry.endswith(".") or len(word) < 5, step))
    return out


_SURE = _lexicon(SURE)
_FAINT = _lexicon(FAINT)
