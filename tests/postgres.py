"""A private PostgreSQL for tests: its own folder, a free loopback port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

START_SECONDS = 60


@dataclass
class Cluster:
    """A running server; ``new_database`` gives the URL of an empty database."""

    port: int
    made: int = field(default=0)

    def url(self, database: str) -> str:
        return f"postgresql://tester@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        self.made += 1
        name = f"test_{self.made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


@contextmanager
def cluster(programs: Path) -> Generator[Cluster]:
    """Start a server with the programs in this folder; as root it runs as the user postgres."""
    folder = Path(tempfile.mkdtemp(prefix="klantreis-postgres-"))
    try:
        user = _not_root(folder)
        data = folder / "data"
        initdb = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "tester",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run(initdb, check=True, capture_output=True, user=user, cwd=folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
        log = (folder / "log").open("wb")
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *options],
            stdout=log,
            stderr=log,
            user=user,
            cwd=folder,
        )
        try:
            running = Cluster(port)
            _wait(running, server, folder / "log")
            yield running
        finally:
            server.send_signal(signal.SIGINT)  # the fast way: it waits for no client
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
            log.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _not_root(folder: Path) -> str | None:
    """The user to run as, when that is not ourselves; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return "postgres"


def _wait(running: Cluster, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(running.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}") from None
            time.sleep(0.05)
        else:
            return
