"""Explorations: questions with a name, kept, renamed, removed."""

import pytest
from sqlalchemy import Engine

from klantreis.errors import Conflict, NotFound, UserError
from klantreis.storage.explorations import Explorations


def test_an_exploration_is_kept_replaced_renamed_and_removed(engine: Engine) -> None:
    explorations = Explorations(engine)
    explorations.put("wie haakt af", "trechter?step=a&step=b", "Eva")
    explorations.put("wie haakt af", "trechter?step=a&step=c", "Bram")
    explorations.put("bereik", "bereik", "Eva")
    assert [(e.name, e.address, e.changed_by) for e in explorations.list()] == [
        ("bereik", "bereik", "Eva"),
        ("wie haakt af", "trechter?step=a&step=c", "Bram"),
    ]
    with pytest.raises(Conflict):
        explorations.put("bereik", "trechter?step=a&step=c", "Eva", was="wie haakt af")
    explorations.put("afhakers", "trechter?step=a&step=c", "Eva", was="wie haakt af")
    assert [e.name for e in explorations.list()] == ["afhakers", "bereik"]
    explorations.delete("afhakers", "Eva")
    with pytest.raises(NotFound, match="bereik"):
        explorations.get("afhakers")
    with pytest.raises(NotFound):
        explorations.put("x", "bereik", "Eva", was="afhakers")


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_name_that_does_not_fit_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(UserError):
        Explorations(engine).put(name, "bereik", "Eva")
