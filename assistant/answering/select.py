"""Select: which facts answer together, and in which role each is told.

A collection is told whole. A fact brings the versions it conflicts with, the companions without
which it would mislead, and the next facts found that add something the question asks for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.turn import Knowledge, Role, Statement
from assistant.model import Hit, Language, Passage
from assistant.retrieval.lexical import analyse

MOST_TOLD = 3
_OURS = "zis"
_NEAR_TOP = 0.72  # share of the best score that a further fact must reach
_NEARLY = 0.9  # share of the best score from which the collection that holds the best is told
_NEARLY_KNOWN = 0.8  # share of the score of what is not known from which a known fact is told too
MOST_RELATED = 2
_RELATED = 0.5  # share of the best score that what may have been meant instead must reach
_TIED = 0.97  # share of the best score from which a collection was found as well
_BETTER_NAMED = 1.5  # times the words of the best that such a collection must hold
_FAR = 0.05  # cosine by which it may be farther in meaning
_SAME = 0.6  # stems shared (Jaccard) above which two facts say the same


def tell_facts(
    hits: Sequence[Hit], language: Language, knowledge: Knowledge
) -> tuple[Statement, ...]:
    """Return what the facts found say, best first, in the order it should be read."""
    best = _whole(hits)
    if best.fact and best.fact.members:
        told = list(_collection(best, language, knowledge))
    else:
        told = _first(best, hits, language)
        told += versions(best, language, knowledge)
        told += _further(hits, told, language)
        told += companions(best, told, language, knowledge)
    told += _related(hits, told, language)
    return tuple(sorted(told, key=lambda item: _ORDER[item.role]))


def _whole(hits: Sequence[Hit]) -> Passage:
    """Return the best passage, or the collection that holds it when it was found nearly as well.

    Of a fact and a collection found as well, the one that holds many more of the words is the best.
    """
    best = _best(hits)
    near = (hit for hit in hits[1:] if hit.score >= best.score * _NEARLY)
    holding = (
        hit.passage for hit in near if hit.passage.fact and _is_in(best.passage, hit.passage)
    )
    return next(holding, best.passage)


def _best(hits: Sequence[Hit]) -> Hit:
    first = hits[0]
    tied = (hit for hit in hits if hit.score >= first.score * _TIED and _has_members(hit))
    named = (hit for hit in tied if hit.lexical > first.lexical * _BETTER_NAMED)
    return next((hit for hit in named if hit.dense > first.dense - _FAR), first)


def _has_members(hit: Hit) -> bool:
    return hit.passage.fact is not None and bool(hit.passage.fact.members)


def _first(best: Passage, hits: Sequence[Hit], language: Language) -> list[Statement]:
    """Return the best fact; one that says "not reported" after the known one nearly as near.

    Where the known one is named as well, it is what was asked, and the gap a remark beside it.
    """
    own = next(hit for hit in hits if hit.passage.id == best.id)
    lead = statement(best, "lead", language)
    if _tells_alone(best) or lead.role != "unknown":
        return [lead]
    near = (hit for hit in hits if hit.score >= own.score * _NEARLY_KNOWN)
    known = next((hit for hit in near if _tells_alone(hit.passage)), None)
    if known is None:
        return [lead]
    role: Role = "caveat" if known.lexical >= own.lexical else "lead"
    return [statement(known.passage, "lead", language), statement(best, role, language)]


def _tells_alone(passage: Passage) -> bool:
    fact = passage.fact
    return fact is not None and not fact.members and fact.status != "unknown"


def _is_in(passage: Passage, collection: Passage) -> bool:
    return collection.fact is not None and passage.id in collection.fact.members


_ORDER: dict[Role, int] = {
    "intro": 0,
    "lead": 0,
    "counterpart": 1,
    "detail": 2,
    "unknown": 3,
    "caveat": 4,
    "related": 5,
}


def _collection(
    passage: Passage, language: Language, knowledge: Knowledge
) -> tuple[Statement, ...]:
    assert passage.fact is not None
    members = [member for name in passage.fact.members if (member := knowledge.passage(name))]
    intro = statement(passage, "intro", language)
    return (intro, *(statement(member, "detail", language) for member in members))


def statement(passage: Passage, role: Role, language: Language) -> Statement:
    """Return a whole fact as a statement; one that is not known says so in its role."""
    words = passage.text_in(language)
    certainty = passage.fact.status if passage.fact else "reported"
    if certainty == "unknown" and role != "caveat":
        role = "unknown"
    return Statement(words, words, passage, role, certainty)


def versions(best: Passage, language: Language, knowledge: Knowledge) -> list[Statement]:
    """Return the other versions of a conflicting fact: the one that sums them up, or each."""
    assert best.fact is not None
    others = [knowledge.passage(name) for name in best.fact.conflicts_with]
    told = [best, *(other for other in others if other)]
    if len(told) == 1:
        return []
    summary = _summary(told)
    if summary is None:
        return [statement(item, "counterpart", language) for item in told[1:3]]
    return [] if summary is best else [statement(summary, "counterpart", language)]


def _summary(versions: list[Passage]) -> Passage | None:
    """Return the version that speaks of all the others: among three or more, the broadest."""
    if len(versions) < 3:
        return None
    stems = {item.id: set(analyse(item.text, item.language)) for item in versions}

    def breadth(item: Passage) -> float:
        rest = set().union(*(stems[other.id] for other in versions if other is not item))
        return len(stems[item.id] & rest) / max(1, len(rest))

    return max(versions, key=breadth)


def companions(
    best: Passage, told: Iterable[Statement], language: Language, knowledge: Knowledge
) -> list[Statement]:
    """Return the facts without which a fact would mislead, those already told left out."""
    assert best.fact is not None
    known = {item.passage.id for item in told}
    passages = [knowledge.passage(name) for name in best.fact.companions if name not in known]
    # A general rule whose ZIS counterpart is not known answers a question in part only.
    role: Role = "caveat" if best.fact.scope == _OURS else "detail"
    return [statement(item, role, language) for item in passages if item]


def _further(hits: Sequence[Hit], told: list[Statement], language: Language) -> list[Statement]:
    """Return the next facts found that are near the best, not yet said, and asked for."""
    found: list[Statement] = []
    best = hits[0]
    for hit in hits[1:]:
        so_far = [*told, *found]
        if len(so_far) >= MOST_TOLD or hit.score < best.score * _NEAR_TOP:
            break
        fact = hit.passage.fact
        if fact and _adds(hit, best, so_far):
            # What is not known beside what was asked does not make the answer a partial one.
            role: Role = "caveat" if fact.status == "unknown" else "detail"
            found.append(statement(hit.passage, role, language))
    return found


def _related(hits: Sequence[Hit], told: list[Statement], language: Language) -> list[Statement]:
    """Return the next facts found, on whatever topic: the question may have meant them instead."""
    found: list[Statement] = []
    for hit in hits[1:]:
        if len(found) >= MOST_RELATED or hit.score < hits[0].score * _RELATED:
            break
        if hit.passage.fact and not hit.passage.fact.members and _is_new(hit, [*told, *found]):
            found.append(replace(statement(hit.passage, "related", language), role="related"))
    return found


def _is_new(hit: Hit, told: Sequence[Statement]) -> bool:
    return not any(
        hit.passage.id == item.passage.id or _alike(hit.passage, item.passage) for item in told
    )


def _adds(hit: Hit, best: Hit, told: list[Statement]) -> bool:
    fact, lead = hit.passage.fact, best.passage.fact
    if fact is None or lead is None or fact.members or fact.topic != lead.topic:
        return False
    if lead.status == fact.status == "unknown":
        return False  # that it is not known is said once
    if any(hit.passage.id in (item.passage.fact or lead).conflicts_with for item in told):
        return False
    return not any(_alike(hit.passage, item.passage) for item in told)


def _alike(one: Passage, other: Passage) -> bool:
    a, b = set(analyse(one.text, one.language)), set(analyse(other.text, other.language))
    return len(a & b) > _SAME * len(a | b)
