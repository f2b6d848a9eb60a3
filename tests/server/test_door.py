"""Sign-in attempts are bounded; sessions end with the password; addresses are told apart."""

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import Response

from klantreis.errors import TooMany, Unauthenticated
from klantreis.server.address import is_loopback
from klantreis.server.authorise import FOR_OWNER
from klantreis.server.door import COOKIE, NAME_COOKIE, Attempts, LocalDoor, PasswordDoor, let_in
from klantreis.storage.database import connect
from klantreis.storage.users import Users


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


@pytest.mark.parametrize(
    ("kept", "name"),
    [
        (None, "local"),
        ("Zo%C3%AB%20de%20Wit", "Zoë de Wit"),
        ("%20Eva%0D%0A%20Bos%20", "Eva Bos"),
        ("%20", "local"),
        ("Eva%00", "local"),
        ("%F0%9F", "local"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "local"),
    ],
)
def test_the_local_user_is_called_as_their_browser_says(kept, name):
    caller = anyio.run(LocalDoor().caller, asking(kept, NAME_COOKIE))
    assert (caller.name, caller.may) == (name, FOR_OWNER)


def test_a_name_in_a_cookie_is_nobody_where_a_password_is_asked(users):
    assert not anyio.run(PasswordDoor(users).caller, asking("anna", NAME_COOKIE)).signed_in


def test_memory_for_attempts_is_bounded():
    attempts = Attempts(clock=lambda: 0.0)
    attempts.ADDRESSES = 3
    for number in range(10):
        attempts.failed(str(number))
    assert len(attempts._failed) == 3


def asking(token: str | None, cookie: str = COOKIE) -> Request:
    headers = [(b"cookie", f"{cookie}={token}".encode())] if token else []
    return Request({"type": "http", "method": "GET", "path": "/", "headers": headers, "query_string": b""})


@pytest.fixture
def users(tmp_path):
    made = Users(connect(tmp_path / "documents.sqlite"))
    made.add("anna", "een heel lang wachtwoord", "owner")
    made.add("bob", "nog een lang wachtwoord", "viewer")
    return made


def test_a_session_begins_with_the_password_and_ends_with_it(users):
    async def run() -> None:
        door = PasswordDoor(users)
        with pytest.raises(Unauthenticated):
            await door.sign_in("1.2.3.4", "anna", "verkeerd wachtwoord")
        with pytest.raises(Unauthenticated):
            await door.sign_in("1.2.3.4", "nobody", "een heel lang wachtwoord")
        caller, token = await door.sign_in("1.2.3.4", "anna", "een heel lang wachtwoord")
        assert caller.may == FOR_OWNER
        assert (await door.caller(asking(token))).name == "anna"
        assert not (await door.caller(asking(None))).signed_in
        assert not (await door.caller(asking(token[:-1] + "x"))).signed_in
        users.set_password("anna", "een ander lang wachtwoord")
        assert not (await door.caller(asking(token))).signed_in, "a new password ends the old sessions"

    anyio.run(run)


def test_signing_out_and_shutting_out_end_a_session(users):
    async def run() -> None:
        door = PasswordDoor(users)
        _, token = await door.sign_in("1.2.3.4", "bob", "nog een lang wachtwoord")
        await door.sign_out(asking(token))
        assert not (await door.caller(asking(token))).signed_in
        caller, token = await door.sign_in("1.2.3.4", "bob", "nog een lang wachtwoord")
        assert "maps.change" not in caller.may
        users.set_disabled("bob", True)
        assert not (await door.caller(asking(token))).signed_in

    anyio.run(run)


def test_many_at_once_cannot_slip_past_the_bound(users):
    async def run() -> None:
        door = PasswordDoor(users)
        refused: list[str] = []

        async def attempt() -> None:
            try:
                await door.sign_in("6.6.6.6", "anna", "geraden wachtwoord")
            except (Unauthenticated, TooMany) as error:
                refused.append(type(error).__name__)

        async with anyio.create_task_group() as tasks:
            for _ in range(12):
                tasks.start_soon(attempt)
        assert refused.count("Unauthenticated") == Attempts.PER_ADDRESS
        with pytest.raises(TooMany):
            await door.sign_in("6.6.6.6", "anna", "een heel lang wachtwoord")

    anyio.run(run)


def test_who_has_a_password_cannot_guess_at_anothers_without_end(users):
    async def run() -> None:
        door = PasswordDoor(users)
        for _ in range(Attempts.PER_ADDRESS + 1):
            await door.sign_in("6.6.6.6", "anna", "een heel lang wachtwoord")  # what is right is counted nowhere
        for number in range(Attempts.PER_ADDRESS):
            with pytest.raises(Unauthenticated):
                await door.sign_in("6.6.6.6", "bram", f"geraden wachtwoord {number}")
            if number < Attempts.PER_ADDRESS - 1:
                await door.sign_in("6.6.6.6", "anna", "een heel lang wachtwoord")
        with pytest.raises(TooMany):
            await door.sign_in("6.6.6.6", "bram", "geraden wachtwoord")
        assert len(door.attempts._all) == Attempts.PER_ADDRESS

    anyio.run(run)


def test_no_script_reads_the_cookie():
    response = Response()
    let_in(response, "token", secure=True)
    cookie = response.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Secure", "Path=/"))


def test_a_network_of_ipv6_is_one_address_and_every_ipv4_is_its_own() -> None:
    attempts = Attempts(clock=lambda: 0.0)
    for host in range(Attempts.PER_ADDRESS):
        attempts.failed(f"2001:db8::{host:x}")
        attempts.failed(f"10.0.0.{host}")
    with pytest.raises(TooMany):
        attempts.check("2001:db8::ffff")
    attempts.check("2001:db8:0:1::1")
    attempts.check("10.0.0.1")
    attempts.succeeded("2001:db8::9")
    attempts.check("2001:db8::ffff")
