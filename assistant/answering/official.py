"""Official: what an official document of the operator says comes before press and sheets.

A sentence counts as an answer when it looks like one of the kind that is asked, and its words are
those of the question or of the facts found for it: a fact carries the many ways people ask for
what a document says once.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.documents import Sentence, attributed, kind_in, sentences_of
from assistant.answering.turn import Asked, Knowledge, Statement, Turn
from assistant.model import Hit, Passage
from assistant.retrieval.lexical import analyse, fold
from assistant.text import date_words, say

_PASSAGES = 4
_MOST_SENTENCES = 3
_SAME_MATTER = 0.5  # share of a sentence's words that the question or its facts must hold
_ANSWERED = 0.6  # share of the question's words that a sentence under its headings must hold
_BY_FORM = ("when", "amount", "count", "where")  # kinds whose answers have a form of their own


def official_first(
    one: Asked, facts: Sequence[Hit], told: Sequence[Statement], turn: Turn, knowledge: Knowledge
) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """Return the statements with the official words first, and what to remark; as told if none.

    What the summaries disagree on is settled then, and no longer told; nor is what they do not
    know, where the official words answer the question in its own words.
    """
    found = _official(one, facts, turn, knowledge) if _tells_facts(told) else []
    if not found:
        return tuple(told), ()
    quoted = [replace(item, role="lead") for item in attributed(found, turn.language, knowledge)]
    is_settled = any(_answered(item, one) >= _ANSWERED for item in found)
    kept = [
        item
        for item in told
        if (item.role == "lead" and item.certainty == "reported" and item.passage.fact)
        or (item.certainty == "unknown" and not is_settled)
    ]
    details = [replace(item, role="caveat" if item.role == "lead" else item.role) for item in kept]
    return (*quoted, *details), prevails(found[0].passage, turn, knowledge)


def _tells_facts(told: Sequence[Statement]) -> bool:
    return any(item.passage.fact for item in told)


def _official(one: Asked, facts: Sequence[Hit], turn: Turn, knowledge: Knowledge) -> list[Sentence]:
    """Return the sentences of one official passage that answer, in their order."""
    near = _on_the_matter(facts)
    keywords = next((passage.finders[0] for passage in near if passage.finders), "")
    hits = knowledge.official(f"{one.text} {keywords}", _PASSAGES, turn.as_of)
    matter = {stem for passage in near for stem in _stems_of(passage)}
    weighed = [(_worth(item, one, matter), item) for item in sentences_of(one, hits)]
    answering = [(worth, item) for worth, item in weighed if worth]
    if not answering:
        return []
    _, best = max(answering, key=lambda pair: pair[0])
    beside = [item for _, item in answering if item.passage is best.passage]
    return sorted(beside, key=lambda item: item.start)[:_MOST_SENTENCES]


def _on_the_matter(facts: Sequence[Hit]) -> list[Passage]:
    """Return the facts found on the topic of the first."""
    topic = facts[0].passage.fact.topic if facts and facts[0].passage.fact else None
    return [hit.passage for hit in facts if hit.passage.fact and hit.passage.fact.topic == topic]


def _worth(sentence: Sentence, one: Asked, matter: set[str]) -> float:
    """Return how much of the question and of its matter a sentence holds; 0 for no answer."""
    language = sentence.passage.language
    stems = {stem for stem in analyse(sentence.words, language) if stem.isalpha()}
    asked = set(analyse(one.text, language))
    answered = _answered(sentence, one)
    same = len(stems & (matter | asked)) / max(1, len(stems))
    kind = kind_in(one, sentence.passage)
    has_form = one.kind in _BY_FORM
    if has_form and kind and not kind.give.search(fold(sentence.words)):
        return 0.0
    is_answer = answered >= _ANSWERED or (has_form and same >= _SAME_MATTER)
    return answered + same if is_answer else 0.0


def _answered(sentence: Sentence, one: Asked) -> float:
    """Return the share of the question's words that a sentence holds under its headings."""
    language = sentence.passage.language
    under = " ".join((sentence.words, *sentence.passage.heading))
    asked = set(analyse(one.text, language))
    return len(asked & set(analyse(under, language))) / max(1, len(asked))


def _stems_of(passage: Passage) -> set[str]:
    return set(analyse(" ".join((passage.text, *passage.finders)), passage.language))


def prevails(passage: Passage, turn: Turn, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the sentence that the document of a passage prevails over summaries and press."""
    source = knowledge.source(passage.source)
    if source is None:
        return ()
    date = date_words(source.published, turn.language)
    return (say(turn.language, "answer.official_prevails", title=source.title, date=date),)
