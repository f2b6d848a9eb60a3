"""``klantreis serve``: the app in the browser."""

from __future__ import annotations

import os
import sys
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from klantreis.cli import say
from klantreis.cli.call import Call, command
from klantreis.server.address import HOST, PORT, Address, listen

if TYPE_CHECKING:
    from klantreis.server.address import Listening
    from klantreis.workspace import Workspace

Host = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Address to listen on; any but this machine's own needs a password.")
]
Port = Annotated[int, typer.Option(metavar="PORT", help="Port to listen on; 0 takes a free one.")]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page where there is a desktop.")]


@command("serve")
def serve_(
    call: Call,
    *,
    host: Host = HOST,
    port: Port = PORT,
    browser: Browser = False,
    public_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Host name under which a proxy makes this server known; asks a password."),
    ] = None,
    allow_origin: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="Another origin that may write, for development.")
    ] = None,
    max_upload: Annotated[
        int | None, typer.Option(metavar="BYTES", min=1, help="Largest upload (default 64 GiB).")
    ] = None,
    warm: Annotated[
        bool,
        typer.Option("--warm/--no-warm", help="Compile every kernel in the background, so that no question waits."),
    ] = True,
) -> None:
    """Serve the app for this workspace until stopped with Ctrl-C."""
    address = Address(host, port, tuple(public_host or ()), tuple(allow_origin or ()))
    run(call.workspace, address, browser=browser, max_upload=max_upload, warm=warm)


def run(
    workspace: Workspace,
    address: Address,
    *,
    browser: bool,
    max_upload: int | None = None,
    warm: bool = True,
    path: str = "/",
) -> None:
    """Open the address, serve, and say where; a browser is opened at ``path`` when asked and possible."""
    if address.open_to_others:
        from klantreis.server.people import need_somebody

        need_somebody(workspace)
    from klantreis.server.serve import serve

    listening = listen(address)
    with suppress(KeyboardInterrupt):  # how a server is stopped
        serve(
            workspace,
            listening,
            address,
            max_upload=max_upload,
            warm=warm,
            ready=lambda: _ready(workspace, listening, browser, path),
        )
    say.line("Stopped.")


def _ready(workspace: Workspace, listening: Listening, browser: bool, path: str) -> None:
    say.line(f"{workspace.settings.name} is at {listening.url}", whole=True)
    say.line(f"Workspace: {workspace.path}", whole=True)
    say.line("Stop with Ctrl-C.")
    sys.stdout.flush()
    if browser and _has_desktop():
        webbrowser.open(listening.url + path)


def _has_desktop() -> bool:
    """Whether a page can be opened for a person to see."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
