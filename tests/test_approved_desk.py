"""Approved answers in a running house: served, suspended, withdrawn, without a restart."""

import datetime as dt
import logging
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.pipeline import Pipeline
from assistant.approved.acts import Seen, withdraw
from assistant.approved.files import FOLDER
from assistant.approved.live import Live
from assistant.approved.matcher import Matcher
from assistant.approved.record import cite
from assistant.approved.topics import switch_off, switch_on
from assistant.errors import CorpusError
from assistant.model import Answer, Language, Passage, Question
from assistant.settings import Settings
from tests.approvals import LEADER, ON, approved
from tests.builders import REGION, an_editorial, write_index
from tests.fakes import FakeEmbedder

GOLDEN = Path(__file__).resolve().parent / "golden"
DAY = dt.date(2026, 3, 10)
QUESTION = "Chi può fare da capofila?"
TAKEN_UP = 0.7  # seconds after which a new index, or a file edited in place, is served


class Served:
    """A corpus with one fact, indexed and served; its folder of approved answers."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.folder = data / "corpus" / FOLDER
        self.pipeline = Pipeline(self.index(LEADER))

    def index(self, passage: Passage) -> Settings:
        settings = write_index(self.data, [passage], [REGION, an_editorial(passage)])
        settings.corpus.mkdir(exist_ok=True)
        (settings.corpus / "rules.yaml").write_text("[]\n", encoding="utf-8")
        return settings

    def ask(self, text: str = QUESTION, language: Language = "it") -> Answer:
        return self.pipeline.answer(Question(text, language=language, as_of=DAY))

    def reindexed(self, passage: Passage, text: str = QUESTION) -> Answer:
        """Index another text, and ask when it is served."""
        self.index(passage)
        time.sleep(TAKEN_UP)
        self.ask(text)  # a new index is loaded beside the old one: the first who asks starts it
        time.sleep(TAKEN_UP)
        return self.ask(text)


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return Served(tmp_path)


def bilingual(served: Served) -> None:
    approved(
        served.folder,
        questions={"it": [QUESTION], "en": ["Who can be the lead partner?"]},
        answer={"it": "Un'impresa privata.\n\nNon un ente pubblico.", "en": "A private firm."},
        sources=[cite(LEADER, LEADER.text, ["it", "en"])],
    )


def test_an_answer_is_served_as_soon_as_it_is_approved(served: Served) -> None:
    assert served.ask().outcome != "approved"
    approved(served.folder)
    assert served.ask("chi puo fare il capofila").outcome == "approved"


@pytest.mark.parametrize(
    ("text", "language"), [(QUESTION, "it"), ("Who can be the lead partner?", "en")]
)
def test_the_whole_answer_is_as_it_was_last_approved_by_a_reader(
    tmp_path: Path, text: str, language: Language
) -> None:
    bilingual(Served(tmp_path))
    answer = Served(tmp_path).ask(text, language)
    golden = (GOLDEN / f"approved.{language}.txt").read_text(encoding="utf-8")
    assert f"{answer.text}\n" == golden


def test_an_answer_whose_source_changed_is_served_no_more(served: Served) -> None:
    approved(served.folder)
    assert served.ask().outcome == "approved"
    text = "Il capofila è un ente pubblico. Coordina i partner."
    changed = replace(LEADER, text=text, versions={"it": text})
    assert served.reindexed(changed).outcome != "approved"


def test_a_withdrawn_answer_is_served_no_more(served: Served) -> None:
    entry = approved(served.folder)
    assert served.ask().outcome == "approved"
    withdraw(served.folder, Seen(entry.id, 1), "Carla", ON, "Non vale più.")
    assert served.ask().outcome != "approved"


def test_an_expired_answer_is_served_no_more(served: Served) -> None:
    approved(served.folder, expires=DAY)
    assert served.ask().outcome != "approved"


def test_a_topic_is_switched_off_and_on_without_a_restart(served: Served) -> None:
    approved(served.folder)
    switch_off(served.folder.parent, "capofila", {"it": "Torniamo domani."}, "Anna")
    off = served.ask()
    assert off.outcome == "desk"
    assert "Torniamo domani." in off.text
    switch_on(served.folder.parent, "capofila")
    assert served.ask().outcome == "approved"


def test_a_wrong_file_leaves_the_last_good_answers_and_is_told(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    approved(served.folder)
    assert served.ask().outcome == "approved"
    (served.folder / "rotto.yaml").write_text("id: [", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert served.ask().outcome == "approved"
    assert "rotto.yaml" in caplog.text


def test_a_wrong_file_stops_a_start(served: Served) -> None:
    approved(served.folder)
    (served.folder / "rotto.yaml").write_text("id: rotto\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"rotto\.yaml"):
        Pipeline(served.pipeline.settings)


def test_a_file_edited_in_place_is_served_a_moment_later(served: Served) -> None:
    entry = approved(served.folder)
    served.ask()
    path = served.folder / f"{entry.id}.yaml"
    text = path.read_text(encoding="utf-8").replace("Un'impresa privata.", "Un'impresa.")
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
    time.sleep(TAKEN_UP)
    assert served.ask().text.startswith("Un'impresa.\n")


def test_files_are_looked_at_now_and_then_and_read_when_they_changed(tmp_path: Path) -> None:
    now, stamp, reads = [0.0], [1], [0]

    def load() -> int:
        reads[0] += 1
        return stamp[0]

    live = Live(load, lambda: stamp[0], tmp_path, lambda: now[0])
    stamp[0] = 2
    assert live.get() == 1
    now[0] = 1.0
    assert live.get() == 2
    now[0] = 2.0
    assert live.get() == 2
    assert reads[0] == 2


def test_vectors_are_made_only_for_a_question_whose_words_agree(tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    matcher = Matcher([approved(tmp_path)], embedder)
    matcher.match("Quanto vale il contributo?", "it")
    assert embedder.engine.read == []
    matcher.match("chi puo essere il capofila", "it")
    assert QUESTION in embedder.engine.read


def test_a_question_far_in_meaning_is_not_served_whatever_its_words(tmp_path: Path) -> None:
    class Far(FakeEmbedder):
        def query(self, text: str) -> object:  # type: ignore[override]
            return -super().query(text)

    matcher = Matcher([approved(tmp_path)], Far())
    assert matcher.match("chi puo essere il capofila", "it") is None
