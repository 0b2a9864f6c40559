"""A process that approves, to be killed: ``python -m tests.approver FOLDER WHERE``.

``many NUMBER`` approves that many answers as fast as it can; ``renew`` renews the only one for
ever; any other place stops there, having said so, in the middle of a renewal.
"""

import os
import sys
import time
from pathlib import Path

from assistant.approved import files
from assistant.approved.acts import Seen, renew
from assistant.approved.files import load
from tests.approvals import ON, a_proposal, approved


def main() -> None:
    """Do what the command line says."""
    folder, where = Path(sys.argv[1]), sys.argv[2]
    if where == "many":
        for number in range(int(sys.argv[4])):
            approved(folder, f"Domanda {number} di {sys.argv[3]}?")
        return
    if where in ("fsync", "replace"):
        stop_at(where)
    while True:
        (entry,) = load(folder)
        version = "x" * 20_000 + f" {entry.revision + 1}"
        renew(folder, Seen(entry.id, entry.revision), a_proposal(owner=version), "B", ON)


def stop_at(where: str) -> None:
    """Stop where a file is half done: written but not durable, or not yet in its place."""

    def stop(*_: object) -> None:
        sys.stdout.write("here\n")
        sys.stdout.flush()
        time.sleep(60)

    if where == "fsync":
        setattr(os, where, stop)
    else:
        files.write_whole.__defaults__ = (stop,)


if __name__ == "__main__":
    main()
