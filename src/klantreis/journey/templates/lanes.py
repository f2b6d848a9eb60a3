"""The rows of the templates."""

from __future__ import annotations

from klantreis.journey.templates.said import LaneText, Said

ACTIONS = LaneText("actions", Said("Wat de klant doet", "What the customer does"))
NEEDS = LaneText("needs", Said("Wat de klant nodig heeft", "What the customer needs"))
THOUGHTS = LaneText("thoughts", Said("Wat de klant denkt", "What the customer thinks"))
EMOTION = LaneText("emotion", Said("Beleving", "Emotion"))
REACH = LaneText("reach", Said("Bereik", "Reach"))
DROP_OFF = LaneText("drop_off", Said("Uitval", "Drop-off"))
WAITING = LaneText("waiting", Said("Wachttijd", "Waiting time"))
OFF_MAP = LaneText("off_map", Said("Buiten de kaart", "Off the map"))
PAINS = LaneText("pains", Said("Pijnpunten", "Pain points"))
OPPORTUNITIES = LaneText("opportunities", Said("Kansen", "Opportunities"))
FRONT_STAGE = LaneText("front_stage", Said("Zichtbaar voor de klant", "Front stage"))
BACK_STAGE = LaneText("back_stage", Said("Achter de schermen", "Back stage"))
SYSTEMS = LaneText("systems", Said("Systemen", "Systems"))
KPIS = LaneText("kpis", Said("KPI's", "KPIs"))
TANGIBLE = LaneText("text", Said("Tastbaar bewijs", "Physical evidence"))

JOURNEY = (
    EMOTION,
    ACTIONS,
    NEEDS,
    THOUGHTS,
    REACH,
    DROP_OFF,
    WAITING,
    OFF_MAP,
    PAINS,
    OPPORTUNITIES,
    BACK_STAGE,
    SYSTEMS,
    KPIS,
)
BLUEPRINT = (
    TANGIBLE,
    ACTIONS,
    EMOTION,
    REACH,
    WAITING,
    FRONT_STAGE,
    BACK_STAGE,
    SYSTEMS,
    PAINS,
    OPPORTUNITIES,
    KPIS,
)
