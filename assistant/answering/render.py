"""Render: verified claims become the text that a person reads, and the Answer of programs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from assistant.model import Answer, Claim, Found, Hit, Interval, Language, Made, Outcome, Source
from assistant.text import date_words, publisher_words, say

if TYPE_CHECKING:
    from assistant.answering.turn import Knowledge, Statement, Turn

_MOST_PLACES = 3  # named for one document
_MOST_FOUND = 12  # passages of which an answer says that they were found
_MOST_NAMED = 2  # publishers named for one editorial summary
_BESIDE = ("caveat", "state", "related")  # what is told beside what was asked
# Which part of the text each role belongs to; roles of one part share a paragraph.
_PARTS: dict[str, str] = {
    "intro": "intro",
    "lead": "lead",
    "counterpart": "lead",
    "detail": "detail",
    "quote": "quote",
    "unknown": "rest",
    "caveat": "rest",
    "state": "list",
    "point": "list",
    "related": "related",
}


def render(turn: "Turn", knowledge: "Knowledge") -> Answer:
    """Return the answer of a finished turn; its timings are added by the pipeline."""
    outcome = turn.outcome or _outcome(turn)
    cited = _cited(turn.claims, knowledge)
    return Answer(
        question=turn.question.text,
        standalone_question=turn.standalone,
        language=turn.language,
        outcome=outcome,
        text=_text(turn, outcome, cited, knowledge),
        as_of=turn.as_of,
        claims=turn.claims,
        missing=turn.missing + _unknown(turn.claims, turn.statements),
        choices=turn.choices,
        calculation=turn.calculation,
        approved=turn.approved,
        notices=turn.notices + _notices(turn, cited, knowledge),
        sources=_with_bases(cited, knowledge),
        knowledge_as_of=knowledge.known_until,
        corpus_digest=knowledge.digest,
        mode=turn.mode,
        made=_made(turn, knowledge),
    )


def _made(turn: "Turn", knowledge: "Knowledge") -> Made:
    """Return how the answer was made; without a model, from the passages that were found."""
    if turn.made.passages:
        return turn.made
    cited = {quote.passage for claim in turn.claims for quote in claim.quotes}
    searches = (one.search for one in turn.asked if one.search)
    hits = {hit.passage.id: hit for search in searches for hit in search.hits}
    best = sorted(hits.values(), key=lambda hit: -hit.score)[:_MOST_FOUND]
    found = (found_of(hit, knowledge, hit.passage.id in cited) for hit in best)
    return replace(turn.made, passages=tuple(found))


def found_of(hit: Hit, knowledge: "Knowledge", is_cited: bool = False) -> Found:
    """Return a hit as an answer tells how it was made."""
    passage = hit.passage
    source = knowledge.source(passage.source)
    return Found(
        passage=passage.id,
        score=min(hit.score, 1.0),  # one that a question asks for may be weighed higher
        title=source.title if source else "",
        locator=passage.locator,
        topic=passage.fact.topic if passage.fact else "",
        cited=is_cited,
    )


def _outcome(turn: "Turn") -> Outcome:
    """Return the outcome of a turn that reached the end: what it could and could not say."""
    pairs = zip(turn.claims, turn.statements, strict=True)
    asked = [claim for claim, item in pairs if item.role not in _BESIDE]
    known = [claim for claim in asked if claim.certainty != "unknown"]
    if not known:
        return "not_in_sources"
    return "partial" if turn.missing or len(known) < len(asked) else "answered"


def _unknown(claims: Sequence[Claim], told: Sequence["Statement"]) -> tuple[str, ...]:
    pairs = zip(claims, told, strict=True)
    return tuple(claim.text for claim, item in pairs if item.role == "unknown")


def _cited(claims: Sequence[Claim], knowledge: "Knowledge") -> tuple[Source, ...]:
    names = dict.fromkeys(quote.source for claim in claims for quote in claim.quotes)
    return tuple(source for name in names if (source := knowledge.source(name)))


def _with_bases(cited: Sequence[Source], knowledge: "Knowledge") -> tuple[Source, ...]:
    bases = dict.fromkeys(name for source in cited for name in source.based_on)
    return (*cited, *(base for name in bases if (base := knowledge.source(name))))


def _text(turn: "Turn", outcome: Outcome, cited: Sequence[Source], knowledge: "Knowledge") -> str:
    if not turn.claims:
        return turn.message or say(turn.language, f"answer.{outcome}")
    told = _as_approved(turn, cited) if turn.approved else _paragraphs(turn, cited)
    parts = [turn.message, *told, *turn.remarks, _next_step(turn, cited)]
    parts.append(_footer(turn, cited, knowledge))
    return "\n\n".join(part for part in parts if part)


def _as_approved(turn: "Turn", cited: Sequence[Source]) -> list[str]:
    """Return an approved answer word by word, and who approved it, with what it rests on."""
    marks = "".join(f"[{number}]" for number, _ in enumerate(cited, start=1))
    label = turn.approved["label"] if turn.approved else ""
    return [*(claim.text for claim in turn.claims), f"{label} {marks}"]


def _paragraphs(turn: "Turn", cited: Sequence[Source]) -> list[str]:
    """Return the claims in their order, those of each question of the message under it."""
    numbers = {source.id: number for number, source in enumerate(cited, start=1)}
    paragraphs: list[str] = []
    pairs = zip(turn.claims, turn.statements, strict=True)
    for about, group in groupby(pairs, key=lambda pair: pair[1].about):
        lines = [(item.role, _cited_text(claim, numbers)) for claim, item in group]
        told = _told(lines, turn.language)
        paragraphs += [f"{about}\n{told[0]}", *told[1:]] if about else told
    return paragraphs


def _cited_text(claim: Claim, numbers: Mapping[str, int]) -> str:
    cited = dict.fromkeys(numbers[quote.source] for quote in claim.quotes)
    return f"{claim.text} {''.join(f'[{number}]' for number in cited)}"


def _told(lines: Sequence[tuple[str, str]], language: Language) -> list[str]:
    """Return a paragraph a part; a collection's details, and what is related, as a list."""
    paragraphs: list[str] = []
    in_list = False
    for part, group in groupby(lines, key=lambda line: _PARTS[line[0]]):
        texts = [text for _, text in group]
        if part == "list" or (part == "detail" and in_list):
            paragraphs.append("\n".join(f"- {text}" for text in texts))
        elif part == "related":
            head = say(language, "answer.related")
            paragraphs.append("\n".join((head, *(f"- {text}" for text in texts))))
        elif part == "detail" and paragraphs:
            paragraphs[-1] = " ".join((paragraphs[-1], *texts))
        else:
            paragraphs.append(" ".join(texts))
        in_list = part == "intro"
    return paragraphs


def _next_step(turn: "Turn", cited: Sequence[Source]) -> str:
    """Return the pointer to the official notice after our summaries, unless they point there."""
    notice = say(turn.language, "answer.official_notice_word")
    is_ours = not turn.approved and all(source.is_editorial for source in cited)
    if not is_ours or any(notice in claim.text for claim in turn.claims):
        return ""
    return say(turn.language, "answer.official_notice")


def _footer(turn: "Turn", cited: Sequence[Source], knowledge: "Knowledge") -> str:
    """Return who said it, and when: one line for the citations that rest on the same sources."""
    language = turn.language
    numbers: dict[str, list[int]] = {}
    for number, source in enumerate(cited, start=1):
        places = _places(turn.claims, source)
        line = _footer_line(source, places, language, knowledge)
        numbers.setdefault(line, []).append(number)
    lines = [f"{''.join(f'[{n}]' for n in same)} {line}" for line, same in numbers.items()]
    return "\n".join((f"{say(language, 'answer.sources_head')}:", *lines))


def _places(claims: Sequence[Claim], source: Source) -> list[str]:
    """Return where the words quoted from a source stand in it, each place once."""
    quotes = (quote for claim in claims for quote in claim.quotes if quote.source == source.id)
    return [place for place in dict.fromkeys(quote.locator for quote in quotes) if place]


def _footer_line(
    source: Source, places: Sequence[str], language: Language, knowledge: "Knowledge"
) -> str:
    if not source.is_editorial:
        date = date_words(source.published, language)
        names = {
            "title": source.title,
            "publisher": publisher_words(source, language),
            "date": date,
        }
        line = say(language, "answer.source_document", **names)
        return f"{line} ({'; '.join(places[:_MOST_PLACES])})" if places else line
    bases = [base for name in source.based_on if (base := knowledge.source(name))]
    named = [
        say(
            language,
            "answer.source_short",
            publisher=publisher_words(base, language),
            date=date_words(base.published, language),
        )
        for base in strongest(bases)[:_MOST_NAMED]
    ]
    based_on = "; ".join(named) or say(language, "answer.source_none")
    return say(language, "answer.source_editorial", based_on=based_on)


def strongest(sources: Sequence[Source]) -> list[Source]:
    """Return sources by authority, then by date, the undated last."""
    return sorted(
        sources,
        key=lambda s: (-s.authority, -(s.published.last.toordinal() if s.published else 0)),
    )


def _notices(turn: "Turn", cited: Sequence[Source], knowledge: "Knowledge") -> tuple[str, ...]:
    """Return how far the knowledge goes, when the question is asked later, and how it searches."""
    until = knowledge.known_until
    if not turn.claims:
        return ()
    notices = [say(turn.language, key) for key in knowledge.notices]
    if any(source.published is None and _has_words(source) for source in cited):
        notices.append(say(turn.language, "answer.undated"))
    if until and until < turn.as_of:
        day = date_words(Interval(until, until), turn.language)
        notices.append(say(turn.language, "answer.known_until", day=day))
    return tuple(notices)


def _has_words(source: Source) -> bool:
    """Tell whether somebody else's words are behind a source; a gap in the sources has no date."""
    return not source.is_editorial or bool(source.based_on)


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return a passage found as the search contract shows it."""
    passage = hit.passage
    return {
        "passage": passage.id,
        "score": round(hit.score, 4),
        "source": passage.source,
        "locator": passage.locator,
        "text": passage.text,
    }
