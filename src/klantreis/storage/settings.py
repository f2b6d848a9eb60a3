"""Settings: small named values that everybody in the workspace shares."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Engine, delete, insert, select

from klantreis.errors import UserError
from klantreis.storage import audit
from klantreis.storage.database import reading, writing
from klantreis.storage.moments import now
from klantreis.storage.tables import SETTINGS

MAX_NAME, MAX_VALUE = 100, 100_000


class Settings:
    """Named JSON values."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a setting, or ``default``."""
        with reading(self._engine) as connection:
            value = connection.execute(select(SETTINGS.c.value).where(SETTINGS.c.name == name)).scalar()
        return default if value is None else json.loads(value)

    def all(self) -> dict[str, Any]:
        """Every setting by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(SETTINGS.c.name, SETTINGS.c.value).order_by(SETTINGS.c.name))
            return {row.name: json.loads(row.value) for row in rows}

    def put(self, name: str, value: Any, author: str) -> None:
        """Keep a JSON value; None takes the setting away."""
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        if not 0 < len(name) <= MAX_NAME or len(text) > MAX_VALUE:
            mend = f"Allowed: a name of 1 to {MAX_NAME} characters, a value of at most {MAX_VALUE}."
            raise UserError("settings.text", "This setting does not fit.", where=name[:MAX_NAME], mend=mend)
        with writing(self._engine) as connection:
            connection.execute(delete(SETTINGS).where(SETTINGS.c.name == name))
            if value is not None:
                row = {"name": name, "value": text, "changed_at": now(), "changed_by": author}
                connection.execute(insert(SETTINGS).values(**row))
            audit.record(connection, author, "setting.put", details={"name": name})
