"""The published JSON Schema of a journey file.

Made by ``python -m klantreis.exchange.journey_schema > docs/reference/journey.schema.json``.
"""

from __future__ import annotations

import json
import sys

from klantreis.journey.contract import journey_schema


def text() -> str:
    """The schema as it is published."""
    return json.dumps(journey_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
