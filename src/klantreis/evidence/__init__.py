"""The bridge between map and journeys: bind, measure, grade, validate, draft."""
