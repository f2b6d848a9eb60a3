"""Write the lock files anew: for every platform and Python at once, with hashes, without naming a host."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from . import bundle
from .environment import BUILD_LOCK, LOCKS, SPARK_LOCK, bring_uv, index_settings
from .place import ROOT, STATE, WEB
from .run import quietly
from .say import CannotGoOn, line, step

UV_REQUIREMENT = "uv==0.13.9"
SETUPTOOLS_REQUIREMENT = "setuptools>=80,<83"
"""What pyspark is built with: it comes without a wheel."""


def lock(arguments: Sequence[str]) -> int:
    """Keep the locked versions where they still fit; ``--upgrade`` takes the newest."""
    uv = bring_uv()
    upgrade = ["--upgrade"] if "--upgrade" in arguments else []
    runtime, test = LOCKS["runtime"], LOCKS["test"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    # Spark is half a gigabyte, so it has a list of its own.
    extras = [f"--extra={name}" for name in project["project"]["optional-dependencies"] if name != "spark"]
    with step("requirements.lock"):
        _compile(uv, runtime, ["pyproject.toml", *upgrade])
    with step("requirements-test.lock"):
        # Constrained by the first, so that a test environment holds exactly what a user runs, and more.
        _compile(uv, test, ["pyproject.toml", *extras, "--group", "test", "--constraint", runtime.name, *upgrade])
    with step("requirements-spark.lock"):
        _compile(uv, SPARK_LOCK, ["pyproject.toml", "--extra=spark", "--constraint", test.name, *upgrade])
    with step("requirements-build.lock"):
        wanted = STATE / "build-requirements.txt"
        wanted.write_text(
            "\n".join([*project["build-system"]["requires"], UV_REQUIREMENT, SETUPTOOLS_REQUIREMENT]) + "\n"
        )
        _compile(uv, BUILD_LOCK, [str(wanted), *upgrade])
    if (WEB / "package.json").is_file():
        node = bundle.node()
        command, env = bundle.npm(node)
        with step("web/package-lock.json"):
            quietly("web-lock", [*command, "install", "--package-lock-only"], env=env, cwd=WEB)
    line("✓ lock files written; look at the difference before you commit it")
    return 0


def _compile(uv: Path, target: Path, arguments: Sequence[str]) -> None:
    shape = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header"]
    silent = ["--no-emit-index-url", "--no-emit-find-links", "--quiet", "--output-file", target.name]
    quietly(f"lock-{target.stem}", [uv, "pip", "compile", *arguments, *shape, *silent], env=index_settings())
    text = target.read_text()
    if re.search(r"https?://|file:|^-", text, re.MULTILINE):
        raise CannotGoOn(f"{target.name} names a place packages come from.", "Remove such settings and lock again.")
    target.write_text(f"# Written by ./dev lock for every supported platform. Do not edit.\n{text}")
