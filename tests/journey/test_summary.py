"""What a gallery shows."""

from __future__ import annotations

from klantreis.journey.summary import summary
from tests.journey import small


def test_a_summary_counts_and_draws_the_map() -> None:
    told = summary(small.small())
    assert (told["name"], told["state"], told["phases"], told["touchpoints"]) == ("Rondreis", "current", 2, 4)
    assert told["thumbnail"]["phases"][0] == {"name": "Oriëntatie", "touchpoints": 2, "tint": 0}
    assert told["thumbnail"]["emotion"] == [1.0, None, None, None]


def test_the_emotion_of_every_customer_goes_before_that_of_personas() -> None:
    everyone = {"id": "emotion_0000000002", "kind": "emotion", "touchpoint": small.AD, "value": -2}
    assert summary(small.small().put(everyone)[0])["thumbnail"]["emotion"][0] == -2
