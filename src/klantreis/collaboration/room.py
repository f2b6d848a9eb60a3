"""A room: one map open for editing, and what comes in made good, kept and passed on.

A room knows no sockets and no clock. Its keeper hands it batches of updates; what comes back has been
checked and can be written and sent. It is used from one thread at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc, Subscription
from pycrdt import Map as SharedMap

from klantreis.collaboration import shape, wellformed
from klantreis.collaboration.mending import mend
from klantreis.collaboration.refused import Refused
from klantreis.collaboration.signatures import Signatures
from klantreis.errors import UserError
from klantreis.journey.changes import Remove, put
from klantreis.journey.document import Document
from klantreis.journey.kinds import plain

MOST_BYTES = 4_000_000
"""The largest update a room takes at once."""
MOST_ALONG = 1000
"""Of how many removed records a room remembers what went along with them."""


@dataclass(frozen=True)
class Incoming:
    """An update of one client: ``sender`` tells the connection, ``author`` the person."""

    sender: str
    author: str
    update: bytes


@dataclass(frozen=True)
class Taken:
    """What a batch came to.

    ``update`` is what every client and the log need (corrections included, empty when nothing
    changed); ``refused`` is by sender; ``broken`` names senders whose bytes were no update at all.
    """

    update: bytes
    refused: dict[str, list[Refused]] = field(default_factory=dict)
    broken: dict[str, UserError] = field(default_factory=dict)
    revived: tuple[str, ...] = ()


class Room:
    """One map as a shared document, always equal to a map that satisfies every rule of SPEC.md."""

    def __init__(self, doc: Doc, document: Document) -> None:
        """``doc`` holds ``document``, or a later state of it whose faults are mended here."""
        self.doc = doc
        self.document = document
        self.authors: dict[str, str] = {}
        """Who changed a record last, since the keeper last looked."""
        self._touched: dict[str, bool] = {}
        unlike = shape.unlike(doc, document)
        self._reshaped: set[str] = set(unlike)
        """Records of which more was written than letters in a text or items in a list, since all was put right."""
        self._along: dict[str, set[str]] = {}
        """What went along with a removed record without anybody saying so; it comes back with it."""
        self._records = shape.records_of(doc)
        self._subscription: Subscription = self._records.observe_deep(self._note)
        self._settle(unlike)
        self.signatures = Signatures(doc)

    @classmethod
    def of(cls, document: Document) -> Room:
        """A room for a map that was never edited together."""
        return cls(shape.shared(document), document)

    def close(self) -> None:
        """Stop listening to the shared document."""
        self._records.unobserve(self._subscription)

    def take(self, batch: Sequence[Incoming]) -> Taken:
        """Apply a batch, mend what broke a rule, and say what came of it."""
        before = self.doc.get_state()
        broken: dict[str, UserError] = {}
        written: dict[str, set[str]] = {}
        marked: dict[str, str] = {}
        owner: dict[str, str] = {}
        unsigned: list[tuple[str, Refused]] = []
        for item in batch:
            self._touched.clear()
            problem = self._apply(item.update)
            if problem is not None:
                broken[item.sender] = problem
                continue
            touched = dict(self._touched)
            unsigned += [(item.sender, each) for each in self.signatures.keep(touched, item.author)]
            for name, content in touched.items():
                owner[name] = item.sender
                self.authors[name] = item.author
                if content:
                    written.setdefault(name, set()).add(item.sender)
                else:
                    marked[name] = item.sender
        self._unbury(written, marked)
        refusals, revived = self._settle(set(owner))
        self.signatures.note({*owner, *revived, *self._bring_back(owner)})
        told = _by_sender(refusals, owner)
        for sender, each in unsigned:
            told.setdefault(sender, []).append(each)
        update = self.doc.get_update(before) if self.doc.get_state() != before or owner else b""
        return Taken(update, told, broken, tuple(revived))

    def merge(self, base: Document, theirs: Document) -> bytes:
        """Take in what somebody elsewhere (the API, an import) made of ``base``; the update to pass on.

        What the room made of ``base`` meanwhile stays; in one field of one record theirs is the last
        word, letter by letter in texts. What the room removed and they changed comes back.
        """
        changes = base.changes_to(theirs)
        if not changes:
            return b""
        before, records = self.doc.get_state(), shape.records_of(self.doc)
        for change in changes:
            entry = records.get(change.id)
            if isinstance(change, Remove):
                if isinstance(entry, SharedMap):
                    shape.write(self.doc, [change])
            elif isinstance(entry, SharedMap) and not shape.is_gone(entry):
                shape.write(self.doc, [change])
            else:
                self._unmark([change.id])
                shape.write(self.doc, [put(theirs[change.id])])
        self._settle({change.id for change in changes})
        self.signatures.note({change.id for change in changes})
        return self.doc.get_update(before)

    def _apply(self, update: bytes) -> UserError | None:
        if len(update) > MOST_BYTES:
            mend_ = f"Allowed: {MOST_BYTES} bytes at once."
            return UserError("room.too_large", "This update is too large.", mend=mend_)
        try:
            wellformed.check(update)
            self.doc.apply_update(update)
        except BaseException as problem:
            # A fault inside the library arrives as a panic, which is no Exception.
            if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
                raise
            return UserError("room.no_update", "These bytes are no update.", params={"detail": str(problem)[:200]})
        return None

    def _note(self, events: list[Any]) -> None:
        """Which records an update touched, and whether more of them than the mark of the removed."""
        for event in events:
            path = event.path
            if path:
                inside = len(path) > 1
                content = inside or any(key != shape.GONE for key in event.keys)
                if not inside:
                    self._reshaped.add(str(path[0]))
                self._touched[str(path[0])] = self._touched.get(str(path[0]), False) or content
            else:
                for name in event.keys:
                    self._touched[str(name)] = True
                    self._reshaped.add(str(name))

    def _unbury(self, written: dict[str, set[str]], marked: dict[str, str]) -> None:
        """A removed record in which somebody wrote who did not remove it comes back."""
        records = shape.records_of(self.doc)
        back = [
            name
            for name, senders in written.items()
            if shape.is_gone(records.get(name)) and senders - {marked.get(name, "")}
        ]
        self._unmark(back)

    def _unmark(self, names: Iterable[str]) -> None:
        records = shape.records_of(self.doc)
        with self.doc.transaction():
            for name in names:
                entry = records.get(name)
                if isinstance(entry, SharedMap) and shape.is_gone(entry):
                    del entry[shape.GONE]

    def _settle(self, touched: set[str]) -> tuple[list[Refused], list[str]]:
        """Mend the map and put the shared document right; the map is good afterwards."""
        if not touched:
            return [], []
        raw = shape.read(self.doc, touched)
        mended = mend(self.document, raw, touched, self._buried)
        names = touched | mended.changed | set(mended.revived)
        self._put_right(mended.document, {name for name in names if not self._is_right(name, raw, mended.document)})
        self._note_along(mended.document, mended.changed - touched)
        self.document = mended.document
        self._touched.clear()
        self._reshaped -= names
        return mended.refused, mended.revived

    def _note_along(self, after: Document, changed: Iterable[str]) -> None:
        for name in changed:
            record = self.document.records.get(name)
            # of these a place holds one, and another may be there by then
            if record is None or name in after.records or record.record_kind in ("binding", "emotion"):
                continue
            for target in {each for reference in record.references for each in record.refers_to(reference)}:
                if target not in after.records:
                    self._along[target] = self._along.get(target, set()) | {name}
        while len(self._along) > MOST_ALONG:
            del self._along[next(iter(self._along))]

    def _bring_back(self, names: Iterable[str]) -> set[str]:
        """What went along with records that are there again."""
        found: set[str] = set()
        waiting = [name for name in names if name in self.document.records]
        while waiting:
            back = self._along.pop(waiting.pop(), set()) - self.document.records.keys()
            self._unmark(sorted(back))
            self._settle(set(back))
            found |= back
            waiting += sorted(back & self.document.records.keys())
        return found

    def _is_right(self, name: str, raw: dict[str, Any], document: Document) -> bool:
        """Whether a record in whose texts and lists was written stands in the shared document as in the map."""
        record = document.records.get(name)
        if record is None or name not in raw or name in self._reshaped:
            return False
        return shape.alike(plain(record), raw[name])

    def _put_right(self, document: Document, names: set[str]) -> None:
        records = shape.records_of(self.doc)
        there = shape.read(self.doc, names)
        wanted = {name: record for name in names if (record := document.records.get(name)) is not None}
        with self.doc.transaction():
            for name in sorted(there.keys() - wanted.keys()):
                shape.bury(records, name)
            self._unmark(sorted(wanted))
            shape.write(self.doc, [put(wanted[name]) for name in sorted(wanted)])

    def _buried(self, name: str) -> Any:
        entry = shape.records_of(self.doc).get(name)
        if not isinstance(entry, SharedMap) or not shape.is_gone(entry):
            return None
        return shape.plain_of(entry)


def _by_sender(refusals: list[Refused], owner: dict[str, str]) -> dict[str, list[Refused]]:
    found: dict[str, list[Refused]] = {}
    for each in refusals:
        sender = owner.get(each.record)
        for one in [sender] if sender else sorted(set(owner.values())):
            found.setdefault(one, []).append(each)
    return found
