"""The demo workspace: a seeded travel agency, Reisbureau Ververeis, with truths hidden in it."""

from klantreis.demo.generate import CONTROL_CUSTOMERS, CUSTOMERS, SEED, generate, write
from klantreis.demo.truths import TRUTHS, Truth
from klantreis.demo.world import TRUE_PHASES

NAME = "Reisbureau Ververeis"
MAP_NAME = "Rondreis VS"

__all__ = [
    "CONTROL_CUSTOMERS",
    "CUSTOMERS",
    "MAP_NAME",
    "NAME",
    "SEED",
    "TRUE_PHASES",
    "TRUTHS",
    "Truth",
    "generate",
    "write",
]
