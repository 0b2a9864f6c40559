"""The engine behind the page: bytes of a draft become a critique in both languages.

The file that the limited reader needs lies in a folder of its own, readable by us alone, and is
gone before the critique begins.
"""

import tempfile
import threading
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.masterplan.compare import compare, comparison_json
from assistant.masterplan.critique import Critique, Knowledge, critique, load_knowledge
from assistant.masterplan.draft import Draft
from assistant.masterplan.opinion import Reader, reader_of, with_opinion
from assistant.masterplan.reading import read_draft
from assistant.masterplan.telling import critique_json
from assistant.model import LANGUAGES, Language
from assistant.retrieval.embed import open_embedder
from assistant.settings import Settings
from assistant.web.review_contract import Reviewed
from assistant.web.review_inbox import Upload

_AT_ONCE = 2
_PATIENCE = 60.0  # seconds that a draft waits for its turn
_STEM = 60


class Engine:
    """Reads drafts and judges them, two at a time; meets ``Reviewer``."""

    def __init__(self, settings: Settings) -> None:
        """Remember the settings; the grid and the model are loaded with the first draft."""
        self._settings = settings
        self._turns = threading.Semaphore(_AT_ONCE)
        self._loading = threading.Lock()

    def warm_up(self) -> None:
        """Load the grid and the model now: the first draft is judged sooner."""
        with self._loading:
            _ = self._knowledge

    def review(self, draft: Upload, older: Upload | None) -> Reviewed:
        """Return the review of a draft; raises Unreadable or InputError when there is none."""
        if not self._turns.acquire(timeout=_PATIENCE):
            raise InputError("draft_busy")
        try:
            judged, before = self._judged(draft, older)
        finally:
            self._turns.release()
        # A model takes its time elsewhere: nobody waits for this machine meanwhile.
        judged = with_opinion(judged, self._knowledge, self._reader, judged.draft.language)
        return Reviewed(
            text=judged.draft.text,
            language=judged.draft.language,
            critiques={code: _told(judged, before, self._knowledge, code) for code in LANGUAGES},
        )

    def _judged(self, draft: Upload, older: Upload | None) -> tuple[Critique, Critique | None]:
        read = self._read(draft)
        read_before = self._read(older) if older else None
        with self._loading:
            knowledge = self._knowledge
        return critique(read, knowledge), critique(read_before, knowledge) if read_before else None

    @cached_property
    def _reader(self) -> Reader | None:
        return reader_of(self._settings)

    @cached_property
    def _knowledge(self) -> Knowledge:
        return load_knowledge(self._settings.corpus, open_embedder(self._settings))

    def _read(self, upload: Upload) -> Draft:
        name = Path(upload.name)
        with tempfile.TemporaryDirectory(prefix="sportello-") as folder:
            path = Path(folder) / f"{name.stem[:_STEM].strip('.') or '_'}{name.suffix}"
            path.write_bytes(upload.content)
            return read_draft(path, self._settings)


def _told(
    judged: Critique, before: Critique | None, knowledge: Knowledge, language: Language
) -> dict[str, Any]:
    told = critique_json(judged, knowledge, language)
    if before:
        change = compare(before, judged)
        told["comparison"] = comparison_json(change, (before, judged), knowledge, language)
    return told
