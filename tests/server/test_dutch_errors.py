"""Every error that a browser can be given has its Dutch sentence."""

from __future__ import annotations

import ast
import re

from klantreis.events.rejected import REASONS
from tests.house.tree import PACKAGE, ROOT, syntax, under

WORDS = (ROOT / "web" / "src" / "i18n" / "faults.ts").read_text()
DUTCH = WORDS.split("export const ENGLISH")[0]
NEVER_IN_A_BROWSER = ("cli/", "demo/", "engine/spark.py", "engine/workers.py", "engine/packed.py", "engine/tables.py")
"""Where only a terminal or the library meets an error."""
OF_THE_LIBRARY = {
    "chart.form", "events.no_file", "events.not_a_file", "fitness.no_plan", "fitness.two_plans",
    "moments.no_outcome", "moments.two_outcomes", "result.extra", "validate.no_journeys",
    # Before the first page is answered.
    "serve.host", "serve.no_password", "serve.port", "serve.port_forbidden", "serve.port_taken",
    "storage.bad_url", "storage.newer", "storage.no_driver", "storage.no_folder", "workspace.newer_format",
    "workspace.not_a_folder", "workspace.settings_unreadable",
}  # fmt: skip


def codes() -> dict[str, str]:
    """Every error code that is written out where an error is made, with the file."""
    errors = {node.name for node in syntax(PACKAGE / "errors.py").body if isinstance(node, ast.ClassDef)}
    found: dict[str, str] = {}
    for path in under("src", "klantreis", suffix=".py"):
        for node in ast.walk(syntax(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = 0 if node.func.id in errors else 1 if node.func.id == "refuse" else None
            if place is None or len(node.args) <= place:
                continue
            value = node.args[place]
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found.setdefault(value.value, path.relative_to(PACKAGE).as_posix())
    return found


def test_every_error_a_browser_can_meet_is_said_in_dutch() -> None:
    said = set(re.findall(r"^  '([a-z0-9_.]+)'", DUTCH, re.MULTILINE))
    silent = {
        code: file
        for code, file in codes().items()
        if code not in said | OF_THE_LIBRARY and not file.startswith(NEVER_IN_A_BROWSER)
    }
    assert not silent, f"no Dutch in web/src/i18n/faults.ts for {silent}"


def test_the_exceptions_are_still_errors() -> None:
    assert OF_THE_LIBRARY - codes().keys() == set()


def remarks() -> set[str]:
    """Codes of what is remarked about a file without being an error: ``{"code": …}`` where files are read."""
    return {
        value.value
        for path in under("src", "klantreis", "events", suffix=".py")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "code" and isinstance(value, ast.Constant)
    }


def test_every_remark_about_a_file_is_said_in_dutch() -> None:
    assert {"events.number_unreadable", "events.same_file"} <= remarks()
    silent = {code for code in remarks() if f"  '{code}'" not in DUTCH}
    assert not silent, f"no Dutch in web/src/i18n/faults.ts for {silent}"


def test_every_reason_of_a_bad_row_is_said_in_both_languages() -> None:
    told = WORDS.split("export const REASONS")[1]
    assert set(re.findall(r"^  ([a-z_]+): ", told, re.MULTILINE)) == set(REASONS)
