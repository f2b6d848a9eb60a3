"""Public names are documented; an error code means one thing."""

from __future__ import annotations

import ast
import inspect
import re
from collections import defaultdict

import klantreis
from tests.house.tree import name, syntax, under

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def error_classes() -> set[str]:
    """KlantreisError and every class below it."""
    tree = syntax(next(path for path in under("src", "klantreis") if path.name == "errors.py"))
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def raised() -> dict[str, dict[str, set[str]]]:
    """Code → kind of error → places, for every error made with a literal code."""
    kinds = error_classes()
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in under("src", "klantreis", suffix=".py"):
        for node in ast.walk(syntax(path)):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            kind = getattr(node.func, "id", getattr(node.func, "attr", ""))
            code = node.args[0].value
            if kind in kinds and isinstance(code, str):
                found[code][kind].add(f"{name(path)}:{node.lineno}")
    return found


def test_every_public_name_is_documented() -> None:
    bare = []
    for public in getattr(klantreis, "__all__", ()):
        thing = getattr(klantreis, public)
        if (inspect.isclass(thing) or inspect.isroutine(thing)) and not (thing.__doc__ or "").strip():
            bare.append(public)
        if inspect.isclass(thing):
            bare += [
                f"{public}.{member}"
                for member, value in vars(thing).items()
                if not member.startswith("_") and inspect.isfunction(value) and not (value.__doc__ or "").strip()
            ]
    assert not bare, f"say what it is for, its units, shapes and errors: {bare}"


def test_error_codes_have_one_shape() -> None:
    wrong = {code: kinds for code, kinds in raised().items() if not CODE.fullmatch(code)}
    assert not wrong, f"a code is room.what_is_wrong: {wrong}"


def test_an_error_code_is_one_kind_of_error() -> None:
    wrong = {code: dict(kinds) for code, kinds in raised().items() if len(kinds) > 1}
    assert not wrong, f"one code, one kind of error (and one status on the wire): {wrong}"
