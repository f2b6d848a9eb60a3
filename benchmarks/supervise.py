"""Runs a tool's script in its own process, with patience and memory that end."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

SCRIPTS = Path(__file__).parent / "peers"


@dataclass
class Heard:
    """What a tool's script told, over one process or several."""

    loaded: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Per question, a way of asking after a slash: times, first, peak_mb."""
    failures: dict[str, str] = field(default_factory=dict)
    """Per question: why there is no time."""
    others: list[dict[str, Any]] = field(default_factory=list)


def ask(
    python: Path | str,
    tool: str,
    asked: Mapping[str, Any],
    *,
    limit_s: float = 300,
    memory_gb: float = 16,
    environment: Mapping[str, str] | None = None,
) -> Heard:
    """Everything the tool answers; a run over ``limit_s`` or ``memory_gb`` ends its process, a new one goes on."""
    heard = Heard()
    only: Sequence[str] = list(asked.get("only", ()))
    while True:
        bounds = (limit_s, memory_gb)
        command = [str(python), str(SCRIPTS / f"with_{tool}.py")]
        ended, during = _process(command, {**asked, "only": only}, heard, bounds, environment)
        if ended == "":
            return heard
        if during is None:
            heard.failures["loading"] = ended
            return heard
        heard.failures[during] = ended
        done = {*heard.answers, *heard.failures}
        wanted = asked.get("only") or heard.loaded.get("can", [])
        only = [name for name in wanted if name not in done]
        if not only:
            return heard


def _process(
    command: Sequence[str],
    asked: Mapping[str, Any],
    heard: Heard,
    bounds: tuple[float, float],
    environment: Mapping[str, str] | None,
) -> tuple[str, str | None]:
    """Why the process ended early ("" when it did not), and during which question (None: while loading)."""
    folder = Path(asked["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    during: str | None = None
    with (folder / "errors.txt").open("w", encoding="utf-8") as errors:
        # not Python's buffering: what is selected on must be what is read
        process = subprocess.Popen(
            [*command, json.dumps(asked, default=str)],
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **(environment or {})},
            cwd=folder,
        )
        assert process.stdout is not None
        try:
            for line in _lines(process.stdout, process.pid, *bounds):
                if isinstance(line, str):
                    return line, during
                if line["event"] == "asking":
                    during = line["question"]
                elif line["event"] == "loaded":
                    heard.loaded = line
                elif line["event"] == "answered":
                    heard.answers[line["question"]] = line
                elif line["event"] == "failed":
                    heard.failures[line["question"]] = line["why"]
                elif line["event"] != "run":
                    heard.others.append(line)
        finally:
            if process.poll() is None:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
            process.wait()
    if process.returncode:
        last = (folder / "errors.txt").read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f"ended with code {process.returncode}: {(last or [''])[-1][:200]}", during
    return "", None


def _lines(stream: IO[bytes], pid: int, limit_s: float, memory_gb: float) -> Any:
    """Events as they come; a text instead when patience or memory ends (and the process is killed)."""
    held = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(stream, selectors.EVENT_READ)
        since = time.monotonic()
        while True:
            if waiting.select(0.2):
                more = os.read(stream.fileno(), 1 << 16)
                if not more:
                    return
                since = time.monotonic()
                held += more
                *whole, held = held.split(b"\n")
                for line in whole:
                    if line.startswith(b"{"):
                        yield json.loads(line)
            ended = ""
            if time.monotonic() - since > limit_s:
                ended = f"did not finish in {limit_s:.0f} s"
            elif _resident_gb(pid) > memory_gb:
                ended = f"needed more than {memory_gb:.0f} GB"
            if ended:
                os.kill(pid, 9)
                yield ended
                return


def _resident_gb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e9
