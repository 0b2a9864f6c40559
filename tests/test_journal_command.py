"""``sportello journal``, run in this process on a journal with two conversations."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.journal.database import open_database
from assistant.journal.days import today
from assistant.journal.journal import Journal
from assistant.journal.judgement import Judgement
from assistant.model import Question
from tests.databases import settings_with
from tests.fakes_web import PASSAGES, FakePipeline

TALK, OTHER = "a" * 32, "b" * 32
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Keep three turns; return what runs an action on them."""
    settings = settings_with(tmp_path)
    journal = Journal(open_database(settings), settings.journal_days)
    for talk, question in ((TALK, "Chi guida?"), (TALK, "Quanto dura?"), (OTHER, "E poi?")):
        answer = FakePipeline().answer(Question(question))
        last = journal.record(answer, "page", talk, PASSAGES.get)
    journal.judge(last, Judgement(useful=False, reason="incomplete", note="Manca il termine"))
    journal.close()

    def run_journal(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["journal", *arguments, "--data", str(settings.data)])
        return code, *capsys.readouterr()

    return run_journal


def test_a_day_is_told_with_its_texts_and_judgements(run: Run) -> None:
    code, out, _ = run("on", today().isoformat())
    assert code == 0
    assert "]  Chi guida?" in out
    assert "  Z900  (" in out
    assert "Giudizio: non utile. Motivo: incompleta. Manca il termine" in out


def test_a_day_is_told_for_one_question(run: Run) -> None:
    _, out, _ = run("on", today().isoformat(), "--question", "quanto", "--json")
    assert [turn["question"] for turn in json.loads(out)["turns"]] == ["Quanto dura?"]


def test_a_day_without_questions_says_so(run: Run) -> None:
    assert "non risulta" in run("on", "2001-01-01")[1]


def test_a_conversation_is_exported(run: Run) -> None:
    _, out, _ = run("export", TALK, "--json")
    exported = json.loads(out)
    assert exported["conversation"] == TALK
    assert [turn["question"] for turn in exported["turns"]] == ["Chi guida?", "Quanto dura?"]


def test_a_conversation_is_deleted_and_then_unknown(run: Run) -> None:
    assert json.loads(run("delete", TALK, "--json")[1]) == {"deleted": 2}
    code, out, complaint = run("export", TALK)
    assert (code, out) == (2, "")
    assert "non c'è una conversazione" in complaint


def test_deleting_what_is_not_there_is_told(run: Run) -> None:
    assert run("delete", "c" * 32)[0] == 2


def test_what_was_said_before_a_day_is_forgotten(run: Run) -> None:
    assert run("forget", "--before", today().isoformat())[1] == "Risposte cancellate: 0.\n"
    assert json.loads(run("forget", "--before", "2999-01-01", "--json")[1]) == {"deleted": 3}
