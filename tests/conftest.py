"""What every test may ask for: Chromium, PostgreSQL and Spark where the machine has them.

A bare machine has none, so such tests are skipped with the reason. KLANTREIS_REQUIRE_ALL=1 (continuous integration)
turns that into a failure: there, a skip would hide that nothing was tested.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.data import ABSENT

# No deadline per example: a kernel compiles at its first call, and two cores are shared with other work.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

REQUIRE_ALL = os.environ.get("KLANTREIS_REQUIRE_ALL") == "1"


def find_chromium() -> Path | None:
    """The browser to test with: KLANTREIS_CHROMIUM, else one on the PATH."""
    named = os.environ.get("KLANTREIS_CHROMIUM")
    for candidate in filter(None, [named, *map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))]):
        if Path(candidate).is_file():
            return Path(candidate)
    return None


def find_postgres() -> Path | None:
    """The folder with initdb and postgres: of KLANTREIS_POSTGRES, the PATH, or the newest that Debian installed."""
    named = os.environ.get("KLANTREIS_POSTGRES")
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -float(folder.parent.name))
    candidates = [Path(named) if named else None, Path(on_path).parent if on_path else None, *debian]
    return next((folder for folder in candidates if folder and (folder / "initdb").is_file()), None)


def find_spark() -> Path | None:
    """A Java that Spark starts with, when pyspark is there too: of JAVA_HOME, else on the PATH."""
    if importlib.util.find_spec("pyspark") is None:
        return None
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin" if home else None)
    return Path(found) if found else None


MISSING = {
    "browser": (find_chromium, "Chromium is not installed (Debian: apt install chromium)"),
    "postgres": (find_postgres, "PostgreSQL is not installed (Debian: apt install postgresql)"),
    "spark": (
        find_spark,
        "Java or pyspark is not installed (apt install default-jre-headless; then make test-all)",
    ),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or where everything is required fail, a test whose program is not on this machine."""
    for marker, (find, reason) in MISSING.items():
        if item.get_closest_marker(marker) is not None and find() is None:
            if REQUIRE_ALL:
                pytest.fail(f"{reason}, and KLANTREIS_REQUIRE_ALL=1 asks for every test", pytrace=False)
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, a marked test may not skip itself either, unless it lacks a data set."""
    report = yield
    marked = any(item.get_closest_marker(marker) for marker in MISSING)
    for_data = ABSENT in str(report.longrepr)
    if REQUIRE_ALL and marked and report.skipped and not for_data and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and KLANTREIS_REQUIRE_ALL=1 asks for every test: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Path of the browser's program. Mark the test ``browser``."""
    found = find_chromium()
    assert found is not None, "mark the test with pytest.mark.browser"
    return found


@pytest.fixture(scope="session")
def postgres_bin() -> Path:
    """Folder with PostgreSQL's programs. Mark the test ``postgres``."""
    found = find_postgres()
    assert found is not None, "mark the test with pytest.mark.postgres"
    return found
