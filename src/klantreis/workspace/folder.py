"""Where a workspace lives on disk, and what can be wrong with such a place."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from klantreis.errors import KlantreisError, NoSpace, UserError

VARIABLE = "KLANTREIS_WORKSPACE"
"""Environment variable that names the workspace folder."""

NEEDED_BYTES = 64 * 2**20
"""Below this much free space nothing is started that writes."""


def default_folder() -> Path:
    """The workspace folder when none is named: ``$KLANTREIS_WORKSPACE``, else the user's data folder."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("klantreis", appauthor=False) / "workspace"


def prepare(folder: Path) -> None:
    """Make the folder when absent and see that it can be written; raises UserError or NoSpace in plain words."""
    with plain_words(folder):
        if folder.exists() and not folder.is_dir():
            raise UserError(
                "workspace.not_a_folder",
                "This is a file, and a workspace is a folder.",
                where=str(folder),
                mend="Name another folder with --workspace.",
                params={"folder": str(folder)},
            )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds what customers did; one that is there is left
        with tempfile.TemporaryFile(dir=folder):
            pass
        free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise no_space(folder, free)


@contextmanager
def plain_words(place: Path) -> Generator[None]:
    """Turn what the operating system says about a full, read-only or forbidden place into one clear error."""
    try:
        yield
    except ConnectionError:
        raise
    except OSError as problem:
        raise said_plainly(problem, place) from problem


def said_plainly(problem: OSError, place: Path | str) -> KlantreisError:
    """One of this product's errors for an error of the operating system."""
    params = {"place": str(place), "reason": problem.strerror or str(problem)}
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return no_space(Path(place), None)
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return UserError(
            "workspace.not_writable",
            "This place cannot be written.",
            where=str(place),
            mend="Name another folder with --workspace, or give yourself the right to write there.",
            params=params,
        )
    return UserError(
        "workspace.unusable",
        f"This place cannot be used: {problem.strerror or problem}.",
        where=str(place),
        mend="Name another folder with --workspace.",
        params=params,
    )


def no_space(place: Path, free: int | None) -> NoSpace:
    """The error for a disk that is full, or nearly."""
    left = "" if free is None else f" ({free // 2**20} MB left)"
    return NoSpace(
        "workspace.no_space",
        f"There is no space left on the disk{left}.",
        where=str(place),
        mend="Free some space, or name a folder on another disk with --workspace.",
        params={"place": str(place), "free_bytes": free},
    )


def write_atomically(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a small file so that a reader, or a killed process, sees the old content or the new, never a part."""
    with plain_words(path):
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).chmod(0o600 if private else 0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
