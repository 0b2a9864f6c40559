"""The pipeline: the list of steps IS the architecture diagram.

Where a model is configured, ``generate`` takes the place of ``compose``, and ``rewrite`` follows
``resolve``; everything else is shared.
"""

import datetime as dt
import time
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace

from assistant.answering.approve import approve
from assistant.answering.beyond import Beyond, load_beyond
from assistant.answering.compose import compose
from assistant.answering.generate import generate
from assistant.answering.language import language_of
from assistant.answering.offer import may_take_up, taken_up
from assistant.answering.render import render
from assistant.answering.resolve import resolve
from assistant.answering.retrieve import retrieve
from assistant.answering.rewrite import rewrite
from assistant.answering.route import route
from assistant.answering.scope import Likeness, open_scope
from assistant.answering.screen import screen
from assistant.answering.switch import hold, switch
from assistant.answering.turn import Knowledge, Step, Turn
from assistant.answering.verify import verify
from assistant.answering.watch import Watch
from assistant.answering.writing import Writer, Writing, begin
from assistant.approved.desk import Desk
from assistant.approved.matcher import Match
from assistant.call.rules import LiveRules, Rules
from assistant.llm import chat_for, warm_up
from assistant.masterplan import critique
from assistant.masterplan.telling import tell_short
from assistant.model import Answer, Hit, Language, Passage, Question, Source
from assistant.prompts import load_prompts
from assistant.retrieval.search import LiveSearcher, Search, Searcher
from assistant.settings import CHECKOUT, Settings

STEPS: tuple[Step, ...] = (screen, resolve, approve, route, retrieve, hold, compose, verify, switch)


def steps_of(writing: Writing | None) -> tuple[Step, ...]:
    """Return the steps; where a model is there it rewrites, and words in the place of compose."""
    if writing is None:
        return STEPS
    rewriting, generating = _with(rewrite, writing), _with(generate, writing)
    first = tuple(generating if step is compose else step for step in STEPS)
    after = first.index(resolve) + 1
    return (*first[:after], rewriting, *first[after:])


def _with(step: Callable[[Turn, Knowledge, Writing], Turn], writing: Writing) -> Step:
    def done(turn: Turn, knowledge: Knowledge) -> Turn:
        return step(turn, knowledge, writing)

    done.__name__ = step.__name__  # by which it is timed
    return done


def writer_of(settings: Settings) -> Writer | None:
    """Return the model that the settings name, None in embedded mode."""
    chat = chat_for("answer", settings)
    if chat is None:
        return None
    prompts = load_prompts(CHECKOUT / "prompts")
    model, rewriter = settings.llm_model, settings.llm_model_rewrite or settings.llm_model
    prices = settings.llm_prices
    return Writer(
        chat, prompts, model, chat_for("rewrite", settings), prices.get(model), prices.get(rewriter)
    )


class Snapshot:
    """What a question is answered from: one generation of the index, and the rules."""

    def __init__(
        self,
        settings: Settings,
        searcher: Searcher,
        rules: Rules,
        desk: Desk,
        examples: tuple[str, ...],
    ) -> None:
        """Hold on to one generation, so that an answer never mixes two."""
        self._beyond = Beyond(examples, searcher.embedder)
        self._scope = open_scope(settings.corpus, searcher.embedder)
        self._desk = desk
        self.settings = settings
        self.rules = rules
        self.searcher = searcher
        self.digest = searcher.corpus_digest
        self.known_until = searcher.knowledge_as_of
        self.notices = searcher.notices
        self._as_of: dt.date | None = None
        self._judge: critique.Knowledge | None = None

    def look(self, text: str, k: int, as_of: dt.date, language: Language) -> Search:
        """Search and measure the search."""
        return self.searcher.look(text, k, as_of, language)

    def official(self, text: str, k: int, as_of: dt.date) -> tuple[Hit, ...]:
        """Search official documents only."""
        return self.searcher.official(text, k, as_of)

    def beyond(self, text: str) -> float:
        """Return how near a question is to those that the desk does not answer."""
        return self._beyond.nearness(text)

    def likeness(self, text: str) -> Likeness | None:
        """Return what a message is like; None where nothing tells."""
        return self._scope.likeness(text)

    def approved(self, text: str, language: Language, as_of: dt.date) -> Match | None:
        """Return the approved answer to a question, if one may be served on the day."""
        return self._desk.match(text, language, self.searcher, as_of)

    def switched_off(self, topic: str, language: Language) -> str | None:
        """Return what to say of a topic that is switched off; None for one that is not."""
        return self._desk.switched_off(topic, language)

    def critique(self, text: str, language: Language) -> str:
        """Return the short critique of a piece of a draft; "" for a corpus without a grid."""
        if not critique.has_grid(self.settings.corpus):
            return ""
        judge = self._judge or critique.load_knowledge(self.settings.corpus, self.searcher.embedder)
        self._judge = judge
        return tell_short(critique.critique_text(text, judge, language), judge, language)

    def on(self, as_of: dt.date) -> "Snapshot":
        """Return the same knowledge as of a day: passages that were not there yet are not told."""
        view = copy(self)
        view._as_of = as_of
        return view

    def passage(self, name: str) -> Passage | None:
        """Return a passage by its id, if it may be told on the day."""
        return self.searcher.passage(name, self._as_of)

    def source(self, name: str) -> Source | None:
        """Return a source by its id."""
        return self.searcher.source(name)


class Pipeline:
    """Questions in, answers out: what the page, the command line, the API and the evals call."""

    def __init__(self, settings: Settings, writer: Writer | None = None) -> None:
        """Remember the settings; the index is read at the first question.

        ``writer`` stands in for the model of the settings.
        """
        self.settings = settings
        self._writer = writer or writer_of(settings)
        self._live = LiveSearcher(settings)
        self._rules = LiveRules(settings.corpus / "rules.yaml")
        self._desk = Desk(settings.corpus)
        self._examples = load_beyond(settings.corpus / "beyond.yaml")
        self._snapshot: Snapshot | None = None

    @property
    def knowledge(self) -> Snapshot:
        """Return what is served now; raise IndexMissing when nothing was indexed."""
        searcher, rules = self._live.get(), self._rules.get()
        snapshot = self._snapshot
        is_served = snapshot and snapshot.searcher is searcher and snapshot.rules is rules
        if snapshot is None or not is_served:
            snapshot = Snapshot(self.settings, searcher, rules, self._desk, self._examples)
            self._snapshot = snapshot
        return snapshot

    def answer(self, question: Question, watch: Watch | None = None) -> Answer:
        """Answer a question; raise IndexMissing when there is no index.

        ``watch`` is told each claim that a model makes as soon as it is verified.
        """
        writer = self._writer
        writing = begin(writer, self.settings, watch or Watch()) if writer else None
        return self._answer(question, steps_of(writing))

    def _answer(self, question: Question, steps: tuple[Step, ...]) -> Answer:
        snapshot = self.knowledge
        language = question.language or language_of(question, self.settings.language)
        taken = self._taken_up(question, language)
        if taken:
            answer = self._answer(replace(question, text=taken), steps)
            return replace(answer, question=question.text)
        as_of = question.as_of or dt.date.today()
        turn = Turn(question, language, as_of, question.text, question.text)
        knowledge = snapshot.on(as_of)
        timings: dict[str, float] = {}
        for step in steps:
            if turn.outcome is None:
                turn = _timed(step, turn, knowledge, timings)
        return replace(render(turn, knowledge), timings_ms=_rounded(timings))

    def _taken_up(self, question: Question, language: Language) -> str | None:
        """Return the question, proposed by the answer before, that a short message takes up."""
        if not question.earlier or not may_take_up(question.text):
            return None
        *before, last = question.earlier
        # What was proposed is the same with or without a model: it is not asked again.
        answer = self._answer(replace(question, text=last, earlier=tuple(before)), STEPS)
        return taken_up(question.text, answer.choices, language)

    def warm_up(self) -> None:
        """Load the index and make every vector that a first question needs; raise IndexMissing."""
        snapshot = self.knowledge
        warm_up(self.settings)
        snapshot.look("ZIS", 1, dt.date.today(), self.settings.language)
        snapshot.beyond("ZIS")
        snapshot.approved("ZIS", self.settings.language, dt.date.today())

    def search(
        self, text: str, k: int = 10, as_of: dt.date | None = None, language: str | None = None
    ) -> list[Hit]:
        """Return passages only, best first."""
        return self._live.get().search(text, k, as_of, language)

    def passage(self, name: str) -> Passage | None:
        """Return a passage by its id."""
        return self._live.get().passage(name)

    def source(self, name: str) -> Source | None:
        """Return a source by its id."""
        return self._live.get().source(name)


def _timed(step: Step, turn: Turn, knowledge: Knowledge, timings: dict[str, float]) -> Turn:
    began = time.perf_counter()
    turn = step(turn, knowledge)
    timings[step.__name__] = (time.perf_counter() - began) * 1000
    return turn


def _rounded(timings: Mapping[str, float]) -> dict[str, float]:
    rounded = {name: round(value, 2) for name, value in timings.items()}
    return rounded | {"total": round(sum(timings.values()), 2)}
