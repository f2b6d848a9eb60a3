"""A real server on a fresh workspace and a real browser on it; every test of pages starts from these."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

import klantreis as kr
from tests.browser.cable import Cable
from tests.crash.killed import Server as Killed

if TYPE_CHECKING:
    from tests.browser.two import Together

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "klantreis" / "static" / "index.html"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # a name that is not this machine's own, so that a page on it is one on a network without TLS
    "--host-resolver-rules=MAP klantreis.test 127.0.0.1",
)
STARTED_S = 40.0

expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Server:
    """A running server: its address, the folder of its workspace, and what it says."""

    url: str
    workspace: Path
    log: Path

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rsplit(":", 1)[1])

    def ask(self, path: str) -> Any:
        """What the API answers to GET."""
        answer = httpx.get(f"{self.url}/api/v1{path}", timeout=60)
        assert answer.is_success, f"{answer.text}\n{self.log.read_text()[-4000:]}"
        return answer.json()

    def tell(self, path: str, body: Any) -> Any:
        """What the API answers to POST with JSON."""
        answer = httpx.post(f"{self.url}/api/v1{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def remove(self, path: str) -> None:
        """DELETE by the API."""
        httpx.delete(f"{self.url}/api/v1{path}", timeout=60).raise_for_status()

    def import_file(self, path: Path) -> dict[str, Any]:
        """Import a file as the page would, as it is recognised; returns the report."""
        content = path.read_bytes()
        answer = httpx.post(f"{self.url}/api/v1/uploads", params={"name": path.name}, content=content, timeout=120)
        answer.raise_for_status()
        return self.wait(self.tell("/imports", {"upload": answer.json()["upload"]}))

    def clear(self) -> None:
        """Take every source and every map out."""
        for source in self.ask("/sources")["sources"]:
            answer = httpx.delete(f"{self.url}/api/v1/sources/{source['id']}", timeout=60)
            self.wait(answer.raise_for_status().json())
        for one in self.ask("/maps")["maps"]:
            httpx.delete(f"{self.url}/api/v1/maps/{one['id']}", timeout=60).raise_for_status()

    def draft(self, name: str, **wishes: str) -> str:
        """Draft a map from the events; returns its id."""
        return self.wait(self.tell("/maps/draft", {"name": name, **wishes}))["map"]

    def wait(self, job: dict[str, Any], seconds: float = 120) -> dict[str, Any]:
        """The result of a job."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            now = self.ask(f"/jobs/{job['id']}")
            if now["state"] not in ("queued", "running"):
                assert now["state"] == "done", f"{now['error']}\n{self.log.read_text()[-4000:]}"
                return now["result"]
            time.sleep(0.1)
        raise AssertionError(f"{job['kind']} is not done after {seconds} s")


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Starts servers, each on a workspace of its own and a free port; stops them at the end."""
    if not STATIC.is_file():
        pytest.skip("the web app is not built: ./dev web")
    running: list[subprocess.Popen[bytes]] = []

    def start(workspace: Path | None = None, *options: str) -> Server:
        place = workspace or tmp_path_factory.mktemp("workspace") / "ververeis"
        log = tmp_path_factory.mktemp("server") / "log.txt"
        # A file, for a pipe that nobody reads fills up and stops the server.
        with log.open("w") as said:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "klantreis",
                    "serve",
                    "--workspace",
                    str(place),
                    "--port",
                    "0",
                    "--no-warm",
                    *options,
                ],
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"},
            )
        running.append(process)
        return Server(_address(process, log), place, log)

    yield start
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address the server says it is at, once it answers there."""
    end = time.monotonic() + STARTED_S
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text())
        try:
            if found:
                httpx.get(f"{found[0]}/api/v1/session", timeout=5).raise_for_status()
                return found[0]
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"The server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def shared_server(serve: Callable[..., Server]) -> Server:
    """The server that tests take turns on; starting one for each would be most of their time."""
    return serve()


@pytest.fixture
def server(shared_server: Server) -> Server:
    """A server whose workspace holds no events and no maps."""
    shared_server.clear()
    return shared_server


@pytest.fixture(scope="module")
def served(shared_server: Server) -> Server:
    """The same, cleared once for a module whose tests each make a map of their own; not beside ``server``."""
    shared_server.clear()
    return shared_server


@pytest.fixture(scope="session")
def empty(serve: Callable[..., Server]) -> Server:
    """A server on an empty workspace that no test writes to."""
    return serve()


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """Chromium without a window, and without going anywhere by itself."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield started
        started.close()


@dataclass
class Pages:
    """Opens pages and keeps what went wrong in them."""

    browser: Browser
    faults: list[str] = field(default_factory=list)
    opened: list[Page] = field(default_factory=list)
    cables: list[Cable] = field(default_factory=list)

    def cable(self, port: int) -> Cable:
        """A cable to the server at ``port``; from now on a line that breaks is the test's own doing, whenever told."""
        self.cables.append(Cable(port))
        return self.cables[-1]

    def close(self) -> None:
        """Close the pages and their cables; raises AssertionError when something went wrong in a page."""
        for page in self.opened:
            page.context.close()
        for cable in self.cables:
            cable.close()
        assert self.faults == []

    def __call__(
        self, url: str, *, locale: str = "nl-NL", width: int = 1440, height: int = 900, theme: str = "light"
    ) -> Page:
        """A page in its own context, so with nothing remembered."""
        context = self.browser.new_context(
            locale=locale,
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            timezone_id="Europe/Amsterdam",
            accept_downloads=True,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", self._heard)
        # asked for only when a test expects one, the browser may be too late to hand the file chooser over
        page.on("filechooser", lambda _: None)
        page.goto(url)
        self.opened.append(page)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # An answer of 4xx is the page's own business: it shows it.
        own = "Failed to load resource" in message.text or (self.cables and "WebSocket connection to" in message.text)
        if message.type == "error" and not own:
            self.faults.append(f"{message.page.url if message.page else ''}: {message.text}")


@pytest.fixture
def pages(browser: Browser) -> Iterator[Pages]:
    """Opens pages; the test fails when one of them met a script error or broke its content security policy."""
    opened = Pages(browser)
    yield opened
    opened.close()


@pytest.fixture
def page(pages: Pages, server: Server) -> Page:
    """The app on an empty workspace, in Dutch."""
    return pages(server.url)


@pytest.fixture
def map_id(served: Server) -> str:
    """Two phases, three touchpoints; a card in every position of Doet, Laag 1 and Laag 2 (rows 2, 6 and 7)."""
    from tests.browser.map_page import make  # it stands on this file

    return make(served, lanes=6)


@pytest.fixture
def opened(pages: Pages, served: Server, map_id: str) -> Page:
    """That map, open in Dutch. Who needs another map, or another way in, has one of the same name."""
    page = pages(f"{served.url}/kaarten/{map_id}")
    expect(page.get_by_role("grid")).to_be_visible()
    return page


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    """One server, each test with a map of its own; a test may kill it and start it again."""
    folder = tmp_path_factory.mktemp("together") / "ws"
    kr.open(folder).close()
    server = Killed(folder)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def second(browser: Browser, chromium: Path) -> Iterator[Browser]:
    """A second browser, a process of its own."""
    started = browser.browser_type.launch(executable_path=chromium, args=list(QUIET))
    yield started
    started.close()


@pytest.fixture
def together(running: Killed, browser: Browser, second: Browser) -> Iterator[Together]:
    """Noor and Bram, with one map open; see ``two.py``."""
    from tests.browser.two import Together  # it stands on this file

    with ExitStack() as closing:
        pages = [Pages(each) for each in (browser, second)]
        for one in pages:
            closing.callback(one.close)
        yield Together(running, pages)
