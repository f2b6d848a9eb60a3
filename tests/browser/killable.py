"""A browser with a profile on disk, which is killed and started again with it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Page

from tests.browser.conftest import QUIET

STARTED_S = 40.0


class Killable:
    """Chromium as a process of ours, driven over its own port."""

    def __init__(self, kind: BrowserType, chromium: Path, profile: Path) -> None:
        self._kind, self._chromium, self._profile = kind, chromium, profile
        self._process: subprocess.Popen[bytes] | None = None
        self._browser: Browser | None = None

    def open(self, url: str) -> Page:
        """Start it, with what its profile holds, and open a page."""
        port = self._profile / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                str(self._chromium),
                *QUIET,
                "--headless=new",
                "--enable-automation",
                "--remote-debugging-port=0",
                f"--user-data-dir={self._profile}",
                "--accept-lang=nl-NL",
                "--window-size=1440,900",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + STARTED_S
        while not (port.exists() and port.read_text().count("\n")):
            assert time.monotonic() < end, "Chromium did not start"
            assert self._process.poll() is None, "Chromium ended"
            time.sleep(0.05)
        self._browser = self._kind.connect_over_cdp(f"http://127.0.0.1:{port.read_text().split()[0]}")
        page = self._browser.contexts[0].new_page()
        page.set_default_timeout(15_000)
        page.goto(url)
        return page

    def kill(self) -> None:
        """As ``kill -9``, with everything that belongs to it."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._browser is not None:
            self._browser.close()
            self._browser = None
