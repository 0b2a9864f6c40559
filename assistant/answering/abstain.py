"""Abstain: tell from how a search went, never from a cosine alone, whether the corpus answers."""

import math

from assistant.answering.turn import Asked
from assistant.model import Outcome
from assistant.retrieval.lexical import words

# Logistic regression, classes balanced, on 186 questions of ours and 69 of others (60 and 60 are
# written for it, the rest development cases); ten folds: area under the curve 0.99; at the
# threshold 2% of ours are refused, 9% of the others let through.
_BIAS = -6.5
_WEIGHTS = {"nearness": 147.5, "top_coverage": 3.2, "best_coverage": 4.9, "common": 0.95}
_MOST_COMMON = 2  # more words of the subject say no more
_ANSWER = 0.25  # a good question refused costs more than an answer beside the point
_OURS = 0.02  # cosine by which a question is nearer to us than to what is not ours
_ANSWER_LEANING = 0.05  # a follow-up of a conversation that is in scope seldom leaves it
_FEW_WORDS = 1
_ENOUGH_WORDS = 0.4  # without vectors: share of the question that one passage must hold


def judge(one: Asked) -> Outcome | None:
    """Return None to answer, or why not: nothing near, or nearer to what the desk does not do."""
    if one.search is None or not one.search.hits:
        return "out_of_scope"
    features = one.search.features
    if not features.cosine:
        return None if features.best_coverage >= _ENOUGH_WORDS else "out_of_scope"
    enough = _ANSWER_LEANING if one.leans else _ANSWER
    if confidence(one) >= enough:
        return None
    if _is_vague(one):
        return "clarify"
    is_ours = features.common >= _MOST_COMMON and features.cosine > one.beyond + _OURS
    return "not_in_sources" if is_ours else "out_of_scope"


def _is_vague(one: Asked) -> bool:
    """Tell whether a question says too little, in words that we know, to tell what it is about."""
    assert one.search is not None
    return len(words(one.text)) <= _FEW_WORDS and not one.search.features.unknown


def confidence(one: Asked) -> float:
    """Return the probability, 0 to 1, that the corpus speaks of what is asked."""
    if one.search is None:
        return 0.0
    features = one.search.features
    values = {
        "nearness": features.cosine - one.beyond,
        "top_coverage": features.top_coverage,
        "best_coverage": features.best_coverage,
        "common": min(features.common, _MOST_COMMON),
    }
    total = _BIAS + sum(_WEIGHTS[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))
