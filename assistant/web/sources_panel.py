"""The sources of an answer as HTML: who, when, with what authority, in which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from assistant.model import Interval, Language, Passage
from assistant.text import date_words, say, sentences
from assistant.web.contract import AnswerBody, QuoteBody, SourceBody
from assistant.web.conversation import Exchange
from assistant.web.library import Library
from assistant.web.pages import page

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
    lang: str


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


def panel_html(exchange: Exchange | None, language: Language, library: Library) -> str:
    """Return the panel for the answer that is selected, or the words for none."""
    if exchange is None:
        return page("sources.html", language, question=None, answer_lang=language, cards=())
    answer = exchange.answer
    return page(
        "sources.html",
        language,
        question=exchange.question,
        answer_lang=answer.language,
        cards=cards(answer, language, library),
    )


def cards(answer: AnswerBody, language: Language, library: Library) -> list[Card]:
    """Return the cited sources of an answer, in the order of their numbers."""
    made = []
    for number, source in enumerate(cited(answer), start=1):
        editorial = source.kind == "editorial"
        quotes = _quotes(source, answer)
        topic = _topic(next(iter(quotes)), language, library) if editorial else None
        bases = tuple(_origin(base, language) for base in _bases(source, answer))
        passages = tuple(_passage(found, answer, library) for found in quotes.values())
        made.append(Card(number, editorial, _origin(source, language, topic), bases, passages))
    return made


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
    for first, stop in sorted(spans):
        start = max(first, end)
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


def _quotes(source: SourceBody, answer: AnswerBody) -> dict[str, list[QuoteBody]]:
    found: dict[str, list[QuoteBody]] = {}
    for claim in answer.claims:
        for quote in claim.quotes:
            if quote.source == source.id:
                found.setdefault(quote.passage, []).append(quote)
    return found


def _passage(quotes: Sequence[QuoteBody], answer: AnswerBody, library: Library) -> PassageView:
    first = quotes[0]
    certainties = tuple(
        dict.fromkeys(
            claim.certainty
            for claim in answer.claims
            if any(quote.passage == first.passage for quote in claim.quotes)
        )
    )
    passage = library.passage(first.passage)
    text = passage.text_in(answer.language) if passage else ""
    if passage is None or any(text[q.start : q.end] != q.words for q in quotes):
        told = tuple(Run(quote.words, marked=True) for quote in quotes)
        return PassageView(first.locator, told, certainties, gone=True)
    return PassageView(
        locator=passage.locator,
        runs=runs(text, [(quote.start, quote.end) for quote in quotes]),
        certainties=certainties,
        page=passage.page,
        picture=_picture(passage, quotes, library),
    )


def _picture(passage: Passage, quotes: Sequence[QuoteBody], library: Library) -> str | None:
    """Return the address of the picture of a page, relative to the page of the site."""
    if passage.page is None or library.document(passage) is None:
        return None
    start, end = min(quote.start for quote in quotes), max(quote.end for quote in quotes)
    marked = {"passage": passage.id, "start": start, "end": end}
    return f"api/page.png?{urlencode(marked)}"


def _bases(source: SourceBody, answer: AnswerBody) -> list[SourceBody]:
    known = {other.id: other for other in answer.sources}
    bases = (known[name] for name in source.based_on if name in known)
    return sorted(bases, key=lambda base: (base.authority, base.published or ""), reverse=True)


def _origin(source: SourceBody, language: Language, title: str | None = None) -> Origin:
    published = Interval.parse(source.published) if source.published else None
    return Origin(
        title=title or source.title,
        publisher=source.publisher or say(language, "catalogue.unknown_publisher"),
        date=date_words(published, language),
        kind=source.kind if source.kind in sentences(language)["web"]["kind"] else "document",
        authority=min(max(source.authority, 0), 5),
        url=safe_url(source.url),
        lang=source.language,
    )


def _topic(name: str, language: Language, library: Library) -> str | None:
    """Return what people call the topic of a fact, in the language of the page."""
    passage = library.passage(name)
    if passage is None or passage.fact is None:
        return None
    return say(language, f"catalogue.topics.{passage.fact.topic}")


def _named(origin: Origin) -> str:
    return ", ".join(part for part in (origin.publisher, origin.date, origin.url) if part)
