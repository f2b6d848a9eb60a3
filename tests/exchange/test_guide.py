"""docs/guides/map-file.md says what is true: its code runs, its file is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from klantreis.exchange import journey_json
from tests.house.tree import ROOT

GUIDE = (ROOT / "docs" / "guides" / "map-file.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", GUIDE, flags=re.DOTALL))
def test_the_code_in_the_guide_runs(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "map-file.md", "exec"), {})


def test_the_file_in_the_guide_is_a_map() -> None:
    (file,) = re.findall(r"```json\n(.*?)```", GUIDE, flags=re.DOTALL)
    assert journey_json.loads(file).touchpoints()[0].name == "Betalen"
