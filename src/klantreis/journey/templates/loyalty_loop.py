"""The loyalty loop: a customer who is satisfied skips the search next time, until a trigger sends them away."""

from __future__ import annotations

from klantreis.journey.templates import lanes
from klantreis.journey.templates.said import (
    APP,
    EMAIL,
    PERSON,
    PHONE,
    REVIEWS,
    SEARCH,
    SHOP,
    WEB,
    PhaseText,
    Said,
    Template,
    TouchpointText,
)

ACTIVE_EVALUATION = PhaseText(
    Said("Actieve afweging", "Active evaluation"),
    Said(
        "Mogelijkheden toevoegen en afstrepen tot er één overblijft.", "Add and strike off options until one is left."
    ),
    Said(
        "Wat past bij mij, en wat zeggen mensen die het kennen?", "What suits me, and what do people who know it say?"
    ),
    (
        TouchpointText(
            Said("Zoeken en vergelijken", "Searching and comparing"),
            SEARCH,
            "online",
            {
                "actions": Said(
                    "Voegt onderweg merken toe en streept andere af.", "Adds brands along the way and drops others."
                ),
                "thoughts": Said("“Deze kende ik nog niet.”", "“I did not know this one yet.”"),
            },
        ),
        TouchpointText(
            Said("Oordeel van anderen", "What others say"),
            REVIEWS,
            "both",
            {"needs": Said("Bewijs van mensen in dezelfde situatie.", "Proof from people in the same situation.")},
        ),
    ),
)

PURCHASE = PhaseText(
    Said("Moment van aankoop", "Moment of purchase"),
    Said("De keuze omzetten in een aankoop, zonder twijfel.", "Turn the choice into a purchase, without doubt."),
    Said("Is het beschikbaar, en klopt de prijs die ik zag?", "Is it available, and is the price the one I saw?"),
    (
        TouchpointText(
            Said("Laatste controle", "Last check"),
            SHOP,
            "both",
            {
                "actions": Said(
                    "Bekijkt het nog een keer in de winkel of op de website.", "Looks once more, in the shop or online."
                ),
                "pains": Said("Winkel en website noemen een andere prijs.", "Shop and website name different prices."),
            },
        ),
        TouchpointText(
            Said("Aankoop", "Purchase"),
            WEB,
            "both",
            {
                "thoughts": Said("“Nu is het goed.”", "“This is it.”"),
                "systems": Said("Kassasysteem, webwinkel", "Till system, web shop"),
            },
            moment_of_truth=True,
        ),
    ),
)

EXPERIENCE = PhaseText(
    Said("Ervaring na aankoop", "Post-purchase experience"),
    Said("Bevestigd krijgen dat het een goede keuze was.", "Have it confirmed that the choice was good."),
    Said("Werkt het zoals beloofd, en hoe krijg ik hulp?", "Does it work as promised, and how do I get help?"),
    (
        TouchpointText(
            Said("Eerste gebruik", "First use"),
            APP,
            "both",
            {
                "actions": Said("Vergelijkt de belofte met wat er gebeurt.", "Compares the promise with what happens."),
                "kpis": Said("Tevredenheid dertig dagen na aankoop.", "Satisfaction thirty days after purchase."),
            },
            moment_of_truth=True,
        ),
        TouchpointText(
            Said("Service", "Service"),
            PHONE,
            "both",
            {
                "needs": Said("Een oplossing die blijvend is.", "A solution that lasts."),
                "back_stage": Said(
                    "Klantenservice koppelt terug naar productteam.",
                    "Customer service reports back to the product team.",
                ),
            },
        ),
    ),
)

LOYALTY = PhaseText(
    Said("Loyaliteit", "Loyalty"),
    Said("Opnieuw kopen zonder opnieuw te hoeven zoeken.", "Buy again without having to search again."),
    Said("Waarom zou ik blijven als er iets anders langskomt?", "Why would I stay when something else comes by?"),
    (
        TouchpointText(
            Said("Aanbevelen", "Recommending"),
            PERSON,
            "both",
            {
                "actions": Said(
                    "Noemt het merk als iemand om raad vraagt.", "Names the brand when somebody asks for advice."
                )
            },
        ),
        TouchpointText(
            Said("Persoonlijk voorstel", "Personal offer"),
            EMAIL,
            "online",
            {
                "opportunities": Said(
                    "Beloon trouw voordat de klant erom vraagt.", "Reward loyalty before the customer asks."
                ),
                "thoughts": Said("“Ze weten wie ik ben.”", "“They know who I am.”"),
            },
        ),
        TouchpointText(
            Said("Aanleiding: terug of weg", "Trigger: back or away"),
            PERSON,
            "both",
            {
                "actions": Said(
                    "Er gebeurt iets: een nieuwe behoefte, een teleurstelling of een beter aanbod.",
                    "Something happens: a new need, a disappointment or a better offer.",
                ),
                "needs": Said(
                    "Een reden om direct terug te komen in plaats van opnieuw te vergelijken.",
                    "A reason to come straight back rather than compare again.",
                ),
                "pains": Said(
                    "Een vergeten klacht stuurt de klant terug naar de actieve afweging, of weg.",
                    "A forgotten complaint sends the customer back to active evaluation, or away.",
                ),
                "kpis": Said(
                    "Aandeel klanten dat terugkomt zonder te vergelijken.",
                    "Share of customers who return without comparing.",
                ),
            },
            moment_of_truth=True,
        ),
    ),
)

LOYALTY_LOOP = Template(
    "loyalty-loop",
    Said("De loyaliteitslus", "The loyalty loop"),
    Said(
        "Een kringloop: van actieve afweging via aankoop en ervaring naar loyaliteit. Een aanleiding stuurt de klant "
        "direct terug naar de aankoop, of weg naar een ander. Past bij herhaalaankopen en abonnementen.",
        "A loop: from active evaluation through purchase and experience to loyalty. A trigger sends the customer "
        "straight back to a purchase, or away to another. Suits repeat purchases and subscriptions.",
    ),
    (ACTIVE_EVALUATION, PURCHASE, EXPERIENCE, LOYALTY),
    lanes.JOURNEY,
)
