"""Writers of the journal, all at once: ``python -m evals.writers --writers 10 --seconds 60``.

Each is a process that keeps turns one after the other and tells the handle of each when it is
written; at the end the database must hold every one of them, whole. The database is that of the
settings, which then forgets what was written; without one, an SQLite file in a temporary folder.
"""

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from assistant.console import write, write_json
from assistant.journal.database import open_database
from assistant.journal.journal import Journal, new_handle
from assistant.model import Answer, Claim, Passage, Quote
from assistant.settings import CHECKOUT, Settings, load_settings

_PASSAGE = Passage("prova:1", "prova", "Il testo da cui viene la risposta. " * 20, digest="0" * 64)
_PATIENCE = 60.0  # seconds for one turn to be written


@dataclass(frozen=True, slots=True)
class Written:
    """What the writers told: handle and milliseconds of each turn; ``conversation`` of them all."""

    conversation: str
    turns: tuple[tuple[str, float], ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Let them write and count; 1 when a turn that was told is not there, or not whole."""
    arguments = _parser().parse_args(argv)
    settings = load_settings()
    if arguments.conversation:
        return _tell_turns(settings, arguments)
    with tempfile.TemporaryDirectory() as folder:
        settings = settings.model_copy(update={"data": Path(folder)})
        written = let_write(settings, arguments.writers, arguments.seconds)
        lost = missing(settings, written)
        open_journal(settings).delete(written.conversation)
    write_json(_figures(written, len(lost), arguments.seconds))
    return 1 if lost else 0


def _tell_turns(settings: Settings, arguments: argparse.Namespace) -> int:
    telling = threading.Lock()

    def tell() -> None:
        for handle, milliseconds in keep_turns(settings, arguments.conversation, arguments.seconds):
            with telling:
                write(f"{handle} {milliseconds:.2f}")
                sys.stdout.flush()

    threads = [threading.Thread(target=tell) for _ in range(arguments.writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 0


def keep_turns(
    settings: Settings, conversation: str, seconds: float
) -> Iterator[tuple[str, float]]:
    """Keep turns for some seconds; yield each handle once it is written, and in how long."""
    journal = open_journal(settings)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.perf_counter()
        handle = journal.record(_answer(), "api", conversation, lambda _: _PASSAGE)
        if journal.flush(_PATIENCE):
            yield handle, (time.perf_counter() - began) * 1000
    journal.close()


def let_write(settings: Settings, writers: int, seconds: float, threads: int = 1) -> Written:
    """Run processes of one or more writers to their end; return what they told."""
    conversation = new_handle()
    started = [start_writer(settings, conversation, seconds, threads) for _ in range(writers)]
    told = [process.communicate()[0] for process in started]
    return Written(conversation, tuple(_turns("".join(told).splitlines())))


def start_writer(
    settings: Settings, conversation: str, seconds: float, threads: int = 1
) -> subprocess.Popen[str]:
    """Start a process that writes to the database of the settings."""
    environment = {
        "SPORTELLO_DATA": str(settings.data),
        "SPORTELLO_DATABASE_URL": settings.database_url.get_secret_value(),
    }
    command = [sys.executable, "-m", "evals.writers", "--conversation", conversation]
    return subprocess.Popen(
        [*command, "--seconds", str(seconds), "--writers", str(threads)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env=environment,
    )


def missing(settings: Settings, written: Written) -> set[str]:
    """Return the handles that were told and are not in the journal with their quotations."""
    kept = {
        turn["turn"]
        for turn in open_journal(settings).export(written.conversation)
        if [quote["digest"] for claim in turn["claims"] for quote in claim["quotes"]]
        == [_PASSAGE.digest] * 3
    }
    return {handle for handle, _ in written.turns} - kept


def open_journal(settings: Settings) -> Journal:
    """Return the journal of the settings."""
    return Journal(open_database(settings), settings.journal_days)


def _answer() -> Answer:
    quote = Quote(_PASSAGE.id, _PASSAGE.source, "p. 1", _PASSAGE.text[:34], 0, 34)
    claims = (Claim(quote.words, (quote,)),) * 3
    asked = "Chi può fare da capofila?"
    return Answer(asked, asked, "it", "answered", "Risposta. " * 40, dt.date(2026, 11, 24), claims)


def _turns(lines: Iterable[str]) -> Iterator[tuple[str, float]]:
    for line in lines:
        handle, milliseconds = line.split()
        yield handle, float(milliseconds)


def _figures(written: Written, lost: int, seconds: float) -> dict[str, float]:
    times = [milliseconds for _, milliseconds in written.turns]
    cuts = quantiles(times, n=100, method="inclusive")
    return {
        "turns": len(times),
        "lost": lost,
        "per_second": round(len(times) / seconds, 1),
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "max_ms": round(max(times), 1),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.writers", description=__doc__)
    parser.add_argument("--writers", type=int, default=10, help="processes (10)")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each writes (60)")
    parser.add_argument("--conversation", help="write it, in threads of this one process")
    return parser


if __name__ == "__main__":
    sys.exit(main())
