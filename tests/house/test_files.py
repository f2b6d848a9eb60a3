"""Files stay short, carry the product's words, and say nothing of the machine they were written on."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

from tests.house.tree import ROOT, name, text, tracked, under

CODE = (".py", ".ts", ".svelte", ".css", ".js")
LONGEST = 500
DRAWERS = {"util", "utils", "helper", "helpers", "common", "core", "manager", "managers", "misc", "stuff"}
REGISTRY = re.compile(r"(pypi|pythonhosted|npmjs|deb\.debian)\.[a-z]{3}\b")
MACHINE = re.compile(r"(?<![\w.*])/(?:home|Users|wor[k])/[a-z.]")
LARGEST_BYTES = 1_000_000


def code() -> list[Path]:
    """Hand-written code: what is generated says so in its first lines."""
    return [
        path
        for path in tracked()
        if path.suffix in CODE and "generated" not in "\n".join((text(path) or "").splitlines()[:3]).lower()
    ]


def test_no_file_is_over_500_lines() -> None:
    long = {name(path): count for path in code() if (count := len((text(path) or "").splitlines())) > LONGEST}
    assert not long, f"split these by the question they answer: {long}"


def test_the_middle_file_is_short() -> None:
    counts = [len((text(path) or "").splitlines()) for path in under("src", suffix=".py") if path.stem != "__init__"]
    assert statistics.median(counts) <= 200


def test_no_file_is_a_drawer() -> None:
    wrong = [name(path) for path in code() if DRAWERS & {part.lower() for part in (*path.parts[-3:-1], path.stem)}]
    assert not wrong, f"name a file after the question it answers: {wrong}"


def test_no_registry_host_and_no_path_of_a_machine() -> None:
    wrong = []
    for path in tracked():
        for number, line in enumerate((text(path) or "").splitlines(), 1):
            if REGISTRY.search(line) or MACHINE.search(line):
                wrong.append(f"{name(path)}:{number}: {line.strip()[:100]}")
    assert not wrong


def test_no_large_file_is_tracked() -> None:
    wrong = {name(path): path.stat().st_size for path in tracked() if path.stat().st_size > LARGEST_BYTES}
    assert not wrong


def test_tests_mirror_the_rooms() -> None:
    known = {path.name for path in (ROOT / "src" / "klantreis").iterdir() if path.is_dir()}
    known |= {"house", "benchmarks", "devtools", "conformance", "docs", "browser", "web", "fixtures", "crash"}
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in under("tests", suffix=".py")}
    strangers = {folder for folder in folders if not folder.endswith(".py")} - known
    assert not strangers, f"tests/ mirrors src/klantreis/: {strangers}"


def test_nothing_is_left_for_later() -> None:
    """What is not built is not there; what is planned is in the issues, not in the code."""
    leftover = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    wrong = [
        f"{name(path)}:{number}"
        for path in code()
        if path.relative_to(ROOT).parts[0] in {"src", "web", "devtools"}
        for number, line in enumerate((text(path) or "").splitlines(), 1)
        if leftover.search(line)
    ]
    assert not wrong


def test_what_a_browser_test_waits_for_is_a_function():
    """A bare expression holds only where it is true at once: looked at again, the page's own policy refuses it."""
    bare = re.compile(r'wait_for_function\(\s*"+(?!["(]|async |[a-z]+ =>)')
    found = [name(path) for path in tracked() if path.suffix == ".py" and bare.search(text(path) or "")]
    assert found == []
