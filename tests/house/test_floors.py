"""Imports only go down. The order is also told in docs/adr/0001-layout-and-floors.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, name, syntax, under

FLOORS = [
    "errors",
    "journey",
    "engine",
    "events",
    "analyses",
    "evidence",
    "storage",
    "exchange",
    "collaboration",
    "workspace",
    "demo",
    "server",
    "cli",
]
FACE = {"__init__", "__main__"}  # may import anything; nothing may import them
NARROW = {"journey": {"errors"}, "storage": {"errors", "journey"}}
ONE_DOOR = {"duckdb": "src/klantreis/engine/duckdb.py", "pyspark": "src/klantreis/engine/spark.py"}
NOT_IN_JOURNEY = {
    "os", "io", "sqlite3", "socket", "subprocess", "urllib", "http", "threading", "asyncio",
    "sqlalchemy", "duckdb", "fastapi", "numpy", "pandas", "pyarrow", "numba", "httpx",
}  # fmt: skip
SHARED_BY_ANALYSES = {"result", "measures", "picture", "chart"}

SOURCES = under("src", "klantreis", suffix=".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every imported module of a file as (line, absolute dotted name), relative ones resolved."""
    package = ["klantreis", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}"


def room(path: Path) -> str:
    """The room a file belongs to: its folder, or for a file at the top its own name."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_go_down_only(path: Path) -> None:
    here = room(path)
    assert here in FLOORS or here in FACE, (
        f"{name(path)}: “{here}” has no floor; give it its place in FLOORS and in docs/adr/0001-layout-and-floors.md"
    )
    if here in FACE:
        return
    wrong = []
    for line, module in imports(path):
        if module.split(".")[0] != "klantreis":
            continue
        there = module.split(".")[1]
        if there == "__version__":
            continue
        if there not in FLOORS:
            wrong.append(f"line {line} imports {module}: import the room, not the public face")
        elif there != here and there not in NARROW.get(here, FLOORS[: FLOORS.index(here)]):
            wrong.append(f"line {line} imports {module}: {here} may not import {there}")
    assert not wrong, f"{name(path)}: " + "; ".join(wrong)


@pytest.mark.parametrize("library", ONE_DOOR)
def test_a_library_with_one_door_is_imported_there_only(library: str) -> None:
    places = {name(path) for path in SOURCES for _, module in imports(path) if module.split(".")[0] == library}
    assert places <= {ONE_DOOR[library]}


def test_the_map_does_no_input_or_output() -> None:
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in under("src", "klantreis", "journey", suffix=".py")
        for line, module in imports(path)
        if module.split(".")[0] in NOT_IN_JOURNEY
    ]
    assert not wrong


def test_analyses_never_import_each_other() -> None:
    wrong = []
    for path in under("src", "klantreis", "analyses", suffix=".py"):
        if path.stem in {"__init__", *SHARED_BY_ANALYSES}:
            continue
        for line, module in imports(path):
            parts = module.split(".")
            if parts[:2] != ["klantreis", "analyses"] or parts[2] in SHARED_BY_ANALYSES:
                continue
            if parts[2].split("_")[0] != path.stem.split("_")[0]:  # fitness.py and fitness_kernel.py are one question
                wrong.append(f"{name(path)}:{line} imports {module}")
    assert not wrong, f"shared words belong in analyses/measures.py: {wrong}"


def test_devtools_need_nothing_installed() -> None:
    import sys

    allowed = sys.stdlib_module_names | {"devtools", "klantreis"}
    wrong = []
    for path in [*under("devtools", suffix=".py")]:
        for node in ast.walk(syntax(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            wrong += [f"{name(path)} imports {module}" for module in names if module.split(".")[0] not in allowed]
    assert not wrong
