"""Whether bytes are an update of a shared document, before the library that reads them is trusted with them.

That library reads values inside values by calling itself, and makes room for as many as are announced: a few bytes made
for it would end the whole server, and no error could be caught. So the form (Yjs, version 1) is walked through here
first; what it says is for others to judge.
"""

from __future__ import annotations

DEEPEST = 100
"""Values inside values; a record has a handful."""

_GC, _SKIP = 0, 10
_UNDEFINED, _NULL, _INTEGER, _FLOAT, _DOUBLE, _BIG, _FALSE, _TRUE = range(127, 119, -1)
_STRING, _OBJECT, _ARRAY, _BYTES = range(119, 115, -1)
_SIZES = {_UNDEFINED: 0, _NULL: 0, _FLOAT: 4, _DOUBLE: 8, _BIG: 8, _FALSE: 0, _TRUE: 0}
_ELEMENT, _HOOK, _WEAK = 3, 5, 7


def check(update: bytes) -> None:
    """Raise ValueError when these bytes are no update, or one that nests too deep."""
    walk = _Walk(update)
    for _ in range(walk.count()):
        structs = walk.count()
        walk.number()
        walk.number()
        for _ in range(structs):
            walk.struct()
    for _ in range(walk.count()):
        walk.number()
        for _ in range(walk.count()):
            walk.number()
            walk.number()


class _Walk:
    """Where the reader is in an update."""

    def __init__(self, update: bytes) -> None:
        self.update, self.at = update, 0

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

    def text(self) -> None:
        self.skip(self.number())

    def json(self) -> None:
        """JSON as text; signs of nesting inside of texts count too, for no map has such values at all."""
        begin = self.at
        self.text()
        said = self.update[begin : self.at]
        if said.count(b"[") + said.count(b"{") > DEEPEST:
            raise ValueError("nested too deep")

    def struct(self) -> None:
        info = self.byte()
        kind = info & 31
        if kind in (_GC, _SKIP):
            self.number()
            return
        for side in (128, 64):
            if info & side:
                self.number()
                self.number()
        if not info & 192:
            if self.number() == 1:
                self.text()
            else:
                self.number()
                self.number()
            if info & 32:
                self.text()
        self.content(kind)

    def content(self, kind: int) -> None:
        match kind:
            case 1:  # deleted
                self.number()
            case 2:  # JSON, as older clients write it
                for _ in range(self.count()):
                    self.json()
            case 3 | 4:  # bytes, letters
                self.text()
            case 5:  # something in a text
                self.json()
            case 6:  # how a text looks
                self.text()
                self.json()
            case 7:
                self.shared()
            case 8:
                for _ in range(self.count()):
                    self.value(0)
            case 9:  # a document inside the document
                self.text()
                self.value(0)
            case _:
                raise ValueError("unknown content")

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
