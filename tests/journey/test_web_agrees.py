"""What the browser's side writes down of the map again is what the map says: kinds, fields, words and digits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from klantreis.journey import order
from klantreis.journey.comparison import SILENT, TALK
from klantreis.journey.evidence import EvidenceSource
from klantreis.journey.ids import ALPHABET
from klantreis.journey.kinds import KINDS
from klantreis.journey.lane import MEASURED_LANES, LaneType
from klantreis.journey.rule import Op
from tests.house.tree import ROOT

FOLDER = ROOT / "web" / "src" / "journey"
NAMES = [
    "Connection",
    "Sticky",
    "Suggestion",
    "View",
    "Comment",
    "Persona",
    "Phase",
    "Touchpoint",
    "Binding",
    "Lane",
    "Cell",
    "Emotion",
    "Evidence",
    "Solution",
    "System",
    "Kpi",
    "Team",
    "Process",
]
INTERFACES = {"MapRecord": "map", "PainPoint": "pain_point"} | {name: name.lower() for name in NAMES}

pytestmark = pytest.mark.skipif(not (FOLDER / "records.ts").exists(), reason="web/ is not here")


def source(name: str) -> str:
    return Path(FOLDER / name).read_text(encoding="utf-8")


def words(pattern: str, text: str) -> set[str]:
    """The quoted words of a declaration."""
    match = re.search(pattern, text, flags=re.DOTALL)
    assert match, pattern
    return set(re.findall(r"'([^']+)'", match[1]))


def test_the_words_are_the_same() -> None:
    text = source("records.ts")
    assert words(r"export type Kind =(.*?);", text) == set(KINDS)
    assert words(r"export type RuleOp =(.*?);", text) == set(get_args(Op))
    assert words(r"export type EvidenceSource =(.*?);", text) == set(get_args(EvidenceSource))
    assert words(r"MEASURED_LANES = \[(.*?)\]", text) == set(MEASURED_LANES)
    cards = words(r"CARD_LANES = \[(.*?)\]", text)
    assert cards | MEASURED_LANES | {"emotion"} == set(get_args(LaneType))
    assert f"'{order.DIGITS}'" in source("order.ts")
    assert f"'{ALPHABET}'" in source("chance.ts")


@pytest.mark.parametrize(("interface", "kind"), INTERFACES.items())
def test_the_fields_are_the_same(interface: str, kind: str) -> None:
    """A field may be left out there when a page does not need it, never be called otherwise."""
    body = re.search(
        rf"export interface {interface} extends Base<'{kind}'> \{{(.*?)\n\}}", source("records.ts"), re.DOTALL
    )
    assert body, f"{interface} is not in records.ts"
    there = dict(re.findall(r"^  (\w+)(\??):", body[1], flags=re.MULTILINE))
    here = {field.alias or name: field for name, field in KINDS[kind].model_fields.items()}
    assert set(there) <= set(here)
    needed = {name for name, field in here.items() if field.is_required()} - {"id", "kind"}
    assert needed <= {name for name, optional in there.items() if not optional}


DETAILED = ("pain_point", "solution", "kpi", "system", "team", "process")


@pytest.mark.parametrize("kind", DETAILED)
def test_everything_about_it_can_be_filled_in(kind: str) -> None:
    """A field that is in the map and not in the form could be read from a file and never be changed."""
    text = source("details.ts")
    asked = words(rf"\n  {kind}: \[(.*?)\],?\n(?:  \w+: \[|\}})", text)
    shared = {name for name in ("name", "description", "owner", "touchpoints") if re.search(rf"\b{name}\b", _row(kind))}
    assert set(KINDS[kind].model_fields) - {"id", "kind"} <= asked | shared


def _row(kind: str) -> str:
    match = re.search(rf"\n  {kind}: \[(.*?)\],?\n(?:  \w+: \[|\}})", source("details.ts"), flags=re.DOTALL)
    assert match, kind
    return match[1]


def test_a_comparison_has_a_name_for_every_field() -> None:
    told = Path(ROOT / "web/src/app/features/map/fields/said.ts").read_text(encoding="utf-8")
    named = words(r"const FIELDS = \[(.*?)\]", told)
    fields = {
        field.alias or name
        for kind, record in KINDS.items()
        if kind not in TALK
        for name, field in record.model_fields.items()
    }
    assert fields - SILENT <= named
