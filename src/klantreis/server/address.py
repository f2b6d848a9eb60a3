"""Where a server listens: the address, who can reach it, and opening the socket."""

from __future__ import annotations

import errno
import ipaddress
import socket
from dataclasses import dataclass

from klantreis.errors import KlantreisError, UserError

PORT = 8765
HOST = "127.0.0.1"


def is_loopback(host: str) -> bool:
    """Whether a host name or address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Address:
    """Where to listen and under which names the server is known."""

    host: str = HOST
    port: int = PORT
    public_hosts: tuple[str, ...] = ()
    """Names under which a proxy makes the server known to others; a password is asked then."""
    origins: tuple[str, ...] = ()
    """Other origins that may write, such as a development server of the web app."""

    @property
    def open_to_others(self) -> bool:
        """Whether others than this machine's own user can reach the server, so that a password is needed."""
        return bool(self.public_hosts) or not is_loopback(self.host)


@dataclass(frozen=True)
class Listening:
    """An open socket and the address people type."""

    opened: socket.socket
    url: str
    port: int


def listen(address: Address) -> Listening:
    """Open the socket; raises UserError in plain words when the port is taken or the address is not ours."""
    if not 0 <= address.port <= 65535:
        raise UserError("serve.port", f"{address.port} is not a port.", where="--port", mend="Choose 1 to 65535.")
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as problem:
        raise UserError(
            "serve.host",
            f"{address.host!r} is not an address of this machine.",
            where="--host",
            mend="Use 127.0.0.1 for this machine only, or 0.0.0.0 for every network it is on.",
        ) from problem
    opened = socket.socket(family, kind, protocol)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(place)
        opened.listen(512)
    except OSError as problem:
        opened.close()
        raise _refused(problem, address) from problem
    port = opened.getsockname()[1]
    shown = "127.0.0.1" if address.host in ("0.0.0.0", "::") else address.host  # noqa: S104 - compared, not bound
    name = f"[{shown}]" if ":" in shown else shown
    return Listening(opened, f"http://{name}:{port}", port)


def _refused(problem: OSError, address: Address) -> KlantreisError:
    params = {"host": address.host, "port": address.port}
    if problem.errno == errno.EADDRINUSE:
        return UserError(
            "serve.port_taken",
            f"Port {address.port} is taken by another program.",
            where="--port",
            mend=f"Choose another one, such as --port {address.port + 1 if address.port < 65535 else 8765}.",
            params=params,
        )
    if problem.errno in (errno.EACCES, errno.EPERM):
        return UserError(
            "serve.port_forbidden",
            f"You may not use port {address.port}.",
            where="--port",
            mend="Choose one above 1023, such as --port 8765.",
            params=params,
        )
    return UserError(
        "serve.host",
        f"{address.host!r} cannot be used: {problem.strerror}.",
        where="--host",
        mend="Use 127.0.0.1 for this machine only, or 0.0.0.0 for every network it is on.",
        params=params,
    )
