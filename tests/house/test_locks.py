"""The lock files hold versions and hashes for everything that is asked for, and no address."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from tests.house.tree import ROOT, text

LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-build.lock", "requirements-spark.lock"]


def pins(file: str) -> dict[str, list[str]]:
    """Package → its locked versions (more than one where Pythons differ)."""
    found: dict[str, list[str]] = {}
    for package, version in re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==(\S+)", text(ROOT / file) or "", re.MULTILINE):
        found.setdefault(package, []).append(version)
    return found


def asked(requirements: list[str]) -> set[str]:
    """The plain package names of a list of requirements."""
    return {re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_names_no_place(file: str) -> None:
    assert not re.search(r"https?://|file:|^-", text(ROOT / file) or "", re.MULTILINE)


@pytest.mark.parametrize("file", LOCKS)
def test_every_locked_package_has_its_hash(file: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", text(ROOT / file) or "", flags=re.MULTILINE)[1:]
    assert entries
    assert not [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry]


def test_everything_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime = asked(project["project"]["dependencies"])
    extras = {name: asked(group) for name, group in project["project"]["optional-dependencies"].items()}
    spark = runtime | extras.pop("spark")
    test = runtime.union(*extras.values()) | asked(project["dependency-groups"]["test"])
    again = "pyproject.toml and the lock files differ; run ./dev lock"
    assert runtime <= set(pins("requirements.lock")), again
    assert test <= set(pins("requirements-test.lock")), again
    assert spark <= set(pins("requirements-spark.lock")), again
    assert asked(project["build-system"]["requires"]) <= set(pins("requirements-build.lock")), again


def test_tests_run_on_what_users_run() -> None:
    runtime, test = pins("requirements.lock"), pins("requirements-test.lock")
    assert {package: test.get(package) for package in runtime} == runtime
    spark = pins("requirements-spark.lock")
    assert {package: spark.get(package) for package in runtime} == runtime
    assert {package for package in spark if package in test and spark[package] != test[package]} == set()


def test_the_npm_lock_names_no_place() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text())
    assert not [path for path, entry in lock["packages"].items() if "resolved" in entry and not entry.get("link")]
    assert "omit-lockfile-registry-resolved=true" in (ROOT / "web" / ".npmrc").read_text()
