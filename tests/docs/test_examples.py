"""Python shown in the pages runs as it stands, in a folder with one small ``events.csv``.

The blocks of a page are one program, from top to bottom. A block that is not meant to run is fenced as ``text``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, name, text, tracked

FENCED = re.compile(r"^( *)```python\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
PAGES = [
    ROOT / "README.md",
    *(path for path in tracked() if path.is_relative_to(ROOT / "docs") and path.suffix == ".md"),
]

# Three customers of a shop; the last one asks and does not order.
EVENTS = """customer,activity,time,channel,value
an,visit,2026-03-02T10:00:00Z,web,
an,offer,2026-03-02T10:20:00Z,web,
an,order,2026-03-03T09:00:00Z,web,129.50
bo,visit,2026-03-02T11:00:00Z,app,
bo,offer,2026-03-04T11:30:00Z,phone,
bo,order,2026-03-04T12:00:00Z,phone,80.00
cy,visit,2026-03-05T08:00:00Z,web,
cy,offer,2026-03-05T08:10:00Z,chat,
"""


def program(page: Path) -> str:
    """The page's Python, with each line at the line number it has on the page."""
    source, lines = text(page) or "", []
    for match in FENCED.finditer(source):
        start = source.count("\n", 0, match.start(2))
        lines += [""] * (start - len(lines))
        lines += [line.removeprefix(match[1]) for line in match[2].splitlines()]
    return "\n".join(lines)


@pytest.mark.parametrize("page", [page for page in PAGES if program(page)], ids=name)
def test_python_in_the_pages_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "events.csv").write_text(EVENTS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KLANTREIS_WORKSPACE", str(tmp_path / "workspace"))
    exec(compile(program(page), str(page), "exec"), {"__name__": "__page__"})
