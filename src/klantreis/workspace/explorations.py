"""The saved explorations of a workspace: questions that have a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from klantreis.errors import UserError

if TYPE_CHECKING:
    from klantreis.workspace.workspace import Workspace

MAX_ADDRESS = 8_000
ADDRESS = re.compile(r"/?(?:data/)?(?P<view>[a-z]{1,40})(?:\?(?P<query>[^#]*))?")
RULES = ("where", "vs_where")
OPENED = "wie"
"""What an address calls the number that is opened, and its parts (``wie_a`` …)."""


class Explorations:
    """``ws.explorations``: questions of the journey explorer with their filter and settings, under a name.

    An exploration is an address and no answer: opening it asks the question anew, and what the events no longer know
    is told then. It names no customers: of a list that lies open when it is saved nothing is kept.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def list(self) -> Sequence[dict[str, Any]]:
        """Every exploration, by name."""
        return [each.to_dict() for each in self._workspace.stored_explorations.list()]

    def get(self, name: str) -> dict[str, Any]:
        """One exploration; raises NotFound with the names there are."""
        return self._workspace.stored_explorations.get(name).to_dict()

    def set(self, name: str, address: str, *, was: str | None = None, author: str | None = None) -> dict[str, Any]:
        """Save an address (such as ``trechter?step=a&step=b``) under a name, or give what was called ``was`` that name.

        Raises UserError (``explorations.address``), NotFound, Conflict.
        """
        stored = self._workspace.stored_explorations
        return stored.put(name, _kept(address), author or self._workspace.author, was=was).to_dict()

    def remove(self, name: str, *, author: str | None = None) -> None:
        """Remove an exploration; raises NotFound."""
        self._workspace.stored_explorations.delete(name, author or self._workspace.author)

    def naming(self, customer: str) -> Sequence[str]:
        """Names of those whose name or question holds this customer's id."""
        from klantreis.events.filters.naming import word

        sought = word(customer)
        found = []
        for each in self.list():
            asked = [value for _, value in parse_qsl(each["address"].partition("?")[2])]
            if any(sought.search(text) for text in (each["name"], *asked)):
                found.append(each["name"])
        return found

    def forget(self, customer: str, *, author: str | None = None) -> Sequence[str]:
        """Remove those whose rule names a customer who is erased; gives their names."""
        from klantreis.events.filters.naming import names_customer

        gone = []
        for each in self.list():
            asked = parse_qsl(each["address"].partition("?")[2])
            if any(name in RULES and names_customer(value, customer) for name, value in asked):
                self.remove(each["name"], author=author)
                gone.append(each["name"])
        return gone


def _kept(address: str) -> str:
    """The part of an address that is the question: without the number whose customers are opened."""
    found = ADDRESS.fullmatch(address)
    if found is None or len(address) > MAX_ADDRESS:
        raise UserError(
            "explorations.address",
            "This is no address of a question.",
            where=address[:80],
            mend="Give what stands after /data/ in the address of the explorer: trechter?step=a&step=b.",
        )
    asked = parse_qsl(found["query"] or "", keep_blank_values=True)
    query = urlencode([(name, value) for name, value in asked if name.partition("_")[0] != OPENED])
    return found["view"] + (f"?{query}" if query else "")
