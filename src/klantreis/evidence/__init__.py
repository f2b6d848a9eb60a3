"""The bridge between map and journeys: bind, measure, grade, validate and draft."""


def warm() -> None:
    """Compile the kernels of drafting and of measuring, so that a first map is as quick as a second.

    A few seconds of one core once per installation, well under a second afterwards. Meant for the background.
    """
    from klantreis.engine import warm as engine
    from klantreis.evidence.draft import draft
    from klantreis.evidence.validate import validate

    engine.warm((lambda journeys: validate(draft(journeys).document, journeys),))
