"""Run the app on an open socket until stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from klantreis.server.address import Address, Listening, is_loopback
from klantreis.server.garbage import settle_down
from klantreis.workspace import Workspace

if TYPE_CHECKING:
    import socket


def serve(
    workspace: Workspace,
    listening: Listening,
    address: Address,
    *,
    max_upload: int | None = None,
    warm: bool = True,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve a workspace until stopped; ``ready`` is called once requests are answered.

    With ``warm`` every kernel is compiled in the background, so that no first question waits for the compiler.
    """
    import uvicorn

    from klantreis.server.app import create_app
    from klantreis.server.door import LocalDoor
    from klantreis.server.guard import Guard
    from klantreis.server.people import password_door
    from klantreis.server.uploads import MAX_BYTES

    app = create_app(
        workspace,
        door=password_door(workspace) if address.open_to_others else LocalDoor(),
        guard=Guard(
            any_host=not is_loopback(address.host) and not address.public_hosts,
            hosts=frozenset(address.public_hosts),
            origins=frozenset(address.origins),
        ),
        max_upload=max_upload or MAX_BYTES,
        warm=warm,
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                settle_down()
                ready()

    # No access log: addresses hold customer ids.
    settings = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        timeout_graceful_shutdown=3,
        ws="websockets-sansio",
        ws_max_size=4_000_200,
        forwarded_allow_ips="127.0.0.1",
        h11_max_incomplete_event_size=64 * 1024,
    )
    Server(settings).run(sockets=[listening.opened])
