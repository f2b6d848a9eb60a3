"""A question takes the same options in the terminal as over HTTP: what one can ask, the other can."""

import importlib
import inspect
import typing

import pytest

from klantreis.cli.app import COMMANDS
from klantreis.cli.call import FILTERS, VERSUS, app, groups
from klantreis.server.routes import ROUTERS

TAGS = {"questions", "customers", "events", "measures", "pains"}
IN_ROUTE = {"request", "context", "selection", "other", "caller", "id"}
IN_TERMINAL = {"as_json", "workspace", *(each.name for each in (*FILTERS, *VERSUS))}

NAMED = {
    # as the route has it: as the command has it
    "transitions": {},
    "paths": {},
    "steps": {},
    "reach": {},
    "timing": {},
    "funnel": {"step": "steps", "by": "attempts", "only_counts": "counts", "mode": "strict"},
    "drop_off": {"step": "steps", "mode": "strict", "k": "why"},
    "attribution": {},
    "drift": {},
    "explain": {},
    "representatives": {},
    "simulate": {},
    "fitness": {"by": "skipped"},
    "pains": {"all": "all_"},
    "moments": {},
    "series": {},
    "compare": {"of": "question", "a": "activities", "b": "activities", "step": "activities", "by": "attempts"},
    "customers": {"a": "steps", "b": "steps", "step": "steps", "by": "attempts"},
    "activities": {},
}
COMMAND = {"drop_off": "funnel"}
"""Where it is not called as the route is."""


def routed(name):
    found = [
        route
        for router in ROUTERS
        for route in router.routes
        if getattr(route, "name", "") == name and TAGS & set(getattr(route, "tags", ()))
    ]
    assert found, name
    return set().union(*(set(inspect.signature(route.endpoint).parameters) for route in found)) - IN_ROUTE


def commanded(name):
    for each in COMMANDS:
        importlib.import_module(f"klantreis.cli.{each}")
    known = {each.name: each.callback for each in app.registered_commands}
    known |= {each.name: each.callback for group in groups.values() for each in group.registered_commands}
    return set(inspect.signature(typing.cast("typing.Any", known[COMMAND.get(name, name)])).parameters) - IN_TERMINAL


@pytest.mark.parametrize("question", NAMED)
def test_every_option_of_a_route_is_one_of_the_command(question):
    asked = {NAMED[question].get(name, name) for name in routed(question)}
    assert not asked - commanded(question)
