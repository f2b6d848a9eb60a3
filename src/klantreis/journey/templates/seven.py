"""The seven phases: from the first notice to recommending it to others."""

from __future__ import annotations

from klantreis.journey.templates import lanes
from klantreis.journey.templates.said import (
    ADVERTISING,
    APP,
    CHAT,
    EMAIL,
    PERSON,
    PHONE,
    POST,
    REVIEWS,
    SEARCH,
    SHOP,
    WEB,
    PhaseText,
    Said,
    Template,
    TouchpointText,
)

AWARENESS = PhaseText(
    Said("Bewustwording", "Awareness"),
    Said("Ontdekken dat het anders of beter kan.", "Discover that things can be different or better."),
    Said("Herken ik mijn situatie, en wie kan mij helpen?", "Is this my situation, and who can help me?"),
    (
        TouchpointText(
            Said("Advertentie", "Advertisement"),
            ADVERTISING,
            "both",
            {
                "actions": Said("Ziet een advertentie en blijft even hangen.", "Notices an advertisement and pauses."),
                "thoughts": Said("“Dat probleem heb ik ook.”", "“I have that problem too.”"),
            },
        ),
        TouchpointText(
            Said("Tip van een bekende", "Word of mouth"),
            PERSON,
            "offline",
            {
                "actions": Said(
                    "Hoort van een vriend of collega hoe goed het beviel.",
                    "Hears a good story from a friend or colleague.",
                ),
                "needs": Said("Een ervaring van iemand die te vertrouwen is.", "A story from somebody they trust."),
            },
        ),
    ),
)

CONSIDERATION = PhaseText(
    Said("Oriëntatie", "Consideration"),
    Said("Overzicht krijgen van wat er te kiezen is.", "Get an overview of what there is to choose from."),
    Said("Welke oplossingen zijn er, en waar let ik op?", "Which solutions exist, and what should I look for?"),
    (
        TouchpointText(
            Said("Zoeken op internet", "Online search"),
            SEARCH,
            "online",
            {
                "actions": Said(
                    "Zoekt in eigen woorden en opent een paar resultaten.",
                    "Searches in their own words and opens a few results.",
                ),
                "thoughts": Said("“Waar begin ik?”", "“Where do I begin?”"),
            },
        ),
        TouchpointText(
            Said("Website bezoeken", "Website visit"),
            WEB,
            "online",
            {
                "actions": Said(
                    "Bekijkt het aanbod en zoekt naar prijs en voorwaarden.",
                    "Looks through the range, for price and terms.",
                ),
                "needs": Said("Binnen een minuut zien of dit past.", "See within a minute whether this fits."),
                "pains": Said("De prijs staat pas op de laatste pagina.", "The price appears only on the last page."),
                "kpis": Said(
                    "Aandeel bezoekers dat een productpagina bekijkt.", "Share of visitors who view a product page."
                ),
            },
        ),
    ),
)

EVALUATION = PhaseText(
    Said("Afweging", "Evaluation"),
    Said("De beste keuze maken uit een kleine selectie.", "Make the best choice from a short list."),
    Said("Waarom deze, en klopt wat er wordt beloofd?", "Why this one, and is the promise true?"),
    (
        TouchpointText(
            Said("Reviews lezen", "Reading reviews"),
            REVIEWS,
            "online",
            {
                "actions": Said("Leest vooral de middelmatige beoordelingen.", "Reads the middling reviews above all."),
                "thoughts": Said("“Wat gaat er mis als het misgaat?”", "“What goes wrong when it goes wrong?”"),
            },
        ),
        TouchpointText(
            Said("Advies vragen", "Asking for advice"),
            CHAT,
            "both",
            {
                "actions": Said("Stelt één vraag die de keuze bepaalt.", "Asks the one question that decides."),
                "needs": Said("Een eerlijk antwoord, vandaag nog.", "An honest answer, today."),
                "opportunities": Said(
                    "Adviseur ziet wat de klant al bekeken heeft.", "The adviser sees what the customer looked at."
                ),
                "back_stage": Said("Adviesteam bewaakt de reactietijd.", "The advice team watches response times."),
            },
            moment_of_truth=True,
        ),
        TouchpointText(
            Said("Offerte of winkelmand", "Quote or basket"),
            WEB,
            "online",
            {
                "actions": Said(
                    "Zet de keuze klaar en rekent alles nog eens na.",
                    "Prepares the order and checks the sums once more.",
                )
            },
        ),
    ),
)

PURCHASE = PhaseText(
    Said("Aankoop", "Purchase"),
    Said("Snel en met vertrouwen bestellen.", "Order quickly and with confidence."),
    Said("Wat betaal ik precies, en wat gebeurt er daarna?", "What exactly do I pay, and what happens next?"),
    (
        TouchpointText(
            Said("Bestellen", "Ordering"),
            WEB,
            "online",
            {
                "actions": Said(
                    "Vult gegevens in en kiest een leverdatum.", "Enters details and picks a delivery date."
                ),
                "pains": Said("Moet eerst een account aanmaken.", "Has to create an account first."),
                "systems": Said("Webwinkel, klantsysteem", "Web shop, CRM"),
            },
        ),
        TouchpointText(
            Said("Betalen", "Payment"),
            WEB,
            "online",
            {
                "thoughts": Said("“Is dit veilig, en kan ik nog terug?”", "“Is this safe, and can I still go back?”"),
                "kpis": Said("Aandeel gestarte betalingen dat slaagt.", "Share of started payments that succeed."),
            },
            moment_of_truth=True,
        ),
        TouchpointText(
            Said("Bevestiging", "Confirmation"),
            EMAIL,
            "online",
            {
                "needs": Said(
                    "Zwart op wit: wat, wanneer en bij wie ik terechtkan.",
                    "In writing: what, when, and whom to turn to.",
                )
            },
        ),
    ),
)

DELIVERY = PhaseText(
    Said("Levering", "Delivery"),
    Said("Krijgen wat is beloofd, op het moment dat is beloofd.", "Receive what was promised, when it was promised."),
    Said("Waar is het nu, en wat moet ik zelf doen?", "Where is it now, and what must I do myself?"),
    (
        TouchpointText(
            Said("Levering volgen", "Tracking"),
            APP,
            "online",
            {
                "actions": Said(
                    "Kijkt een paar keer per dag naar de status.", "Checks the status several times a day."
                ),
                "pains": Said(
                    "De status zegt niets over het tijdstip.", "The status says nothing about the time of day."
                ),
            },
        ),
        TouchpointText(
            Said("Ontvangst", "Receipt"),
            POST,
            "offline",
            {
                "actions": Said("Pakt uit en controleert of alles klopt.", "Unpacks and checks that all is right."),
                "thoughts": Said("“Dit is precies wat ik wilde.”", "“This is exactly what I wanted.”"),
                "back_stage": Said(
                    "Magazijn controleert de order voor verzending.", "The warehouse checks each order before dispatch."
                ),
            },
            moment_of_truth=True,
        ),
    ),
)

SERVICE = PhaseText(
    Said("Service", "After-sales service"),
    Said(
        "Snel geholpen worden als iets niet gaat zoals verwacht.",
        "Be helped quickly when something is not as expected.",
    ),
    Said("Wie lost dit op, en hoe lang duurt het?", "Who will solve this, and how long will it take?"),
    (
        TouchpointText(
            Said("Zelf een antwoord zoeken", "Self-service"),
            WEB,
            "online",
            {
                "actions": Said(
                    "Zoekt het op bij de veelgestelde vragen.", "Looks it up in the frequently asked questions."
                ),
                "opportunities": Said(
                    "Toon het antwoord waar de vraag ontstaat.", "Show the answer where the question arises."
                ),
            },
        ),
        TouchpointText(
            Said("Contact met de klantenservice", "Contacting customer service"),
            PHONE,
            "both",
            {
                "actions": Said(
                    "Belt, en legt het verhaal nog een keer uit.", "Calls, and tells the story once again."
                ),
                "needs": Said(
                    "Eén medewerker die het oplost en terugbelt.", "One person who solves it and calls back."
                ),
                "pains": Said("Wordt doorverbonden en begint opnieuw.", "Is put through and starts all over."),
                "kpis": Said(
                    "Aandeel vragen dat in één keer is opgelost.", "Share of questions solved the first time."
                ),
            },
            moment_of_truth=True,
        ),
    ),
)

ADVOCACY = PhaseText(
    Said("Aanbeveling", "Advocacy"),
    Said("Zich een gewaardeerde klant voelen en dat delen.", "Feel a valued customer, and share it."),
    Said("Wat levert het mij op om te blijven of te vertellen?", "What is in it for me to stay, or to tell others?"),
    (
        TouchpointText(
            Said("Review schrijven", "Writing a review"),
            REVIEWS,
            "online",
            {
                "actions": Said("Schrijft een review na een uitnodiging.", "Writes a review when invited."),
                "opportunities": Said(
                    "Nodig uit op het moment dat het plezier het grootst is.",
                    "Invite at the moment of greatest pleasure.",
                ),
            },
        ),
        TouchpointText(
            Said("Opnieuw kopen", "Buying again"),
            SHOP,
            "both",
            {
                "thoughts": Said("“Ik weet nu waar ik moet zijn.”", "“Now I know where to go.”"),
                "kpis": Said(
                    "Aandeel klanten dat binnen een jaar terugkomt.", "Share of customers who return within a year."
                ),
            },
        ),
    ),
)

SEVEN = Template(
    "seven",
    Said("De zeven fasen", "The seven phases"),
    Said(
        "De hele klantreis van eerste kennismaking tot aanbeveling, met levering en service als eigen fase. "
        "Past bij producten en diensten die geleverd worden.",
        "The whole journey from first notice to recommendation, with delivery and service as phases of their own. "
        "Suits products and services that are delivered.",
    ),
    (AWARENESS, CONSIDERATION, EVALUATION, PURCHASE, DELIVERY, SERVICE, ADVOCACY),
    lanes.JOURNEY,
)
