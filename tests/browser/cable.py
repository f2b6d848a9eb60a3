"""The cable between one browser and the server: it can be pulled out and put back."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Cable:
    """Passes every byte on to a server at 127.0.0.1; when out, nothing gets through and what was open is broken."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._in = True
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._welcome, daemon=True).start()

    def pull(self) -> None:
        """From now on nothing gets through."""
        with self._lock:
            self._in = False
            ends, self._ends = self._ends, set()
        for end in ends:
            _end(end)

    def plug(self) -> None:
        """Everything gets through again."""
        self._in = True

    def close(self) -> None:
        self._door.close()
        self.pull()

    def _welcome(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._to), timeout=30)
            except OSError:
                _end(near)
                continue
            far.settimeout(None)
            with self._lock:
                here = self._in
                if here:
                    self._ends |= {near, far}
            if not here:
                _end(near)
                _end(far)
                continue
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(65536):
                target.sendall(content)
        with self._lock:
            self._ends -= {source, target}
        _end(source)
        _end(target)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
