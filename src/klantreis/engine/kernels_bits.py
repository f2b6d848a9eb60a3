"""Kernels that see 64 slots at a time: where codes stand, as bits, and the bits of one journey.

Comparing 64 codes is a handful of instructions (LLVM writes those of the processor at hand), so finding the few events
that a question is about costs a small part of reading the codes one by one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from klantreis.engine.compiled import kernel

WORD = 64
ONE, TWO = np.uint64(1), np.uint64(2)
SIX, LAST = np.uint64(6), np.uint64(63)
NONE = np.uint64(0)


def _equal(typing: Any, codes: Any, place: Any, code: Any) -> Any:
    """Which of the 64 slots from ``place`` on hold ``code``, the first as the lowest bit; all 64 must be there."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, given[0])
        element = context.get_data_type(signature.args[0].dtype)
        vector, numbers = ir.VectorType(element, WORD), ir.VectorType(ir.IntType(32), WORD)
        here = builder.bitcast(builder.gep(array.data, [given[1]]), vector.as_pointer())
        slots = builder.load(here)
        slots.align = element.width // 8
        nothing = ir.Constant(vector, ir.Undefined)
        one = builder.insert_element(nothing, given[2], ir.Constant(ir.IntType(32), 0))
        wanted = builder.shuffle_vector(one, nothing, ir.Constant(numbers, [0] * WORD))
        return builder.bitcast(builder.icmp_unsigned("==", slots, wanted), ir.IntType(WORD))

    return types.uint64(codes, types.uint64, codes.dtype), generate


def _lowest(typing: Any, word: Any) -> Any:
    """The place of the lowest bit that is set; 64 of none."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.cttz(given[0], ir.Constant(ir.IntType(1), 0))

    return types.uint64(types.uint64), generate


equal: Any = intrinsic(_equal)
lowest: Any = intrinsic(_lowest)


@kernel
def find(codes, wanted, first, bits):
    """Set the bits of the slots that hold one of ``wanted`` (codes of the same type), from word ``first`` on."""
    words = min(max((codes.size >> 6) - first, 0), bits.size)
    for w in range(words):
        found = NONE
        for k in range(wanted.size):
            found |= equal(codes, np.uint64(first + w) << SIX, wanted[k])
        bits[w] = found
    for w in range(words, bits.size):
        bits[w] = NONE
    for i in range((first + words) << 6, min(codes.size, (first + bits.size) << 6)):
        for k in range(wanted.size):
            if codes[i] == wanted[k]:
                bits[words] |= ONE << (np.uint64(i) & LAST)


@kernel
def look_up(codes, held, first, bits):
    """As ``find`` for many codes: those for which ``held`` is true."""
    for w in range(bits.size):
        bits[w] = NONE
    for i in range(first << 6, min(codes.size, (first + bits.size) << 6)):
        found = np.uint64(held[np.uint64(codes[np.uint64(i)])])
        bits[(np.uint64(i) >> SIX) - np.uint64(first)] |= found << (np.uint64(i) & LAST)


@kernel
def taken(low, high, begin, length):
    """The bits of ``length`` slots (at most 63) from slot ``begin`` on, out of the word that holds it and the next.

    Takes words, not the array: a call that takes an array costs twenty times the work here.
    """
    shift = begin & LAST
    return ((low >> shift) | ((high << ONE) << (LAST - shift))) & ((ONE << (length & LAST)) - ONE)


@kernel
def after(place):
    """All bits above ``place``."""
    return ~((TWO << place) - ONE)


@kernel
def holds(bits, row, slot):
    """Whether one slot's bit is set in a row."""
    return (bits[row, slot >> SIX] >> (slot & LAST)) & ONE != NONE
