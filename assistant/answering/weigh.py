"""Weigh: what was found, reordered by what the desk is for and by what the question asks for."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.lexicon import Kind, lexicon
from assistant.answering.turn import Asked
from assistant.model import Hit, Language
from assistant.retrieval.lexical import fold

# Facts on other calls and on policy are told when they are clearly what is asked, not by default.
# On 132 development questions: best passage right 0.69 without, 0.72 with.
_SCOPES = {"zis": 1.0, "policy": 0.85, "comparable": 0.8, "rubric": 0.75}
# A question for a date is answered by the facts on the calendar before others that hold a date.
_TOPICS = {"when": {"calendario": 0.3}}
# A question for a date or a sum is answered by a date or a sum; other kinds gained nothing.
_FORMS = {"when": 0.3, "amount": 0.3}
_RIVAL = 0.5  # share of the score of a gap from which a known fact is its rival
_WELL_BEFORE = 0.8  # share of the score of a gap that no known fact reaches
_UNNAMED = 0.9  # what a fact that something is not known keeps where a known one is named better
_OTHER_PHASE = 0.7  # what a fact on another phase than the one that is named keeps
_TOLD = 0.8  # what the first fact found for the question before keeps: it was told


def weigh(one: Asked, language: Language) -> tuple[Hit, ...]:
    """Return the hits by score, scope and form, best first; ``score`` is what they are worth."""
    kind = next((k for k in lexicon(language).kinds if k.name == one.kind), None)
    hits = one.search.hits if one.search else ()
    phase = lexicon(language).phase_of(one.text)
    told = _told_before(one)

    def weight(hit: Hit) -> float:
        fresh = _TOLD if hit.passage.id == told else 1.0
        return _worth(hit, kind, language) * _in_phase(hit, phase) * fresh * _named(hit, hits)

    weighed = [replace(hit, score=hit.score * weight(hit)) for hit in hits]
    return tuple(sorted(weighed, key=lambda hit: -hit.score))


def _worth(hit: Hit, kind: Kind | None, language: Language) -> float:
    fact = hit.passage.fact
    worth = _SCOPES.get(fact.scope, 1.0) if fact else 1.0
    if kind is None:
        return worth
    if fact:
        worth *= 1 + _TOPICS.get(kind.name, {}).get(fact.topic, 0.0)
    form = _FORMS.get(kind.name, 0.0)
    is_known = not fact or fact.status != "unknown"
    if form and is_known and kind.give.search(fold(hit.passage.text_in(language))):
        return worth * (1 + form)
    return worth


def _named(hit: Hit, hits: Sequence[Hit]) -> float:
    """Return what a gap is worth beside facts, found nearly as well, with more of the words.

    The text of a gap lists what may be asked of any call: in meaning it is near to every question.
    """
    if not _is_gap(hit):
        return 1.0
    rivals = (one for one in hits if not _is_gap(one) and one.score >= hit.score * _RIVAL)
    return _UNNAMED if any(one.lexical > hit.lexical for one in rivals) else 1.0


def gap_of(one: Asked, language: Language) -> str | None:
    """Return the fact that what is asked is not reported, found well before what is known."""
    hits = weigh(one, language)
    if not hits or not _is_gap(hits[0]):
        return None
    known = next((hit.score for hit in hits if not _is_gap(hit)), 0.0)
    return hits[0].passage.id if known < hits[0].score * _WELL_BEFORE else None


def _is_gap(hit: Hit) -> bool:
    return hit.passage.fact is not None and hit.passage.fact.status == "unknown"


def _in_phase(hit: Hit, phase: int | None) -> float:
    fact = hit.passage.fact
    is_other = fact is not None and None not in (phase, fact.phase) and fact.phase != phase
    return _OTHER_PHASE if is_other else 1.0


def _told_before(one: Asked) -> str | None:
    """Return the passage that answered the question before, where this one leans on it."""
    return one.before.hits[0].passage.id if one.before and one.before.hits else None
