"""The reference of the command line, made from the commands.

``python -m klantreis.cli.reference > docs/reference/cli.md``
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

SHARED = ("--json", "--workspace")
"""Options every command has; told once."""

FILTERS = ("--from", "--to", "--segment", "--where", "--channel", "--unit", "--gap")
"""Options every question has; told once."""


def markdown() -> str:
    """Every command with its arguments and options, as a page."""
    from klantreis.cli.app import build

    root: Any = typer.main.get_command(build())
    lines = [
        "# The command line, command by command",
        "",
        "Made from the commands: `python -m klantreis.cli.reference > docs/reference/cli.md`. Do not edit by hand.",
        "How they fit together: [the guide](../guides/cli.md). What `--json` prints: [results](results.md).",
        "",
        "Every command takes `--workspace DIR` (`-w`) and `--json`. Those marked *filters* also take these,",
        "which select whole journeys:",
        "",
        "| option | |",
        "| --- | --- |",
        *(_option(option) for option in _filters(root)),
    ]
    for name, command in _commands(root):
        lines += ["", f"## klantreis {name}", "", *_command(command)]
    return "\n".join(lines) + "\n"


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _filters(root: Any) -> list[Any]:
    question = next(command for name, command in _commands(root) if name == "transitions")
    return [option for option in question.params if set(option.opts) & set(FILTERS)]


def _command(command: Any) -> list[str]:
    flags = {flag for option in command.params for flag in option.opts}
    filtered = set(FILTERS) <= flags
    told_above = {*SHARED, *FILTERS} if filtered else set(SHARED)
    own = [option for option in command.params if not set(option.opts) & told_above]
    lines = [f"{(command.help or '').strip()}{' *(filters)*' if filtered else ''}"]
    if own:
        lines += ["", "| | |", "| --- | --- |", *(_option(option) for option in own)]
    return lines


def _option(option: Any) -> str:
    """One row of a table; a bar in a cell would end it, so it is written as an entity."""
    told = option.help or ""
    if option.param_type_name == "argument":
        return f"| <code>{_safe(option.metavar or option.name)}</code> | {_safe(told)} |"
    flags = ", ".join([*option.opts, *option.secondary_opts])
    shown = flags if option.is_flag else f"{flags} {option.metavar or 'N'}"
    default = f" Default: {option.default}." if option.default not in (None, False, True, "", ()) else ""
    return f"| <code>{_safe(shown)}</code> | {_safe(told)}{default} |"


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")


if __name__ == "__main__":
    sys.stdout.write(markdown())
