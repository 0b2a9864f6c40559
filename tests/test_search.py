"""A question finds passages: by words, by meaning, as of a day."""

import datetime as dt
import json
import threading
import time
from pathlib import Path

import pytest

from assistant.errors import IndexMissing
from assistant.model import Fact, Interval, Passage, Source
from assistant.retrieval import search
from assistant.retrieval.langchain import SportelloRetriever
from assistant.retrieval.search import LiveSearcher, Searcher, open_searcher
from assistant.retrieval.store import make_current, new_folder, write_generation
from assistant.settings import Settings
from tests.corpora import a_generation, a_passage, a_source
from tests.fakes import FakeEmbedder

LEAD = a_passage("lead", "Il capofila può essere un'impresa o un ente di ricerca.")
GRANT = a_passage("grant", "Il contributo copre le consulenze della prima fase.")
FORM = a_passage("form", "La domanda si presenta sulla piattaforma regionale.")
SETTINGS = Settings(embedder="none")
JANUARY, MARCH = dt.date(2026, 1, 10), dt.date(2026, 3, 10)


def searcher(
    *passages: Passage, sources: list[Source] | None = None, with_vectors: bool = True
) -> Searcher:
    embedder = FakeEmbedder() if with_vectors else None
    return Searcher(a_generation(list(passages), sources, embedder), embedder, SETTINGS)


def ids(found: Searcher, text: str, as_of: dt.date = MARCH) -> list[str]:
    return [hit.passage.id for hit in found.search(text, as_of=as_of)]


@pytest.mark.parametrize("with_vectors", [True, False])
def test_the_passage_that_has_the_words_comes_first(with_vectors: bool) -> None:
    found = searcher(LEAD, GRANT, FORM, with_vectors=with_vectors)
    assert ids(found, "quale contributo per le consulenze?")[0] == "grant"


def test_scores_lie_between_zero_and_one_and_fall() -> None:
    hits = searcher(LEAD, GRANT, FORM).search("capofila impresa domanda")
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


def test_no_more_passages_than_asked_for() -> None:
    assert len(searcher(LEAD, GRANT, FORM).search("capofila contributo domanda", k=2)) == 2


def test_a_passage_is_found_by_a_question_that_it_answers() -> None:
    asked = a_passage("asked", "Fino a cento.", finders=("quanto vale il premio?",))
    assert ids(searcher(LEAD, GRANT, FORM, asked), "il premio quanto vale")[0] == "asked"


def test_a_passage_is_found_by_its_version_in_another_language() -> None:
    both = a_passage("both", "La sede è qui.", versions={"en": "The registered office is here."})
    assert ids(searcher(LEAD, GRANT, both, with_vectors=False), "registered office?")[0] == "both"


def test_a_passage_is_found_by_its_heading() -> None:
    titled = a_passage("titled", "Vale quanto detto sopra.", heading=("Fideiussione",))
    assert ids(searcher(LEAD, GRANT, titled, with_vectors=False), "fideiussione")[0] == "titled"


def test_authority_decides_between_equals_only() -> None:
    press = a_source("stampa", authority=1)
    same = a_passage("same", GRANT.text, source="stampa")
    better = a_passage("better", "Contributo, consulenze.", source="stampa")
    found = searcher(better, same, GRANT, LEAD, sources=[a_source(), press], with_vectors=False)
    assert ids(found, "contributo consulenze")[:3] == ["better", "grant", "same"]


def test_the_language_asked_for_decides_between_equals() -> None:
    english = a_passage("english", "Masterplan budget", language="en")
    italian = a_passage("italian", "Masterplan budget", language="it")
    hits = searcher(italian, english, LEAD).search("masterplan", language="en")
    assert hits[0].passage.id == "english"


def test_a_source_counts_from_the_day_it_was_published() -> None:
    found = searcher(GRANT, sources=[a_source(published=Interval.parse("2026-02"))])
    assert ids(found, "contributo", JANUARY) == []
    assert ids(found, "contributo", MARCH) == ["grant"]


def test_a_source_counts_while_it_is_in_force() -> None:
    first, last = dt.date(2026, 2, 1), dt.date(2026, 2, 28)
    found = searcher(GRANT, sources=[a_source(valid_from=first, valid_until=last)])
    days = [JANUARY, first, last, MARCH]
    assert [len(ids(found, "contributo", day)) for day in days] == [0, 1, 1, 0]


def test_an_undated_source_counts_any_day() -> None:
    assert ids(searcher(GRANT), "contributo", dt.date(1999, 1, 1)) == ["grant"]


def test_a_superseded_source_counts_until_the_newer_one_is_out() -> None:
    newer = a_source("nuovo", published=Interval.parse("2026-02-01"), supersedes=("avviso",))
    update = a_passage("update", "Il contributo è cambiato.", source="nuovo")
    found = searcher(GRANT, update, sources=[a_source(), newer])
    assert ids(found, "contributo", JANUARY) == ["grant"]
    assert ids(found, "contributo", MARCH) == ["update"]


def test_a_superseded_source_does_not_come_back_when_the_newer_one_ends() -> None:
    ended = a_source("nuovo", valid_until=JANUARY, supersedes=("avviso",))
    assert ids(searcher(GRANT, sources=[a_source(), ended]), "contributo", MARCH) == []


def test_a_fact_counts_from_the_day_it_was_known() -> None:
    fact = Fact("risorse", "zis", "reported", as_of=Interval.parse("2026-02-19"))
    found = searcher(a_passage("known", "Il contributo copre tutto.", fact=fact))
    assert ids(found, "contributo", JANUARY) == []
    assert ids(found, "contributo", MARCH) == ["known"]


def test_the_newest_day_is_that_of_sources_and_facts() -> None:
    fact = Fact("risorse", "zis", "reported", as_of=Interval.parse("2026-02"))
    dated = a_source(published=Interval.parse("2025-11-17"))
    found = searcher(a_passage("known", "Copre tutto.", fact=fact), sources=[dated])
    assert found.knowledge_as_of == dt.date(2026, 2, 28)


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_a_question_without_words_finds_nothing(text: str) -> None:
    assert searcher(LEAD, GRANT).search(text) == []


def test_an_empty_index_finds_nothing() -> None:
    assert searcher().search("capofila") == []


def test_vectors_of_another_model_are_not_compared() -> None:
    embedder = FakeEmbedder()
    generation = a_generation([LEAD, GRANT], None, embedder)
    embedder.model = "fake-2"
    found = Searcher(generation, embedder, SETTINGS)
    assert found.notices == ("index.lexical_only",)
    assert ids(found, "capofila") == ["lead"]


def test_a_search_tells_what_it_knows_of_the_question() -> None:
    features = searcher(LEAD, GRANT, FORM).look("capofila carbonara").features
    assert features.unknown == ("carbonara",)
    assert 0 < features.coverage < 1
    assert features.top_coverage == pytest.approx(features.coverage)
    assert features.cosine > 0


def test_both_rankings_agree_on_a_plain_question() -> None:
    features = searcher(LEAD, GRANT, FORM).look("capofila impresa").features
    assert features.margin > 0
    assert features.agreement > 0


def test_passages_and_sources_are_found_by_id() -> None:
    found = searcher(LEAD)
    assert found.passage("lead") == LEAD
    assert found.passage("nobody") is None
    assert found.source("avviso") == a_source()
    assert found.source("nobody") is None


def test_langchain_gets_documents_that_can_be_cited() -> None:
    retriever = SportelloRetriever(searcher=searcher(LEAD, GRANT, FORM), k=1)
    (document,) = retriever.invoke("chi è capofila?")
    assert document.page_content == LEAD.text
    assert document.metadata["source"] == "avviso"
    assert document.metadata["score"] == 1


@pytest.mark.real_data
def test_real_questions_find_their_own_answers_by_words_alone(real_data: Path) -> None:
    lines = (real_data / "qa" / "qa_real.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = searcher(*(a_passage(row["id"], row["answer"]) for row in rows), with_vectors=False)
    first_five = [[hit.passage.id for hit in found.search(row["question"], k=5)] for row in rows]
    recall = sum(row["id"] in ids for row, ids in zip(rows, first_five, strict=True)) / len(rows)
    assert recall > 0.7


def index(data: Path, *passages: Passage) -> None:
    generation = a_generation(list(passages))
    folder = new_folder(data)
    write_generation(folder, generation.manifest, generation.passages, generation.units, None)
    make_current(folder)


def test_without_an_index_a_person_is_told_to_make_one(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, embedder="none")
    with pytest.raises(IndexMissing):
        open_searcher(settings)
    with pytest.raises(IndexMissing):
        LiveSearcher(settings).get()


def test_a_new_index_is_taken_up_without_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_LOOK_SECONDS", 0)
    index(tmp_path, LEAD)
    live = LiveSearcher(Settings(data=tmp_path, embedder="none"))
    assert live.get().passage("grant") is None
    index(tmp_path, LEAD, GRANT)
    deadline = time.monotonic() + 20
    while live.get().passage("grant") is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert live.get().passage("grant") == GRANT


def test_a_reader_does_not_wait_while_a_new_index_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_LOOK_SECONDS", 0)
    index(tmp_path, LEAD)
    live = LiveSearcher(Settings(data=tmp_path, embedder="none"))
    live.get()
    index(tmp_path, LEAD, GRANT)
    gate, loaded = threading.Event(), threading.Event()

    def load(*_: object) -> None:
        gate.wait(20)
        loaded.set()

    monkeypatch.setattr(search, "load_searcher", load)
    assert live.get().passage("lead") == LEAD
    assert not loaded.is_set()
    gate.set()
