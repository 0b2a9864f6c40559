"""The folder of approved answers: read whole, written one file at a time, never half.

A file is written beside its place, made durable, then renamed onto it: a crash leaves the old or
the new one. One writer at a time, over all processes; the lock goes with its process.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.approved.record import SUFFIX, Approved, dump, parse
from assistant.errors import InputError

FOLDER = "approved"  # of a corpus
_LOCK = ".lock"
_UNFINISHED = ".tmp"
_LEFT_OVER = f".*{SUFFIX}.*{_UNFINISHED}"
_WAIT_SECONDS = 10.0


def load(folder: Path) -> tuple[Approved, ...]:
    """Return every answer of a folder, by id; raise CorpusError naming a file that is wrong."""
    return tuple(parse(path) for path in sorted(folder.glob(f"*{SUFFIX}")) if _is_ours(path))


def stamp(folder: Path, name: str = SUFFIX) -> tuple[tuple[str, int, int, int], ...]:
    """Return what changes when a file does, of those whose name ends so: times, sizes, inodes."""
    try:
        with os.scandir(folder) as found:
            kept = [(entry.name, entry.stat()) for entry in found if entry.name.endswith(name)]
    except FileNotFoundError:
        return ()
    return tuple(sorted((name, s.st_mtime_ns, s.st_size, s.st_ino) for name, s in kept))


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the only writer of a folder, and clear what a crash left; InputError when it is busy."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=_WAIT_SECONDS):
            _clear(folder)
            yield
    except Timeout:
        raise InputError("approved.busy", folder=folder.name) from None
    except OSError:  # no permission, no space, no such disk any more
        raise InputError("approved.unwritable", folder=folder.name) from None


def recover(folder: Path) -> None:
    """Clear what a crash left in a folder, unless somebody is writing in it or it is read-only."""
    if not any(folder.glob(_LEFT_OVER)):
        return
    with contextlib.suppress(OSError), FileLock(folder / _LOCK, timeout=0):
        _clear(folder)


def put(folder: Path, entry: Approved) -> None:
    """Write an answer in the place of its older version; only while ``writing``."""
    write_whole(folder / f"{entry.id}{SUFFIX}", dump(entry))


def write_whole(path: Path, text: str, rename: Callable[[Path, Path], None] = os.replace) -> None:
    """Write a file so that whoever looks sees the old one or the new one, even after a crash."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    rename(unfinished, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _clear(folder: Path) -> None:
    for path in folder.glob(_LEFT_OVER):
        path.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")
