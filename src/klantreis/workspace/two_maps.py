"""Two maps, or two versions of one, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from klantreis.workspace import rooms
from klantreis.workspace.selection import Selection

if TYPE_CHECKING:
    from klantreis.workspace.workspace import Workspace


def compare_maps(
    workspace: Workspace,
    name: str,
    *,
    version: int | None = None,
    other: str | None = None,
    other_version: int | None = None,
    measured: bool = False,
    selection: Selection | None = None,
) -> dict[str, Any]:
    """What leads from a version of a map (default: the first) to another (default: the present one).

    With ``other``, a map by name or id, to that map; then the present version of the first counts by default.
    ``measured`` adds which numbers differ on the selected journeys.
    """
    rooms.load(rooms.DOCUMENTS)
    from klantreis.journey.comparison import compare

    stored = workspace.maps.stored
    first = stored.find(name)
    second = first if other is None else stored.find(other)
    begin = version or (1 if other is None else first.version)
    end = other_version or second.version
    before = first.document if begin == first.version else stored.at(first.id, begin)
    after = second.document if end == second.version else stored.at(second.id, end)
    compared = compare(before, after, by_name=first.id != second.id)
    found = None
    if measured:
        rooms.load(rooms.QUESTIONS)
        from klantreis.evidence.two_maps import measured_differences

        journeys = workspace.select(selection or Selection())
        told = measured_differences(before, after, compared, journeys, workspace.attributes(journeys))
        found = [each.to_dict() for each in told]
    sides = ((first, begin, before), (second, end, after))
    old, new = (
        {
            "map": side.id,
            "version": number,
            "name": document.map.name,
            "changed_at": side.changed_at if number == side.version else None,
        }
        for side, number, document in sides
    )
    return {"before": old, "after": new, **compared.to_dict(), "measured": found}
