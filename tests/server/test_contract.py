"""The API does what it says: every route is tried with made-up requests, good and bad, against the real app.

What is held: no answer is a fault of ours; its status, type and shape are the ones the description names.
"""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import klantreis as kr
from klantreis.server.app import PREFIX, create_app
from klantreis.server.guard import Guard
from klantreis.server.routes import ROUTERS
from tests.server.conftest import EVENTS

HELD = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ROUTES = [
    (method, PREFIX + route.path.replace(":path", ""))
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in sorted(route.methods)
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("contract")
    (folder / "klanten.csv").write_text(EVENTS)
    with kr.open(folder / "ws") as workspace:
        workspace.events.read(folder / "klanten.csv", score_kind="csat")
        workspace.maps.draft(name="Rondreis")
        app = create_app(workspace, keep=False, guard=Guard(any_host=True))
        yield schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", app)
        app.state.context.jobs.close()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
@pytest.mark.parametrize(("method", "path"), ROUTES, ids=[f"{method} {path}" for method, path in ROUTES])
def test_the_api_does_what_it_says(described, method, path, mode):
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def asked(case: Any) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            case.validate_response(case.call(), checks=HELD)

    try:
        asked()
    except Unsatisfiable:
        pytest.skip("a route without parameters cannot be asked badly")
