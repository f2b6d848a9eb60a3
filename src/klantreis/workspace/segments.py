"""The segments of a workspace: rules over events that have a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from klantreis.workspace.workspace import Workspace


class Segments:
    """``ws.segments``: named rules in the where-language, used with ``segment=…``."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def list(self) -> Sequence[dict[str, Any]]:
        """Every segment, by name."""
        return [segment.to_dict() for segment in self._workspace.stored_segments.list()]

    def rule(self, name: str) -> str:
        """The rule of a segment; raises NotFound with the names there are."""
        return self._workspace.stored_segments.get(name).where

    def set(self, name: str, where: str, *, description: str = "", author: str | None = None) -> dict[str, Any]:
        """Make a segment or change its rule; raises UserError where the rule cannot be read."""
        self._workspace.check_rule(where)
        stored = self._workspace.stored_segments
        return stored.put(name, where, author or self._workspace.author, description).to_dict()

    def remove(self, name: str, *, author: str | None = None) -> None:
        """Remove a segment; raises NotFound."""
        self._workspace.stored_segments.delete(name, author or self._workspace.author)

    def forget(self, customer: str, *, author: str | None = None) -> Sequence[str]:
        """Remove those whose rule names a customer who is erased, also from the audit; gives their names."""
        from klantreis.events.filters.naming import names_customer

        stored = self._workspace.stored_segments

        def named(where: str) -> bool:
            return names_customer(where, customer)

        gone = [segment.name for segment in stored.list() if named(segment.where)]
        for name in gone:
            self.remove(name, author=author)
        stored.forget(named)
        return gone

    def describing(self, customer: str) -> Sequence[str]:
        """Names of the segments whose name or description holds this customer's id."""
        from klantreis.events.filters.naming import word

        sought = word(customer)
        every = self._workspace.stored_segments.list()
        return [each.name for each in every if sought.search(f"{each.name}\n{each.description}")]
