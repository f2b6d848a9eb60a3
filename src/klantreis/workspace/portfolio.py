"""Over all maps: the portfolio."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from klantreis.workspace.workspace import Workspace

INSIDE = frozenset({"form", "records", "template"})
"""Of a summary what a portfolio does not tell."""


def portfolio(workspace: Workspace, *, drawn: bool = True) -> list[dict[str, Any]]:
    """Every map as a portfolio shows it, the one changed last first; grades where they are measured already.

    Without ``drawn`` they have no ``thumbnail``: ``thumbnails`` gives those of the maps that are in view.
    """
    found = workspace.maps.stored.list()
    here = {info.id for info in found}
    parents: dict[str, list[dict[str, str]]] = defaultdict(list)
    futures: dict[str, list[dict[str, str]]] = defaultdict(list)
    for info in found:
        if info.summary["future_of"]:
            futures[info.summary["future_of"]].append({"map": info.id, "name": info.name})
        for link in info.summary["sub_maps"]:
            parents[link["map"]].append({"map": info.id, "name": info.name, "touchpoint": link["touchpoint"]})
    graded = workspace.graded(found)
    left_out = INSIDE if drawn else INSIDE | {"thumbnail"}
    shown = []
    for info in found:
        summary = {key: value for key, value in info.summary.items() if key not in left_out}
        measured = graded.get(info.id)
        shares = measured.grade_shares if measured else None
        known = max(
            (_moment(at) for at in (summary["evidence_at"], summary["reviewed_at"]) if at),
            default=_moment(info.created_at),
        )
        shown.append(
            {
                **summary,
                # a touchpoint keeps its link to a map in the bin, which opens nothing meanwhile
                "sub_maps": [link for link in summary["sub_maps"] if link["map"] in here],
                "id": info.id,
                "version": info.version,
                "changed_at": info.changed_at,
                "changed_by": info.changed_by,
                "parents": parents.get(info.id, []),
                "futures": futures.get(info.id, []),
                "grade_shares": shares,
                "supported_share": None if shares is None else sum(shares.get(grade, 0.0) for grade in "ABC"),
                "measured_at": measured.at if measured else None,
                "review_due": _due(known, summary["review_days"]).isoformat(),
            }
        )
    return shown


def thumbnails(workspace: Workspace, map_ids: list[str]) -> dict[str, Any]:
    """The maps in small, by id; those that are not there are left out."""
    wanted = set(map_ids)
    return {info.id: info.summary["thumbnail"] for info in workspace.maps.stored.list() if info.id in wanted}


def _due(known: datetime, days: int) -> date:
    """The day so many days later; the last of the calendar where somebody dated evidence there."""
    try:
        return (known + timedelta(days=days)).date()
    except OverflowError:
        return date.max


def _moment(text: str) -> datetime:
    """An ISO date or moment, aware."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)
