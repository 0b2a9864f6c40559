"""Abstain: tell from how a search went, never from a cosine alone, whether the corpus answers."""

import math

from assistant.answering.turn import Asked
from assistant.model import Outcome

# Logistic regression on 132 development questions and 160 questions of other domains (five folds by
# question: area under the curve 0.95; 5% of the good ones refused, 30% of the others let through).
_BIAS = -4.7
_WEIGHTS = {"nearness": 72.9, "coverage": 0.3, "top_coverage": 3.9, "agreement": 1.7}
_ANSWER = 0.2  # probability from which we answer: a refusal of a good question costs more
_ANSWER_LEANING = 0.05  # a follow-up of a conversation that is in scope seldom leaves it
_ENOUGH_WORDS = 0.4  # without vectors: share of the question that one passage must hold


def judge(one: Asked) -> Outcome | None:
    """Return None to answer, or why not: nothing near, or nearer to what the desk does not do."""
    if one.search is None or not one.search.hits:
        return "out_of_scope"
    features = one.search.features
    if not features.cosine:
        return None if features.best_coverage >= _ENOUGH_WORDS else "out_of_scope"
    enough = _ANSWER_LEANING if one.leans else _ANSWER
    return None if confidence(one) >= enough else "out_of_scope"


def confidence(one: Asked) -> float:
    """Return the probability, 0 to 1, that the corpus speaks of what is asked."""
    if one.search is None:
        return 0.0
    features = one.search.features
    values = {
        "nearness": features.cosine - one.beyond,
        "coverage": features.coverage,
        "top_coverage": features.top_coverage,
        "agreement": features.agreement,
    }
    total = _BIAS + sum(_WEIGHTS[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))
