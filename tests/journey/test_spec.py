"""SPEC.md, the code and the tests speak of the same rules."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.tree import ROOT

SPEC = ROOT / "src" / "klantreis" / "journey" / "SPEC.md"


def numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\bR(\d+)\b", text)}


def rules() -> list[int]:
    return [int(number) for number in re.findall(r"^- \*\*R(\d+)\*\*", SPEC.read_text(), flags=re.MULTILINE)]


def sources(*folders: str) -> str:
    return "\n".join(path.read_text() for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


def test_rules_are_numbered_in_order() -> None:
    assert rules() == list(range(1, len(rules()) + 1))


def test_code_names_only_rules_that_exist() -> None:
    assert numbers(sources("src/klantreis/journey", "src/klantreis/exchange")) <= set(rules())


def test_every_rule_is_quoted_by_the_name_of_a_test() -> None:
    names = re.findall(r"def (test_\w+)", sources("tests/journey", "tests/exchange"))
    quoted = {int(number) for name in names for number in re.findall(r"_r(\d+)", name)}
    assert quoted == set(rules())


def test_bounds_in_the_page_are_those_of_the_code() -> None:
    from klantreis.journey import bounds, changes, rule

    page = re.sub(r"\s+", " ", SPEC.read_text())
    r8 = page.split("**R8**")[1].split("**R9**")[0]
    stated = sorted(int(number.replace(",", "")) for number in re.findall(r"\b\d[\d,]*", r8))
    assert stated == sorted(count for kind, count in bounds.MAX_RECORDS.items() if kind != "map")
    assert f"at most {changes.MAX_CHANGES:,} at once" in page
    assert f"at most {rule.MAX_DEPTH} deep and holds at most {rule.MAX_TESTS} tests" in page


def test_every_record_file_is_short() -> None:
    folder = Path(SPEC).parent
    long = {path.name: n for path in folder.glob("*.py") if (n := len(path.read_text().splitlines())) > 260}
    assert not long
