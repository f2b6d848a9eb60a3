"""What exists in the travel agency: activities, their true phases, and how customers move.

The names are Dutch because the agency is. ``TRUE_PHASES`` is what a drafted map is held against;
nothing else in the product reads it.
"""

from __future__ import annotations

from dataclasses import dataclass

AWARENESS, CONSIDERATION, PURCHASE, USE, LOYALTY = PHASES = (
    "Bewustwording",
    "Overweging",
    "Aankoop",
    "Gebruik",
    "Loyaliteit",
)


@dataclass(frozen=True)
class Activity:
    """One activity: its true phase, channel, and the usual wait before it (median minutes, spread).

    The wait is log-normal; ``spread`` is the standard deviation of its logarithm.
    """

    name: str
    phase: str
    channel: str
    wait_minutes: float
    spread: float = 0.8


DAY = 24 * 60

ACTIVITIES = (
    Activity("Advertentie gezien", AWARENESS, "web", 1),
    Activity("Socialmediapost geopend", AWARENESS, "web", 2 * DAY),
    Activity("Nieuwsbrief geopend", AWARENESS, "e-mail", 4 * DAY),
    Activity("Zoekmachine gebruikt", AWARENESS, "web", 1 * DAY),
    Activity("Reisblog gelezen", AWARENESS, "web", 90),
    Activity("Homepage bezocht", AWARENESS, "web", 4),
    Activity("Reizenpagina bekeken", CONSIDERATION, "web", 3),
    Activity("Zoekopdracht gedaan", CONSIDERATION, "web", 3),
    Activity("Rondreis bekeken", CONSIDERATION, "web", 4),
    Activity("Rondreizen vergeleken", CONSIDERATION, "web", 30),
    Activity("Reviews gelezen", CONSIDERATION, "web", 10),
    Activity("Brochure aangevraagd", CONSIDERATION, "web", 1 * DAY),
    Activity("Chatvraag gesteld", CONSIDERATION, "chat", 8),
    Activity("Vraag gemaild", CONSIDERATION, "e-mail", 6 * 60),
    Activity("Antwoord ontvangen", CONSIDERATION, "e-mail", 5 * 60, 0.5),
    Activity("Gebeld met reisvraag", CONSIDERATION, "telefoon", 4 * 60),
    Activity("Adviesgesprek in winkel", CONSIDERATION, "winkel", 3 * DAY),
    Activity("WhatsApp-gesprek gevoerd", CONSIDERATION, "WhatsApp", 40),
    Activity("Offerte aangevraagd", CONSIDERATION, "web", 1 * DAY),
    Activity("Offerte ontvangen", CONSIDERATION, "e-mail", 2.5 * DAY, 0.4),
    Activity("Boeking gestart", PURCHASE, "web", 1.5 * DAY),
    Activity("Reizigersgegevens ingevuld", PURCHASE, "web", 7),
    Activity("Verzekering gekozen", PURCHASE, "web", 4),
    Activity("Betaling gestart", PURCHASE, "web", 4),
    Activity("Betaling mislukt", PURCHASE, "web", 2),
    Activity("Betaald", PURCHASE, "web", 3),
    Activity("Boekingsbevestiging ontvangen", PURCHASE, "e-mail", 12, 0.4),
    Activity("Gebeld over bevestiging", PURCHASE, "telefoon", 1.2 * DAY),
    Activity("App geïnstalleerd", USE, "app", 3 * DAY),
    Activity("Reispapieren ontvangen", USE, "e-mail", 9 * DAY, 0.5),
    Activity("Vertrekinformatie bekeken", USE, "app", 8 * DAY),
    Activity("Ingecheckt", USE, "app", 6 * DAY),
    Activity("Op reis vertrokken", USE, "app", 1 * DAY, 0.3),
    Activity("Hulplijn gebeld op reis", USE, "telefoon", 4 * DAY),
    Activity("Teruggekeerd", USE, "app", 13 * DAY, 0.3),
    Activity("Enquête ingevuld", LOYALTY, "e-mail", 2 * DAY),
    Activity("Review geschreven", LOYALTY, "web", 2 * DAY),
    Activity("Foto's gedeeld", LOYALTY, "app", 1.5 * DAY),
    Activity("Vriend uitgenodigd", LOYALTY, "web", 3 * DAY),
    Activity("Vervolgreis bekeken", LOYALTY, "web", 12 * DAY),
)

NAMES = tuple(activity.name for activity in ACTIVITIES)
TRUE_PHASES = {activity.name: activity.phase for activity in ACTIVITIES}

END = ""
"""Where a journey stops."""

START = {
    "Advertentie gezien": 30,
    "Socialmediapost geopend": 16,
    "Zoekmachine gebruikt": 32,
    "Nieuwsbrief geopend": 12,
    "Reisblog gelezen": 10,
}

# From each activity: where next, with what weight. Normal behaviour, as in the control year.
FLOW: dict[str, dict[str, float]] = {
    "Advertentie gezien": {"Homepage bezocht": 58, "Zoekmachine gebruikt": 21, "Socialmediapost geopend": 12, END: 9},
    "Socialmediapost geopend": {"Homepage bezocht": 50, "Reisblog gelezen": 24, "Zoekmachine gebruikt": 17, END: 9},
    "Nieuwsbrief geopend": {"Homepage bezocht": 66, "Reisblog gelezen": 26, END: 8},
    "Zoekmachine gebruikt": {"Homepage bezocht": 68, "Reisblog gelezen": 20, "Advertentie gezien": 7, END: 5},
    "Reisblog gelezen": {"Homepage bezocht": 60, "Nieuwsbrief geopend": 20, "Zoekmachine gebruikt": 14, END: 6},
    "Homepage bezocht": {"Reizenpagina bekeken": 78, "Reisblog gelezen": 9, "Nieuwsbrief geopend": 6, END: 7},
    "Reizenpagina bekeken": {
        "Rondreis bekeken": 55,
        "Zoekopdracht gedaan": 30,
        "Brochure aangevraagd": 5,
        "Gebeld met reisvraag": 5,
        END: 5,
    },
    "Zoekopdracht gedaan": {"Reizenpagina bekeken": 16, "Rondreis bekeken": 79, END: 5},
    "Rondreis bekeken": {
        "Rondreizen vergeleken": 32,
        "Reviews gelezen": 26,
        "Reizenpagina bekeken": 18,
        "Chatvraag gesteld": 7,
        "Offerte aangevraagd": 13,
        END: 4,
    },
    "Rondreizen vergeleken": {
        "Rondreis bekeken": 36,
        "Reviews gelezen": 20,
        "Vraag gemaild": 12,
        "Adviesgesprek in winkel": 10,
        "Offerte aangevraagd": 18,
        END: 4,
    },
    "Reviews gelezen": {
        "Rondreis bekeken": 32,
        "Rondreizen vergeleken": 24,
        "Chatvraag gesteld": 9,
        "Offerte aangevraagd": 31,
        END: 4,
    },
    "Brochure aangevraagd": {"Rondreis bekeken": 54, "Adviesgesprek in winkel": 18, "Offerte aangevraagd": 20, END: 8},
    "Chatvraag gesteld": {"Rondreis bekeken": 38, "Offerte aangevraagd": 47, "Vraag gemaild": 9, END: 6},
    "Vraag gemaild": {"Antwoord ontvangen": 100},
    "Antwoord ontvangen": {"Rondreis bekeken": 30, "Offerte aangevraagd": 60, END: 10},
    "Gebeld met reisvraag": {"Rondreis bekeken": 40, "Offerte aangevraagd": 52, END: 8},
    "Adviesgesprek in winkel": {"Rondreis bekeken": 24, "Offerte aangevraagd": 70, END: 6},
    "WhatsApp-gesprek gevoerd": {"Rondreis bekeken": 36, "Offerte aangevraagd": 56, END: 8},
    "Offerte aangevraagd": {"Offerte ontvangen": 99, END: 1},
    "Offerte ontvangen": {"Boeking gestart": 62, "Rondreis bekeken": 12, END: 26},
    "Boeking gestart": {"Reizigersgegevens ingevuld": 96, END: 4},
    "Reizigersgegevens ingevuld": {"Verzekering gekozen": 58, "Betaling gestart": 39, END: 3},
    "Verzekering gekozen": {"Betaling gestart": 92, "Reizigersgegevens ingevuld": 6, END: 2},
    "Betaling gestart": {"Betaald": 96.7, "Betaling mislukt": 0.3, END: 3},
    "Betaling mislukt": {"Betaling gestart": 70, END: 30},
    "Betaald": {"Boekingsbevestiging ontvangen": 100},
    "Boekingsbevestiging ontvangen": {"App geïnstalleerd": 58, "Reispapieren ontvangen": 42},
    "Gebeld over bevestiging": {"Boekingsbevestiging ontvangen": 55, "Reispapieren ontvangen": 45},
    "App geïnstalleerd": {"Reispapieren ontvangen": 88, "Vertrekinformatie bekeken": 12},
    "Reispapieren ontvangen": {"Vertrekinformatie bekeken": 72, "Ingecheckt": 20, "App geïnstalleerd": 8},
    "Vertrekinformatie bekeken": {"Ingecheckt": 82, "Reispapieren ontvangen": 8, "App geïnstalleerd": 10},
    "Ingecheckt": {"Op reis vertrokken": 90, "Vertrekinformatie bekeken": 10},
    "Op reis vertrokken": {"Teruggekeerd": 76, "Hulplijn gebeld op reis": 24},
    "Hulplijn gebeld op reis": {"Teruggekeerd": 100},
    "Teruggekeerd": {"Enquête ingevuld": 48, "Review geschreven": 16, "Foto's gedeeld": 20, END: 16},
    "Enquête ingevuld": {"Review geschreven": 30, "Foto's gedeeld": 20, "Vervolgreis bekeken": 24, END: 26},
    "Review geschreven": {"Vriend uitgenodigd": 34, "Foto's gedeeld": 14, "Vervolgreis bekeken": 22, END: 30},
    "Foto's gedeeld": {"Vriend uitgenodigd": 36, "Review geschreven": 14, "Vervolgreis bekeken": 20, END: 30},
    "Vriend uitgenodigd": {"Vervolgreis bekeken": 50, END: 50},
    "Vervolgreis bekeken": {END: 84, "Vriend uitgenodigd": 16},
}

ATTRIBUTES = {
    "apparaat": (("mobiel", "desktop", "tablet"), (0.52, 0.41, 0.07)),
    "leeftijd": (("18-34", "35-49", "50-64", "65+"), (0.22, 0.3, 0.31, 0.17)),
    "reisgezelschap": (("stel", "gezin", "alleen", "vrienden"), (0.44, 0.27, 0.16, 0.13)),
    "regio": (("Noord", "Oost", "Zuid", "West"), (0.13, 0.22, 0.22, 0.43)),
    "taal": (("nl", "en"), (0.86, 0.14)),
}
PROVIDERS = (("Atlas Reizen", "NoordZuid", "Zonnelijn"), (0.46, 0.36, 0.18))
DESTINATIONS = ("VS", "Canada", "Japan", "Vietnam", "Zuid-Afrika", "Costa Rica", "IJsland", "Peru")
