"""Documents: the sentences of an operator's document that answer this kind of question, quoted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.answering.lexicon import Kind, lexicon
from assistant.answering.turn import Asked, Knowledge, Statement
from assistant.ingestion.sentences import sentences
from assistant.model import Hit, Language, Passage
from assistant.retrieval.lexical import analyse, fold
from assistant.text import date_words, say

MOST_SENTENCES = 3
_PASSAGES = 4
_GIVES = 0.35  # what a sentence gains by looking like an answer of the asked kind
_QUESTION = 0.5  # what a sentence loses by being itself a question
_ENOUGH = 0.5  # share of the best sentence's score that another must reach
_BULLETS = " \t\n•▪●◦○■□-–—*·"
_FIRST = 0.25  # what the first sentence of a FAQ answer gains
_SAID = 0.75  # share of its stems already told from which a sentence says nothing new
_LONG = 420  # characters of a quotation shown whole


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, and how well it answers."""

    passage: Passage
    start: int
    end: int
    score: float

    @property
    def words(self) -> str:
        """Return the sentence."""
        return self.passage.text[self.start : self.end]


def quote_documents(
    one: Asked,
    hits: Iterable[Hit],
    told: Iterable[Statement],
    language: Language,
    knowledge: Knowledge,
) -> tuple[Statement, ...]:
    """Return the best sentences of the passages found, in reading order, each as a quotation.

    A sentence that says what was told already is not said again.
    """
    documents = list(hits)[:_PASSAGES]
    scored = sentences_of(one, documents)
    least = _ENOUGH * max((item.score for item in scored), default=0.0)
    said = {stem for item in told for stem in analyse(item.text, item.passage.language)}
    kept = [
        item
        for item in scored
        if item.score >= least and not _is_said(item.words, item.passage, said)
    ]
    chosen = _distinct(sorted(kept, key=lambda item: -item.score))[:MOST_SENTENCES]
    order = {hit.passage.id: rank for rank, hit in enumerate(documents)}
    chosen.sort(key=lambda item: (order[item.passage.id], item.start))
    return tuple(attributed(chosen, language, knowledge))


def sentences_of(one: Asked, hits: Iterable[Hit]) -> list[Sentence]:
    """Return the sentences of the passages found, each with how well it answers."""
    return [item for hit in hits for item in _scored(hit, one)]


def _scored(hit: Hit, one: Asked) -> list[Sentence]:
    """Score the sentences of a passage: words shared with the question, its kind, the passage."""
    passage = hit.passage
    asked = set(analyse(one.text, passage.language))
    kind = kind_in(one, passage)
    near = set(analyse(" ".join((*passage.heading, *passage.finders)), passage.language))
    found: list[Sentence] = []
    for start, end in _bodies(passage):
        worth = _worth(passage.text[start:end], passage, asked, near, kind)
        first = _FIRST if passage.kind == "faq" and not found else 0.0
        found.append(Sentence(passage, start, end, hit.score * (worth + first)))
    return found


def _bodies(passage: Passage) -> list[tuple[int, int]]:
    """Return the sentences of a passage without its headings and its FAQ question."""
    titles = {" ".join(fold(title).split()) for title in (*passage.heading, *passage.finders)}
    bodies: list[tuple[int, int]] = []
    for start, end in sentences(passage.text):
        body = start + _title_length(passage.text[start:end], titles)
        body += len(passage.text[body:end]) - len(passage.text[body:end].lstrip(_BULLETS))
        if _is_sentence(passage.text[body:end]):
            bodies.append((body, end))
    return list(_with_items(bodies, passage.text))


def _with_items(bodies: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences; one that announces a list takes its items along, while they fit."""
    at = 0
    while at < len(bodies):
        start, end = bodies[at]
        at += 1
        while (
            text[start:end].rstrip().endswith((":", ";"))
            and at < len(bodies)
            and bodies[at][1] - start <= _LONG
        ):
            end = bodies[at][1]
            at += 1
        yield start, end


def _title_length(words: str, titles: set[str]) -> int:
    """Return how many characters of a sentence are title lines above it."""
    length = 0
    for line in words.splitlines(keepends=True):
        if " ".join(fold(line).split()) not in titles:
            break
        length += len(line)
    return length


def _is_said(words: str, passage: Passage, said: set[str]) -> bool:
    stems = set(analyse(words, passage.language))
    return len(stems & said) >= _SAID * max(1, len(stems))


def kind_in(one: Asked, passage: Passage) -> Kind | None:
    """Return the kind of a question, as a passage in its own language answers it."""
    language: Language = "en" if passage.language == "en" else "it"
    return next((kind for kind in lexicon(language).kinds if kind.name == one.kind), None)


def _worth(
    words: str, passage: Passage, asked: set[str], near: set[str], kind: Kind | None
) -> float:
    """Return 0 to about 1.5: coverage of the question (its heading helps), and the kind."""
    stems = set(analyse(words, passage.language))
    if not asked:
        return 0.0
    covered = (len(asked & stems) + 0.5 * len((asked & near) - stems)) / len(asked)
    gives = _GIVES if kind and kind.give.search(fold(words)) else 0.0
    asks = _QUESTION if words.rstrip().endswith("?") else 0.0
    return max(0.0, 0.15 + covered + gives - asks)


def _is_sentence(words: str) -> bool:
    return len(words) <= _LONG * 2 and sum(char.isalpha() for char in words) >= 12


def _distinct(ranked: list[Sentence]) -> list[Sentence]:
    """Return the sentences, best first, without those that repeat a better one."""
    kept: list[Sentence] = []
    for item in ranked:
        language = item.passage.language
        said = [set(analyse(other.words, language)) for other in kept]
        if not any(_is_said(item.words, item.passage, stems) for stems in said):
            kept.append(item)
    return kept


def _joined(chosen: list[Sentence]) -> list[Sentence]:
    """Join sentences that follow one another in a passage into one quotation."""
    joined: list[Sentence] = []
    for item in chosen:
        last = joined[-1] if joined else None
        if last and last.passage.id == item.passage.id and item.start - last.end <= 2:
            joined[-1] = Sentence(item.passage, last.start, item.end, last.score)
        else:
            joined.append(item)
    return joined


def attributed(chosen: list[Sentence], language: Language, knowledge: Knowledge) -> list[Statement]:
    """Return quotations that name who published them, and when, once for each source."""
    told: list[Statement] = []
    previous = None
    for item in _joined(chosen):
        source = knowledge.source(item.passage.source)
        if source is None:
            continue
        key = "quoted_from" if source.publisher else "quoted_from_document"
        text = say(
            language,
            f"answer.{key if source.id != previous else 'quoted_more'}",
            publisher=source.publisher,
            title=source.title,
            date=date_words(source.published, language),
            words=" ".join(item.words.split()),
        )
        told.append(Statement(text, item.words, item.passage, "quote"))
        previous = source.id
    return told
