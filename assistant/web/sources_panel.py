"""The sources of an answer as HTML: who, when, with what authority, in which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from assistant.model import Interval, Language, Passage
from assistant.text import date_words, say, sentences
from assistant.web.contract import AnswerBody, Answerer, QuoteBody, SourceBody, known_passage
from assistant.web.conversation import Exchange
from assistant.web.pages import page
from assistant.web.pictures import Pictures

_CONTEXT = 320  # characters of the passage shown on each side of the quoted words


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a passage, marked when it was quoted."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class PassageView:
    """A cited passage. ``gone``: it left the index since, only the quoted words remain."""

    locator: str
    runs: tuple[Run, ...]
    certainties: tuple[str, ...]
    page: int | None = None
    picture: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """A publication: what a person needs to judge it and a link that is safe to follow."""

    title: str
    publisher: str
    date: str
    kind: str
    authority: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """One numbered source of an answer. An editorial summary names what it is ``based_on``."""

    number: int
    editorial: bool
    origin: Origin
    based_on: tuple[Origin, ...]
    passages: tuple[PassageView, ...]


def cited(answer: AnswerBody) -> list[SourceBody]:
    """Return the sources whose words carry the answer, in the order of their numbers."""
    known = {source.id: source for source in answer.sources}
    names = dict.fromkeys(quote.source for claim in answer.claims for quote in claim.quotes)
    return [known[name] for name in names if name in known]


def panel_html(
    exchange: Exchange | None, language: Language, answerer: Answerer, pictures: Pictures
) -> str:
    """Return the panel for the answer that is selected, or the words for none."""
    if exchange is None:
        return page("sources.html", language, question=None, answer_lang=language, cards=())
    answer = exchange.answer
    cards = [
        _card(number, source, answer, language, answerer, pictures)
        for number, source in enumerate(cited(answer), start=1)
    ]
    return page(
        "sources.html",
        language,
        question=exchange.question,
        answer_lang=answer.language,
        cards=cards,
    )


def source_lines(answer: AnswerBody) -> Iterator[str]:
    """Return one line a source with its link, as text to paste elsewhere."""
    language = answer.language
    for number, source in enumerate(cited(answer), start=1):
        names = "; ".join(_named(_origin(base, language)) for base in _bases(source, answer))
        nothing = say(language, "web.sources.editorial_none")
        if source.kind == "editorial":
            line = "web.sources.copy_editorial"
            yield say(language, line, number=number, based_on=names or nothing)
            continue
        origin = _origin(source, language)
        line = say(
            language,
            "web.sources.copy_document",
            number=number,
            title=origin.title,
            publisher=origin.publisher,
            date=origin.date,
        )
        yield f"{line}, {origin.url}" if origin.url else line


def safe_url(url: str | None) -> str | None:
    """Return a link that only opens a web page, None for anything else."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def runs(text: str, spans: Sequence[tuple[int, int]], context: int = _CONTEXT) -> tuple[Run, ...]:
    """Return a passage cut into marked and unmarked runs, long unmarked ones shortened."""
    pieces: list[Run] = []
    end = 0
    for start, stop in sorted(spans):
        start = max(start, end)
        if start < stop <= len(text):
            pieces += [Run(text[end:start]), Run(text[start:stop], marked=True)]
            end = stop
    pieces.append(Run(text[end:]))
    last = len(pieces) - 1
    shown = (_shortened(run, n == 0, n == last, context) for n, run in enumerate(pieces))
    return tuple(run for run in shown if run.text)


def _shortened(run: Run, first: bool, last: bool, context: int) -> Run:
    text = run.text
    if run.marked or len(text) <= context * (1 if first or last else 2):
        return run
    before = "" if first else text[:context]
    after = "" if last else text[-context:]
    return Run(f"{before} … {after}")


def _card(
    number: int,
    source: SourceBody,
    answer: AnswerBody,
    language: Language,
    answerer: Answerer,
    pictures: Pictures,
) -> Card:
    quotes: dict[str, list[QuoteBody]] = {}
    certainties: dict[str, dict[str, None]] = {}
    for claim in answer.claims:
        for quote in (q for q in claim.quotes if q.source == source.id):
            quotes.setdefault(quote.passage, []).append(quote)
            certainties.setdefault(quote.passage, {})[claim.certainty] = None
    passages = tuple(
        _passage(known_passage(answerer, name), found, tuple(certainties[name]), answer, pictures)
        for name, found in quotes.items()
    )
    bases = tuple(_origin(base, language) for base in _bases(source, answer))
    topic = _topic(answerer, next(iter(quotes)), language) if source.kind == "editorial" else None
    origin = _origin(source, language, topic)
    return Card(number, source.kind == "editorial", origin, bases, passages)


def _passage(
    passage: Passage | None,
    quotes: Sequence[QuoteBody],
    certainties: tuple[str, ...],
    answer: AnswerBody,
    pictures: Pictures,
) -> PassageView:
    text = passage.text_in(answer.language) if passage else ""
    if passage is None or any(text[q.start : q.end] != q.words for q in quotes):
        told = tuple(Run(quote.words, marked=True) for quote in quotes)
        return PassageView(quotes[0].locator, told, certainties, gone=True)
    spans = [(quote.start, quote.end) for quote in quotes]
    has_picture = passage.page is not None and pictures.document(passage) is not None
    first = quotes[0]
    address = urlencode({"passage": passage.id, "start": first.start, "end": first.end})
    return PassageView(
        locator=passage.locator,
        runs=runs(text, spans),
        certainties=certainties,
        page=passage.page,
        picture=f"api/page.png?{address}" if has_picture else None,
    )


def _bases(source: SourceBody, answer: AnswerBody) -> list[SourceBody]:
    known = {other.id: other for other in answer.sources}
    bases = (known[name] for name in source.based_on if name in known)
    return sorted(bases, key=lambda base: (base.authority, base.published or ""), reverse=True)


def _origin(source: SourceBody, language: Language, title: str | None = None) -> Origin:
    published = Interval.parse(source.published) if source.published else None
    return Origin(
        title=title or source.title,
        publisher=source.publisher,
        date=date_words(published, language),
        kind=source.kind if source.kind in sentences(language)["web"]["kind"] else "document",
        authority=min(max(source.authority, 0), 5),
        url=safe_url(source.url),
    )


def _topic(answerer: Answerer, name: str, language: Language) -> str | None:
    """Return what people call the topic of a fact, in the language of the page."""
    passage = known_passage(answerer, name)
    if passage is None or passage.fact is None:
        return None
    return say(language, f"catalogue.topics.{passage.fact.topic}")


def _named(origin: Origin) -> str:
    return ", ".join(part for part in (origin.publisher, origin.date, origin.url) if part)
