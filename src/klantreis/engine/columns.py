"""Fields of the events besides activity and time, one value per slot of the journeys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


def carried(columns: Mapping[str, Column]) -> Attributes:
    """The fields that journeys carry, as a function that gives them."""
    import pyarrow as pa

    def given(names: set[str]) -> Mapping[str, Any]:
        return {
            name: pa.DictionaryArray.from_arrays(
                pa.array(known.numbers, pa.int32(), mask=known.numbers < 0), pa.array(_listed(known.values))
            )
            for name, known in columns.items()
            if name in names
        }

    return given


@dataclass(frozen=True, eq=False)
class Table:
    """Counts per value of a field, shape (V, …); a part of an answer, because every chunk has values of its own."""

    values: tuple[str, ...]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, known: Column, counts: NDArray[np.int64]) -> Table:
        """Counts per distinct value of a column, those without any left out; values as texts."""
        kept = np.flatnonzero(counts.any(axis=tuple(range(1, counts.ndim))))
        return merged_tables([cls(tuple(str(known.values[v]) for v in kept.tolist()), counts[kept])])


def merged_tables(parts: Sequence[Table]) -> Table:
    """Counts of equal values added up, values in order."""
    values = sorted(set().union(*(part.values for part in parts)))
    place = {value: at for at, value in enumerate(values)}
    counts = np.zeros((len(values), *parts[0].counts.shape[1:]), np.int64)
    for part in parts:
        np.add.at(counts, np.array([place[value] for value in part.values], np.int64), part.counts)
    return Table(tuple(values), counts)


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
