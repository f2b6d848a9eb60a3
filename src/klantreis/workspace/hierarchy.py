"""What lies above and below a map: maps that open it, maps it opens, and its future states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from klantreis.workspace.workspace import Workspace


def hierarchy(workspace: Workspace, map_id: str) -> dict[str, Any]:
    """The maps around one, by id: ``parents``, ``sub_maps``, ``future_of`` and ``futures``; raises NotFound.

    A sub-map that is gone has a ``map_name`` of None.
    """
    own = workspace.stored_maps.get(map_id)
    every = workspace.stored_maps.list()
    names = {info.id: info.name for info in every}
    origin = own.summary["future_of"]
    return {
        "map": own.id,
        "name": own.name,
        "parents": [
            {"map": info.id, "name": info.name, "touchpoint": link["touchpoint"], "touchpoint_name": link["name"]}
            for info in every
            for link in info.summary["sub_maps"]
            if link["map"] == map_id
        ],
        "sub_maps": [{**link, "map_name": names.get(link["map"])} for link in own.summary["sub_maps"]],
        "future_of": {"map": origin, "name": names[origin]} if origin in names else None,
        "futures": [{"map": info.id, "name": info.name} for info in every if info.summary["future_of"] == map_id],
    }
