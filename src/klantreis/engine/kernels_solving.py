"""A kernel that solves the equations of a chain by iteration: (I - Q) x = r, with the rows of Q one after the other.

GMRES (Saad and Schultz 1986), as ``scipy.sparse.linalg.gmres`` is, for one thread: what a library of linear algebra
spreads over threads for vectors of some ten thousand numbers costs more processor time than it saves.
"""

from __future__ import annotations

import math

import numpy as np

from klantreis.engine.compiled import kernel

MOST = 60
"""Passes over the steps before it begins anew from where it is."""
TIMES = 3
"""So often it begins; then it gives up."""


@kernel
def without(begins, target, steps, at, out):
    """``out`` = ``at`` - Q ``at``; gives nothing."""
    for s in range(at.size):
        onward = 0.0
        for i in range(begins[s], begins[s + 1]):
            onward += steps[np.uint64(i)] * at[np.uint64(target[np.uint64(i)])]
        out[s] = at[s] - onward


@kernel
def dot(a, b):
    """The sum of products."""
    total = 0.0
    for i in range(a.size):
        total += a[i] * b[i]
    return total


@kernel
def nearing(begins, target, steps, right, near, found):
    """Bring ``found``, where it begins, to what leaves at most ``near`` of ``right``; whether it came there.

    State ``s`` has the steps ``begins[s] … begins[s + 1] - 1``, each with its chance and the state it leads to.
    """
    n = right.size
    small = near * math.sqrt(dot(right, right))
    basis = np.empty((MOST + 1, n))
    upper, turned, over = np.zeros((MOST + 1, MOST)), np.zeros((MOST, 2)), np.zeros(MOST + 1)
    for _ in range(TIMES + 1):
        without(begins, target, steps, found, basis[0])
        basis[0] = right - basis[0]
        size = math.sqrt(dot(basis[0], basis[0]))
        if size <= small:
            return True
        basis[0] /= size
        over[:] = 0.0
        over[0] = size
        made = 0
        for k in range(MOST):
            next_ = basis[k + 1]
            without(begins, target, steps, basis[k], next_)
            for i in range(k + 1):
                along = dot(basis[i], next_)
                upper[i, k] = along
                for s in range(n):
                    next_[s] -= along * basis[i, s]
            length = math.sqrt(dot(next_, next_))
            # turned so that what lies below the diagonal is 0; ``over`` then ends in the size of what is left
            for i in range(k):
                a, b = upper[i, k], upper[i + 1, k]
                upper[i, k] = turned[i, 0] * a + turned[i, 1] * b
                upper[i + 1, k] = turned[i, 0] * b - turned[i, 1] * a
            radius = math.hypot(upper[k, k], length)
            if radius == 0.0:
                break
            turned[k, 0], turned[k, 1] = upper[k, k] / radius, length / radius
            upper[k, k] = radius
            over[k + 1] = -turned[k, 1] * over[k]
            over[k] *= turned[k, 0]
            made = k + 1
            if abs(over[k + 1]) <= small or length == 0.0:
                break
            next_ /= length
        for k in range(made - 1, -1, -1):
            share = over[k]
            for i in range(k + 1, made):
                share -= upper[k, i] * over[i]
            over[k] = share / upper[k, k]
            found += over[k] * basis[k]
    return False
