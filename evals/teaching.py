"""A command that teaches: it needs the embedder, writes weights, and prints what they come to."""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.console import write
from assistant.errors import InputError, SportelloError
from assistant.retrieval.embed import CachedEmbedder, open_embedder
from assistant.settings import Settings, load_settings
from assistant.text import explain

Teach = Callable[[Settings, CachedEmbedder], Iterable[str]]


def command(name: str, description: str | None, teach: Teach) -> int:
    """Teach, and print each line that ``teach`` tells; 2, with the reason, when nothing can be."""
    argparse.ArgumentParser(prog=f"python -m evals.{name}", description=description).parse_args()
    settings = load_settings()
    try:
        embedder = open_embedder(settings)
        if embedder is None:
            raise InputError("eval.no_embedder")
        for line in teach(settings, embedder):
            write(line)
    except SportelloError as error:
        write(explain(error, settings.language), sys.stderr)
        return 2
    return 0


def digest_of(files: Iterable[Path]) -> str:
    """Return the digest of what weights are learned from: the names and the words of files."""
    told = hashlib.sha256()
    for path in files:
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:16]
