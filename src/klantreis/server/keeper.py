"""Keeps what is measured fresh: after a change, after a start, and when another process changed the events.

Works in the background, one thing at a time, and only ever fills the store of answers: a question that cannot wait
is answered by itself meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import suppress

import anyio

from klantreis.errors import Busy, KlantreisError
from klantreis.server.garbage import settle_down
from klantreis.workspace import Selection, Workspace

log = logging.getLogger("klantreis.keeper")

LOOK_S = 2.0
"""How often is looked whether another process changed the events: a few file times, nothing more."""

WARM_AFTER_S = 1.0
"""Compiled kernels are loaded once the first page had its turn."""

SETTLE_S = 0.3
"""How long changes are let come in before measuring again, so that typing is measured once."""


class Keeper:
    """Measures the maps of a workspace again whenever the events or a map changed."""

    def __init__(self, workspace: Workspace, *, warm: bool = True) -> None:
        """``warm``: have every kernel compiled in the background, soon after the start."""
        self._workspace = workspace
        self._warms = warm
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Tell that something changed; may be called from any thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the server is stopping
                self._loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Keep everything fresh until cancelled."""
        self._loop = asyncio.get_running_loop()
        # From here on this keeper looks whether the index is fresh, so that no question has to.
        await self._in_thread(self._workspace.trust)
        await self._in_thread(self._refresh)
        await self._in_thread(self._measure)
        # Compiling takes a minute the first time: what changes meanwhile is measured meanwhile.
        warming = asyncio.create_task(self._warm_later()) if self._warms else None
        try:
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), LOOK_S)
                    await asyncio.sleep(SETTLE_S)
                changed = self._woken.is_set()
                self._woken.clear()
                if await self._in_thread(self._refresh) or changed:
                    await self._in_thread(self._measure)
        finally:
            if warming is not None:
                warming.cancel()

    async def _warm_later(self) -> None:
        await asyncio.sleep(WARM_AFTER_S)
        # On a thread that ends with the program: stopping the server does not wait for the compiler.
        threading.Thread(target=self._warm, name="warm", daemon=True).start()

    async def _in_thread(self, work: object) -> object:
        """Run work beside the requests; what goes wrong there is logged, and tried again at the next change."""
        try:
            return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)  # ty: ignore[invalid-argument-type]
        except Busy:
            return False
        except KlantreisError as error:
            log.warning("%s", error)
        except Exception:
            log.exception("fault in the background")
        return False

    def _refresh(self) -> bool:
        return self._workspace.follow()

    def _measure(self) -> None:
        maps = self._workspace.maps.stored.list()  # also for who opens the portfolio next
        if not self._workspace.has_events():
            return
        for info in maps:
            if self._workspace.measured_today(info.id, info.version):
                continue
            for question in ("measures", "validate"):
                with suppress(KlantreisError):
                    self._workspace.ask_map(question, info.id, Selection())

    def _warm(self) -> None:
        from klantreis.workspace.answers import warm_in_background

        try:
            warm_in_background()
        except Exception:
            log.exception("fault while compiling")
        settle_down()
