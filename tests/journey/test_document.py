"""SPEC R1, R2, R12 to R26: the document."""

from __future__ import annotations

from typing import Any

import pytest

from klantreis.errors import UserError
from klantreis.journey.cell import Cell
from klantreis.journey.document import Document
from klantreis.journey.kinds import plain
from tests.journey import small


def refused(act: Any) -> UserError:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


def back(before: Document, change: tuple[Document, list[Any]]) -> Document:
    """The changed document, after seeing that its inverse leads back (SPEC R23)."""
    after, inverse = change
    assert after.apply(inverse)[0] == before
    return after


def test_r1_there_is_one_map_record_and_it_stays() -> None:
    document = small.small()
    assert document.map.name == "Rondreis"
    assert refused(lambda: document.remove("map")).params["rule"] == "R1"
    assert refused(lambda: Document.of([])).params["rule"] == "R1"
    assert document.patch("map", {"name": "Stedentrip"})[0].map.name == "Stedentrip"


def test_r2_a_record_is_kept_under_its_own_id() -> None:
    twice = [*small.records(), small.records()[3]]
    assert refused(lambda: Document.of(twice)).params["rule"] == "R2"
    raw = small.small().to_dict()
    raw["records"]["phase_zzzzzzzzzz"] = raw["records"].pop(small.BUY)
    assert refused(lambda: Document.from_dict(raw)).params["rule"] == "R2"
    stranger = {"op": "put", "id": small.BUY, "record": plain(small.small()[small.ORIENT])}
    assert refused(lambda: small.small().apply([stranger])).params["rule"] == "R2"


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        (small.AD, "phase", "phase_zzzzzzzzzz"),
        (small.WIDE, "lane", "lane_zzzzzzzzzz"),
        (small.WIDE, "span", "touchpoint_zzzzzzzzzz"),
        (small.GLAD, "persona", "persona_zzzzzzzzzz"),
        (small.PAIN, "touchpoints", [small.AD, "touchpoint_zzzzzzzzzz"]),
        (small.FIX, "kpis", ["kpi_zzzzzzzzzz"]),
        (small.SAID, "target", "cell_zzzzzzzzzz"),
    ],
)
def test_r12_every_reference_names_a_record_of_this_map(record: str, field: str, value: Any) -> None:
    error = refused(lambda: small.small().patch(record, {field: value}))
    assert error.params["rule"] == "R12"
    assert (error.params["record"], error.params["field"]) == (record, field)
    assert "zzzzzzzzzz" in error.params["target"]


def test_r12_a_whole_document_lists_what_is_broken() -> None:
    records = [record for record in small.records() if record["kind"] != "touchpoint"]
    error = refused(lambda: Document.of(records))
    broken = {fault["record"] for fault in error.params["faults"]}
    assert {small.BOUND, small.WIDE, small.PLAIN, small.GLAD, small.PAIN, small.KPI} <= broken
    assert "more)" in str(error)


def test_r14_a_touchpoint_has_one_binding() -> None:
    second = {"id": "binding_0000000002", "kind": "binding", "touchpoint": small.AD, "rule": small.RULE}
    error = refused(lambda: small.small().put(second))
    assert error.params["rule"] == "R14"
    assert small.small().put({**second, "touchpoint": small.PAY})[0].binding_of(small.PAY) is not None
    moved = [{"op": "put", "record": second}, {"op": "remove", "id": small.BOUND}]
    assert small.small().apply(moved)[0].binding_of(small.AD).id == "binding_0000000002"


def test_r15_a_touchpoint_has_one_emotion_per_persona() -> None:
    everyone = {"id": "emotion_0000000002", "kind": "emotion", "touchpoint": small.AD, "value": -1}
    document, _ = small.small().put(everyone)
    assert [emotion.value for emotion in document.emotions_of(small.AD)] == [-1, 1]
    assert refused(lambda: document.put({**everyone, "id": "emotion_0000000003"})).params["rule"] == "R15"
    assert refused(lambda: document.patch("emotion_0000000002", {"persona": small.EVA})).params["rule"] == "R15"


def test_r16_a_measured_lane_holds_no_cells() -> None:
    document = small.small()
    assert refused(lambda: document.patch(small.PLAIN, {"lane": small.REACH})).params["rule"] == "R16"
    assert refused(lambda: document.patch(small.DOES, {"type": "waiting"})).params["rule"] == "R16"
    assert document.patch(small.DOES, {"type": "thoughts"})[0].lanes()[0].type == "thoughts"


@pytest.mark.parametrize(
    "change",
    [
        {"op": "rename", "id": small.AD},
        {"op": {"not": "text"}, "id": small.AD},
        {"op": "patch", "id": small.AD, "fields": {1: 2}},
        {"op": "patch", "id": small.AD, "fields": {"name": deep(41)}},
        {"op": "patch", "id": small.AD, "fields": {"name": deep(100_000)}},
        {"op": "patch", "id": small.AD},
        {"op": "patch", "id": small.AD, "fields": [1]},
        {"op": "patch", "fields": {}},
        {"op": "remove", "id": small.AD, "cascade": 1},
        {"op": "remove", "id": small.AD, "why": "so"},
        {"op": "remove", "id": 3},
        ["remove", small.AD],
    ],
)
def test_r17_a_bad_change_is_named_by_its_number_and_nothing_is_done(change: Any) -> None:
    document = small.small()
    error = refused(lambda: document.apply([{"op": "patch", "id": small.AD, "fields": {"name": "x"}}, change]))
    assert error.params["rule"] == "R17"
    assert error.params["change"] == 1
    assert document == small.small()


def test_r17_a_set_is_applied_as_a_whole_or_not_at_all() -> None:
    document = small.small()
    good = {"op": "patch", "id": small.AD, "fields": {"name": "Radio"}}
    error = refused(lambda: document.apply([good, {"op": "patch", "id": small.AD, "fields": {"name": ""}}]))
    assert (error.params["rule"], error.params["change"]) == ("R4", 1)
    assert document == small.small()


def test_r18_patch_and_remove_need_the_record() -> None:
    for act in (lambda: small.small().patch("cell_zzzzzzzzzz", {}), lambda: small.small().remove("cell_zzzzzzzzzz")):
        error = refused(act)
        assert (error.code, error.params["rule"]) == ("journey.no_record", "R18")
    assert refused(lambda: small.small()["cell_zzzzzzzzzz"]).params["rule"] == "R18"


def test_r18_what_went_along_may_be_removed_once_more_in_the_same_set() -> None:
    document = small.small()
    order = [small.EVA, small.GLAD, small.AD, small.WIDE, small.SAID, small.BOUND]
    after = back(document, document.apply([{"op": "remove", "id": name} for name in order]))
    assert not set(order) & set(after.records)
    gone = [{"op": "remove", "id": small.AD}, {"op": "patch", "id": small.WIDE, "fields": {"text": "x"}}]
    assert refused(lambda: document.apply(gone)).params["rule"] == "R18"


def test_r18_put_adds_or_replaces() -> None:
    document = small.small()
    replaced = back(
        document, document.put({"id": small.AD, "kind": "touchpoint", "name": "TV", "phase": small.BUY, "order": "z"})
    )
    assert replaced[small.AD] != document[small.AD]
    assert len(replaced.records) == len(document.records)


def test_r19_patch_changes_only_the_named_fields_and_never_id_or_kind() -> None:
    document = small.small()
    after = back(document, document.patch(small.SEEN, {"from": "2025-01-01", "n": None}))
    assert plain(after[small.SEEN]) == {**plain(document[small.SEEN]), "from": "2025-01-01", "n": None}
    for field in ("id", "kind"):
        assert refused(lambda field=field: document.patch(small.AD, {field: "x"})).params["rule"] == "R19"
    assert refused(lambda: document.patch(small.SEEN, {"from_": "2025-01-01"})).params["rule"] == "R3"


def test_r20_a_phase_with_touchpoints_stays_unless_a_cascade_is_asked() -> None:
    document = small.small()
    error = refused(lambda: document.remove(small.BUY))
    assert error.params["rule"] == "R20"
    assert error.params["held"] == [small.ORDER, small.PAY]
    after = back(document, document.remove(small.BUY, cascade=True))
    assert [touchpoint.id for touchpoint in after.touchpoints()] == [small.AD, small.SITE]
    assert small.PLAIN not in after
    emptied = document.apply(
        [
            {"op": "remove", "id": small.BUY},
            {"op": "patch", "id": small.ORDER, "fields": {"phase": small.ORIENT}},
            {"op": "remove", "id": small.PAY},
        ]
    )
    assert len(back(document, emptied).phases()) == 1


def test_r21_what_belongs_to_a_touchpoint_goes_along_and_comes_back() -> None:
    document = small.small()
    after = back(document, document.remove(small.AD))
    gone = set(document.records) - set(after.records)
    assert gone == {small.AD, small.BOUND, small.WIDE, small.GLAD, small.SAID}


def test_r21_a_lane_takes_its_cells_and_a_persona_its_emotions() -> None:
    document = small.small()
    lane = back(document, document.remove(small.DOES))
    assert set(document.records) - set(lane.records) == {small.DOES, small.WIDE, small.PLAIN, small.SAID}
    persona = back(document, document.remove(small.EVA))
    assert set(document.records) - set(persona.records) == {small.EVA, small.GLAD}


def test_r22_what_only_points_to_it_lets_go() -> None:
    document = small.small()
    after = back(document, document.remove(small.SITE))
    assert plain(after[small.PAIN])["touchpoints"] == [small.AD]
    for holder in (small.FIX, small.WORK, small.CREW, small.TILL):
        assert plain(after[holder])["touchpoints"] == []
    assert set(document.records) - set(after.records) == {small.SITE, small.BACK}
    pain = back(document, document.remove(small.PAIN))
    assert plain(pain[small.FIX])["pain_points"] == []
    paid = back(document, document.remove(small.PAY))
    assert (plain(paid[small.KPI])["touchpoint"], plain(paid[small.KPI])["phase"]) == (None, small.BUY)


def test_r22_a_span_is_shortened_to_the_touchpoint_before() -> None:
    document = small.small()  # the cell covers AD, SITE and ORDER
    shorter = back(document, document.remove(small.ORDER))
    assert span(shorter) == small.SITE
    assert span(back(shorter, shorter.remove(small.SITE))) is None
    assert span(back(document, document.remove(small.SITE))) == small.ORDER
    assert span(back(document, document.remove(small.BUY, cascade=True))) == small.SITE


def span(document: Document) -> str | None:
    cell = document[small.WIDE]
    assert isinstance(cell, Cell)
    return cell.span


def test_r23_the_inverse_is_short_and_says_what_changed() -> None:
    _, inverse = small.small().patch(small.AD, {"name": "TV", "order": "G"})
    assert [change.model_dump() for change in inverse] == [
        {"op": "patch", "id": small.AD, "fields": {"name": "Advertentie"}}
    ]


def test_r23_changes_lead_from_any_document_to_any_other() -> None:
    document = small.small()
    other = Document.new("Leeg", "en")
    assert document.apply(document.changes_to(other))[0] == other
    assert other.apply(other.changes_to(document))[0] == document
    assert document.changes_to(small.small()) == []


def test_r24_rules_hold_after_the_last_change_of_a_set() -> None:
    document = Document.new("Rondreis")
    puts = [{"op": "put", "record": record} for record in small.records()]
    backwards = document.apply(puts[::-1])
    assert back(document, backwards) == small.small()
    assert refused(lambda: document.apply(puts[4:])).params["rule"] == "R12"


def test_r25_map_order_is_phases_then_touchpoints_and_equal_keys_go_by_id() -> None:
    document = small.small()
    columns = [small.AD, small.SITE, small.ORDER, small.PAY]
    assert [touchpoint.id for touchpoint in document.touchpoints()] == columns
    swapped, _ = document.apply([{"op": "patch", "id": small.BUY, "fields": {"order": "1"}}])
    assert [touchpoint.id for touchpoint in swapped.touchpoints()] == columns[2:] + columns[:2]
    tied, _ = document.patch(small.AD, {"order": "V"})
    assert [touchpoint.id for touchpoint in tied.touchpoints(small.ORIENT)] == [small.AD, small.SITE]
    assert [lane.id for lane in document.lanes()] == [small.DOES, small.REACH]
    upper = document.apply([{"op": "patch", "id": small.AD, "fields": {"order": "a"}}])[0]
    assert [touchpoint.id for touchpoint in upper.touchpoints(small.ORIENT)] == [small.SITE, small.AD]  # V before a


def test_r26_a_span_may_come_to_lie_to_the_left() -> None:
    moved, _ = small.small().patch(small.AD, {"phase": small.BUY, "order": "z"})
    assert span(moved) == small.ORDER


def test_reading_a_document() -> None:
    document = small.small()
    assert [cell.id for cell in document.cells_at(small.DOES, small.AD)] == [small.WIDE]
    assert document.cells_at(small.DOES, small.SITE) == []
    assert document.binding_of(small.AD).id == small.BOUND
    assert document.binding_of(small.PAY) is None
    assert [item.id for item in document.evidence_of(small.WIDE)] == [small.SAID]
    assert document.evidence_of(small.AD) == []
    assert small.AD in document
    assert "x" not in document
