"""An official notice added by the operator outranks press and sheets at once.

The notice is invented for this test: it fixes one thing the shipped sources do not know (VAT) and
settles one on which they disagree (the deadline).
"""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from assistant.answering.pipeline import Pipeline
from assistant.model import Answer, Question
from assistant.settings import Settings

DAY = dt.date(2026, 11, 23)
NOTICE = """# Avviso di prova (testo inventato per i test)

## Art. 5 Spese ammissibili

L'IVA è ammissibile solo quando non è recuperabile dal beneficiario.

## Art. 8 Termini di presentazione

La domanda di partecipazione deve essere presentata entro il 29 gennaio 2027.
"""
MANIFEST = """[[document]]
id = "avviso-di-prova"
path = "documents/avviso-di-prova.md"
title = "Avviso di prova"
publisher = "Ente di prova"
kind = "official"
authority = 5
published = "2026-10-01"
"""


@pytest.fixture(scope="module")
def with_notice(shipped: Settings, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    from assistant.ingestion.catalogue import load_catalogue
    from assistant.ingestion.sync import apply, plan

    folder = tmp_path_factory.mktemp("operator")
    settings = shipped.model_copy(update={"corpus": folder / "corpus", "data": folder / "data"})
    shutil.copytree(shipped.corpus, settings.corpus)
    (settings.corpus / "documents").mkdir(exist_ok=True)
    (settings.corpus / "documents" / "avviso-di-prova.md").write_text(NOTICE, encoding="utf-8")
    (settings.corpus / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    _keep_vectors(shipped.data, settings.data)
    catalogue = load_catalogue(settings.corpus)
    apply(plan(catalogue, settings), catalogue, settings, lambda *_: None)
    return Pipeline(settings)


def _keep_vectors(source: Path, target: Path) -> None:
    from assistant.retrieval.embed import CACHE_FILE

    target.mkdir()
    if (source / CACHE_FILE).is_file():
        shutil.copy(source / CACHE_FILE, target / CACHE_FILE)


def ask(pipeline: Pipeline, text: str) -> Answer:
    return pipeline.answer(Question(text, as_of=DAY))


def first_quoted(answer: Answer) -> str:
    return answer.claims[0].quotes[0].source


@pytest.mark.parametrize(
    "question", ["Entro quando si presenta la domanda?", "Qual è la scadenza?", "quando scade"]
)
def test_a_deadline_on_which_sources_disagree_is_settled(
    with_notice: Pipeline, question: str
) -> None:
    answer = ask(with_notice, question)
    assert first_quoted(answer) == "avviso-di-prova"
    assert "29 gennaio 2027" in answer.text
    assert "non concordano" not in answer.text
    assert "prevale" in answer.text


def test_what_was_not_known_is_answered(with_notice: Pipeline, shipped: Settings) -> None:
    question = "L'IVA è ammissibile?"
    assert ask(Pipeline(shipped), question).outcome == "not_in_sources"
    answer = ask(with_notice, question)
    assert answer.outcome == "answered"
    assert first_quoted(answer) == "avviso-di-prova"


def test_what_the_notice_does_not_say_is_answered_as_before(
    with_notice: Pipeline, shipped: Settings
) -> None:
    question = "Quante ZIS per provincia?"
    assert ask(with_notice, question).text == ask(Pipeline(shipped), question).text


def test_before_the_notice_was_published_it_does_not_count(with_notice: Pipeline) -> None:
    earlier = Question("Qual è la scadenza?", as_of=dt.date(2026, 9, 1))
    assert "29 gennaio 2027" not in with_notice.answer(earlier).text
