"""Foreign hosts and foreign pages are refused before any route is asked."""

import pytest
from starlette.datastructures import Headers

from klantreis.server.guard import Guard

LOCAL = "127.0.0.1:8765"


def refused(guard: Guard, method: str = "GET", path: str = "/api/v1/workspace", **headers: str) -> str | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    error = guard.refusal(method, path, Headers(named))
    return None if error is None else error.code


@pytest.mark.parametrize("host", [LOCAL, "localhost:8765", "[::1]:8765", "localhost"])
def test_this_machines_own_names_are_answered(host):
    assert refused(Guard(), host=host) is None


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "192.168.1.9:8765", "", "a b", "x/y"]
)
def test_a_name_pointed_at_this_machine_is_refused(host):
    assert refused(Guard(), host=host) == "request.foreign_host"


def test_a_public_name_is_answered_when_named():
    guard = Guard(hosts=frozenset({"kaart.example"}))
    assert refused(guard, host="kaart.example") is None
    assert refused(guard, host="other.example") == "request.foreign_host"
    assert refused(Guard(any_host=True), host="other.example") is None


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_another_site_may_not_write(method):
    guard = Guard()
    assert refused(guard, method, host=LOCAL, origin="https://evil.example") == "request.foreign_origin"
    assert refused(guard, method, host=LOCAL, origin="null") == "request.foreign_origin"
    assert refused(guard, method, host=LOCAL, origin="http://127.0.0.1:3000") == "request.foreign_origin"
    assert refused(guard, method, host=LOCAL, sec_fetch_site="cross-site") == "request.foreign_origin"
    assert refused(guard, method, host=LOCAL, sec_fetch_site="same-site") == "request.foreign_origin"
    assert refused(guard, method, host=LOCAL, origin=f"http://{LOCAL}", sec_fetch_site="same-origin") is None
    assert refused(guard, method, host=LOCAL) is None, "a terminal sends neither"


def test_another_site_may_not_make_the_server_work():
    assert refused(Guard(), host=LOCAL, sec_fetch_site="cross-site") == "request.foreign_origin"
    assert refused(Guard(), path="/", host=LOCAL, sec_fetch_site="cross-site") is None, "a link to the app is fine"


def test_a_named_origin_may_write():
    guard = Guard(origins=frozenset({"http://localhost:5173"}))
    here = {"host": LOCAL, "origin": "http://localhost:5173", "sec_fetch_site": "same-site"}
    assert refused(guard, "POST", **here) is None
