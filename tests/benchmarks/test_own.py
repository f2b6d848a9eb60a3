"""Several processes of ours count as one: every run of each, the most memory of any."""

from benchmarks.own import together
from benchmarks.supervise import Heard


def heard(times, peak_mb, **failures):
    return Heard(
        loaded={"seconds": peak_mb / 1000},
        answers={"reach": {"times": times, "first": 1.0, "peak_mb": peak_mb}},
        failures=failures,
    )


def test_runs_are_put_together_and_memory_is_the_greatest():
    first, second = heard([1.0, 2.0], 300), heard([4.0], 400, paths="ended with code 1")
    found = together([first, second])
    assert found.answers == {"reach": {"times": [1.0, 2.0, 4.0], "first": 1.0, "peak_mb": 400}}
    assert found.failures == {"paths": "ended with code 1"}
    assert found.loaded == {"seconds": 0.3}
    assert first.answers["reach"]["times"] == [1.0, 2.0], "what was heard stays as it was"
    assert together([]).answers == {}
