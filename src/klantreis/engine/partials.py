"""Partial results as bytes, between machines: MessagePack with arrays as they lie in memory.

Written for what a partial result is made of: arrays, numbers, texts, bytes, None, lists, tuples, dicts with text keys
and dataclasses of ``klantreis``. Nothing else is written, and reading makes nothing else: no code travels with it.
"""

from __future__ import annotations

import dataclasses
import importlib
from typing import Any

import msgspec
import numpy as np

ROOM = "klantreis"
ARRAY, TUPLE, RECORD = 1, 2, 3
"""Kinds of MessagePack's extensions."""


def packed(partial: object) -> bytes:
    """A partial result as bytes. Raises ``TypeError`` for what is no part of one."""
    return _ENCODER.encode(_plain(partial))


def unpacked(data: bytes | memoryview) -> Any:
    """What ``packed`` was given; arrays are read-only views of ``data``. Raises ``ValueError`` for anything else."""
    return msgspec.msgpack.decode(data, ext_hook=_read)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.dtype.hasobject:
            raise TypeError("an array of objects is no part of a partial result")
        head = _ENCODER.encode([value.dtype.str, list(value.shape)])
        return msgspec.msgpack.Ext(ARRAY, _framed(head, np.ascontiguousarray(value).tobytes()))
    if isinstance(value, np.generic):
        return value.item()
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return value
    if isinstance(value, tuple):
        return msgspec.msgpack.Ext(TUPLE, _ENCODER.encode([_plain(each) for each in value]))
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _plain(each) for key, each in value.items()}
    kind = type(value)
    if dataclasses.is_dataclass(value) and kind.__module__.partition(".")[0] == ROOM and "." not in kind.__qualname__:
        fields = [_plain(getattr(value, each.name)) for each in dataclasses.fields(value)]
        return msgspec.msgpack.Ext(RECORD, _ENCODER.encode([kind.__module__, kind.__qualname__, fields]))
    raise TypeError(f"a {kind.__module__}.{kind.__qualname__} is no part of a partial result")


def _read(kind: int, data: memoryview) -> Any:
    if kind == ARRAY:
        head, rest = _parts(data)
        dtype, shape = msgspec.msgpack.decode(head)
        return np.frombuffer(rest, np.dtype(dtype)).reshape(shape)
    if kind == TUPLE:
        return tuple(unpacked(data))
    if kind == RECORD:
        module, name, fields = unpacked(data)
        if module.partition(".")[0] == ROOM:
            record = getattr(importlib.import_module(module), name, None)
            if isinstance(record, type) and dataclasses.is_dataclass(record):
                names = [each.name for each in dataclasses.fields(record)]
                return record(**dict(zip(names, fields, strict=True)))
    raise ValueError("these bytes are no partial result")


def _framed(head: bytes, rest: bytes) -> bytes:
    return len(head).to_bytes(4, "little") + head + rest


def _parts(data: memoryview) -> tuple[memoryview, memoryview]:
    end = 4 + int.from_bytes(data[:4], "little")
    return data[4:end], data[end:]


_ENCODER = msgspec.msgpack.Encoder()
