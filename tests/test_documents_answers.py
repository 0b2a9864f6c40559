"""The sentences of an operator's document that answer a question, quoted."""

from assistant.answering.documents import quote_documents
from assistant.answering.turn import Statement
from assistant.model import Interval, Language, Passage
from tests.builders import a_knowledge, a_statement, asked
from tests.corpora import a_passage, a_source

ANNEX = a_source(
    "allegato",
    title="Allegato",
    publisher="Ente di prova",
    kind="document",
    published=Interval.parse("2030-05-09"),
)
LEADER = "Il capofila presenta la domanda per tutto il partenariato."
DEADLINE = "La domanda di contributo si presenta entro il 9 maggio 2031."
WEATHER = "Le strade della valle sono strette e molto trafficate."
ARTICLE = a_passage("a:1", f"{WEATHER} {DEADLINE} {WEATHER}", source="allegato", locator="art. 1")


def quoted(
    text: str,
    *found: Passage,
    kind: str | None = None,
    told: tuple[Statement, ...] = (),
    language: Language = "it",
) -> list[Statement]:
    knowledge = a_knowledge(*found, sources=(ANNEX,))
    one = asked(text, *found, kind=kind)
    assert one.search is not None
    return list(quote_documents(one, one.search.hits, told, language, knowledge))


def words(text: str, *found: Passage, kind: str | None = None) -> list[str]:
    return [item.words for item in quoted(text, *found, kind=kind)]


def test_the_sentence_that_answers_is_quoted_without_its_neighbours() -> None:
    assert words("Entro quando si presenta la domanda?", ARTICLE, kind="when") == [DEADLINE]


def test_a_quotation_stands_between_marks_with_who_published_it_and_when() -> None:
    (item,) = quoted("Entro quando si presenta la domanda?", ARTICLE, kind="when")
    assert f"«{DEADLINE}»" in item.text
    assert "Ente di prova" in item.text
    assert "9 maggio 2030" in item.text


def test_an_english_answer_quotes_between_english_marks() -> None:
    (item,) = quoted("Quando scade la domanda?", ARTICLE, kind="when", language="en")
    assert f"“{DEADLINE}”" in item.text
    assert "9 May 2030" in item.text


def test_what_is_quoted_stands_in_the_passage() -> None:
    found = a_passage("a:2", f"{LEADER}\n{DEADLINE}\n{WEATHER}", source="allegato")
    assert all(item in found.text for item in words("Chi presenta la domanda?", found, kind="who"))


def test_quotations_follow_the_order_of_the_document() -> None:
    found = a_passage("a:3", f"{LEADER} {WEATHER} {DEADLINE}", source="allegato")
    (first, second) = words("Chi presenta la domanda e quando?", found)
    assert (first, second) == (LEADER, DEADLINE)


def test_neighbours_that_both_answer_are_one_quotation() -> None:
    found = a_passage("a:4", f"{LEADER} {DEADLINE} {WEATHER}", source="allegato")
    assert words("Chi presenta la domanda e quando?", found) == [f"{LEADER} {DEADLINE}"]


def test_a_publisher_is_named_once() -> None:
    found = a_passage("a:5", f"{LEADER} {WEATHER} {DEADLINE}", source="allegato")
    texts = [item.text for item in quoted("Chi presenta la domanda e quando?", found)]
    assert sum("Ente di prova" in text for text in texts) == 1


def test_the_question_of_a_faq_is_not_its_answer() -> None:
    ask = "Entro quando si presenta la domanda?"
    found = a_passage(
        "f:1", f"{ask}\n{DEADLINE}", source="allegato", kind="faq", heading=(ask,), finders=(ask,)
    )
    assert words("Quando si presenta la domanda?", found, kind="when") == [DEADLINE]


def test_the_answer_of_a_faq_need_not_repeat_the_words_of_the_question() -> None:
    ask = "Serve la firma digitale?"
    reply = "Sì, è obbligatoria per ogni firmatario."
    found = a_passage(
        "f:2", f"{ask}\n{reply}", source="allegato", kind="faq", heading=(ask,), finders=(ask,)
    )
    assert words(ask, found, kind="whether") == [reply]


def test_a_title_is_not_quoted_with_its_sentence() -> None:
    found = a_passage("a:6", f"Presentazione\n{DEADLINE}", heading=("Presentazione",))
    assert words("Quando si presenta la domanda?", found, kind="when") == [DEADLINE]


def test_what_was_told_already_is_not_quoted_again() -> None:
    told = (a_statement(a_passage("said", DEADLINE)),)
    assert quoted("Quando si presenta la domanda?", ARTICLE, kind="when", told=told) == []


def test_a_document_of_a_source_that_is_gone_is_not_quoted() -> None:
    stray = a_passage("stray", DEADLINE, source="nessuno")
    assert words("Quando si presenta la domanda?", stray) == []


def test_a_document_without_sentences_is_not_quoted() -> None:
    assert words("Quando si presenta la domanda?", a_passage("n", "1 2 3 4 5")) == []
