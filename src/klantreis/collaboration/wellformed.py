"""Whether bytes are an update of a shared document, before the library that reads them is trusted with them.

That library reads values inside values by calling itself, and makes room for as many as are announced: a few bytes made
for it would end the whole server, and no error could be caught. So the form (Yjs, version 1) is walked through here
first; what it says is for others to judge.
"""

from __future__ import annotations

from klantreis.collaboration.nesting import Nesting, Place

DEEPEST = 100
"""Values inside values; a record has a handful."""

_GC, _SKIP, _SHARED = 0, 10, 7
_UNDEFINED, _NULL, _INTEGER, _FLOAT, _DOUBLE, _BIG, _FALSE, _TRUE = range(127, 119, -1)
_STRING, _OBJECT, _ARRAY, _BYTES = range(119, 115, -1)
_SIZES = {_UNDEFINED: 0, _NULL: 0, _FLOAT: 4, _DOUBLE: 8, _BIG: 8, _FALSE: 0, _TRUE: 0}
_ELEMENT, _HOOK, _WEAK = 3, 5, 7


def check(update: bytes) -> None:
    """Raise ValueError when these bytes are no update, or one that nests too deep."""
    walk = _Walk(update)
    for _ in range(walk.count()):
        structs = walk.count()
        client, clock = walk.number(), walk.number()
        for _ in range(structs):
            clock += walk.struct(client, clock)
    for _ in range(walk.count()):
        walk.number()
        for _ in range(walk.count()):
            walk.number()
            walk.number()
    walk.nesting.check()


class _Walk:
    """Where the reader is in an update."""

    def __init__(self, update: bytes) -> None:
        self.update, self.at = update, 0
        self.nesting = Nesting()

    def byte(self) -> int:
        at = self.at
        if at >= len(self.update):
            raise ValueError("cut off")
        self.at = at + 1
        return self.update[at]

    def number(self) -> int:
        """A whole number of at most 64 bits, seven of them in each byte."""
        value = shift = 0
        while True:
            part = self.byte()
            value |= (part & 127) << shift
            if part < 128:
                return value
            shift += 7
            if shift > 63:
                raise ValueError("a number too large")

    def count(self) -> int:
        """How many follow, each of at least a byte: never more than there are bytes left."""
        value = self.number()
        if value > len(self.update) - self.at:
            raise ValueError("cut off")
        return value

    def skip(self, size: int) -> None:
        if size > len(self.update) - self.at:
            raise ValueError("cut off")
        self.at += size

    def text(self) -> bytes:
        size = self.number()
        self.skip(size)
        return self.update[self.at - size : self.at]

    def place(self) -> Place:
        return self.number(), self.number()

    def json(self) -> None:
        """JSON as text; signs of nesting inside of texts count too, for no map has such values at all."""
        said = self.text()
        if said.count(b"[") + said.count(b"{") > DEEPEST:
            raise ValueError("nested too deep")

    def struct(self, client: int, clock: int) -> int:
        """How far the clock of its client goes on."""
        info = self.byte()
        kind = info & 31
        if kind in (_GC, _SKIP):
            return self.number()
        sides = [self.place() for side in (128, 64) if info & side]
        parent = None
        if not sides:
            if self.number() == 1:
                self.text()
            else:
                parent = self.place()
            if info & 32:
                self.text()
        length = self.content(kind)
        self.nesting.note((client, clock), length, parent, sides[0] if sides else None, shared=kind == _SHARED)
        return length

    def content(self, kind: int) -> int:
        """How many places of its client's clock it takes."""
        match kind:
            case 1:  # deleted
                return self.number()
            case 2:  # JSON, as older clients write it
                count = self.count()
                for _ in range(count):
                    self.json()
                return count
            case 3:  # bytes
                self.text()
            case 4:  # letters, counted as browsers count them
                return len(self.text().decode(errors="replace").encode("utf-16-le")) // 2
            case 5:  # something in a text
                self.json()
            case 6:  # how a text looks
                self.text()
                self.json()
            case 7:
                self.shared()
            case 8:
                count = self.count()
                for _ in range(count):
                    self.value(0)
                return count
            case 9:  # a document inside the document
                self.text()
                self.value(0)
            case _:
                raise ValueError("unknown content")
        return 1

    def shared(self) -> None:
        """A shared text, list, map …"""
        kind = self.number()
        if kind in (_ELEMENT, _HOOK):
            self.text()
        elif kind == _WEAK:
            raise ValueError("unknown content")

    def value(self, depth: int) -> None:
        kind = self.byte()
        if depth > DEEPEST:
            raise ValueError("nested too deep")
        if kind in _SIZES:
            self.skip(_SIZES[kind])
        elif kind == _INTEGER:
            while self.byte() > 127:
                pass
        elif kind in (_STRING, _BYTES):
            self.text()
        elif kind == _ARRAY:
            for _ in range(self.count()):
                self.value(depth + 1)
        elif kind == _OBJECT:
            for _ in range(self.count()):
                self.text()
                self.value(depth + 1)
        else:
            raise ValueError("unknown value")
