"""Sign-in attempts are bounded; sessions end with the password; addresses are told apart."""

import pytest
from starlette.requests import Request
from starlette.responses import Response

from klantreis.errors import TooMany
from klantreis.server.door import COOKIE, Attempts, PasswordDoor, is_loopback, session_key


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost"])
def test_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "klantreis.example", "localhost.evil.example", ""])
def test_not_loopback(host):
    assert not is_loopback(host)


def test_attempts_are_bounded_per_address_and_forgotten_with_time():
    now = [1000.0]
    attempts = Attempts(clock=lambda: now[0])
    for _ in range(Attempts.PER_ADDRESS):
        attempts.check("1.2.3.4")
        attempts.failed("1.2.3.4")
    with pytest.raises(TooMany) as refused:
        attempts.check("1.2.3.4")
    assert 0 < refused.value.params["retry_after_s"] <= Attempts.WINDOW_S + 1
    attempts.check("5.6.7.8")
    now[0] += Attempts.WINDOW_S + 1
    attempts.check("1.2.3.4")


def test_attempts_are_bounded_over_all_addresses():
    attempts = Attempts(clock=lambda: 0.0)
    for number in range(Attempts.OVER_ALL):
        attempts.failed(f"10.0.{number // 256}.{number % 256}")
    with pytest.raises(TooMany):
        attempts.check("another")


def test_memory_for_attempts_is_bounded():
    attempts = Attempts(clock=lambda: 0.0)
    attempts.ADDRESSES = 3
    for number in range(10):
        attempts.failed(str(number))
    assert len(attempts._failed) == 3


def asking(cookie: str | None) -> Request:
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
    return Request({"type": "http", "method": "GET", "path": "/", "headers": headers, "query_string": b""})


def test_a_session_is_signed_and_ends_with_the_password():
    stamps: dict[str, str] = {"anna": "1"}
    door = PasswordDoor(b"k" * 64, lambda name, password: True, stamps.get)
    response = Response()
    door.let_in(response, "anna", secure=True)
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" in cookie
    token = cookie.split("=", 1)[1].split(";")[0]
    assert door.caller(asking(token)).name == "anna"
    assert not door.caller(asking(None)).signed_in
    assert not door.caller(asking(token[:-2] + "xx")).signed_in
    assert not PasswordDoor(b"x" * 64, lambda n, p: True, stamps.get).caller(asking(token)).signed_in
    stamps["anna"] = "2"
    assert not door.caller(asking(token)).signed_in, "a new password ends the old sessions"
    del stamps["anna"]
    assert not door.caller(asking(token)).signed_in


def test_the_key_is_private_and_stays(tmp_path):
    key = session_key(tmp_path)
    assert session_key(tmp_path) == key
    assert (tmp_path / "session.key").stat().st_mode & 0o077 == 0
