"""Pages say what is true: folders have their line, links lead somewhere, decisions and changes keep their form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, name, text, tracked, under

MAP = ROOT / "docs" / "where-things-live.md"
PAGES = [path for path in tracked() if path.suffix == ".md" and "node_modules" not in path.parts]
MADE = {"src/klantreis/static/"}  # untracked, built
ADR = re.compile(r"(\d{4})-[a-z0-9-]+\.md")
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def named_paths() -> set[str]:
    """What where-things-live.md names in backticks and looks like a path of this project."""
    tops = {path.relative_to(ROOT).parts[0] for path in tracked()}
    quoted = re.findall(r"`([^`\s]+)`", text(MAP) or "")
    return {word for word in quoted if "/" in word and not word.startswith("./") and word.split("/")[0] in tops}


def headings(path: Path) -> list[str]:
    """The heading lines of a page, those inside code blocks left out."""
    prose = re.sub(r"```.*?```", "", text(path) or "", flags=re.DOTALL)
    return re.findall(r"^#+ .*$", prose, flags=re.MULTILINE)


def test_every_folder_has_its_line() -> None:
    """Children of a line that ends in ``/*/`` are told by that line."""
    lines = named_paths()
    folders = {path.parent for path in [*under("src", "klantreis"), *under("web", "src")]}
    missing = sorted(
        name(folder) + "/"
        for folder in folders
        if name(folder) + "/" not in lines and name(folder.parent) + "/*/" not in lines
    )
    assert not missing, f"docs/where-things-live.md has no line for: {missing}"


def test_every_named_path_exists() -> None:
    gone = [
        word
        for word in named_paths() - MADE
        if not (any(ROOT.glob(word.rstrip("/"))) if "*" in word else (ROOT / word).exists())
    ]
    assert not gone, f"docs/where-things-live.md names what is not there: {sorted(gone)}"


def test_the_two_readmes_have_the_same_shape() -> None:
    """Same number and depth of headings, same commands: a reader of either language learns the same."""
    english, dutch = ROOT / "README.md", ROOT / "README.nl.md"
    depth = [[line.split(" ")[0] for line in headings(path)] for path in (english, dutch)]
    assert depth[0] == depth[1]
    blocks = [re.findall(r"```(?:sh|python)\n(.*?)```", text(path) or "", flags=re.DOTALL) for path in (english, dutch)]
    without_comments = [[re.sub(r"\s*#.*", "", block) for block in page] for page in blocks]
    assert without_comments[0] == without_comments[1]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", text(page) or "", flags=re.DOTALL)
    gone = []
    for target in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", prose):
        place, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (page.parent / place).resolve() if place else page
        if not file.exists():
            gone.append(target)
        elif anchor and file.suffix == ".md":
            anchors = {
                re.sub(r"[^\w\- ]", "", line.lstrip("# ")).strip().lower().replace(" ", "-") for line in headings(file)
            }
            if anchor not in anchors:
                gone.append(target)
    assert not gone, f"{name(page)} links to what is not there: {gone}"


def test_decisions_keep_their_form() -> None:
    numbers: dict[str, str] = {}
    for path in under("docs", "adr", suffix=".md"):
        if path.name == "README.md":
            continue
        match = ADR.fullmatch(path.name)
        assert match, f"{name(path)}: call it NNNN-what-was-decided.md"
        assert match[1] not in numbers, f"{name(path)} has the number of {numbers[match[1]]}"
        numbers[match[1]] = path.name
        lines = headings(path)
        assert re.match(rf"# {match[1]} \S", lines[0]), f"{name(path)}: begin with “# {match[1]} Title”"
        parts = re.findall(r"^\*\*(Context|Decision|Consequences)\.\*\* ", text(path) or "", flags=re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences"], f"{name(path)}: **Context.** … **Decision.** …"
        assert len((text(path) or "").splitlines()) <= 60, f"{name(path)}: ten lines, not a treatise"


def test_the_changelog_keeps_its_form() -> None:
    lines = headings(ROOT / "CHANGELOG.md")
    assert lines[0] == "# Changelog"
    versions = [line for line in lines if line.startswith("## ")]
    assert versions[0] == "## [Unreleased]"
    assert all(re.fullmatch(r"## \[(Unreleased|\d+\.\d+\.\d+)\]( - \d{4}-\d\d-\d\d)?", line) for line in versions)
    sections = {line.removeprefix("### ") for line in lines if line.startswith("### ")}
    assert sections <= SECTIONS


def test_every_guide_is_listed() -> None:
    listed = text(ROOT / "docs" / "guides" / "README.md") or ""
    pages = {path.name for path in under("docs", "guides", suffix=".md")} - {"README.md"}
    missing = sorted(page for page in pages if f"({page})" not in listed)
    assert not missing, f"give each a line in docs/guides/README.md: {missing}"
