"""Kernels of ``steps``."""

from __future__ import annotations

from klantreis.engine.compiled import kernel


@kernel
def place(offsets, codes, wanted, aligned, anchors, outside):
    """The slot of step 0 per journey: its first event, or with ``aligned`` its first event of a wanted code.

    -1 where there is none; ``outside`` counts journeys without any event, and without a wanted one.
    """
    for j in range(offsets.size - 1):
        low = offsets[j]
        high = offsets[j + 1] - 1
        at = low
        if aligned:
            while at < high and not wanted[codes[at]]:
                at += 1
        if low == high:
            outside[0] += 1
            anchors[j] = -1
        elif at == high:
            outside[1] += 1
            anchors[j] = -1
        else:
            anchors[j] = at


@kernel
def count(offsets, codes, anchors, before, positions, width, here, begun, ended, flows, keys):
    """Count per position: journeys per code, journeys that begin or end there; and what follows what.

    A flow has a place per (position, left, right): left 0 is a journey that begins at the next position, right 0 one
    that ended. They are counted in ``flows``; where that is empty each is written to ``keys`` instead, and how many
    were is given. ``here`` has the shape (positions, width).
    """
    used = 0
    for j in range(anchors.size):
        if anchors[j] >= 0:
            low = offsets[j]
            high = offsets[j + 1] - 1
            i = anchors[j] - before
            for p in range(positions):
                left = codes[i] if low <= i < high else 0
                if left != 0:
                    here[p, left] += 1
                    begun[p] += i == low
                    ended[p] += i == high - 1
                if p + 1 < positions:
                    right = codes[i + 1] if low <= i + 1 < high else 0
                    if left != 0 or right != 0:
                        place = (p * width + left) * width + right
                        if flows.size:
                            flows[place] += 1
                        else:
                            keys[used] = place
                            used += 1
                i += 1
    return used
