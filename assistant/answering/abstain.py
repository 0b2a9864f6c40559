"""Abstain: tell from what a message is like, and from how its search went, whether to answer."""

import math

from assistant.answering.lexicon import lexicon
from assistant.answering.scope import SORTS, Likeness, Sort
from assistant.answering.turn import Asked
from assistant.model import LANGUAGES, Language, Outcome
from assistant.retrieval.lexical import fold, words

# Logistic regressions by ``python -m evals.calibration`` (docs/evaluation.md has what it measures).
BIAS: dict[Sort, float] = {"ours": -2.69, "beyond": 0.35, "vague": 0.47}
WEIGHTS: dict[Sort, dict[str, float]] = {
    "ours": {
        "ours": 0.31,
        "beyond": -0.09,
        "vague": -0.04,
        "nearness": 49.5,
        "best_coverage": 1.14,
        "unknown": -0.81,
        "words": 0.41,
        "common": 0.13,
        "named": 0.11,
    },
    "beyond": {
        "ours": -0.16,
        "beyond": 0.35,
        "vague": -0.25,
        "nearness": -46.33,
        "best_coverage": -1.91,
        "unknown": 0.77,
        "words": -0.18,
        "common": -0.3,
        "named": 0.16,
    },
    "vague": {
        "ours": -0.14,
        "beyond": -0.21,
        "vague": 0.45,
        "nearness": -18.49,
        "best_coverage": 0.14,
        "unknown": -0.34,
        "words": -0.14,
        "common": -0.14,
        "named": -1.52,
    },
}
_MOST_WORDS = 6  # more words say no more
_MOST_COMMON = 2
_MOST_NAMED = 4
_MOST_UNKNOWN = 3
_ANSWER = 0.25  # a good question refused costs more than an answer beside the point
_OURS = 0.02  # cosine by which a question is nearer to us than to what is not ours
_ANSWER_LEANING = 0.02  # a follow-up of a conversation that is in scope seldom leaves it
_ANSWER_NAMING = 0.02  # a short question that names what the call is about, and nothing else
_ANSWER_BESIDE = 0.2  # a question asked together with one of ours, and told with it
_PLAIN_WORDS = 4
_BARE_WORDS = 3
_NOT_FAR = 0.03  # cosine by which such a message may be nearer to what is not ours
_TWICE = math.log(2)  # a message is asked back when it is twice as likely to be vague as ours
_LEAST = 0.005  # below it a message is about something else, whatever it follows
_ENOUGH_WORDS = 0.4  # without vectors: share of the question that one passage must hold


def judge(one: Asked, language: Language = "it") -> Outcome | None:
    """Return None to answer, or why not: too vague, nothing near, or nearer to what is not ours."""
    if one.search is None or not one.search.hits:
        return "out_of_scope"
    features = one.search.features
    if not features.cosine:
        return None if features.best_coverage >= _ENOUGH_WORDS else "out_of_scope"
    if is_vague(one):
        return "clarify"
    if confidence(one) >= _enough(one, language):
        return None
    is_near = features.common >= _MOST_COMMON and features.cosine > one.beyond + _OURS
    if is_near or lexicon(language).follow_up["ours"].search(fold(one.text)):
        return "not_in_sources"
    return "clarify" if _is_bare(one) else "out_of_scope"


def _enough(one: Asked, language: Language) -> float:
    """Return how sure is enough: less for a follow-up, and for a short one in our own words."""
    if one.leans:
        return _ANSWER_LEANING
    return _ANSWER_NAMING if names_ours(one, language) else _ANSWER


def is_vague(one: Asked) -> bool:
    """Tell whether a message says too little by itself; never what is told with what is around."""
    if one.likeness is None or one.leans or one.said or one.subject:
        return False
    told = odds(one)
    return told.vague > max(told.ours + _TWICE, told.beyond)


def _is_bare(one: Asked) -> bool:
    """Tell whether a few words, all known here, name nothing that would be somebody else's."""
    if one.search is None or one.leans or one.said or one.subject:
        return False
    features = one.search.features
    is_near = features.cosine > one.beyond - _NOT_FAR
    return is_near and len(words(one.text)) <= _BARE_WORDS and not features.unknown


def is_weak(one: Asked) -> bool:
    """Tell whether a question finds too little to be answered by itself, but is not far from us."""
    return is_vague(one) or _LEAST <= confidence(one) < _ANSWER


def names_ours(one: Asked, language: Language) -> bool:
    """Tell whether a short question, in words that we know, names what the call is about."""
    assert one.search is not None
    is_plain = len(words(one.text)) <= _PLAIN_WORDS and not one.search.features.unknown
    return _names(one, language) and is_plain


def may_belong(one: Asked) -> bool:
    """Tell whether a question is sure enough for one asked beside others that are ours."""
    return confidence(one) >= _ANSWER_BESIDE


def confidence(one: Asked) -> float:
    """Return the probability, 0 to 1, that what is asked is ours rather than another's."""
    if one.search is None:
        return 0.0
    told = odds(one)
    return 1 / (1 + math.exp(told.beyond - told.ours))


def odds(one: Asked) -> Likeness:
    """Return the log odds that a message is of each sort, of a search that was made."""
    told = values(one)

    def of(sort: Sort) -> float:
        return BIAS[sort] + sum(weight * told[name] for name, weight in WEIGHTS[sort].items())

    return Likeness(**{sort: of(sort) for sort in SORTS})


def values(one: Asked) -> dict[str, float]:
    """Return what a message is like and how its search went, by the names of their weights."""
    assert one.search is not None
    features, like = one.search.features, one.likeness
    return {
        **{sort: getattr(like, sort) if like else 0.0 for sort in SORTS},
        "nearness": features.cosine - one.beyond,
        "best_coverage": features.best_coverage,
        "unknown": min(len(features.unknown), _MOST_UNKNOWN),
        "words": min(len(words(one.text)), _MOST_WORDS),
        "common": min(features.common, _MOST_NAMED),
        "named": float(any(_names(one, language) for language in LANGUAGES)),
    }


def _names(one: Asked, language: Language) -> bool:
    return bool(lexicon(language).follow_up["subject"].search(fold(one.text)))
