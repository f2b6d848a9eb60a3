"""The five phases: compact, with use in the middle of the story."""

from __future__ import annotations

from klantreis.journey.templates import lanes
from klantreis.journey.templates.said import (
    APP,
    CHAT,
    EMAIL,
    PHONE,
    REVIEWS,
    SEARCH,
    SHOP,
    SOCIAL,
    WEB,
    PhaseText,
    Said,
    Template,
    TouchpointText,
)

AWARENESS = PhaseText(
    Said("Bewustwording", "Awareness"),
    Said(
        "Merken dat er een behoefte is en dat er een antwoord op bestaat.",
        "Notice a need, and that there is an answer to it.",
    ),
    Said("Wat is dit, en is het iets voor mij?", "What is this, and is it for me?"),
    (
        TouchpointText(
            Said("Bericht op sociale media", "Social media post"),
            SOCIAL,
            "online",
            {
                "actions": Said("Ziet een bericht dat een bekende heeft gedeeld.", "Sees a post that a friend shared."),
                "thoughts": Said("“Dat ziet er goed uit.”", "“That looks good.”"),
            },
        ),
        TouchpointText(
            Said("Zoekopdracht", "Search"),
            SEARCH,
            "online",
            {
                "actions": Said(
                    "Zoekt op de behoefte, nog niet op het merk.", "Searches for the need, not yet for the brand."
                ),
                "needs": Said("Uitleg zonder vaktaal.", "An explanation without jargon."),
            },
        ),
    ),
)

CONSIDERATION = PhaseText(
    Said("Overweging", "Consideration"),
    Said("Vergelijken en zekerheid krijgen over de keuze.", "Compare, and become sure of the choice."),
    Said(
        "Wat zijn de verschillen, en wat vinden anderen ervan?", "What are the differences, and what do others think?"
    ),
    (
        TouchpointText(
            Said("Productpagina", "Product page"),
            WEB,
            "online",
            {
                "actions": Said("Vergelijkt twee of drie mogelijkheden.", "Compares two or three options."),
                "pains": Said("Kan niet filteren op wat belangrijk is.", "Cannot filter on what matters."),
                "opportunities": Said(
                    "Filters die aansluiten op de vragen van klanten.", "Filters that follow customers' own questions."
                ),
            },
        ),
        TouchpointText(
            Said("Ervaringen van anderen", "Other customers' experiences"),
            REVIEWS,
            "online",
            {"thoughts": Said("“Zijn dit mensen zoals ik?”", "“Are these people like me?”")},
        ),
        TouchpointText(
            Said("Vraag stellen", "Asking a question"),
            CHAT,
            "both",
            {
                "actions": Said(
                    "Stelt een vraag waar de website geen antwoord op geeft.", "Asks what the website does not answer."
                ),
                "needs": Said("Antwoord terwijl de aandacht er nog is.", "An answer while the interest lasts."),
                "back_stage": Said(
                    "Klantenservice houdt antwoorden actueel.", "Customer service keeps the answers current."
                ),
            },
            moment_of_truth=True,
        ),
    ),
)

PURCHASE = PhaseText(
    Said("Aankoop", "Purchase"),
    Said("Zonder gedoe afronden.", "Finish without a fuss."),
    Said("Is dit de totale prijs, en kan ik nog wijzigen?", "Is this the full price, and can I still change it?"),
    (
        TouchpointText(
            Said("Bestellen of boeken", "Ordering or booking"),
            WEB,
            "online",
            {
                "actions": Said(
                    "Doorloopt de stappen, vaak op de telefoon.", "Goes through the steps, often on a phone."
                ),
                "pains": Said("Begint opnieuw na een foutmelding.", "Starts again after an error."),
                "systems": Said("Bestelsysteem, betaaldienst", "Order system, payment provider"),
            },
            moment_of_truth=True,
        ),
        TouchpointText(
            Said("Bevestiging ontvangen", "Receiving confirmation"),
            EMAIL,
            "online",
            {
                "needs": Said(
                    "Rust: alles staat goed, dit zijn de volgende stappen.",
                    "Peace of mind: all is set, these are the next steps.",
                ),
                "kpis": Said(
                    "Aandeel bevestigingen dat binnen vijf minuten aankomt.",
                    "Share of confirmations that arrive within five minutes.",
                ),
            },
        ),
    ),
)

USE = PhaseText(
    Said("Gebruik", "Use"),
    Said("Het resultaat krijgen waarvoor is betaald.", "Get the result that was paid for."),
    Said("Hoe haal ik eruit wat erin zit, en wie helpt mij?", "How do I get the most out of it, and who helps me?"),
    (
        TouchpointText(
            Said("Eerste gebruik", "First use"),
            APP,
            "both",
            {
                "actions": Said("Gaat aan de slag zonder handleiding.", "Sets to work without a manual."),
                "thoughts": Said("“Doe ik het zo goed?”", "“Am I doing this right?”"),
            },
            moment_of_truth=True,
        ),
        TouchpointText(
            Said("Hulp vragen", "Asking for help"),
            PHONE,
            "both",
            {
                "actions": Said(
                    "Belt na zelf een kwartier te hebben gezocht.", "Calls after searching for a quarter of an hour."
                ),
                "pains": Said("Moet gegevens herhalen die bekend zijn.", "Has to repeat what is known already."),
                "kpis": Said(
                    "Aandeel vragen dat in één keer is opgelost.", "Share of questions solved the first time."
                ),
            },
        ),
    ),
)

LOYALTY = PhaseText(
    Said("Loyaliteit", "Loyalty"),
    Said("Een goede reden hebben om te blijven.", "Have a good reason to stay."),
    Said("Wat is er nieuw voor mij, en word ik gekend?", "What is new for me, and am I known?"),
    (
        TouchpointText(
            Said("Ervaring delen", "Sharing the experience"),
            REVIEWS,
            "online",
            {"actions": Said("Vertelt anderen hoe het was.", "Tells others how it was.")},
        ),
        TouchpointText(
            Said("Herhaalaankoop", "Repeat purchase"),
            SHOP,
            "both",
            {
                "thoughts": Said("“De vorige keer ging het goed.”", "“Last time went well.”"),
                "opportunities": Said(
                    "Doe een voorstel op basis van de vorige keer.", "Make an offer that builds on the last time."
                ),
            },
        ),
    ),
)

FIVE = Template(
    "five",
    Said("De vijf fasen", "The five phases"),
    Said(
        "Bewustwording, overweging, aankoop, gebruik en loyaliteit. Compact en breed bruikbaar: een goede start.",
        "Awareness, consideration, purchase, use and loyalty. Compact and widely usable; a good first map.",
    ),
    (AWARENESS, CONSIDERATION, PURCHASE, USE, LOYALTY),
    lanes.JOURNEY,
)
