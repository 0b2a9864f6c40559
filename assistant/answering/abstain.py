"""Abstain: tell from how a search went, never from a cosine alone, whether the corpus answers."""

import math

from assistant.answering.core import asking_of
from assistant.answering.lexicon import lexicon
from assistant.answering.turn import Asked
from assistant.model import Language, Outcome
from assistant.retrieval.lexical import fold, words

# Logistic regression by ``python -m evals.calibration`` (docs/evaluation.md has what it measures).
_BIAS = -3.8
WEIGHTS = {
    "nearness": 128.8,
    "best_coverage": 3.1,
    "unknown": -1.2,
    "words": 0.43,
    "common": 0.46,
}
_MOST_WORDS = 6  # more words say no more
_MOST_COMMON = 2
_MOST_NAMED = 4
_ANSWER = 0.5  # a good question refused costs more than an answer beside the point
_OURS = 0.02  # cosine by which a question is nearer to us than to what is not ours
_ANSWER_SHORT = 0.6  # a question of a few words that does not say what it is about
_ANSWER_LEANING = 0.05  # a follow-up of a conversation that is in scope seldom leaves it
_ANSWER_BESIDE = 0.3  # a question asked together with one of ours, and told with it
_ANSWER_NAMING = 0.1  # a question that names what the call is about, in words that we know
_PLAIN_WORDS = 4
_LEAST = 0.02  # below it a message is about something else, whatever it follows
_FEW_WORDS = 3  # in words that we know: what is asked has to be asked back
_TOO_FAR = -0.03  # cosine by which a short one is nearer to what is not ours, and so about that
_KNOWN = 0.5  # share of a question that one passage holds: it speaks of our things
_NOT_FOREIGN = 0.1  # below it a question is nearer to what is not ours
_ENOUGH_WORDS = 0.4  # without vectors: share of the question that one passage must hold


def judge(one: Asked, language: Language = "it") -> Outcome | None:
    """Return None to answer, or why not: nothing near, or nearer to what the desk does not do."""
    if one.search is None or not one.search.hits:
        return "out_of_scope"
    features = one.search.features
    if not features.cosine:
        return None if features.best_coverage >= _ENOUGH_WORDS else "out_of_scope"
    if confidence(one) >= _enough(one, language):
        return None
    if _is_vague(one, language):
        return "clarify"
    is_near = features.common >= _MOST_COMMON and features.cosine > one.beyond + _OURS
    is_ours = is_near or lexicon(language).follow_up["ours"].search(fold(one.text))
    return "not_in_sources" if is_ours else "out_of_scope"


def _enough(one: Asked, language: Language) -> float:
    """Return how sure is enough: less for a follow-up, and for a short one in our own words."""
    assert one.search is not None
    if one.leans:
        return _ANSWER_LEANING
    if names_ours(one, language):
        return _ANSWER_NAMING
    is_named = lexicon(language).follow_up["subject"].search(fold(one.text))
    is_short = (
        not is_named and not one.said and len(words(asking_of(one.text, language))) <= _FEW_WORDS
    )
    return _ANSWER_SHORT if is_short else _ANSWER


def is_weak(one: Asked) -> bool:
    """Tell whether a question finds too little to be answered by itself, but is not far from us."""
    return _LEAST <= confidence(one) < _ANSWER


def names_ours(one: Asked, language: Language) -> bool:
    """Tell whether a short question, in words that we know, names what the call is about."""
    assert one.search is not None
    is_named = lexicon(language).follow_up["subject"].search(fold(one.text))
    is_plain = len(words(one.text)) <= _PLAIN_WORDS and not one.search.features.unknown
    return bool(is_named) and is_plain


def may_belong(one: Asked) -> bool:
    """Tell whether a question is sure enough for one asked beside others that are ours."""
    return confidence(one) >= _ANSWER_BESIDE


def _is_vague(one: Asked, language: Language) -> bool:
    """Tell whether a question, in words that we know, says too little to tell what it is about."""
    assert one.search is not None
    features = one.search.features
    asking = words(asking_of(one.text, language))
    if any(word in asking for word in features.unknown):
        return False
    is_known = features.best_coverage >= _KNOWN and confidence(one) >= _NOT_FOREIGN
    is_near = features.cosine - one.beyond > _TOO_FAR
    is_short = len(asking) <= _FEW_WORDS and is_near
    return len(asking) <= 1 or is_short or (is_known and not features.unknown)


def confidence(one: Asked) -> float:
    """Return the probability, 0 to 1, that the corpus speaks of what is asked."""
    if one.search is None:
        return 0.0
    total = _BIAS + sum(WEIGHTS[name] * value for name, value in values(one).items())
    return 1 / (1 + math.exp(-total))


def values(one: Asked) -> dict[str, float]:
    """Return the features of a search that was made, by the names of their weights."""
    assert one.search is not None
    features = one.search.features
    return {
        "nearness": features.cosine - one.beyond,
        "best_coverage": features.best_coverage,
        "unknown": len(features.unknown),
        "words": min(len(words(one.text)), _MOST_WORDS),
        "common": min(features.common, _MOST_NAMED),
    }
