"""Loads what a piece of work needs, in one thread at a time.

Names are loaded when they are first used, so that a command or a page does not wait for what it never uses. But two
threads that load modules of one package in different orders can each wait for the other; Python then lets one of them
go on with a half-loaded module, and a name is missing that is there a moment later. So a whole group is loaded under
one lock before any thread uses it.
"""

from __future__ import annotations

import importlib
import pkgutil
import threading

EVENTS = (
    "klantreis.engine.index",
    "klantreis.events.attributes",
    "klantreis.events.columns",
    "klantreis.events.customers",
    "klantreis.events.filters",
    "klantreis.events.importer",
    "klantreis.events.recognise",
    "klantreis.events.refresh",
    "klantreis.events.rejected",
    "klantreis.events.sources",
    "klantreis.events.store",
)
DOCUMENTS = (
    "klantreis.exchange.journey_json",
    "klantreis.exchange.journey_schema",
    "klantreis.journey.templates",
    "klantreis.storage.attachments",
    "klantreis.storage.explorations",
    "klantreis.storage.maps",
    "klantreis.storage.segments",
    "klantreis.storage.users",
)
KERNELS = ("numba", "klantreis.engine.warm", "klantreis.engine.kernels_index")
QUESTIONS = (*KERNELS, "klantreis.analyses.*", "klantreis.evidence.*")
TREES = ("sklearn.tree",)
"""A name that ends in ``.*`` stands for every module of that package but its kernels."""

_lock = threading.RLock()
_loaded: set[tuple[str, ...]] = set()


def load(group: tuple[str, ...]) -> None:
    """Load a group of modules, once, while every other thread that needs one waits."""
    if group in _loaded:
        return
    with _lock:
        for name in group:
            for module in _modules(name):
                importlib.import_module(module)
        _loaded.add(group)


def _modules(name: str) -> list[str]:
    if not name.endswith(".*"):
        return [name]
    package = importlib.import_module(name.removesuffix(".*"))
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [package.__name__, *(each.name for each in found if "kernel" not in each.name)]
