"""What the desk has decided, for a running server: approved answers, and topics switched off."""

import datetime as dt
import threading
from pathlib import Path

from assistant.approved.files import FOLDER, load, recover, stamp
from assistant.approved.live import Live
from assistant.approved.matcher import Match, Matcher, known_words
from assistant.approved.record import Approved
from assistant.approved.standing import is_served
from assistant.approved.topics import FILE, Switch, load_switches
from assistant.model import Language
from assistant.retrieval.search import Searcher

_Entries = tuple[Approved, ...]


class Desk:
    """The decisions of a corpus, as its files have them now."""

    def __init__(self, corpus: Path) -> None:
        """Clear what a crash left and read the files; CorpusError when one is wrong."""
        folder = corpus / FOLDER
        for written in (folder, corpus):
            recover(written)
        self._answers = Live(lambda: load(folder), lambda: stamp(folder), folder)
        self._switches = Live(lambda: load_switches(corpus), lambda: stamp(corpus, FILE), corpus)
        self._lock = threading.Lock()
        self._matcher: tuple[_Entries, Searcher, Matcher] | None = None
        self._known: tuple[Searcher, frozenset[str]] | None = None

    @property
    def answers(self) -> _Entries:
        """Return every approved answer, those withdrawn or suspended included."""
        return self._answers.get()

    @property
    def switches(self) -> tuple[Switch, ...]:
        """Return the topics that are off."""
        return self._switches.get()

    def switched_off(self, topic: str, language: Language) -> str | None:
        """Return what to say of a topic that is switched off; None for one that is not."""
        found = (one for one in self.switches if one.topic == topic)
        return next((one.message_in(language) for one in found), None)

    def match(
        self, text: str, language: Language, searcher: Searcher, as_of: dt.date
    ) -> Match | None:
        """Return the answer that a question is served on a day, from the passages of a searcher."""

        def is_usable(entry: Approved) -> bool:
            return is_served(entry, searcher, as_of)

        return self._matcher_over(searcher).match(text, language, is_usable)

    def _matcher_over(self, searcher: Searcher) -> Matcher:
        """Return the matcher over the answers of now; made again when they or the index change."""
        entries = self.answers
        with self._lock:
            made = self._matcher
            if made is None or made[0] is not entries or made[1] is not searcher:
                matcher = Matcher(entries, searcher.embedder, self._known_to(searcher))
                made = self._matcher = (entries, searcher, matcher)
            return made[2]

    def _known_to(self, searcher: Searcher) -> frozenset[str]:
        if self._known is None or self._known[0] is not searcher:
            self._known = (searcher, known_words(searcher.passages))
        return self._known[1]
