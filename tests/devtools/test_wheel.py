"""The wheel carries the built web app, and is built without a Node on the machine."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from devtools.environment import UV
from tests.house.tree import ROOT, tracked


@pytest.mark.slow
def test_a_wheel_from_a_source_archive_holds_the_app(tmp_path: Path) -> None:
    """Source archive first, wheel out of that: what the archive forgets, the wheel cannot hold."""
    if not UV.is_file():
        pytest.skip("uv is brought by ./dev test")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "env", "git"):
        (programs / name).symlink_to(Path("/usr/bin") / name)
    done = subprocess.run(
        [str(UV), "build", "--quiet", "--out-dir", str(tmp_path), str(ROOT)],
        env=os.environ | {"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wheel = next(tmp_path.glob("*.whl"))
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "klantreis/static/index.html" in names
    assert any(name.startswith("klantreis/static/assets/") for name in names)
    sources = {path.relative_to(ROOT / "src").as_posix() for path in tracked() if path.is_relative_to(ROOT / "src")}
    assert sources <= names
