"""What every benchmark writes: one JSON file per measurement, of which ``benchmarks.page`` makes the page.

``python -m benchmarks.X --json benchmarks/results/X.json`` calls ``write``. The form is described in
``benchmarks/README.md``; ``check`` refuses anything else, so that a mistake is seen where it is made.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

FORMAT = 1
RESULTS = Path(__file__).parent / "results"
UNITS = {"text", "count", "s", "us", "times", "mb", "share", "number"}
FIELDS = {"format", "order", "title", "intro", "command", "date", "machine", "versions", "tables", "bars", "notes"}
QUIET = 0.7
"""Load per core over the last minute above which the page says that the machine was busy."""


def machine() -> dict[str, Any]:
    """The machine without its name: cores this process may use, memory, processor, system, load now."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": cores,
        "memory_gb": round(memory, 1),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def versions(*packages: str) -> dict[str, str]:
    """Versions of this product and of installed packages."""
    import klantreis

    return {"klantreis": klantreis.__version__, **{name: metadata.version(name) for name in packages}}


def table(
    title: str, columns: Sequence[tuple[str, str, str]], rows: Iterable[Mapping[str, Any]], note: str = ""
) -> dict[str, Any]:
    """A table: columns as (key, heading, unit), rows as mappings by key; an absent value or None is left blank."""
    return {
        "title": title,
        "columns": [{"key": key, "title": heading, "unit": unit} for key, heading, unit in columns],
        "rows": [dict(row) for row in rows],
        "note": note,
    }


def bar(text: str, wanted: float | str, found: float | str | None, met: bool, unit: str = "number") -> dict[str, Any]:
    """One promise held against the measurement; ``found`` None when it was not measured."""
    return {"bar": text, "wanted": wanted, "found": found, "met": bool(met), "unit": unit}


def write(
    path: Path,
    *,
    title: str,
    intro: str,
    command: str,
    tables: Sequence[Mapping[str, Any]],
    bars: Sequence[Mapping[str, Any]] = (),
    notes: Sequence[str] = (),
    versions: Mapping[str, str] | None = None,
    about: Mapping[str, Any] | None = None,
    order: int = 100,
) -> None:
    """Write a results file; ``order`` is its place on the page, ``about`` the machine (as it was at the start)."""
    found = {
        "format": FORMAT,
        "order": order,
        "title": title,
        "intro": intro,
        "command": command,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": dict(about or machine()),
        "versions": dict(versions or {}),
        "tables": [dict(each) for each in tables],
        "bars": [dict(each) for each in bars],
        "notes": list(notes),
    }
    check(found)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def check(found: Mapping[str, Any]) -> None:
    """Raises ``ValueError`` naming what is not in the form of ``benchmarks/README.md``."""
    if found.get("format") != FORMAT or set(found) != FIELDS:
        raise ValueError(f"a results file has the fields {sorted(FIELDS)} and format {FORMAT}; got {sorted(found)}")
    for each in found["tables"]:
        keys = {column["key"] for column in each["columns"]}
        strange = [key for row in each["rows"] for key in row if key not in keys]
        units = {column["unit"] for column in each["columns"]} - UNITS
        if strange or units:
            raise ValueError(f"table {each['title']!r}: keys without a column {strange}, unknown units {units}")


def load(folder: Path = RESULTS) -> list[dict[str, Any]]:
    """All results files of a folder, checked, in the order of the page."""
    found = []
    for path in sorted(folder.glob("*.json")):
        each = json.loads(path.read_text(encoding="utf-8"))
        try:
            check(each)
        except ValueError as wrong:
            raise ValueError(f"{path.name}: {wrong}") from None
        found.append((each["order"], path.stem, each))
    return [each for _, _, each in sorted(found, key=lambda item: item[:2])]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
