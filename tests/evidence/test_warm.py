"""Warming up compiles what a first map needs."""

from datetime import UTC, datetime

from klantreis import evidence
from klantreis.analyses import fitness_kernel
from klantreis.engine import kernels_pains
from klantreis.evidence import walk_kernel
from klantreis.evidence.draft import draft, precedence_kernel
from klantreis.evidence.validate import validate
from tests.evidence.tables import walked

NOW = datetime(2026, 1, 1, tzinfo=UTC)
KERNELS = (
    walk_kernel.count,
    walk_kernel.holds_from,
    precedence_kernel.count,
    precedence_kernel.tally,
    precedence_kernel.passing,
    fitness_kernel.align,
    kernels_pains.pains,
)


def test_after_warming_up_a_first_map_compiles_nothing():
    evidence.warm()
    before = [len(kernel.signatures) for kernel in KERNELS]
    assert min(before) > 0
    journeys = walked("ABPQR", "BABPQRX", "AB")
    validate(draft(journeys, now=NOW).document, journeys, now=NOW)
    assert [len(kernel.signatures) for kernel in KERNELS] == before
