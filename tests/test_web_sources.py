"""The sources panel: who, when, how authoritative, in which words, and only safe links."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.model import Language, Passage, Question
from assistant.web.contract import AnswerBody
from assistant.web.conversation import Exchange
from assistant.web.library import Library
from assistant.web.sources_panel import Run, cards, panel_html, runs, safe_url
from tests.fakes_web import ARTICLE, FakePipeline, small_pdf


class ForgetfulPipeline(FakePipeline):
    """Its index was rebuilt: the passages changed since the answer."""

    def passage(self, name: str) -> Passage | None:
        found = super().passage(name)
        return found and replace(found, text="Altro testo.", versions={})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(FakePipeline(), tmp_path)


def answer_to(text: str, language: Language = "it") -> AnswerBody:
    return AnswerBody.of(FakePipeline().answer(Question(text, language=language)))


def panel_of(text: str, library: Library, language: Language = "it") -> str:
    exchange = Exchange(question=text, answer=answer_to(text, language))
    return panel_html(exchange, language, library)


def test_the_quoted_words_are_marked_in_their_passage(library: Library) -> None:
    panel = panel_of("partenariato", library)
    assert "Art. 5, comma 2. <mark>Il partenariato comprende" in panel


def test_a_document_shows_publisher_date_kind_authority_and_locator(library: Library) -> None:
    panel = panel_of("partenariato", library)
    assert "<strong>Ente di prova</strong>" in panel
    assert "17 novembre 2025" in panel
    assert "atto o comunicato ufficiale" in panel
    assert "massima" in panel
    assert "p. 1, art. 5, comma 2" in panel


def test_a_fact_is_an_editorial_summary_of_named_publishers(library: Library) -> None:
    panel = panel_of("capofila", library)
    assert "Sintesi redazionale" in panel
    assert "novembre 2025" in panel
    assert "senza data" in panel
    assert 'href="https://associazione.example/zis" target="_blank" rel="noopener' in panel


def test_a_fact_is_never_in_quotation_marks(library: Library) -> None:
    panel = panel_of("capofila", library)
    assert "<blockquote" not in panel
    assert not set(panel) & set("«»“”")


def test_the_most_authoritative_publisher_comes_first(library: Library) -> None:
    (card,) = cards(answer_to("capofila"), "it", library)
    assert [origin.authority for origin in card.based_on] == [3, 1]


def test_a_source_in_contrast_says_so_in_words(library: Library) -> None:
    assert "le fonti sono in contrasto" in panel_of("partenariato", library)


def test_the_panel_speaks_english(library: Library) -> None:
    panel = panel_of("lead partner", library, "en")
    assert "Editorial summary" in panel
    assert "November 2025" in panel
    assert "The lead partner is a public body" in panel


def test_markup_in_a_passage_and_in_its_source_is_shown_as_text(library: Library) -> None:
    panel = panel_of("ostile", library)
    assert "&lt;script&gt;" in panel
    assert "<img" not in panel
    assert "<b>" not in panel
    assert "href=" not in panel.replace('href="#exchange"', "")


def test_a_passage_that_changed_is_not_marked_in_its_new_text(tmp_path: Path) -> None:
    panel = panel_of("partenariato", Library(ForgetfulPipeline(), tmp_path))
    assert "Il passo non è più nell&#39;indice" in panel
    assert "Altro testo" not in panel


def test_a_pdf_that_is_there_shows_its_page(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "avviso.pdf").write_bytes(small_pdf("Il partenariato"))
    panel = panel_of("partenariato", Library(FakePipeline(), tmp_path))
    assert "api/page.png?passage=avviso%3A5.2" in panel
    assert "Pagina 1 con il passo evidenziato" in panel


def test_a_pdf_outside_the_corpus_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "corpus" / "documents").mkdir(parents=True)
    (tmp_path / "secret.pdf").write_bytes(small_pdf("segreto"))
    (tmp_path / "corpus" / "documents" / "avviso.pdf").symlink_to(tmp_path / "secret.pdf")
    assert Library(FakePipeline(), tmp_path / "corpus").document(ARTICLE) is None


def test_an_answer_without_quotations_cites_nothing(library: Library) -> None:
    assert "Questa risposta non cita fonti" in panel_of("punteggi", library)


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///x", "http:"],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) is None


def test_a_web_address_becomes_a_link() -> None:
    assert safe_url("https://ente.example/a?b=c") == "https://ente.example/a?b=c"


def test_overlapping_quotations_are_marked_once() -> None:
    assert runs("abcdef", [(3, 5), (1, 4)]) == (
        Run("a"),
        Run("bcd", marked=True),
        Run("e", marked=True),
        Run("f"),
    )


def test_a_long_passage_is_shortened_around_its_quotation() -> None:
    shown = runs("x" * 100 + "QUI" + "y" * 100, [(100, 103)], context=10)
    assert [run.text for run in shown] == [f" … {'x' * 10}", "QUI", f"{'y' * 10} … "]
