"""Explorations: questions of the journey explorer that were kept under a name, for everybody in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, delete, insert, select

from klantreis.errors import Conflict, NotFound, UserError
from klantreis.storage import audit
from klantreis.storage.database import reading, writing
from klantreis.storage.moments import now
from klantreis.storage.tables import EXPLORATIONS

MAX_NAME = 200


@dataclass(frozen=True)
class Exploration:
    """A question with its filter and settings; ``address`` is the part of its address after ``/data/``."""

    name: str
    address: str
    changed_at: str
    changed_by: str

    def to_dict(self) -> dict[str, str]:
        """Plain JSON values."""
        return asdict(self)


class Explorations:
    """The explorations of one workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def list(self) -> Sequence[Exploration]:
        """Every exploration, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(EXPLORATIONS).order_by(EXPLORATIONS.c.name))
            return [Exploration(*row) for row in rows]

    def get(self, name: str) -> Exploration:
        """One exploration; raises NotFound with the names there are."""
        with reading(self._engine) as connection:
            row = connection.execute(select(EXPLORATIONS).where(EXPLORATIONS.c.name == name)).first()
        if row is None:
            names = [each.name for each in self.list()]
            mend = f"Allowed: {', '.join(names)}." if names else "Save one first."
            message = f"There is no exploration {name[:MAX_NAME]!r}."
            raise NotFound("explorations.not_found", message, where="name", mend=mend, params={"names": names})
        return Exploration(*row)

    def put(self, name: str, address: str, author: str, *, was: str | None = None) -> Exploration:
        """Keep an address under a name; one of that name is replaced. ``was`` is the name it had before.

        Raises NotFound when there is none called ``was``, Conflict (``explorations.taken``) when another has the name.
        """
        if not name.strip() or len(name) > MAX_NAME:
            mend = f"Allowed: 1 to {MAX_NAME} characters."
            raise UserError("explorations.name", "This name does not fit.", where="name", mend=mend)
        renamed = was is not None and was != name
        if was is not None:
            self.get(was)
        if renamed and any(each.name == name for each in self.list()):
            message = f"There is an exploration {name!r} already."
            raise Conflict("explorations.taken", message, where="name", mend="Choose another name.")
        kept = Exploration(name, address, now(), author)
        with writing(self._engine) as connection:
            gone = [name, was] if was is not None else [name]
            connection.execute(delete(EXPLORATIONS).where(EXPLORATIONS.c.name.in_(gone)))
            connection.execute(insert(EXPLORATIONS).values(**kept.to_dict()))
            audit.record(connection, author, "exploration.put", details={"name": name, "was": was})
        return kept

    def delete(self, name: str, author: str) -> None:
        """Take an exploration away; raises NotFound."""
        self.get(name)
        with writing(self._engine) as connection:
            connection.execute(delete(EXPLORATIONS).where(EXPLORATIONS.c.name == name))
            audit.record(connection, author, "exploration.delete", details={"name": name})
