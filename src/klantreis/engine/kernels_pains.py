"""Kernel of ``pains``: per kind of pain and place, how often it happens and how journeys end with and without it."""

from __future__ import annotations

import numpy as np

from klantreis.engine.compiled import kernel

# What an event says besides its code, as bits of one number.
GOAL, SELF, SERVED, NPS, CSAT, CES, LOW, RAGE, DEAD, TEXT = 1, 2, 4, 8, 16, 32, 64, 128, 256, 512

KINDS = 11
DROP_OFF, WAIT, REPEAT, BACK, SWITCH, CONTACT, LOW_NPS, LOW_CSAT, LOW_CES, RAGE_CLICK, DEAD_CLICK = range(KINDS)

HOUR = 3_600_000_000
WEEK = 168 * HOUR


@kernel
def note(flat, hit, before, at, decisive, hits, seen, moment, told, touched, n):
    """One occasion at a place, and whether it hurt; gives the number of places touched by the journey.

    ``told``: 0 nothing known before the goal, 1 without, 2 with the pain, as known at slot ``moment``. The first
    occasion settles it, but where ``decisive`` is false a later hit still can.
    """
    if seen[flat] == 0:
        touched[n] = flat
        n += 1
    seen[flat] += 1
    hits[flat] += hit
    if before:
        if told[flat] == 0:
            told[flat] = 1 + hit
            moment[flat] = at
        elif hit and told[flat] == 1 and not decisive:
            told[flat] = 2
            moment[flat] = at
    return n


@kernel
def quote(flat, hit, at, marks, samples, sampled):
    """Remember a slot with text of somebody who was hit, as long as there is room."""
    if hit and marks[at] & TEXT and sampled[flat] < samples.shape[1]:
        samples[flat, sampled[flat]] = at
        sampled[flat] += 1


@kernel
def pains(
    offsets,
    codes,
    times,
    marks,
    places,
    phases,
    limits,
    goal_phase,
    known,
    late,
    horizon,
    contacts_until,
    clicks,
    bucket,
    sums,
    totals,
    journeys,
    rated,
    outcome,
    unknown,
    samples,
    sampled,
    wanted,
    mine,
):
    """Count every occasion of every kind at every place; arrays of places are flat, kind by kind.

    ``places`` gives the place per code (0: too rare to be one), ``phases`` the phase (-1: off the map), ``limits`` from
    how many microseconds on a wait is long (0: not known). A journey that never comes to the goal is dropped when its
    last event is at most ``known``. ``late``: what is known after this moment cannot be followed for ``horizon``.
    ``sums``: per place hits, occasions, and over journeys the squares and products of hits a and occasions b, and with
    the journey's own totals h and o: aa, ab, bb, ah, ao, bh, bo. ``totals``: per kind h, o, hh, ho, oo. ``journeys``:
    with occasions, hit. By ``bucket`` of the journey's customer, ``rated``: hits, occasions; ``outcome``: journeys
    without and with the pain, that do not and do come to the goal in time. ``mine`` gets of each journey its hits
    at the flat place ``wanted``; how it is in ``outcome``: 0 not at all, else 1 + 2 · with the pain + came to the
    goal; its occasions there; and its hits and occasions of that kind at all places. With -1 it may be empty.
    """
    width = sums.shape[0] // KINDS
    hits, seen = np.zeros(KINDS * width, np.int64), np.zeros(KINDS * width, np.int64)
    moment, told = np.zeros(KINDS * width, np.int64), np.zeros(KINDS * width, np.int64)
    touched = np.zeros(KINDS * width, np.int64)
    own_hits, own_seen = np.zeros(KINDS, np.int64), np.zeros(KINDS, np.int64)
    for j in range(offsets.size - 1):
        begin = offsets[j]
        stop = offsets[j + 1] - 1
        goal = -1
        last = -1
        for e in range(begin, stop):
            if goal < 0 and marks[e] & GOAL:
                goal = e
            if phases[codes[e]] >= 0:
                last = e
        dropped = goal < 0 and stop > begin and times[stop - 1] <= known
        n = 0
        previous = -1
        for e in range(begin, stop):
            place = places[codes[e]]
            phase = phases[codes[e]]
            mark = marks[e]
            before = goal < 0 or e < goal
            if phase >= 0:
                following = -1
                rage = mark & RAGE
                dead = mark & DEAD
                for f in range(e + 1, stop):
                    if phases[codes[f]] >= 0:
                        following = f
                        break
                    rage |= marks[f] & RAGE
                    dead |= marks[f] & DEAD
                if before and times[e] <= known and (e != last or dropped or goal >= 0):
                    hit = 1 if e == last and dropped else 0
                    flat = DROP_OFF * width + place
                    n = note(flat, hit, True, e, False, hits, seen, moment, told, touched, n)
                    quote(flat, hit, e, marks, samples, sampled)
                if previous >= 0 and limits[codes[e]] > 0:
                    hit = 1 if times[e] - times[previous] > limits[codes[e]] else 0
                    flat = WAIT * width + place
                    n = note(flat, hit, before, e, True, hits, seen, moment, told, touched, n)
                    quote(flat, hit, e, marks, samples, sampled)
                if before:
                    flat = REPEAT * width + place
                    hit = 1 if seen[flat] > 0 else 0
                    n = note(flat, hit, True, e, False, hits, seen, moment, told, touched, n)
                    quote(flat, hit, e, marks, samples, sampled)
                if following >= 0 and phase <= goal_phase:
                    hit = 1 if phases[codes[following]] < phase else 0
                    flat = BACK * width + place
                    # who drops out next has no next event, so who buys next must not count as staying either
                    awaited = before and (goal < 0 or following < goal)
                    n = note(flat, hit, awaited, following, True, hits, seen, moment, told, touched, n)
                    quote(flat, hit, following, marks, samples, sampled)
                if clicks:
                    flat = RAGE_CLICK * width + place
                    n = note(flat, 1 if rage else 0, before, e, True, hits, seen, moment, told, touched, n)
                    flat = DEAD_CLICK * width + place
                    n = note(flat, 1 if dead else 0, before, e, True, hits, seen, moment, told, touched, n)
                previous = e
            if mark & SELF and e + 1 < stop:
                hit = 1 if marks[e + 1] & SERVED and times[e + 1] - times[e] <= WEEK else 0
                flat = SWITCH * width + place
                awaited = before and (goal < 0 or e + 1 < goal)
                n = note(flat, hit, awaited, e + 1, True, hits, seen, moment, told, touched, n)
                quote(flat, hit, e + 1, marks, samples, sampled)
            if mark & SERVED and times[e] <= contacts_until:
                again = -1
                for f in range(e + 1, stop):
                    if times[f] - times[e] > WEEK:
                        break
                    if marks[f] & SERVED:
                        again = f
                        break
                # events of one contact follow each other within the hour; its last one is asked
                if again < 0 or times[again] - times[e] > HOUR:
                    hit = 1 if again >= 0 else 0
                    flat = CONTACT * width + place
                    # a contact after the goal came too late to keep anybody from it
                    after = before and hit == 1 and goal >= 0 and again > goal
                    at = again if hit else e
                    n = note(flat, hit, before and not after, at, True, hits, seen, moment, told, touched, n)
                    if after and told[flat] == 0:
                        told[flat] = 1
                        moment[flat] = e
                    if hit:
                        quote(flat, hit, again, marks, samples, sampled)
            if mark & (NPS | CSAT | CES):
                hit = 1 if mark & LOW else 0
                flat = (LOW_NPS if mark & NPS else LOW_CSAT if mark & CSAT else LOW_CES) * width + place
                n = note(flat, hit, before, e, True, hits, seen, moment, told, touched, n)
                quote(flat, hit, e, marks, samples, sampled)
        for i in range(n):
            flat = touched[i]
            own_hits[flat // width] += hits[flat]
            own_seen[flat // width] += seen[flat]
        for i in range(n):
            flat = touched[i]
            kind = flat // width
            a, b, h, o = hits[flat], seen[flat], own_hits[kind], own_seen[kind]
            if flat == wanted:
                mine[j, 0] = a
                mine[j, 2] = b
            sums[flat, 0] += a
            sums[flat, 1] += b
            sums[flat, 2] += a * a
            sums[flat, 3] += a * b
            sums[flat, 4] += b * b
            sums[flat, 5] += a * h
            sums[flat, 6] += a * o
            sums[flat, 7] += b * h
            sums[flat, 8] += b * o
            rated[flat, bucket[j], 0] += a
            rated[flat, bucket[j], 1] += b
            journeys[flat, 0] += 1
            journeys[flat, 1] += 1 if a > 0 else 0
            if told[flat] > 0:
                if times[moment[flat]] > late:
                    unknown[flat] += 1
                else:
                    won = 1 if goal >= 0 and times[goal] - times[moment[flat]] <= horizon else 0
                    outcome[flat, bucket[j], told[flat] - 1, won] += 1
                    if flat == wanted:
                        mine[j, 1] = 1 + 2 * (told[flat] - 1) + won
            hits[flat] = 0
            seen[flat] = 0
            told[flat] = 0
        for kind in range(KINDS):
            h, o = own_hits[kind], own_seen[kind]
            if o > 0:
                if wanted >= 0 and kind == wanted // width:
                    mine[j, 3] = h
                    mine[j, 4] = o
                totals[kind, 0] += h
                totals[kind, 1] += o
                totals[kind, 2] += h * h
                totals[kind, 3] += h * o
                totals[kind, 4] += o * o
                own_hits[kind] = 0
                own_seen[kind] = 0
