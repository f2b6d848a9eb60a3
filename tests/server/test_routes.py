"""Every route goes through one authorise step, is documented, and says every error in one shape."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute

import klantreis as kr
from klantreis.server import reference
from klantreis.server.app import PREFIX, create_app
from klantreis.server.authorise import FOR_ANYBODY, FOR_EDITOR, FOR_OWNER, FOR_VIEWER, Authorise
from klantreis.server.problems import EVERYWHERE, MEDIA_TYPE
from klantreis.server.routes import ROUTERS

ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
DOCS = Path(__file__).parents[2] / "docs" / "reference"


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the app says of itself, asked once."""
    with kr.open(tmp_path_factory.mktemp("contract") / "ws") as workspace:
        return create_app(workspace, keep=False).openapi()


NEVER_ABSENT = ("segments", "jobs", "traces")
"""Where a name that nobody has is no fault: it is made, is over, or stands nowhere."""


def named(route: APIRoute) -> str:
    return f"{'/'.join(sorted(route.methods))} {route.path}"


def actions(route: APIRoute) -> list[str]:
    found, waiting = [], list(route.dependant.dependencies)
    while waiting:
        each = waiting.pop()
        waiting += each.dependencies
        if isinstance(each.call, Authorise):
            found.append(each.call.action)
    return found


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_every_route_authorises_exactly_one_known_action(route):
    (action,) = actions(route)
    assert action in FOR_OWNER


def test_nothing_else_is_mounted_that_could_answer_under_the_api(contract):
    known = {(method, f"{PREFIX}{route.path}") for route in ROUTES for method in route.methods}
    described = {(method.upper(), path) for path, item in contract["paths"].items() for method in item}
    assert {(method, path.replace(":path", "")) for method, path in known} == described


def test_what_is_no_plain_route_is_the_room_which_asks_for_itself():
    others = [each for router in ROUTERS for each in router.routes if not isinstance(each, APIRoute)]
    assert [each.path for each in others] == ["/maps/{id}/room"]


def test_only_signing_in_and_the_contract_are_for_anybody():
    open_to_all = {named(route) for route in ROUTES if actions(route)[0] in FOR_ANYBODY}
    assert open_to_all == {
        "GET /session", "POST /session", "DELETE /session", "GET /openapi.json", "GET /schema/journey",
    }  # fmt: skip


def test_each_role_may_more_than_the_one_before():
    assert FOR_ANYBODY < FOR_VIEWER < FOR_EDITOR < FOR_OWNER
    writing = {named(route) for route in ROUTES if actions(route)[0] in FOR_VIEWER and "GET" not in route.methods}
    assert writing == {"POST /session", "DELETE /session", "POST /maps/{id}/binding-count"}


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_every_route_tells_what_it_does_and_how_it_refuses(route, contract):
    method = next(iter(route.methods)).lower()
    described = contract["paths"][f"{PREFIX}{route.path.replace(':path', '')}"][method]
    assert described["summary"]
    assert described["description"], "a route needs a docstring"
    for status in EVERYWHERE:
        refused = described["responses"][str(status)]["$ref"].rsplit("/", 1)[-1]
        assert list(contract["components"]["responses"][refused]["content"]) == [MEDIA_TYPE]
    if "{" in route.path:
        assert "404" in described["responses"] or any(word in route.path for word in NEVER_ABSENT)


def test_the_reference_is_what_the_app_says(contract):
    written = reference.write(contract, DOCS)
    for path, text in written.items():
        assert path.exists(), f"make it: python -m klantreis.server.reference {DOCS}"
        assert path.read_text() == text, f"{path.name} is stale: python -m klantreis.server.reference docs/reference"
