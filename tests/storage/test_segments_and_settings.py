"""Segments and settings: small things that everybody shares."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from klantreis.errors import NotFound, UserError
from klantreis.storage.segments import Segments
from klantreis.storage.settings import Settings


def test_a_segment_is_kept_replaced_and_deleted(engine: Engine) -> None:
    segments = Segments(engine)
    assert list(segments.list()) == []
    segments.put("bellers", 'channel = "phone"', "Eva", "belden minstens één keer")
    segments.put("bellers", 'channel = "telefoon"', "Bram")
    segments.put("app", 'channel = "app"', "Eva")
    assert [(s.name, s.where, s.changed_by) for s in segments.list()] == [
        ("app", 'channel = "app"', "Eva"),
        ("bellers", 'channel = "telefoon"', "Bram"),
    ]
    assert segments.get("app").to_dict()["where"] == 'channel = "app"'
    segments.delete("app", "Eva")
    with pytest.raises(NotFound, match="bellers"):
        segments.get("app")
    with pytest.raises(NotFound):
        segments.delete("app", "Eva")


@pytest.mark.parametrize(("name", "where"), [("", "x"), (" ", "x"), ("x" * 201, "x"), ("x", ""), ("x", "y" * 4001)])
def test_a_segment_that_does_not_fit_is_refused(engine: Engine, name: str, where: str) -> None:
    with pytest.raises(UserError):
        Segments(engine).put(name, where, "Eva")


def test_settings_are_json_values(engine: Engine) -> None:
    settings = Settings(engine)
    assert settings.get("thema", "licht") == "licht"
    settings.put("thema", {"donker": True, "é": [1, 2.5, None]}, "Eva")
    settings.put("taal", "nl", "Eva")
    assert settings.get("thema") == {"donker": True, "é": [1, 2.5, None]}
    settings.put("taal", None, "Eva")
    assert settings.all() == {"thema": {"donker": True, "é": [1, 2.5, None]}}
    with pytest.raises(UserError):
        settings.put("", 1, "Eva")
    with pytest.raises(UserError):
        settings.put("groot", "x" * 100_001, "Eva")
