"""Where the id of a customer stands after people typed it, and taking it out of what is past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from klantreis.workspace.workspace import Workspace


def traces(workspace: Workspace, customer: str) -> dict[str, Any]:
    """What names a customer, whether or not there are events of them.

    ``maps`` as ``naming`` gives them, ``descriptions`` of segments, saved ``questions``, and how many entries of the
    ``audit``.
    """
    return {
        "maps": list(workspace.maps.naming(customer)),
        "descriptions": list(workspace.segments.describing(customer)),
        "questions": list(workspace.explorations.naming(customer)),
        "audit": workspace.stored_maps.audited(customer),
    }


def forget_past(workspace: Workspace, customer: str, author: str | None = None) -> dict[str, Any]:
    """Take a customer's id out of earlier versions of maps, the memory of their rooms and the audit.

    ``taken`` tells how many ``versions``, ``removed`` records and entries of the ``audit``; the rest is what is left,
    as ``traces`` gives it. A map that names the customer now keeps its versions: the next would say it again.
    """
    from klantreis.collaboration.remembered import forget

    removed = sum(map(len, forget(workspace.room_log, customer).values()))
    past = workspace.stored_maps.forget(customer, author or workspace.author)
    taken = {"versions": past.versions, "removed": removed, "audit": past.audit}
    return {"taken": taken, **traces(workspace, customer)}
