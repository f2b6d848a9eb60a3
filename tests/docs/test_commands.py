"""Every command that a page shows is one: name, options and arguments are as the command line takes them."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path

import pytest
import typer

from klantreis.cli.app import COMMANDS
from klantreis.cli.call import app
from tests.docs.test_examples import PAGES
from tests.house.tree import ROOT, name, text

ALL = [*PAGES, ROOT / "README.nl.md", ROOT / "CONTRIBUTING.md"]
FENCED = re.compile(r"^ *```sh\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`((?:\./dev run|klantreis) [^`\n]+)`")
STARTS = ("./dev run ", "klantreis ")
MENTIONED = {"compare-maps", "import"}
"""Named as a word where what they take is not the point."""


def commands(page: Path) -> list[str]:
    """What somebody types who follows the page, without the program's name."""
    shown = text(page) or ""
    lines = [line.strip() for block in FENCED.findall(shown) for line in block.splitlines()]
    typed = [line for line in lines + SPAN.findall(shown) if line.startswith(STARTS)]
    return [line.removeprefix("./dev run ").removeprefix("klantreis ") for line in typed]


@pytest.mark.parametrize("page", [page for page in ALL if commands(page)], ids=name)
def test_what_a_page_says_to_type_is_taken(page: Path) -> None:
    for each in COMMANDS:
        importlib.import_module(f"klantreis.cli.{each}")
    known = typer.main.get_group(app).commands
    for line in commands(page):
        words = shlex.split(line, comments=True)
        if words[0].startswith(("-", "…")) or words in [[each] for each in MENTIONED]:
            continue
        assert words[0] in known, line
        # raises where an option or an argument does not fit
        known[words[0]].make_context(words[0], words[1:]).close()
