"""Run another program: quietly with a log, or in the open; and say in one line why it failed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .place import LOGS, NEEDED_BYTES, ROOT, caches
from .say import CannotGoOn

_CAUSES = (
    (
        r"No space left on device|ENOSPC|Disk quota exceeded",
        "the disk is full.",
        f"Free some space (setting up needs {NEEDED_BYTES / 1e9:.0f} GB in all) and run the same command again.",
    ),
    (
        r"Temporary failure in name resolution|Name or service not known|failed to lookup address|dns error|ENOTFOUND"
        r"|EAI_AGAIN|ECONNREFUSED|Connection refused|Network is unreachable|ENETUNREACH|NewConnectionError"
        r"|error sending request|Max retries exceeded|ETIMEDOUT|ECONNRESET|timed out|network connectivity"
        r"|Could not connect|tunnel error|ProxyError|\(from versions: none\)",
        "the package registry cannot be reached.",
        "The first start downloads packages: check the network (and proxy settings), then run the same command again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|self.signed certificate|UNABLE_TO_GET_ISSUER",
        "the registry's certificate is not trusted on this machine.",
        "Point SSL_CERT_FILE and NODE_EXTRA_CA_CERTS to your organisation's certificates and run it again.",
    ),
    (
        r"hashes? (mismatch|do not match)|Hash mismatch|EINTEGRITY",
        "a downloaded package is not the one that was locked.",
        "Do not install it. Try again without a mirror, or report it to the project.",
    ),
    (
        r"Permission denied|EACCES|EPERM|Read-only file system|EROFS",
        "files could not be written (permission denied).",
        "Give yourself write access to the project folder and to your cache folder, then run it again.",
    ),
    (
        r"no wheels? with a matching|no usable wheels|requires-python|Requires-Python|No matching distribution",
        "a package does not exist for this Python or this machine.",
        "Use Python 3.11 to 3.15 on Linux (x86 or ARM, 64-bit, glibc) or macOS (Apple silicon).",
    ),
)


def explain(output: str) -> tuple[str, str] | None:
    """The likely cause of a failure and what to do, read from a program's output; None when it is unknown."""
    for pattern, cause, mend in _CAUSES:
        if re.search(pattern, output):
            return cause, mend
    return None


def quietly(name: str, command: Sequence[str | Path], *, env: dict[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run a program with its output in ``.dev/log/<name>.log``; raise CannotGoOn with the cause when it fails."""
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{name}.log"
    try:
        with path.open("w") as log:
            done = subprocess.run(
                [str(part) for part in command],
                cwd=cwd,
                env=os.environ | caches() | (env or {}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
    except OSError as error:
        raise CannotGoOn(
            f"Could not start {command[0]}: {error.strerror}.", "Delete .dev and .venv and retry."
        ) from None
    if done.returncode == 0:
        return
    output = path.read_text(errors="replace")
    known = explain(output)
    if known:
        raise CannotGoOn(f"Could not finish “{name}”: {known[0]}", f"{known[1]} (Details: {path.relative_to(ROOT)})")
    last = "\n".join(output.splitlines()[-30:])
    raise CannotGoOn(
        f"Could not finish “{name}”. Its last lines were:\n{last}\n", f"All of it: {path.relative_to(ROOT)}"
    )


def openly(command: Sequence[str | Path], *, env: dict[str, str] | None = None, cwd: Path = ROOT) -> int:
    """Run a program with this terminal as its own; return its exit code."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=os.environ | caches() | (env or {}), check=False
    )
    return done.returncode
