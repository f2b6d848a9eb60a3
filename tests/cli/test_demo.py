"""The demo workspace: made once, whatever happens on the way; kept as a person left it."""

import json

import pytest

from klantreis.demo import MAP_NAME
from klantreis.demo.making import MARK, SOURCE, is_made, made_up, make
from klantreis.errors import UserError

SMALL = 300


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "demo"


def test_it_is_made_and_the_second_start_keeps_what_was_changed(folder, run):
    told = []
    with make(folder, customers=SMALL, tell=lambda what, share: told.append(what)) as made:
        assert [what for what in dict.fromkeys(told)] == ["generating", "importing", "drafting", "measuring"]
        assert made.events.counts()["customers"] == SMALL
        touchpoint = made.maps[MAP_NAME].document.touchpoints()[0]
        made.maps[MAP_NAME].change([{"op": "patch", "id": touchpoint.id, "fields": {"name": "Van mij"}}])
    told.clear()
    with make(folder, tell=lambda what, share: told.append(what)) as again:
        assert told == []
        assert again.maps[MAP_NAME].document.touchpoints()[0].name == "Van mij"
        again.maps.delete(again.maps[MAP_NAME].id)
    with make(folder) as third:
        assert MAP_NAME not in third.maps, "what was removed stays removed"


@pytest.mark.parametrize("step", ["generating", "importing", "drafting", "measuring"])
def test_a_making_that_was_stopped_is_gone_on_with(folder, step):
    def stop(what, share):
        if what == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(folder, customers=SMALL, tell=stop)
    assert not is_made(folder)
    with make(folder, customers=SMALL) as made:
        assert made.events.counts()["customers"] == SMALL
        assert list(made.maps) == [MAP_NAME]
        assert len(made.events.sources()) == 1
    assert json.loads((folder / MARK).read_text())["customers"] == SMALL


def test_it_is_known_from_data_of_ones_own(folder):
    assert not made_up(folder, SOURCE), "not before it is made"
    with make(folder, customers=SMALL) as made:
        (source,) = made.events.sources()
    assert made_up(folder, source["name"])
    assert not made_up(folder, "klanten.csv")


def test_it_never_mixes_with_events_of_ones_own(filled, tmp_path):
    with pytest.raises(UserError, match="holds other events"):
        make(tmp_path / "ws", customers=SMALL)
    assert filled("demo", "--make-only", "--port", "0").code == 2
    assert filled("events", "count", "--json").json()["events"] == 7


def test_the_command_makes_it_and_says_what_is_next(run, folder):
    told = run("demo", "--make-only", "--customers", str(SMALL), "--workspace", str(folder))
    assert told.code == 0, told.err
    assert f"{SMALL} customers" in told.out
    assert str(folder) in told.out
