"""Customer journey mapping whose map is alive.

``import klantreis as kr`` gives the public library; each name is loaded when it is first used:

- ``open(folder)`` opens a workspace; ``journeys(table)`` makes journeys of a table one has already, ``spark(table)``
  of one on a cluster.
- ``transitions``, ``paths``, ``steps``, ``reach``, ``timing``, ``timing_inside``, ``funnel``: questions about journeys.
- ``attribution``, ``drift``, ``explain``, ``representatives``, ``simulate`` (with ``Change``): what earned it, what
  changed, what goes together with it, what is typical, what if.
- ``validate``, ``measure``, ``fitness``, ``draft``: where a map meets journeys.
- ``pains``, ``moments``: where it hurts and what is at stake, and which moments matter.
- ``Document`` and ``make_map``: maps without a workspace.
- ``KlantreisError`` and ``UserError``: what is raised on purpose.

Every answer is a frozen result with ``n``, its time range, ``to_dict()``, ``to_arrow()`` and ``to_pandas()``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from klantreis.analyses.attribution import attribution
    from klantreis.analyses.drift import drift
    from klantreis.analyses.explain import explain
    from klantreis.analyses.funnel import funnel
    from klantreis.analyses.paths import paths
    from klantreis.analyses.reach import reach
    from klantreis.analyses.representatives import representatives
    from klantreis.analyses.simulate import Change, simulate
    from klantreis.analyses.steps import steps
    from klantreis.analyses.timing import timing, timing_inside
    from klantreis.analyses.transitions import transitions
    from klantreis.engine.journeys import Journeys
    from klantreis.engine.spark import spark
    from klantreis.engine.tables import journeys
    from klantreis.errors import KlantreisError, UserError
    from klantreis.journey.document import Document
    from klantreis.journey.templates import make as make_map
    from klantreis.workspace import Workspace
    from klantreis.workspace import open_workspace as open
    from klantreis.workspace.library import draft, fitness, measure, moments, pains, validate

__version__ = "0.1.0"

_HOME = {
    "Change": "analyses.simulate",
    "Document": "journey.document",
    "Journeys": "engine.journeys",
    "KlantreisError": "errors",
    "UserError": "errors",
    "Workspace": "workspace",
    "attribution": "analyses.attribution",
    "draft": "workspace.library",
    "drift": "analyses.drift",
    "explain": "analyses.explain",
    "fitness": "workspace.library",
    "funnel": "analyses.funnel",
    "journeys": "engine.tables",
    "make_map": "journey.templates:make",
    "measure": "workspace.library",
    "moments": "workspace.library",
    "open": "workspace:open_workspace",
    "pains": "workspace.library",
    "paths": "analyses.paths",
    "reach": "analyses.reach",
    "representatives": "analyses.representatives",
    "simulate": "analyses.simulate",
    "spark": "engine.spark",
    "steps": "analyses.steps",
    "timing": "analyses.timing",
    "timing_inside": "analyses.timing",
    "transitions": "analyses.transitions",
    "validate": "workspace.library",
}

__all__ = [
    "Change",
    "Document",
    "Journeys",
    "KlantreisError",
    "UserError",
    "Workspace",
    "__version__",
    "attribution",
    "draft",
    "drift",
    "explain",
    "fitness",
    "funnel",
    "journeys",
    "make_map",
    "measure",
    "moments",
    "open",
    "pains",
    "paths",
    "reach",
    "representatives",
    "simulate",
    "spark",
    "steps",
    "timing",
    "timing_inside",
    "transitions",
    "validate",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home when it is first used, so that importing the library stays quick."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'klantreis' has no attribute {name!r}")
    import importlib

    module, _, called = home.partition(":")
    value = getattr(importlib.import_module(f"klantreis.{module}"), called or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
