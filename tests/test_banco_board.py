"""The staff tab that tells what to write next: counted from the journal, saved as CSV."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.desk.approving import Approvals
from assistant.desk.dashboard import look
from assistant.desk.roles import Person
from assistant.journal.database import Database
from assistant.journal.journal import Journal
from assistant.journal.judgement import Judgement
from assistant.model import Question
from assistant.web.banco_act import NO_REFUSAL
from assistant.web.banco_bars import chart
from assistant.web.banco_board import BoardContent, View
from tests.desks import Now, done, tickets_of
from tests.fakes_web import ATTACK, PASSAGES, FakePipeline

TALK = "a" * 32
UNANSWERED = "Quali sono i punteggi?"


@pytest.fixture
def journal(database: Database) -> Iterator[Journal]:
    opened = Journal(database, days=30)
    yield opened
    opened.close()


@pytest.fixture
def content(tmp_path: Path, database: Database) -> BoardContent:
    approvals = Approvals(tmp_path, database, tickets_of(database), PASSAGES.get)
    return BoardContent(database, approvals, PASSAGES.get, Now)


def asked(journal: Journal, *questions: str) -> list[str]:
    answers = (FakePipeline().answer(Question(question)) for question in questions)
    handles = [journal.record(answer, "page", TALK, PASSAGES.get) for answer in answers]
    assert journal.flush(20)
    return handles


def shown(content: BoardContent) -> str:
    return content.html(View(Person(1, "rita", "reader")), "it", NO_REFUSAL)


def test_unanswered_questions_alike_are_told_together(journal: Journal, database: Database) -> None:
    asked(journal, UNANSWERED, "Chi guida?", "I punteggi quali sono?")
    board = look(database, PASSAGES.get, 7)
    assert [len(group.questions) for group in board.clusters] == [2]
    assert len(board.asked) == 3


def test_a_question_has_the_topic_of_what_its_answer_quotes(
    journal: Journal, database: Database
) -> None:
    asked(journal, "Chi guida?", UNANSWERED)
    groups = look(database, PASSAGES.get, 7).topics
    assert {group.name: group.questions[0].question for group in groups} == {
        "capofila": "Chi guida?",
        "": UNANSWERED,
    }


def test_the_pieces_of_a_bar_touch_and_end_where_their_count_says(
    journal: Journal, database: Database
) -> None:
    asked(journal, "Chi guida?", "Chi guida il progetto?", UNANSWERED)
    first, second = chart(look(database, PASSAGES.get, 7), "it").bars
    assert (first.total, second.total) == (2, 1)
    assert first.end - first.pieces[0].left == pytest.approx(2 * second.pieces[0].width)
    assert second.end == pytest.approx(second.pieces[0].left + second.pieces[0].width)


def test_what_was_judged_badly_is_shown_and_is_inert(
    journal: Journal, content: BoardContent
) -> None:
    (handle,) = asked(journal, "Chi guida?")
    journal.judge(handle, Judgement(useful=False, reason="unclear", note=ATTACK))
    assert "poco chiara" in shown(content)
    assert "<img" not in shown(content)


def test_a_board_of_nothing_says_so(content: BoardContent) -> None:
    assert "<svg" not in shown(content)


def test_the_csv_has_a_row_a_question_and_calculates_nothing(
    journal: Journal, content: BoardContent
) -> None:
    asked(journal, "=1+1 Chi guida?")
    sent = done(content, "csv", days="7")
    assert sent.view is None
    found = re.search(r'data-content="([^"]+)"', sent.file)
    assert found
    rows = base64.b64decode(found[1]).decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert rows[1].endswith(",'=1+1 Chi guida?")


@pytest.mark.parametrize(("days", "expected"), [("90", 90), ("-1", 30), ("1e9", 30), (None, 30)])
def test_only_the_spans_of_the_form_are_counted(
    content: BoardContent, days: object, expected: int
) -> None:
    view = done(content, "look", days=days).view
    assert view
    assert view.days == expected
