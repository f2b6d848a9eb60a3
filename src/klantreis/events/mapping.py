"""From a file's columns to the fields of an event, as one SQL statement."""

from __future__ import annotations

from collections.abc import Mapping as Named
from dataclasses import dataclass
from typing import Any

from klantreis.engine.duckdb import Session
from klantreis.events import numbers, times
from klantreis.events.options import ImportOptions
from klantreis.events.readers.table import Table
from klantreis.events.recognise import Preview

NUMBERS = ("value", "score")
REMARK = "~"
"""Begins a mark on a row that is good all the same."""

LONGEST = 500
"""Characters of a customer id or an activity."""


@dataclass(frozen=True)
class Mapping:
    """Which column becomes which field. ``roles`` is by column name, ``numbers`` by role the column's number."""

    roles: dict[str, str]
    places: dict[str, int]
    attributes: dict[str, int]
    decimal: str
    time_format: str | None
    score_kind: str | None

    def insert(self, table: Table, import_id: int, attributes: Named[str, str]) -> str:
        """The statement that reads the table into the events, with what is wrong with a row in ``flaw``."""
        fields = self._fields(table)
        inner = [f"{sql} AS {name}" for name, sql in fields.items()]
        columns = list(fields)
        for name, column in attributes.items():
            inner.append(f"nullif({_text(table, self.attributes[name])}, '') AS {column}")
            columns.append(column)
        time = _text(table, self.places["time"])
        inner.append(f"{time} AS time_text")
        inner += [f"{_text(table, self.places[role])} AS {role}_text" for role in NUMBERS if role in self.places]
        inner.append(f"{table.flaw or 'NULL'} AS row_flaw")
        inner.append(
            f"coalesce({', '.join(f'c{i}' for i in range(1, len(table.columns) + 1))}) IS NULL AS is_blank"
            if len(set(table.kinds)) == 1
            else "false AS is_blank"
        )
        listed = ", ".join(columns)
        return (
            f"INSERT INTO events (import_id, {listed}, flaw) SELECT {int(import_id)}, {listed}, "
            f"{_flaw(self._names(), table)} "
            f"FROM (SELECT * REPLACE ({times.within('ts')} AS ts) FROM "
            f"(SELECT {', '.join(inner)}, t.* FROM {table.relation} AS t))"
        )

    def notes(self, session: Session, import_id: int) -> list[dict[str, Any]]:
        """What is remarkable about the good rows of an import; takes the marks off them."""
        rows = session.query(
            "SELECT split_part(flaw, ':', 1), count(*), min_by(flaw, rowid) FROM events "
            "WHERE import_id = ? AND flaw IS NOT NULL GROUP BY 1 ORDER BY 1",
            [import_id],
        )
        if rows:
            session.run("UPDATE events SET flaw = NULL WHERE import_id = ? AND flaw IS NOT NULL", [import_id])
        names = self._names()
        return [
            {
                "code": "events.number_unreadable",
                "message": f"{count} values of {names[mark[1:]]!r} are no numbers and were left empty, "
                f"such as {first.split(':', 1)[1]!r}.",
                "params": {"column": names[mark[1:]], "count": count, "value": first.split(":", 1)[1]},
            }
            for mark, count, first in rows
        ]

    def _names(self) -> dict[str, str]:
        places = {place: name for name, place in zip(self.roles, range(1, len(self.roles) + 1), strict=True)}
        return {role: places[place] for role, place in self.places.items()}

    def _fields(self, table: Table) -> dict[str, str]:
        found = {role: _text(table, place) for role, place in self.places.items()}
        fields = {
            name: f"nullif(trim({found[name]}), '')"
            for name in ("customer", "activity", "event_id", "journey_id", "channel", "text")
            if name in found
        }
        fields["ts"] = self._moment(table)
        for name in ("value", "score"):
            if name in found:
                fields[name] = numbers.parsed(found[name], self.decimal)
        if "score_kind" in found:
            fields["score_kind"] = f"nullif(lower(trim({found['score_kind']})), '')"
        elif "score" in found and self.score_kind:
            fields["score_kind"] = f"CASE WHEN {fields['score']} IS NOT NULL THEN '{self.score_kind}' END"
        return fields

    def _moment(self, table: Table) -> str:
        place = self.places["time"]
        column, kind = f"c{place}", table.kinds[place - 1]
        if kind == "instant":
            return f"timezone('UTC', {column})"
        if kind == "naive":
            return times.local(column)
        clock = f"c{self.places['clock']}" if "clock" in self.places else None
        if kind == "date":
            if clock is None:
                return times.local(f"CAST({column} AS TIMESTAMP)")
            return times.read(f"concat_ws(' ', CAST({column} AS VARCHAR), {clock})", "iso")
        text = column if clock is None else f"concat_ws(' ', {column}, {clock})"
        return times.read(text, self.time_format or "iso")


def mapping(table: Table, preview: Preview, given: ImportOptions) -> Mapping:
    """The mapping of a table's columns; columns that the preview did not see become attributes."""
    recognised = preview.roles
    roles = {name: given.columns.get(name, recognised.get(name, "attribute")) for name in table.columns}
    places: dict[str, int] = {}
    attributes: dict[str, int] = {}
    for i, (name, role) in enumerate(roles.items(), 1):
        if role == "attribute":
            attributes[name] = i
        elif role != "ignore":
            places[role] = i
    time = preview.column("time")
    return Mapping(
        roles=roles,
        places=places,
        attributes=attributes,
        decimal=preview.decimal,
        time_format=given.time_format or (time.time_format if time else None),
        score_kind=given.score_kind or preview.score_kind,
    )


def _text(table: Table, place: int) -> str:
    """SQL for a column as text; moments as ISO."""
    column, kind = f"c{place}", table.kinds[place - 1]
    if kind == "instant":
        return f"strftime(timezone('UTC', {column}), '%Y-%m-%dT%H:%M:%S.%fZ')"
    return f"CAST({column} AS VARCHAR)" if kind != "text" else column


def _remark(names: Named[str, str]) -> str:
    """SQL for what is remarkable about a good row: a number that could not be read. NULL when nothing is."""
    marks = [
        f"WHEN {role} IS NULL AND nullif(trim({role}_text), '') IS NOT NULL THEN '{REMARK}{role}:' || "
        f"left({role}_text, 100)"
        for role in NUMBERS
        if role in names
    ]
    return f"CASE {' '.join(marks)} END" if marks else "NULL"


def _flaw(names: Named[str, str], table: Table) -> str:
    """SQL for what is wrong with a row: its code, column, value and the whole line as JSON; NULL when good.

    Good rows pay as little as can be: the line is put together in the branches of bad ones only, and a text of
    few bytes is not counted by characters.
    """
    short = " AND ".join(
        f"(strlen({role}) <= {LONGEST} OR length({role}) <= {LONGEST})" for role in ("customer", "activity")
    )
    nul = "contains(customer, chr(0)) OR contains(activity, chr(0))"
    clean = f"AND NOT ({nul}) " if table.nul else ""

    def tell(code: str, role: str | None, value: str) -> str:
        column = "'" + names[role].replace("'", "''") + "'" if role else "NULL"
        return (
            f"CAST(to_json({{'c': {code}, 'n': {column}, 'v': {value}, 'l': left({table.line}, 100000)}}) AS VARCHAR)"
        )

    return (
        "CASE WHEN customer IS NOT NULL AND activity IS NOT NULL AND ts IS NOT NULL "
        f"AND {short} {clean}THEN {_remark(names)} "
        f"WHEN row_flaw IS NOT NULL THEN {tell('row_flaw', None, 'NULL')} "
        "WHEN is_blank THEN 'blank' "
        f"WHEN customer IS NULL THEN {tell(repr('no_customer'), 'customer', 'NULL')} "
        f"WHEN activity IS NULL THEN {tell(repr('no_activity'), 'activity', 'NULL')} "
        f"WHEN nullif(trim(time_text), '') IS NULL THEN {tell(repr('no_time'), 'time', 'NULL')} "
        f"WHEN ts IS NULL THEN {tell(repr('time_unreadable'), 'time', 'left(time_text, 1000)')} "
        f"WHEN {nul} THEN {tell(repr('no_text'), None, 'NULL')} "
        f"WHEN length(customer) > {LONGEST} THEN {tell(repr('too_long'), 'customer', 'left(customer, 1000)')} "
        f"ELSE {tell(repr('too_long'), 'activity', 'left(activity, 1000)')} END"
    )
