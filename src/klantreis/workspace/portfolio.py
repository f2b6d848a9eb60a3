"""Over all maps: the portfolio, and the library of what several of them name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from klantreis.errors import KlantreisError, NotFound, UserError
from klantreis.workspace import rooms

if TYPE_CHECKING:
    from klantreis.journey.document import Document
    from klantreis.workspace.workspace import Workspace

Kind = Literal["touchpoint", "channel", "team", "system", "persona"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def portfolio(workspace: Workspace) -> list[dict[str, Any]]:
    """Every map as a portfolio shows it, the one changed last first; grades where they are measured already."""
    found = workspace.maps.stored.list()
    parents: dict[str, list[dict[str, str]]] = defaultdict(list)
    futures: dict[str, list[dict[str, str]]] = defaultdict(list)
    for info in found:
        if info.summary["future_of"]:
            futures[info.summary["future_of"]].append({"map": info.id, "name": info.name})
        for link in info.summary["sub_maps"]:
            parents[link["map"]].append({"map": info.id, "name": info.name, "touchpoint": link["touchpoint"]})
    shown = []
    for info in found:
        summary = {
            key: value for key, value in info.summary.items() if key not in ("names", "form", "records", "template")
        }
        measured = workspace.measured(info.id, info.version)
        shares = measured.grade_shares if measured else None
        known = max(
            (_moment(at) for at in (summary["evidence_at"], summary["reviewed_at"]) if at),
            default=_moment(info.created_at),
        )
        shown.append(
            {
                **summary,
                "id": info.id,
                "version": info.version,
                "changed_at": info.changed_at,
                "changed_by": info.changed_by,
                "parents": parents.get(info.id, []),
                "futures": futures.get(info.id, []),
                "grade_shares": shares,
                "supported_share": None if shares is None else sum(shares.get(grade, 0.0) for grade in "ABC"),
                "measured_at": measured.at if measured else None,
                "review_due": (known + timedelta(days=summary["review_days"])).date().isoformat(),
            }
        )
    return shown


def _moment(text: str) -> datetime:
    """An ISO date or moment, aware."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def normalised(name: str) -> str:
    """What makes two names one: capitals and spaces do not count."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class Use:
    """Where a name is used."""

    map: str
    map_name: str
    record: str
    name: str
    place: str
    """The phase of a touchpoint, the touchpoint or persona of a channel, the touchpoints of a system or team."""
    touchpoint: str | None
    """The touchpoint to look at."""


def library(workspace: Workspace, kind: Kind | None = None) -> list[dict[str, Any]]:
    """Touchpoints, channels, teams, systems and personas of all maps, one entry per name, with where each is used.

    Those of most maps first, then by name. ``name`` is how it is most often written, ``spellings`` all ways.
    """
    found: dict[tuple[Kind, str], list[Use]] = defaultdict(list)
    for info in workspace.maps.stored.list():
        names = info.summary["names"]
        for each in KINDS if kind is None else (kind,):
            said = list(names[each])
            if each == "channel":
                said += [
                    {"id": t["id"], "name": t["channel"], "place": t["name"], "touchpoint": t["id"]}
                    for t in names["touchpoint"]
                    if t["channel"]
                ]
            for record in said:
                at = record["id"] if each == "touchpoint" else record.get("touchpoint")
                use = Use(info.id, info.name, record["id"], record["name"], record.get("place", ""), at)
                found[each, normalised(record["name"])].append(use)
    entries = []
    for (each, _), uses in found.items():
        spellings = [
            name for name, _ in sorted(Counter(use.name for use in uses).items(), key=lambda item: (-item[1], item[0]))
        ]
        entries.append(
            {
                "kind": each,
                "name": spellings[0],
                "spellings": spellings,
                "maps": len({use.map for use in uses}),
                "used_in": [use.__dict__ for use in uses],
            }
        )
    return sorted(entries, key=lambda entry: (KINDS.index(entry["kind"]), -entry["maps"], normalised(entry["name"])))


def names(workspace: Workspace, kind: Kind, limit: int = 1000) -> list[str]:
    """The names of a kind as they are most often written, those of most maps first; for who types one."""
    return [entry["name"].strip() for entry in library(workspace, kind)[:limit]]


def rename(
    workspace: Workspace,
    kind: str,
    name: str,
    to: str,
    *,
    author: str | None = None,
    changed: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Give everything of a kind that has a name another one, in every map, each as a change of its own by ``author``.

    A map that refuses is told under ``refused`` and stays as it was; ``changed`` is called with each map that changed.
    Raises NotFound when no map has the name.
    """
    rooms.load(rooms.DOCUMENTS)
    if kind not in KINDS:
        mend = f"Choose one of: {', '.join(KINDS)}."
        raise UserError("library.kind", f"There is no kind {kind[:40]!r} in the library.", where="kind", mend=mend)
    if not to.strip():
        raise UserError("library.name", "The new name is empty.", where="to", mend="Give a name.")
    stored, done, refused = workspace.maps.stored, [], []
    uses = [entry for entry in library(workspace, kind) if normalised(entry["name"]) == normalised(name)]
    if not uses:
        mend = "Look in the library for the names there are."
        raise NotFound("library.unknown", f"No map has a {kind} of this name.", where=name[:100], mend=mend)
    for map_id in dict.fromkeys(use["map"] for use in uses[0]["used_in"]):
        try:
            map_ = stored.get(map_id)
            changes = _renaming(map_.document, kind, normalised(name), to)
            if not changes:
                continue
            made = stored.change(map_id, changes, author or workspace.author)
        except KlantreisError as problem:
            refused.append({"map": map_id, "problem": problem.to_dict()})
            continue
        changed(map_id)
        done.append({"map": map_id, "name": map_.name, "version": made.version, "records": len(changes)})
    return {"kind": kind, "from": name, "to": to, "maps": done, "refused": refused}


def _renaming(document: Document, kind: str, key: str, to: str) -> list[Mapping[str, Any]]:
    """The changes that rename in one map; what is called so already stays."""
    changes: list[Mapping[str, Any]] = []
    for record in document.records.values():
        fields: dict[str, Any] = {}
        if kind != "channel":
            if record.record_kind == kind and normalised(getattr(record, "name", "")) == key:
                fields = {"name": to}
        else:
            channel, many = getattr(record, "channel", None), getattr(record, "channels", ())
            if channel and normalised(channel) == key:
                fields["channel"] = to
            if any(normalised(each) == key for each in many):
                fields["channels"] = list(dict.fromkeys(to if normalised(each) == key else each for each in many))
        fields = {name: value for name, value in fields.items() if _now(record, name) != value}
        if fields:
            changes.append({"op": "patch", "id": record.id, "fields": fields})
    return changes


def _now(record: Any, name: str) -> Any:
    value = getattr(record, name)
    return list(value) if isinstance(value, tuple) else value
