"""The reference of the API, made from the app itself: ``python -m klantreis.server.reference docs/reference``."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")


def write(openapi: dict[str, Any], folder: Path) -> dict[Path, str]:
    """The files of the reference and what is to be in them; writes nothing."""
    return {
        folder / "openapi.json": json.dumps(openapi, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        folder / "api.md": markdown(openapi),
    }


def markdown(openapi: dict[str, Any]) -> str:
    """Every route in a page for people."""
    lines = [
        "# The API, route by route",
        "",
        "Made from the app itself by `python -m klantreis.server.reference docs/reference`; do not edit by hand.",
        "The same in full, for machines: [openapi.json](openapi.json). How to use it: [the guide](../guides/api.md).",
        "",
        "Every answer is JSON; every refusal is `application/problem+json` with a stable `code`. Besides the statuses",
        "named below, any route may answer 400, 401, 403, 413, 415, 422, 429, 500, 503 and 507.",
    ]
    common = {"400", "401", "403", "413", "415", "422", "429", "500", "503", "507"}
    for path, item in openapi["paths"].items():
        for method in METHODS:
            if method in item:
                lines += ["", f"## {method.upper()} {path}", "", *_route(item[method], common)]
    return "\n".join(lines) + "\n"


def _route(route: dict[str, Any], common: set[str]) -> list[str]:
    lines = [route["description"].strip(), ""]
    if parameters := route.get("parameters"):
        lines += ["| parameter | in | type | |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{each['name']}`{'' if each['required'] else ' (optional)'} | {each['in']} | {_type(each['schema'])} "
            f"| {each.get('description', '')} |"
            for each in parameters
        ]
        lines.append("")
    if body := route.get("requestBody"):
        (media, content), *_ = body["content"].items()
        lines += [f"Body: {_type(content['schema'])} as `{media}`.", ""]
    told = []
    for status, answer in route["responses"].items():
        if status in common:
            continue
        if "$ref" in answer:
            told.append(f"{status} `Problem`")
            continue
        shapes = [_type(content.get("schema", {})) for content in answer.get("content", {}).values()]
        told.append(f"{status} {' or '.join(dict.fromkeys(shapes))}".strip())
    lines.append(f"Answers: {', '.join(told)}.")
    return lines


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return f"`{schema['$ref'].rsplit('/', 1)[-1]}`"
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"] if each != {"type": "null"})
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("type", "anything"))


def main(folder: Path) -> None:
    """Write the reference into a folder."""
    from klantreis.server.app import create_app
    from klantreis.workspace import open_workspace

    with tempfile.TemporaryDirectory() as place, open_workspace(place) as workspace:
        for path, text in write(create_app(workspace).openapi(), folder).items():
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
