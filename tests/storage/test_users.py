"""Users, passwords and sessions."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from klantreis.errors import Conflict, NotFound, UserError
from klantreis.storage.users import Users

GOOD = "een lang wachtwoord"


def test_there_is_one_local_user_by_default(engine: Engine) -> None:
    users = Users(engine)
    assert users.local() == users.local()
    assert [(user.name, user.role, user.has_password) for user in users.list()] == [("local", "owner", False)]
    assert users.verify("local", "") is None


def test_a_password_is_verified_and_never_kept(engine: Engine) -> None:
    users = Users(engine)
    users.add("eva", GOOD, "editor")
    assert users.verify("eva", GOOD).name == "eva"
    for name, password in (("eva", GOOD + "x"), ("eva", ""), ("Eva", GOOD), ("bram", GOOD), ("eva", "x" * 2000)):
        assert users.verify(name, password) is None
    with engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT * FROM users").one()
    assert GOOD not in repr(row)
    assert "$argon2id$" in row.password_hash
    assert "password" not in {key for key in users.get("eva").to_dict() if key != "has_password"}


def test_a_session_lasts_until_it_ends(engine: Engine) -> None:
    users = Users(engine)
    users.add("eva", GOOD)
    token = users.sign_in("eva")
    assert users.signed_in(token).name == "eva"
    assert users.signed_in(token + "x") is None
    with engine.connect() as connection:
        assert token not in repr(connection.exec_driver_sql("SELECT * FROM sessions").all())
    users.sign_out(token)
    users.sign_out(token)
    assert users.signed_in(token) is None
    gone = users.sign_in("eva", days=-1)
    assert users.signed_in(gone) is None
    users.sign_in("eva")
    with engine.connect() as connection:
        assert len(connection.exec_driver_sql("SELECT * FROM sessions").all()) == 1  # the expired one was swept


def test_a_new_password_or_a_shut_door_ends_every_session(engine: Engine) -> None:
    users = Users(engine)
    users.add("eva", GOOD)
    token = users.sign_in("eva")
    users.set_password("eva", "nog een lang wachtwoord")
    assert users.signed_in(token) is None
    assert users.verify("eva", GOOD) is None
    token = users.sign_in("eva")
    users.set_disabled("eva", True)
    assert users.signed_in(token) is None
    assert users.verify("eva", "nog een lang wachtwoord") is None
    users.set_disabled("eva", False)
    assert users.verify("eva", "nog een lang wachtwoord") is not None


def test_what_is_no_user_is_refused(engine: Engine) -> None:
    users = Users(engine)
    users.add("eva", GOOD)
    with pytest.raises(Conflict):
        users.add("eva", GOOD)
    for name, password, role in (
        ("", GOOD, "editor"),
        ("x" * 201, GOOD, "editor"),
        ("x", "kort", "editor"),
        ("x", GOOD, "god"),
    ):
        with pytest.raises(UserError):
            users.add(name, password, role)
    for act in (lambda: users.get("x"), lambda: users.set_password("x", GOOD), lambda: users.sign_in("x")):
        with pytest.raises(NotFound):
            act()
