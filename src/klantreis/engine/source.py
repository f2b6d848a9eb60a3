"""Where journeys are, as a question sees it: in this process, or on a cluster.

The one protocol of every analysis. A *kernel* turns a chunk of whole journeys (``Journeys``) into a partial result; a
*merge* turns partial results, in the order of the chunks, into one; the analysis freezes that. The journeys that a
question is given know where they are and so where kernels run: ``journeys.run(kernel, merge)``. What an analysis does
besides may use what stands in ``Source``, never the arrays, which may be on other machines.

So that it runs anywhere, a kernel holds no journeys (only tables and numbers it needs), reads fields of events through
``chunk.column(name)``, whose distinct values are those of the chunk, and its partial result is made of arrays, numbers,
texts, lists, dicts and dataclasses of ``klantreis``. A merge takes merged results as well as fresh ones. Journeys come
in no particular order and codes have no meaning of their own: ties go by name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from klantreis.engine.columns import Attributes
    from klantreis.engine.journeys import Journeys

P = TypeVar("P")


class Source(ABC):
    """Journeys that a question can be asked of, wherever they are."""

    if TYPE_CHECKING:  # fields of the classes below, which a real property here would hide

        @property
        def labels(self) -> tuple[str | None, ...]:
            """Label per code; ``labels[0]`` is None, the sentinel."""

        @property
        def filters(self) -> dict[str, Any]:
            """What was selected, as the user said it; repeated in every result."""

        @property
        def version(self) -> str:
            """Changes whenever the events behind it change; part of every cache key."""

        @property
        def unit(self) -> str:
            """What one journey is: ``customer``, ``journey`` (by journey id) or ``gap``."""

    @property
    @abstractmethod
    def n(self) -> int:
        """Number of journeys."""

    @property
    @abstractmethod
    def events(self) -> int:
        """Number of events."""

    @property
    @abstractmethod
    def fields(self) -> frozenset[str]:
        """The fields besides activity and time that kernels can read: what ``reading`` found."""

    @abstractmethod
    def span(self) -> tuple[int, int] | None:
        """First and last time in microseconds, or None when there are no events."""

    @abstractmethod
    def run(self, kernel: Callable[[Journeys], P], merge: Callable[[Sequence[P]], P]) -> P:
        """``merge`` of ``kernel`` over chunks of whole journeys; the same answer however they are cut."""

    @abstractmethod
    def each(
        self,
        change: Callable[[Journeys], Journeys],
        *,
        labels: Sequence[str | None] | None = None,
        filters: dict[str, Any] | None = None,
    ) -> Source:
        """The journeys after ``change``, which is given whole journeys in chunks and may select, relabel or cut them.

        ``labels`` and ``filters`` say what they are afterwards, where that is not what they were.
        """

    @abstractmethod
    def reading(self, names: set[str], attributes: Attributes | None = None) -> Source:
        """The same journeys, with the fields ``names`` that there are within reach of kernels.

        Names are ``channel``, ``value``, ``score``, ``score_kind`` or ``attribute:<name>``. ``attributes`` gives values
        per slot for journeys in this process; journeys on a cluster carry their own.
        """

    @abstractmethod
    def local(self) -> Journeys:
        """All of them in this process, with the fields that are within reach."""

    def code_of(self, label: str) -> int | None:
        """The code of a label, or None when no event carries it."""
        try:
            return self.labels.index(label)
        except ValueError:
            return None
