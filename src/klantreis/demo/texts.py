"""What customers say, in Dutch and English: short sentences put together by chance.

Chats, e-mails, calls and reviews; a text's tone agrees with the score that goes with it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TEXTS: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    "Gebeld met reisvraag": {
        "nl": {
            "good": ("Vriendelijk geholpen, ik weet nu welke rondreis door {place} bij ons past.",),
            "bad": (
                "Ik kan op de reizenpagina niet filteren op vertrekmaand en blijf maar zoeken naar {place}.",
                "Waarom kan ik niet op prijs of duur sorteren? Uiteindelijk toch maar gebeld over {place}.",
                "Drie keer dezelfde lijst bekeken, de reis naar {place} niet gevonden. Heel onhandig.",
            ),
        },
        "en": {
            "good": ("Very helpful call about {place}, thank you.",),
            "bad": (
                "There is no filter on the trips page, I kept scrolling for {place}.",
                "I could not sort by price and gave up looking for {place} online.",
            ),
        },
    },
    "Chatvraag gesteld": {
        "nl": {
            "good": ("Fijn, meteen duidelijk antwoord over {place}.", "Goed geholpen in de chat over {place}."),
            "bad": (
                "Geen bruikbaar antwoord in de chat over {place}.",
                "De chat begreep mijn vraag over {place} niet.",
            ),
        },
        "en": {
            "good": ("Quick and clear answer about {place}.",),
            "bad": ("The chat did not understand my question about {place}.",),
        },
    },
    "Vraag gemaild": {
        "nl": {
            "good": ("Kunt u ons meer vertellen over de rondreis {place}? De foto's zijn prachtig.",),
            "bad": ("Ik vind nergens wat er bij de reis naar {place} inbegrepen is, kunt u dat uitleggen?",),
        },
        "en": {
            "good": ("Could you tell us more about the {place} tour? It looks lovely.",),
            "bad": ("I cannot find anywhere what is included in the {place} tour.",),
        },
    },
    "Gebeld over bevestiging": {
        "nl": {
            "good": ("Netjes opgelost, de bevestiging voor {place} is opnieuw gestuurd.",),
            "bad": (
                "Wel betaald, maar geen bevestiging van de reis naar {place} gekregen. Ik maak me zorgen.",
                "Nog steeds geen mail over {place}, is de boeking wel gelukt?",
            ),
        },
        "en": {
            "good": ("Sorted quickly, the {place} confirmation was sent again.",),
            "bad": ("I paid but never got a confirmation for {place}. Very worrying.",),
        },
    },
    "Hulplijn gebeld op reis": {
        "nl": {
            "good": ("Snel hulp gekregen toen de aansluiting in {place} gemist werd.",),
            "bad": ("Lang in de wacht terwijl wij in {place} vast stonden.",),
        },
        "en": {
            "good": ("Great help when we missed our connection in {place}.",),
            "bad": ("We waited on hold for an hour while stuck in {place}.",),
        },
    },
    "Review geschreven": {
        "nl": {
            "good": (
                "Prachtige rondreis door {place}, alles was tot in de puntjes geregeld!",
                "Onvergetelijk. {place} is schitterend en de reisleiding was geweldig.",
            ),
            "bad": (
                "{place} is mooi, maar de voorbereiding liet te wensen over.",
                "Rommelig geregeld: hotels in {place} vielen tegen en niemand belde terug.",
            ),
        },
        "en": {
            "good": ("A wonderful tour of {place}, perfectly organised.",),
            "bad": ("{place} is beautiful, but the organisation was disappointing.",),
        },
    },
}


def say(
    rng: np.random.Generator,
    activity: str,
    languages: NDArray[np.str_],
    good: NDArray[np.bool_],
    places: NDArray[np.str_],
) -> list[str]:
    """One sentence per event of ``activity``; all arrays have one entry per event."""
    spoken = TEXTS[activity]
    picks = rng.random(len(good))
    out = []
    for language, happy, place, pick in zip(languages, good, places, picks, strict=True):
        choices = spoken[str(language)]["good" if happy else "bad"]
        out.append(choices[int(pick * len(choices))].format(place=place))
    return out
