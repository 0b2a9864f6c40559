"""Whatever goes wrong with a model, a person gets a whole answer in time, and a notice."""

import json
import time
from pathlib import Path

import pytest

from assistant.answering.pipeline import Pipeline
from assistant.model import Answer, Question
from assistant.settings import Settings
from tests.builders import DAY, REGION, a_fact, an_editorial, write_index
from tests.fault_server import FAULTS, TEXT, FaultServer

LEADER = a_fact("leader", "Chi guida il partenariato è un'impresa di Valfiorita.")
QUESTION = Question("Chi guida il partenariato?", (), "it", DAY)
SECONDS = 1.5
_SPARE = 1.0  # seconds that a loaded machine may take beside those of the model


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("faults")
    return write_index(folder, [LEADER], [REGION, an_editorial(LEADER)])


def asked(settings: Settings, url: str, model: str) -> tuple[Answer, float]:
    """Return the answer with a model that goes wrong, and the seconds that it took."""
    told = {
        "mode": "llm",
        "llm_base_url": url,
        "llm_model": model,
        "llm_seconds": SECONDS,
        "llm_first_token_seconds": SECONDS / 2,
        "llm_retries": 1,
    }
    pipeline = Pipeline(settings.model_copy(update=told))
    pipeline.warm_up()
    began = time.monotonic()
    answer = pipeline.answer(QUESTION)
    return answer, time.monotonic() - began


@pytest.mark.parametrize("fault", [*FAULTS, "whole", "half_json"])
def test_a_model_that_fails_leaves_a_whole_answer_in_time(settings: Settings, fault: str) -> None:
    with FaultServer() as server:
        answer, seconds = asked(settings, server.base_url, fault)
    assert answer.mode == "embedded"
    assert answer.text.startswith(LEADER.text)
    assert TEXT[:12] not in json.dumps(answer.as_json())
    assert len([notice for notice in answer.notices if "modello" in notice]) == 1
    assert answer.made.askings[-1].fault
    assert seconds < SECONDS + _SPARE


def test_a_server_that_is_not_there_leaves_a_whole_answer(settings: Settings) -> None:
    answer, seconds = asked(settings, "http://127.0.0.1:9/v1", "none")
    assert answer.text.startswith(LEADER.text)
    assert answer.made.askings[0].fault in ("refused", "unreachable")
    assert seconds < SECONDS + _SPARE


def test_no_model_is_asked_in_embedded_mode(settings: Settings, tmp_path: Path) -> None:
    with FaultServer() as server:
        told = {"llm_base_url": server.base_url, "llm_model": "whole"}
        answer = Pipeline(settings.model_copy(update=told)).answer(QUESTION)
        assert server.asked == []
    assert answer.made.askings == ()
