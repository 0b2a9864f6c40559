"""Caveats: what time and authority add to an answer that a model worded, as to a composed one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering import conflict, deadline
from assistant.answering.official import official_first, prevails
from assistant.answering.premise import contradiction
from assistant.answering.select import companions, versions
from assistant.answering.turn import Asked, Knowledge, Role, Statement, Turn
from assistant.answering.weigh import weigh

_LISTED = 3  # statements beyond which they are told as a list
_LAST: dict[Role, int] = {"counterpart": 1, "unknown": 2, "caveat": 3}


def with_caveats(turn: Turn, kept: Sequence[Statement], knowledge: Knowledge) -> Turn:
    """Return the turn with the statements kept, and the versions, limits and deadlines beside them.

    An official document settles what summaries disagree on: then it is told first, and says so.
    """
    one = _as_one(turn)
    told, remarks = _with_official(one, kept, turn, knowledge)
    if not remarks:
        told = [*told, *_beside(told, turn, knowledge)]
        told = deadline.with_conflict(told, turn, knowledge)
        remarks = conflict.remarks(told, turn.language, knowledge)
    told = sorted(told, key=lambda item: _LAST.get(item.role, 0))
    return replace(
        turn,
        statements=tuple(_listed(told)),
        remarks=(*remarks, *deadline.remarks(told, turn, knowledge)),
        message=turn.message or contradiction(one, told, turn.language),
    )


def _as_one(turn: Turn) -> Asked:
    """Return the questions of a message as one."""
    first = turn.asked[0]
    return first if len(turn.asked) == 1 else replace(first, text=turn.standalone, kind=None)


def _with_official(
    one: Asked, kept: Sequence[Statement], turn: Turn, knowledge: Knowledge
) -> tuple[Sequence[Statement], tuple[str, ...]]:
    cited = [item for item in kept if _is_official(item, knowledge)]
    if cited:
        rest = [item for item in kept if item not in cited and item.certainty != "conflicting"]
        return [*cited, *rest], prevails(cited[0].passage, turn, knowledge)
    facts = [hit for hit in weigh(one, turn.language) if hit.passage.fact]
    return official_first(one, facts, kept, turn, knowledge)


def _is_official(item: Statement, knowledge: Knowledge) -> bool:
    source = knowledge.source(item.passage.source)
    return source is not None and source.kind == "official"


def _beside(told: Sequence[Statement], turn: Turn, knowledge: Knowledge) -> Iterator[Statement]:
    """Yield the other versions of what is told, and what it would mislead without."""
    seen = {words.passage.id for item in told for words in item.carriers}
    for item in told:
        for words in item.carriers:
            if words.passage.fact is None:
                continue
            others = versions(words.passage, turn.language, knowledge)
            others += companions(words.passage, told, turn.language, knowledge)
            for other in others:
                if other.passage.id not in seen:
                    seen.add(other.passage.id)
                    yield other


def _listed(told: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements; many are a list below the first."""
    leading = [item for item in told if item.role == "lead"]
    for item in told:
        is_point = len(leading) > _LISTED and item.role == "lead" and item is not leading[0]
        yield replace(item, role="point") if is_point else item
