"""Who is called in the open comments of every map."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from klantreis.journey.document import Document
    from klantreis.workspace.workspace import Workspace

MOST = 200
"""Mentions that are given at once, the newest."""


class Mentions:
    """``ws.mentions``: unresolved comments by the people they call. A map that did not change is not read again."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, tuple[int, list[dict[str, Any]]]] = {}
        self._lock = threading.Lock()

    def of(self, name: str) -> Sequence[dict[str, Any]]:
        """Comments that call somebody in a thread that is not resolved, the newest first."""
        with self._lock:
            found = [each for each in self._all() if name in each["mentions"] and each["by"] != name]
        return sorted(found, key=lambda each: (each["at"], each["comment"]), reverse=True)[:MOST]

    def _all(self) -> list[dict[str, Any]]:
        stored = self._workspace.maps.stored
        infos = stored.list()
        for info in infos:
            if not info.summary["comments_open"]:
                self._known[info.id] = (info.version, [])  # whoever is called, is called in an open comment
                continue
            known = self._known.get(info.id)
            if known is None or known[0] != info.version:
                whole = stored.get(info.id)
                self._known[info.id] = (whole.version, _called(whole.document))
        self._known = {info.id: self._known[info.id] for info in infos}
        return [{"map": info.id, "map_name": info.name, **each} for info in infos for each in self._known[info.id][1]]


def _called(document: Document) -> list[dict[str, Any]]:
    from klantreis.journey.comment import Comment

    comments = {comment.id: comment for comment in document.every(Comment)}
    found = []
    for comment in comments.values():
        first = comments.get(comment.reply_to or "", comment)
        if comment.mentions and not first.resolved and not comment.resolved:
            facts = {"comment": comment.id, "target": comment.target, "by": comment.by, "at": comment.at}
            found.append({**facts, "text": comment.text, "mentions": list(comment.mentions)})
    return found
