"""Frames of a trace: shown at a tick of the clock, and only with the page's own update."""

import pytest

from benchmarks import frames

TICK = 16_667
PAGE, OTHER = 1, 2


def clock(ticks, pid=PAGE):
    return [{"name": "BeginFrame", "ph": "I", "pid": pid, "tid": 1, "ts": 1_000 + tick * TICK} for tick in range(ticks)]


def frame(begun, ready, state="STATE_PRESENTED_ALL", pid=PAGE):
    own = {"name": "PipelineReporter", "pid": pid, "tid": 1, "id2": {"local": f"{begun}{state}"}}
    report = {"args": {"frame_reporter": {"state": state}}}
    return [
        own | report | {"ph": "b", "ts": 1_000 + int(begun * TICK)},
        own | {"ph": "e", "args": {}, "ts": 1_000 + int(ready * TICK)},
    ]


def shown(*parts):
    events = [event for part in parts for event in part]
    return [round((tick - 1) * 1000 / TICK) for tick in frames._ticks(events, {PAGE})]


def test_a_frame_is_shown_at_the_first_tick_at_which_it_is_ready():
    assert shown(clock(9), frame(0, 0.2), frame(1, 1.9), frame(2, 3.1), frame(4, 4.5)) == [1, 2, 4, 5]


def test_a_frame_without_the_update_of_the_page_is_not_shown_and_its_update_is_when_it_comes():
    late = frame(1, 2.3)
    assert shown(clock(9), frame(0, 0.2), frame(1, 1.3, "STATE_PRESENTED_PARTIAL"), late) == [1, 3]
    assert shown(clock(9), frame(0, 0.2), frame(1, 1.3, "STATE_DROPPED"), frame(3, 3.5)) == [1, 4]


def test_of_two_frames_at_one_tick_one_is_seen():
    assert shown(clock(9), frame(0, 1.1), frame(1, 1.4), frame(2, 2.4)) == [2, 3]


def test_frames_of_other_pages_are_not_counted():
    assert shown(clock(9), clock(9, OTHER), frame(0, 0.2), frame(1, 1.2, pid=OTHER), frame(2, 2.2)) == [1, 3]


@pytest.mark.parametrize("ticks", [0, 1])
def test_without_a_clock_nothing_is_said(ticks):
    assert shown(clock(ticks), frame(0, 0.2)) == []
