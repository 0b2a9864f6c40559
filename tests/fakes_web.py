"""A pipeline with ready answers, for the tests of the page and of the API."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.answering.watch import Watch
from assistant.errors import IndexMissing
from assistant.model import (
    Answer,
    Claim,
    Fact,
    Hit,
    Interval,
    Language,
    Outcome,
    Passage,
    Question,
    Quote,
    Source,
    Status,
)

DAY = dt.date(2026, 11, 20)
ATTACK = '<img src=x onerror="window.attacked=1"> [premio](javascript:alert(1)) ${1+1} {{value}}'

ASSOCIATION = Source(
    id="associazione",
    title="Scheda sul bando per le imprese associate",
    publisher="Associazione delle imprese",
    kind="association",
    authority=3,
    url="https://associazione.example/zis",
    published=Interval.parse("2025-11"),
)
NEWSPAPER = Source(
    id="giornale",
    title="Articolo sulla presentazione",
    publisher="Il Giornale di Prova",
    kind="press",
    authority=1,
    url="https://giornale.example/zis",
)
NOTICE = Source(
    id="avviso",
    title="Avviso di prova",
    publisher="Ente di prova",
    kind="official",
    authority=5,
    url="https://ente.example/avviso.pdf",
    published=Interval.parse("2025-11-17"),
    path="documents/avviso.pdf",
)
HOSTILE = Source(
    id="ostile",
    title="<script>window.attacked=1</script> Titolo",
    publisher="<b>Editore</b>",
    kind="document",
    authority=0,
    url="javascript:window.attacked=1",
)


def _fact(name: str, it: str, en: str, status: Status = "reported") -> Passage:
    return Passage(
        id=name,
        source=name,
        text=it,
        kind="fact",
        versions={"it": it, "en": en},
        fact=Fact(topic="capofila", scope="zis", status=status),
    )


LEADER = _fact(
    "Z900",
    "Il capofila è un ente pubblico oppure un'impresa che guida il partenariato e ne risponde "
    "verso la Regione.",
    "The lead partner is a public body or a firm that heads the partnership and answers for it "
    "to the Region.",
)
DISPUTED = _fact(
    "Z901",
    "Secondo una fonte lo stesso capofila può guidare una sola proposta.",
    "According to one source the same lead partner can head only one proposal.",
    status="conflicting",
)
ARTICLE = Passage(
    id="avviso:5.2",
    source="avviso",
    text=(
        "Art. 5, comma 2. Il partenariato comprende almeno un'impresa e un organismo di ricerca. "
        "La domanda è presentata dal capofila in nome di tutti i partner."
    ),
    locator="p. 1, art. 5, comma 2",
    page=1,
)
HOSTILE_PASSAGE = Passage(
    id="ostile:1", source="ostile", text=f"Prima. {ATTACK} Dopo.", locator="§ 1"
)


def _editorial(passage: Passage, *based_on: str) -> Source:
    return Source(
        id=passage.id,
        title="Capofila",
        publisher="Sportello ZIS (sintesi redazionale)",
        kind="editorial",
        authority=3,
        based_on=based_on,
    )


SOURCES: Mapping[str, Source] = {
    source.id: source
    for source in (
        ASSOCIATION,
        NEWSPAPER,
        NOTICE,
        HOSTILE,
        _editorial(LEADER, "associazione", "giornale"),
        _editorial(DISPUTED, "giornale"),
    )
}
PASSAGES: Mapping[str, Passage] = {
    passage.id: passage for passage in (LEADER, DISPUTED, ARTICLE, HOSTILE_PASSAGE)
}


def claim(passage: Passage, words: str, language: Language, status: Status = "reported") -> Claim:
    """Return a claim that quotes words of a passage."""
    start = passage.text_in(language).index(words)
    quote = Quote(
        passage=passage.id,
        source=passage.source,
        locator=passage.locator,
        words=words,
        start=start,
        end=start + len(words),
        page=passage.page,
    )
    return Claim(words, (quote,), certainty=status)


def _whole(passage: Passage, language: Language, status: Status = "reported") -> Claim:
    return claim(passage, passage.text_in(language), language, status)


def _answer(language: Language, outcome: Outcome, text: str, **values: Any) -> Answer:
    return Answer(
        question="",
        standalone_question="",
        language=language,
        outcome=outcome,
        text=text,
        as_of=DAY,
        knowledge_as_of=dt.date(2026, 3, 4),
        corpus_digest="0" * 64,
        timings_ms={"total": 1.0},
        **values,
    )


def _leader(language: Language) -> Answer:
    sources = (SOURCES["Z900"], ASSOCIATION, NEWSPAPER)
    head = {"it": "Fonti", "en": "Sources"}[language]
    footer = f"{head}:\n[1] Associazione delle imprese, novembre 2025"
    text = f"{LEADER.text_in(language)} [1]\n\n{footer}"
    claims = (_whole(LEADER, language),)
    return _answer(language, "answered", text, claims=claims, sources=sources)


def _partnership(language: Language) -> Answer:
    words = "Il partenariato comprende almeno un'impresa e un organismo di ricerca."
    text = (
        f"Ente di prova (17 novembre 2025) scrive: «{words}» [1]\n\n"
        f"{DISPUTED.text_in(language)} [2]\n\n"
        "- Primo passo: leggere l'avviso.\n- Secondo passo: firmare l'accordo. [1]"
    )
    claims = (
        claim(ARTICLE, words, language),
        _whole(DISPUTED, language, "conflicting"),
    )
    return _answer(
        language,
        "partial",
        text,
        claims=claims,
        sources=(NOTICE, SOURCES["Z901"], NEWSPAPER),
        missing=("Il numero massimo di partner.",),
        notices=("Alcune fonti di questa risposta non portano una data.",),
    )


def _hostile(language: Language) -> Answer:
    claims = (claim(HOSTILE_PASSAGE, ATTACK, language),)
    return _answer(
        language,
        "answered",
        f"{ATTACK} [1]",
        claims=claims,
        sources=(HOSTILE,),
        missing=(f"manca {ATTACK}",),
        notices=(f"nota {ATTACK}",),
        choices=(f"scelta {ATTACK}",),
    )


def _clarify(language: Language) -> Answer:
    choices = ("Chi può fare da capofila?", "Chi può essere partner?")
    return _answer(language, "clarify", "Intende il capofila o i partner?", choices=choices)


_PLAIN: Mapping[str, tuple[Outcome, str]] = {
    "punteggi": ("not_in_sources", "Le fonti che ho non rispondono a questa domanda."),
    "pizza": ("out_of_scope", "Questa domanda è fuori ambito."),
}


class FakePipeline:
    """Answers by a word of the question; ``asked`` remembers every question."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def answer(self, question: Question, watch: Watch | None = None) -> Answer:
        self.asked.append(question)
        language = question.language or "it"
        answer = self._ready(question.text.lower(), language)
        return replace(answer, question=question.text, standalone_question=question.text)

    def _ready(self, text: str, language: Language) -> Answer:
        if "guasto" in text:
            raise RuntimeError("a secret detail of the machine")
        if "indice" in text:
            raise IndexMissing("index_missing", folder=".data")
        for word, make in (
            ("partenariato", _partnership),
            ("ostile", _hostile),
            ("chi?", _clarify),
        ):
            if word in text:
                return make(language)
        for word, (outcome, said) in _PLAIN.items():
            if word in text:
                return _answer(language, outcome, said)
        return _leader(language)

    def search(
        self, text: str, k: int = 10, as_of: dt.date | None = None, language: str | None = None
    ) -> list[Hit]:
        self.asked.append(Question(text, as_of=as_of))
        hits = [Hit(passage, 1 / n) for n, passage in enumerate(PASSAGES.values(), start=1)]
        return hits[:k]

    def passage(self, name: str) -> Passage | None:
        return PASSAGES.get(name)

    def source(self, name: str) -> Source | None:
        return SOURCES.get(name)


def small_pdf(line: str) -> bytes:
    """Return a PDF of one page that says one line."""
    drawn = f"BT /F1 14 Tf 60 700 Td ({line}) Tj ET".encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    whole = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(whole)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    whole += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return whole + trailer % (len(objects) + 1, start)
