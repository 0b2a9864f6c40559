"""Offer: the questions that a vague message may mean, and the one that a short reply takes up.

A "sì" or "la seconda" takes up one of the questions that the answer before proposed.
"""

from collections.abc import Iterable, Sequence

from assistant.answering.core import asking_of
from assistant.answering.lexicon import lexicon
from assistant.answering.turn import Asked
from assistant.answering.weigh import weigh
from assistant.model import Hit, Language, Passage
from assistant.retrieval.lexical import fold
from assistant.retrieval.words import analyse, guess_language, words

_MOST_OFFERED = 4
_BROAD = (None, "what", "whether")  # kinds that do not tell what is asked for
_OURS = "zis"
_FEW_WORDS = 2  # that carry a subject: they may be about several things
_NEAR = 0.75  # share of the best score from which another fact may be meant as well

_MOST_WORDS = 6  # a longer message is a question of its own


def offers(hits: Iterable[Hit], language: Language) -> tuple[str, ...]:
    """Return questions that what was found answers, a fact each: one of them may be meant."""
    ours = (hit.passage for hit in hits if hit.passage.fact and hit.passage.fact.scope == _OURS)
    asked = (_question(passage, language) for passage in ours)
    told = dict.fromkeys(question for question in asked if question)
    return tuple(told)[:_MOST_OFFERED]


def is_open(one: Asked, language: Language) -> bool:
    """Tell whether a question of a word or two could be about several things, the first unknown.

    That something is not known answers who asked for it, not who may have meant another thing.
    """
    is_named = lexicon(language).follow_up["subject"].search(fold(one.text))
    is_short = len(words(asking_of(one.text, language))) <= _FEW_WORDS
    if one.leans or is_named or not is_short or one.kind not in _BROAD:
        return False
    best, *others = weigh(one, language)
    if best.passage.fact is None or best.passage.fact.status != "unknown":
        return False
    near = (hit.passage.fact for hit in others if hit.score >= best.score * _NEAR)
    return any(
        fact.status != "unknown" and fact.topic != best.passage.fact.topic for fact in near if fact
    )


def _question(passage: Passage, language: Language) -> str:
    """Return the first question, well written, by which a fact is found; "" where it has none."""
    whole = (
        finder
        for finder in passage.finders
        if finder.endswith("?") and finder[:1].isupper() and guess_language(finder, "") == language
    )
    return next(whole, "")


def may_take_up(text: str) -> bool:
    """Tell whether a message is short enough, and no question, to be the reply to an offer."""
    return len(text.split()) <= _MOST_WORDS and "?" not in text


def is_yes(text: str, language: Language) -> bool:
    """Tell whether a message only agrees."""
    return bool(lexicon(language).follow_up["yes"].search(fold(text).strip()))


def taken_up(text: str, choices: Sequence[str], language: Language) -> str | None:
    """Return the choice that a message takes: by agreeing to the only one, by number, by words."""
    if is_yes(text, language):
        return choices[0] if len(choices) == 1 else None
    for place, pattern in enumerate(lexicon(language).ordinals):
        if pattern.search(fold(text).strip()):
            return choices[place] if place < len(choices) else None
    return _only([choice for choice in choices if _is_said(text, choice, language)])


def _is_said(text: str, choice: str, language: Language) -> bool:
    said = set(analyse(text, language))
    return bool(said) and said <= set(analyse(choice, language))


def _only(choices: Sequence[str]) -> str | None:
    return choices[0] if len(choices) == 1 else None
