"""A process that imports files, or builds the index, and expects to be killed at any moment.

    python -m tests.crash.victim import WORKSPACE FILE…
    python -m tests.crash.victim refresh WORKSPACE

Says ``ready`` when everything is loaded, then a line after every step that must never be lost again.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from klantreis.events.importer import read
from klantreis.events.refresh import refresh
from klantreis.events.store import open_store


def say(line: str) -> None:
    """One line to whoever is going to kill us."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Does what the command line says, and tells."""
    what, workspace, *files = sys.argv[1:]
    store = open_store(workspace)
    index = Path(workspace) / "index"
    store.value("SELECT 1")
    say("ready")
    if what == "import":
        for number, file in enumerate(files):
            read(store, file)
            say(str(number))
            refresh(store, index)
    else:
        while True:
            refresh(store, index)
            shutil.rmtree(index)
            refresh(store, index)
            (index / "customer" / "CURRENT").write_text("damage")
    store.close(wait=True)


if __name__ == "__main__":
    main()
