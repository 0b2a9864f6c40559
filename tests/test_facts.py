"""The knowledge base is read strictly: whatever is wrong is named, entry by entry."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.errors import CorpusError
from assistant.ingestion.facts import load_knowledge
from assistant.model import Interval
from assistant.text import explain, sentences

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
NOTICE = {
    "id": "notice",
    "title": "Avviso",
    "publisher": "Regione",
    "url": "https://example.org/avviso",
    "published": "2025-11",
    "kind": "official",
    "authority": 5,
    "language": "it",
}
PAPER = NOTICE | {"id": "paper", "kind": "press", "authority": 1}


def fact(name: str, **changes: Any) -> dict[str, Any]:
    plain = {
        "id": name,
        "topic": "capofila",
        "scope": "zis",
        "phase": None,
        "status": "reported",
        "it": f"Testo di {name}.",
        "en": f"Text of {name}.",
        "sources": ["notice"],
        "as_of": "2025-11-17",
        "conflicts_with": [],
        "preferred": None,
        "keywords": ["capofila", "guida"],
    }
    return plain | changes


def write(corpus: Path, facts: list[dict[str, Any]], guide: dict[str, Any] | None = None) -> Path:
    (corpus / "sources.yaml").write_text(yaml.safe_dump([NOTICE, PAPER]), encoding="utf-8")
    (corpus / "facts.yaml").write_text(yaml.safe_dump(facts), encoding="utf-8")
    if guide is not None:
        (corpus / "guide").mkdir()
        (corpus / "guide" / "guide.yaml").write_text(yaml.safe_dump(guide), encoding="utf-8")
    return corpus


def test_the_shipped_knowledge_base_is_sound() -> None:
    sources, passages = load_knowledge(CORPUS)
    assert all(name in sources for passage in passages for name in sources[passage.id].based_on)


def test_a_fact_is_a_source_of_its_own_that_says_what_it_rests_on(tmp_path: Path) -> None:
    sources, _ = load_knowledge(write(tmp_path, [fact("A1", sources=["paper", "notice"])]))
    assert sources["A1"].is_editorial
    assert sources["A1"].based_on == ("paper", "notice")


def test_a_fact_is_as_authoritative_as_its_best_source(tmp_path: Path) -> None:
    sources, _ = load_knowledge(write(tmp_path, [fact("A1", sources=["paper", "notice"])]))
    assert sources["A1"].authority == 5


def test_a_fact_without_a_source_has_no_authority(tmp_path: Path) -> None:
    sources, _ = load_knowledge(write(tmp_path, [fact("U1", status="unknown", sources=[])]))
    assert sources["U1"].authority == 0


def test_a_fact_is_a_passage_in_both_languages(tmp_path: Path) -> None:
    _, (passage,) = load_knowledge(write(tmp_path, [fact("A1")]))
    assert passage.text_in("en") == "Text of A1."
    assert passage.text == passage.text_in("it") == "Testo di A1."


def test_a_month_is_an_interval(tmp_path: Path) -> None:
    _, (passage,) = load_knowledge(write(tmp_path, [fact("A1", as_of="2025-11")]))
    assert passage.fact is not None
    assert passage.fact.as_of == Interval.parse("2025-11")


def test_a_fact_is_found_by_its_keywords_and_by_the_questions_of_the_guide(tmp_path: Path) -> None:
    guide = {"facts": {"A1": {"it": ["Chi guida?"], "en": ["Who leads?"]}}}
    _, (passage,) = load_knowledge(write(tmp_path, [fact("A1")], guide))
    assert passage.finders == ("capofila, guida", "Chi guida?", "Who leads?")


def test_the_guide_names_the_facts_to_tell_together(tmp_path: Path) -> None:
    guide = {"facts": {"A1": {"with": ["A2"]}}}
    _, passages = load_knowledge(write(tmp_path, [fact("A1"), fact("A2")], guide))
    assert passages[0].fact is not None
    assert passages[0].fact.companions == ("A2",)


COLLECTION = {
    "id": "G-guida",
    "topic": "capofila",
    "members": ["A1", "A2"],
    "intro_it": "Sono due:",
    "intro_en": "There are two:",
    "it": ["Quali sono?"],
}


def test_a_collection_rests_on_the_sources_of_its_members(tmp_path: Path) -> None:
    facts = [fact("A1"), fact("A2", sources=["paper"])]
    sources, passages = load_knowledge(write(tmp_path, facts, {"collections": [COLLECTION]}))
    assert sources["G-guida"].based_on == ("notice", "paper")
    assert passages[-1].kind == "collection"


def test_a_collection_keeps_its_members_in_order(tmp_path: Path) -> None:
    guide = {"collections": [COLLECTION | {"members": ["A2", "A1"]}]}
    _, passages = load_knowledge(write(tmp_path, [fact("A1"), fact("A2")], guide))
    assert passages[-1].fact is not None
    assert passages[-1].fact.members == ("A2", "A1")


def test_a_collection_is_dated_by_its_newest_member(tmp_path: Path) -> None:
    facts = [fact("A1", as_of="2026-02"), fact("A2", as_of=None)]
    sources, _ = load_knowledge(write(tmp_path, facts, {"collections": [COLLECTION]}))
    assert sources["G-guida"].published == Interval.parse("2026-02")


def test_a_folder_without_facts_has_no_knowledge_base(tmp_path: Path) -> None:
    assert load_knowledge(tmp_path) == ({}, ())


WRONG_FACTS = [
    ("corpus_unknown_field", "A1.color", [fact("A1", color="red")]),
    ("corpus_missing_field", "A1.topic", [{k: v for k, v in fact("A1").items() if k != "topic"}]),
    ("corpus_wrong_value", "A1.status = 'maybe'", [fact("A1", status="maybe")]),
    ("corpus_wrong_value", "A1.scope = 'moon'", [fact("A1", scope="moon")]),
    ("corpus_wrong_value", "A1.as_of = '17/11/2025'", [fact("A1", as_of="17/11/2025")]),
    ("corpus_wrong_value", "A1.as_of = '2025-13'", [fact("A1", as_of="2025-13")]),
    ("corpus_wrong_value", "A1.it = 7", [fact("A1", it=7)]),
    ("corpus_wrong_value", "A1.en = ' '", [fact("A1", en=" ")]),
    ("corpus_wrong_value", "A1.phase = 3", [fact("A1", phase=3)]),
    ("corpus_unknown_topic", "A1: mare", [fact("A1", topic="mare")]),
    ("corpus_duplicate_id", "A1", [fact("A1"), fact("A1")]),
    ("corpus_duplicate_id", "notice", [fact("notice")]),
    ("corpus_unknown_id", "A1: nowhere", [fact("A1", sources=["nowhere"])]),
    ("corpus_unknown_id", "A1: A9", [fact("A1", conflicts_with=["A9"])]),
    ("corpus_asymmetric", "A1 ↔ A2", [fact("A1", conflicts_with=["A2"]), fact("A2")]),
    ("corpus_asymmetric", "A1 ↔ A1", [fact("A1", conflicts_with=["A1"])]),
    ("corpus_preferred", "A1: A2", [fact("A1", preferred="A2"), fact("A2")]),
    ("corpus_unsourced", "A1", [fact("A1", sources=[])]),
]


@pytest.mark.parametrize(("key", "entries", "facts"), WRONG_FACTS)
def test_a_wrong_fact_is_refused_by_name(
    tmp_path: Path, key: str, entries: str, facts: list[dict[str, Any]]
) -> None:
    with pytest.raises(CorpusError) as caught:
        load_knowledge(write(tmp_path, facts))
    assert (caught.value.key, caught.value.params["entries"]) == (key, entries)


def test_every_entry_with_the_same_fault_is_named_at_once(tmp_path: Path) -> None:
    facts = [fact("A1", topic="mare"), fact("A2"), fact("A3", topic="monti")]
    with pytest.raises(CorpusError) as caught:
        load_knowledge(write(tmp_path, facts))
    assert caught.value.params["entries"] == "A1: mare; A3: monti"


WRONG_GUIDES = [
    ("corpus_unknown_id", {"facts": {"A9": {"it": ["Chi?"]}}}),
    ("corpus_unknown_id", {"facts": {"A1": {"with": ["A9"]}}}),
    ("corpus_unknown_id", {"collections": [COLLECTION]}),
    ("corpus_unknown_id", {"collections": [COLLECTION | {"members": []}]}),
    ("corpus_unknown_topic", {"collections": [COLLECTION | {"members": ["A1"], "topic": "mare"}]}),
    ("corpus_duplicate_id", {"collections": [COLLECTION | {"members": ["A1"], "id": "A1"}]}),
    ("corpus_unknown_field", {"facts": {"A1": {"fr": ["Qui?"]}}}),
    ("corpus_unknown_field", {"facts": {}, "notes": []}),
    ("corpus_wrong_value", {"facts": {"A1": ["Chi?"]}}),
]


@pytest.mark.parametrize(("key", "guide"), WRONG_GUIDES)
def test_a_wrong_guide_is_refused(tmp_path: Path, key: str, guide: dict[str, Any]) -> None:
    with pytest.raises(CorpusError) as caught:
        load_knowledge(write(tmp_path, [fact("A1")], guide))
    assert caught.value.key == key
    assert caught.value.params["file"] == "guide.yaml"


def test_a_key_written_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    corpus = write(tmp_path, [fact("A1")], {})
    (corpus / "guide" / "guide.yaml").write_text("facts:\n  A1: {}\n  A1: {}\n", encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_knowledge(corpus)
    assert (caught.value.key, caught.value.params["line"]) == ("corpus_malformed", 2)


def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path) -> None:
    corpus = write(tmp_path, [])
    (corpus / "facts.yaml").write_text("- id: A1\n  topic: [\n", encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_knowledge(corpus)
    assert caught.value.params["file"] == "facts.yaml"
    assert caught.value.params["line"] == 3


def test_a_link_that_is_not_of_the_web_is_refused(tmp_path: Path) -> None:
    corpus = write(tmp_path, [fact("A1")])
    sources = yaml.safe_dump([NOTICE | {"url": "javascript:alert(1)"}])
    (corpus / "sources.yaml").write_text(sources, encoding="utf-8")
    with pytest.raises(CorpusError, match="corpus_wrong_value"):
        load_knowledge(corpus)


def test_facts_without_the_file_of_sources_are_refused(tmp_path: Path) -> None:
    corpus = write(tmp_path, [fact("A1")])
    (corpus / "sources.yaml").unlink()
    with pytest.raises(CorpusError, match="corpus_no_file"):
        load_knowledge(corpus)


def test_every_fault_has_a_sentence_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        load_knowledge(write(tmp_path, [fact("A1", topic="mare")]))
    assert "A1: mare" in explain(caught.value, "it")
    assert "A1: mare" in explain(caught.value, "en")


@pytest.mark.parametrize("table", ["catalogue", "locator"])
def test_the_two_languages_have_the_same_sentences(table: str) -> None:
    assert sentences("it")[table].keys() == sentences("en")[table].keys()


def test_the_two_languages_have_the_same_topics() -> None:
    italian, english = (sentences(code)["catalogue"]["topics"] for code in ("it", "en"))
    assert italian.keys() == english.keys()
