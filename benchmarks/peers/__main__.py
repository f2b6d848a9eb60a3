"""Installs the other tools in an environment of their own, in the versions of ``benchmarks/peers.txt``.

python -m benchmarks.peers --install test-results/peers
"""

from __future__ import annotations

import argparse
import subprocess
import venv
from pathlib import Path

PINNED = Path(__file__).parents[1] / "peers.txt"


def install(folder: Path) -> Path:
    """Makes the environment, or brings it up to date; returns its Python."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", PINNED], check=True)
    return python


def main() -> None:
    """Install."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", type=Path, required=True, metavar="DIR")
    print(install(parser.parse_args().install))


if __name__ == "__main__":
    main()
