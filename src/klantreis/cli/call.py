"""What every command shares: the workspace, ``--json``, the filters; declared once, added to each by ``@command``."""

from __future__ import annotations

import functools
import inspect
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from klantreis.workspace.folder import VARIABLE, default_folder
from klantreis.workspace.selection import Selection

if TYPE_CHECKING:
    from klantreis.workspace import Workspace

app = typer.Typer(
    name="klantreis",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
groups: dict[str, typer.Typer] = {}

_asked_json = False


def wants_json() -> bool:
    """Whether the running command was asked for JSON, for whoever has to say that it failed."""
    return _asked_json


@dataclass
class Call:
    """One run of a command: where the workspace is, which journeys are selected, how to answer."""

    folder: Path
    json: bool
    selection: Selection = field(default_factory=Selection)
    other: Selection = field(default_factory=Selection)
    """The other side of a comparison."""
    named: bool = False
    """Whether the folder was named with the command."""
    _opened: Workspace | None = field(default=None, repr=False)

    @property
    def workspace(self) -> Workspace:
        """The workspace, opened at first use."""
        if self._opened is None:
            from klantreis.workspace import open_workspace

            self._opened = open_workspace(self.folder)
        return self._opened

    def adopt(self, workspace: Workspace) -> None:
        """Use a workspace that the command opened itself; it is closed with the call."""
        self._opened = workspace

    def ask(self, question: str, *, on: str | None = None, **given: Any) -> dict[str, Any]:
        """The answer to a question about the selected journeys, in the touchpoints of map ``on`` if one is named."""
        return self.workspace.ask(question, self.selection, on=on, **given).to_dict()

    def ask_map(self, question: str, name: str, **given: Any) -> dict[str, Any]:
        """The answer to a question about a map (by name or id) and the selected journeys."""
        return self.workspace.ask_map(question, name, self.selection, **given).to_dict()

    def listed(self, limit: int | None, printed: int) -> int | None:
        """How many rows to ask for: as many as were asked, else what a terminal can show; of JSON all."""
        return limit if limit is not None or self.json else printed

    def show(self, result: dict[str, Any], readable: Callable[[dict[str, Any]], None]) -> None:
        """Answer: the whole result as JSON when that was asked, else something a person likes to read."""
        if self.json:
            self.print_json(result)
        else:
            readable(result)

    def print_json(self, result: Any) -> None:
        """Write JSON to standard output."""
        import msgspec

        # indented by msgspec: what lists millions of flows would take json several times as long
        text = json.dumps(result, ensure_ascii=False, default=str)
        sys.stdout.write(msgspec.json.format(text, indent=2) + "\n")

    def close(self) -> None:
        """Let go of the workspace."""
        if self._opened is not None:
            self._opened.close()


_WORKSPACE = inspect.Parameter(
    "workspace",
    inspect.Parameter.KEYWORD_ONLY,
    default=None,
    annotation=Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            "-w",
            metavar="DIR",
            help=f"Folder of the workspace (default: ${VARIABLE} or your data folder).",
        ),
    ],
)
_JSON = inspect.Parameter(
    "as_json",
    inspect.Parameter.KEYWORD_ONLY,
    default=False,
    annotation=Annotated[bool, typer.Option("--json", help="Print the whole result as JSON.")],
)


def _option(name: str, flag: str, metavar: str, help_: str, default: str | None = None) -> inspect.Parameter:
    annotation = Annotated[str | None, typer.Option(flag, metavar=metavar, help=help_)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


FILTERS = (
    _option("from_", "--from", "DATE", "Only journeys that start at or after this."),
    _option("to", "--to", "DATE", "Only journeys that start before this."),
    _option("segment", "--segment", "NAME", "Only journeys in this segment."),
    _option("where", "--where", "RULE", "Only journeys with an event like this, such as 'channel = \"phone\"'."),
    _option("channel", "--channel", "NAME", "Only journeys with an event on this channel."),
    _option(
        "unit",
        "--unit",
        "customer|journey|gap",
        "What one journey is (default: a journey id where there are any, else a customer).",
    ),
    _option("gap", "--gap", "TIME", "With --unit gap: the inactivity that splits journeys, such as 30m."),
    _option("persona", "--persona", "NAME", "Only journeys in the segment of this persona of the map."),
)
"""The filters of every question, in the order of the help."""
VERSUS = (
    _option("vs_from", "--vs-from", "DATE", "The other side: start at or after."),
    _option("vs_to", "--vs-to", "DATE", "The other side: start before."),
    _option("vs_segment", "--vs-segment", "NAME", "The other side: in this segment."),
    _option("vs_where", "--vs-where", "RULE", "The other side: with an event like this."),
    _option("vs_channel", "--vs-channel", "NAME", "The other side: on this channel."),
)
"""The filters of the other side of a comparison; its units are those of the one side."""


def command(
    name: str, *, group: str | None = None, filters: bool = False, versus: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a command. Its first parameter receives the Call; options every command has are added to the rest."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
        added = [*(FILTERS if filters else ()), *(VERSUS if versus else ()), _JSON, _WORKSPACE]

        @functools.wraps(function)
        def run(**given: Any) -> None:
            global _asked_json  # noqa: PLW0603 - one process runs one command
            _asked_json = given.pop("as_json")
            named = given.pop("workspace")
            folder = named or default_folder()
            chosen = {each.name: given.pop(each.name) for each in FILTERS} if filters else {}
            one = Selection(**chosen)
            beside = {each.name: given.pop(each.name) for each in VERSUS} if versus else {}
            other = replace(one, **{_without_vs(name): value for name, value in beside.items()})
            call = Call(Path(folder).expanduser(), _asked_json, one, other, named is not None)
            try:
                function(call, **given)
            finally:
                with suppress(ValueError):  # standard output is closed already
                    sys.stdout.flush()
                call.close()

        run.__signature__ = inspect.Signature(own + added)  # ty: ignore[missing-attribute]
        run.__annotations__ = {each.name: each.annotation for each in own + added}
        (app if group is None else _group(group)).command(name)(run)
        return function

    return register


def _without_vs(name: str) -> str:
    """The filter that an option of the other side is: ``from_`` of ``vs_from``."""
    bare = name.removeprefix("vs_")
    return "from_" if bare == "from" else bare


def _group(name: str) -> typer.Typer:
    if name not in groups:
        raise LookupError(f"the group {name} is not declared")
    return groups[name]


def declare_group(name: str, help_: str) -> None:
    """Declare a command that has commands of its own."""
    groups[name] = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=help_)
    app.add_typer(groups[name], name=name)
