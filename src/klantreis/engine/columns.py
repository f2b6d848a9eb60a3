"""Fields of the events besides activity and time, one value per slot of the journeys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Attributes = Callable[[set[str]], Mapping[str, Any]]
"""Gives the values per slot of the asked fields (``channel``, ``value``, ``score``, ``score_kind``,
``attribute:<name>``): a sequence, NumPy array or Arrow array as long as ``Journeys.codes``. A field that
the data do not have may be left out. What stands in sentinel slots is not read."""


@dataclass(frozen=True)
class Column:
    """One field per slot, as numbers of its distinct values; -1 where the event has no value."""

    values: tuple[Any, ...]
    numbers: NDArray[np.int64]


def column(values: Any) -> Column:
    """Values per slot as a Column. None, NaN and empty text are no value."""
    import pyarrow as pa
    import pyarrow.compute as pc

    array = values if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(_listed(values), from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.unify_dictionaries().combine_chunks()
    if not isinstance(array, pa.DictionaryArray):
        array = array.dictionary_encode()
    numbers = pc.fill_null(array.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
    distinct = tuple(array.dictionary.to_pylist())
    # a value that is not equal to itself is NaN
    empty = np.array([v is None or v == "" or v != v for v in distinct] + [True], dtype=np.bool_)  # noqa: PLR0124
    return Column(distinct, np.where(empty[numbers], -1, numbers))


def _listed(values: Any) -> Any:
    """What Arrow reads as one column: an object array may mix text, None and numbers."""
    if isinstance(values, np.ndarray) and values.dtype != object:
        return values
    if any(isinstance(v, str) for v in values):
        return [None if v is None else str(v) for v in values]
    return list(values)
