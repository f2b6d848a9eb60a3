"""A map one can hold in the head: two phases of two touchpoints, two lanes, one of everything that refers."""

from __future__ import annotations

from typing import Any

from klantreis.journey.document import Document

ORIENT, BUY = "phase_0000000001", "phase_0000000002"
AD, SITE, ORDER, PAY = (f"touchpoint_000000000{n}" for n in range(1, 5))
DOES, REACH = "lane_0000000001", "lane_0000000002"
WIDE, PLAIN = "cell_0000000001", "cell_0000000002"
EVA = "persona_0000000001"
GLAD = "emotion_0000000001"
BOUND = "binding_0000000001"
PAIN = "pain_point_0000000001"
FIX = "solution_0000000001"
WORK, CREW, TILL = "process_0000000001", "team_0000000001", "system_0000000001"
KPI = "kpi_0000000001"
SAID, SEEN = "evidence_0000000001", "evidence_0000000002"
BACK, NOTE, IDEA, BOARD = "connection_0000000001", "sticky_0000000001", "suggestion_0000000001", "view_0000000001"
ASKS, ANSWERS = "comment_0000000001", "comment_0000000002"

RULE = {"field": "activity", "op": "is", "value": "advertentie"}


def records() -> list[dict[str, Any]]:
    """The records, raw; SITE spans from AD to ORDER in the cell WIDE."""
    return [
        {"id": "map", "kind": "map", "name": "Rondreis"},
        {"id": EVA, "kind": "persona", "name": "Eva"},
        {"id": ORIENT, "kind": "phase", "name": "Oriëntatie", "order": "G"},
        {"id": BUY, "kind": "phase", "name": "Aankoop", "order": "V"},
        {"id": AD, "kind": "touchpoint", "name": "Advertentie", "phase": ORIENT, "order": "G"},
        {"id": SITE, "kind": "touchpoint", "name": "Website", "phase": ORIENT, "order": "V"},
        {"id": ORDER, "kind": "touchpoint", "name": "Bestellen", "phase": BUY, "order": "G"},
        {"id": PAY, "kind": "touchpoint", "name": "Betalen", "phase": BUY, "order": "V"},
        {"id": BOUND, "kind": "binding", "touchpoint": AD, "rule": RULE},
        {"id": DOES, "kind": "lane", "name": "Doet", "type": "actions", "order": "G"},
        {"id": REACH, "kind": "lane", "name": "Bereik", "type": "reach", "order": "V"},
        {"id": WIDE, "kind": "cell", "lane": DOES, "touchpoint": AD, "span": ORDER, "order": "V", "text": "kijkt rond"},
        {"id": PLAIN, "kind": "cell", "lane": DOES, "touchpoint": PAY, "order": "V", "text": "betaalt"},
        {"id": GLAD, "kind": "emotion", "touchpoint": AD, "persona": EVA, "value": 1, "word": "blij"},
        {"id": PAIN, "kind": "pain_point", "name": "Geen filters", "touchpoints": [AD, SITE]},
        {"id": FIX, "kind": "solution", "name": "Filters", "pain_points": [PAIN], "kpis": [KPI], "touchpoints": [SITE]},
        {"id": WORK, "kind": "process", "name": "Redactie", "touchpoints": [SITE], "teams": [CREW], "systems": [TILL]},
        {"id": CREW, "kind": "team", "name": "Web", "touchpoints": [SITE]},
        {"id": TILL, "kind": "system", "name": "CMS", "touchpoints": [SITE]},
        {"id": KPI, "kind": "kpi", "name": "Conversie", "phase": BUY, "touchpoint": PAY, "target": 0.4},
        {
            "id": SAID,
            "kind": "evidence",
            "target": WIDE,
            "source": "interview",
            "n": 6,
            "at": "2026-03-01",
            "by": "Bram",
        },
        {"id": SEEN, "kind": "evidence", "target": "map", "source": "events", "n": 400, "at": "2026-03-01T10:00:00Z"},
        {"id": BACK, "kind": "connection", "from": PAY, "to": SITE, "type": "loop", "label": "kijkt nog eens"},
        {"id": NOTE, "kind": "sticky", "text": "waarom geen filters?", "x": 40, "y": 60, "votes": ["Eva", "Eva"]},
        {
            "id": IDEA,
            "kind": "suggestion",
            "by": "Bram",
            "at": "2026-03-02",
            "changes": [{"op": "patch", "id": PLAIN, "fields": {"text": "betaalt met iDEAL"}}],
        },
        {"id": BOARD, "kind": "view", "name": "Directie", "order": "V", "hidden": [REACH], "collapsed": [ORIENT]},
        {"id": ASKS, "kind": "comment", "target": "map", "text": "Klopt dit?", "by": "Eva", "at": "2026-03-02"},
        {
            "id": ANSWERS,
            "kind": "comment",
            "target": "map",
            "text": "Ja.",
            "by": "Bram",
            "at": "2026-03-03",
            "reply_to": ASKS,
        },
    ]


def small() -> Document:
    """The map."""
    return Document.of(records())
