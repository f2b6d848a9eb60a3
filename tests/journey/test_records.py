"""SPEC R2 to R8, R11: what one record may hold."""

from __future__ import annotations

from typing import Any

import pytest

from klantreis.errors import UserError
from klantreis.journey import bounds
from klantreis.journey.document import Document
from klantreis.journey.ids import Ids, kind_of, new_id
from klantreis.journey.kinds import KINDS, parse, plain
from tests.journey import small

BY_ID = {record["id"]: record for record in small.records()}


def refused(record: Any) -> UserError:
    with pytest.raises(UserError) as caught:
        parse(record)
    return caught.value


def test_every_kind_has_an_example() -> None:
    assert {record["kind"] for record in small.records()} == set(KINDS)


@pytest.mark.parametrize("record", small.records(), ids=lambda record: record["kind"])
def test_r3_defaults_are_filled_in_and_read_back_alike(record: dict[str, Any]) -> None:
    parsed = parse(record)
    assert parse(plain(parsed)) == parsed
    assert list(plain(parsed))[:2] == ["id", "kind"]
    assert all(plain(parsed)[field] == value for field, value in record.items())


@pytest.mark.parametrize("record", small.records(), ids=lambda record: record["kind"])
def test_r3_an_unknown_field_is_refused_with_those_that_are_known(record: dict[str, Any]) -> None:
    error = refused({**record, "colour_of_money": 1})
    assert (error.params["rule"], error.params["field"]) == ("R3", "colour_of_money")
    assert set(record) <= set(error.params["allowed"])
    assert error.params["record"] == record["id"]


@pytest.mark.parametrize("kind", [None, "diagram", 3, ["map"]])
def test_r3_an_unknown_kind_is_refused(kind: Any) -> None:
    error = refused({"id": "map", "kind": kind, "name": "x"})
    assert error.params["rule"] == "R3"
    assert error.params["allowed"] == list(KINDS)


@pytest.mark.parametrize("wrong", [None, 3, "map", [], [1]])
def test_r3_what_is_no_object_is_no_record(wrong: Any) -> None:
    assert refused(wrong).params["rule"] == "R3"


@pytest.mark.parametrize(
    "wrong",
    ["phase_1", "PHASE_0000000001", "phase_000000000A", "touchpoint_0000000001", "map", "", "phase_00000000011"],
)
def test_r2_an_id_names_its_kind(wrong: str) -> None:
    assert refused({**BY_ID[small.ORIENT], "id": wrong}).params["rule"] == "R2"


def test_r2_new_ids_fit_their_kind_and_repeat_only_with_a_seed() -> None:
    for kind in KINDS:
        assert kind_of(new_id(kind)) == kind
    assert [Ids(7).new("cell") for _ in range(2)] == [Ids(7).new("cell")] * 2
    assert len({new_id("cell") for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("record", "field", "value", "rule"),
    [
        (small.ORIENT, "name", "", "R4"),
        (small.ORIENT, "name", "   ", "R4"),
        (small.ORIENT, "name", "x" * 201, "R4"),
        (small.ORIENT, "goal", "x" * 4001, "R4"),
        (small.AD, "channel", "x" * 61, "R4"),
        (small.AD, "description", "x" * 10_001, "R4"),
        (small.WIDE, "tags", ["x"] * 21, "R4"),
        (small.EVA, "goals", ["x"] * 51, "R4"),
        (small.EVA, "goals", ["x" * 501], "R4"),
        (small.EVA, "goals", [""], "R4"),
        (small.ORIENT, "name", "twee\nregels", "R5"),
        (small.ORIENT, "name", "nul\x00", "R5"),
        (small.WIDE, "text", "bel\x07", "R5"),
        (small.WIDE, "text", "half \ud83d", "R5"),
        (small.ORIENT, "tint", 8, "R6"),
        (small.ORIENT, "tint", -1, "R6"),
        (small.ORIENT, "tint", 1.0, "R6"),
        (small.ORIENT, "tint", "1", "R6"),
        (small.ORIENT, "tint", True, "R6"),
        (small.ORIENT, "name", None, "R6"),
        (small.ORIENT, "name", 3, "R6"),
        (small.AD, "contact", "fax", "R6"),
        (small.AD, "moment_of_truth", 1, "R6"),
        (small.GLAD, "value", 3, "R6"),
        (small.PAIN, "severity", 0, "R6"),
        (small.WIDE, "colour", "#FFF", "R6"),
        ("map", "currency", "euro", "R6"),
        ("map", "review_days", 0, "R6"),
        ("map", "language", "fr", "R6"),
        (small.KPI, "target", float("nan"), "R6"),
        (small.KPI, "target", float("inf"), "R6"),
        (small.KPI, "target", 2**53, "R6"),
        (small.SEEN, "n", -1, "R6"),
        (small.SEEN, "interval", [2, 1], "R6"),
        (small.SEEN, "source", "gut feeling", "R6"),
        (small.AD, "order", "", "R7"),
        (small.AD, "order", "V0", "R7"),
        (small.AD, "order", "é", "R7"),
        (small.AD, "order", "a b", "R7"),
        (small.SEEN, "at", "yesterday", "R11"),
        (small.SEEN, "at", "2026-02-30", "R11"),
        (small.SEEN, "at", "2026-03-01T10:00:00", "R11"),
        (small.SEEN, "from", "2026-03-01 25:00Z", "R11"),
        (small.PAIN, "touchpoints", [small.AD, small.AD], "R13"),
        (small.WIDE, "tags", ["a", "a"], "R13"),
        (small.PAIN, "touchpoints", [small.ORIENT], "R6"),
        ("map", "votes_each", 51, "R6"),
        ("map", "timer_seconds", 0, "R6"),
        ("map", "timer_ends", "soon", "R11"),
        ("map", "future_of", "a/b", "R6"),
        (small.EVA, "traits", [{"name": "haast", "value": 101}], "R6"),
        (small.EVA, "traits", [{"name": ""}], "R4"),
        (small.EVA, "picture", "file_1", "R6"),
        (small.AD, "width", 59, "R6"),
        (small.AD, "icon", "Winkel", "R6"),
        (small.DOES, "height", 2001, "R6"),
        (small.DOES, "measure", "mood", "R6"),
        (small.BACK, "type", "jump", "R6"),
        (small.NOTE, "x", -1, "R6"),
        (small.IDEA, "changes", [{"op": "drop", "id": "map"}], "R6"),
        (small.IDEA, "changes", [{"op": "remove"}], "R6"),
        (small.BOARD, "grades", ["A", "A"], "R13"),
        (small.BOARD, "grades", ["F"], "R6"),
        (small.ASKS, "target", "comment_0000000001", "R6"),
        (small.ASKS, "mentions", ["Eva", "Eva"], "R13"),
        (small.WIDE, "lane", small.AD, "R6"),
    ],
)
def test_r4_r5_r6_r7_r11_r13_a_value_out_of_bounds_is_refused_by_name(
    record: str, field: str, value: Any, rule: str
) -> None:
    error = refused({**BY_ID[record], field: value})
    assert error.params["record"] == record
    assert error.params["field"].split(".")[0] == field
    if "\ud83d" not in str(value):  # the parser of strings may notice it first
        assert error.params["rule"] == rule


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        (small.ORIENT, "name", "é" * 200),
        (small.ORIENT, "name", " spatie blijft staan "),
        (small.WIDE, "text", "regel\r\n\ttab 👩‍👩‍👧"),
        (small.KPI, "target", 80),
        (small.KPI, "target", -0.5),
        (small.SEEN, "at", "2026-03-01T10:00:00.123456+01:00"),
        (small.SEEN, "interval", [1, 1]),
    ],
)
def test_r5_what_is_taken_is_taken_as_it_is(record: str, field: str, value: Any) -> None:
    kept = plain(parse({**BY_ID[record], field: value}))[field]
    assert kept == value
    assert type(kept) is type(value)


def test_one_error_lists_every_fault_of_a_record() -> None:
    error = refused({**BY_ID[small.ORIENT], "name": "", "tint": 9, "extra": 1})
    assert {fault["field"]: fault["rule"] for fault in error.params["faults"]} == {
        "name": "R4",
        "tint": "R6",
        "extra": "R3",
    }
    assert "(2 more)" in str(error)


def test_a_fault_that_a_reader_is_told_in_words_says_which_and_its_bound() -> None:
    told = [
        refused({**BY_ID[record], field: value}).params
        for record, field, value in (
            (small.AD, "name", "x" * 201),
            (small.AD, "name", " "),
            (small.AD, "name", "a\x07"),
            (small.ORIENT, "tint", 9),
        )
    ]
    assert [each.get("reason") for each in told] == ["too_long", "empty", "control_character", "above"]
    assert (told[0]["most"], told[3]["most"]) == (200, 7)


def test_r8_counts_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(bounds.MAX_RECORDS) == set(KINDS)
    monkeypatch.setitem(bounds.MAX_RECORDS, "phase", 2)
    document = small.small()
    with pytest.raises(UserError) as caught:
        document.put({"id": "phase_0000000009", "kind": "phase", "name": "x", "order": "z"})
    assert caught.value.params == {"rule": "R8", "kind": "phase", "most": 2, "count": 3}
    assert isinstance(document.remove(small.BUY, cascade=True)[0], Document)
