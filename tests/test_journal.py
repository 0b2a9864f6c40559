"""The journal: everything of an answer but who asked, whatever the database does."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assistant.errors import Unknown
from assistant.journal import journal as journal_module
from assistant.journal.database import FILE, Database, open_database
from assistant.journal.days import today
from assistant.journal.journal import Journal, new_handle
from assistant.journal.judgement import Judgement
from assistant.model import Answer, Asking, Found, Made, Passage, Question
from assistant.settings import CHECKOUT
from tests.databases import settings_with
from tests.fakes_web import ARTICLE, FakePipeline

DIGEST = "d" * 64
TALK = "a" * 32
CANARY = "mario.rossi@canarino.example"


@pytest.fixture
def journal(database: Database) -> Iterator[Journal]:
    opened = Journal(database, days=30)
    yield opened
    opened.close()


def answered(question: str = "Chi entra nel partenariato?") -> Answer:
    return FakePipeline().answer(Question(question))


def find(name: str) -> Passage | None:
    return replace(ARTICLE, id=name, digest=DIGEST)


def recorded(journal: Journal, answer: Answer, talk: str = TALK) -> str:
    handle = journal.record(answer, "page", talk, find)
    assert journal.flush(20)
    return handle


RecordedAt = Callable[[Answer, dt.datetime], str]


@pytest.fixture
def recorded_at(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> RecordedAt:
    """Return what keeps an answer as if it were another moment."""

    def record(answer: Answer, at: dt.datetime) -> str:
        with monkeypatch.context() as patch:
            patch.setattr(journal_module, "now", lambda: at)
            return recorded(journal, answer)

    return record


def test_an_answer_is_kept_as_it_was_shown(journal: Journal) -> None:
    answer = answered()
    kept = journal.turn(recorded(journal, answer))
    contract = answer.as_json()
    contract.pop("made")
    assert kept is not None
    for claim in kept["claims"]:
        assert {quote.pop("digest") for quote in claim["quotes"]} == {DIGEST}
    assert {key: kept[key] for key in contract} == contract
    assert (kept["channel"], kept["conversation"]) == ("page", TALK)


def test_the_prompts_of_a_model_and_the_passages_it_was_given_are_kept(journal: Journal) -> None:
    asking = Asking("answer", "a" * 64, "b" * 64, {"question": 12})
    made = Made(passages=(Found("Z900", 0.9, cited=True),), askings=(asking,), model="piccolo")
    kept = journal.turn(recorded(journal, replace(answered(), mode="llm", made=made)))
    assert kept is not None
    assert kept["made"] == made.as_json()
    assert kept["made"]["askings"][0]["digest"] == "a" * 64


def test_personal_data_is_gone_from_question_and_answer_before_writing(
    journal: Journal, database: Database
) -> None:
    question = f"Sono {CANARY}, tel. 333 1234567: chi entra nel partenariato?"
    answer = replace(answered(question), text=f"Gentile {CANARY}, legga l'avviso.")
    kept = journal.turn(recorded(journal, answer))
    assert kept is not None
    assert kept["question"] == "Sono [e-mail], tel. [telefono]: chi entra nel partenariato?"
    assert kept["text"] == "Gentile [e-mail], legga l'avviso."
    assert kept["personal_data_removed"] == {"email": 1, "phone": 1}


def test_words_of_a_source_stay_as_they_are_even_when_the_question_repeats_them(
    journal: Journal,
) -> None:
    answer = answered()
    (quote,) = answer.claims[0].quotes
    claims = (replace(answer.claims[0], quotes=(replace(quote, words=CANARY),)),)
    kept = journal.turn(recorded(journal, replace(answer, question=CANARY, claims=claims)))
    assert kept is not None
    assert kept["question"] == "[e-mail]"
    assert kept["claims"][0]["quotes"][0]["words"] == CANARY


def test_what_people_think_of_an_answer_is_kept_with_it(journal: Journal) -> None:
    handle = recorded(journal, answered())
    note = f"Non risponde. Scrivetemi a {CANARY}"
    journal.judge(handle, Judgement(useful=False, reason="unanswered", note=note))
    kept = journal.turn(handle)
    assert kept is not None
    (said,) = kept["feedback"]
    assert said["note"] == "Non risponde. Scrivetemi a [e-mail]"
    assert (said["useful"], said["reason"]) == (False, "unanswered")


def test_an_answer_can_be_judged_as_soon_as_it_was_given(journal: Journal) -> None:
    handle = journal.record(answered(), "api", TALK, find)
    journal.judge(handle, Judgement(useful=True))
    assert journal.turn(handle)["feedback"][0]["useful"] is True  # type: ignore[index]


def test_an_answer_that_was_never_given_cannot_be_judged(journal: Journal) -> None:
    with pytest.raises(Unknown, match="turn_unknown"):
        journal.judge(new_handle(), Judgement(useful=True))


@pytest.mark.parametrize(
    "change", ["turns SET text = 'x'", "claims SET text = 'x'", "quotations SET words = 'x'"]
)
def test_what_was_written_cannot_be_changed(
    journal: Journal, database: Database, change: str
) -> None:
    recorded(journal, answered())
    with pytest.raises(DBAPIError, match="append only"), database.writing() as session:
        session.execute(text(f"UPDATE {change}"))


def test_a_day_tells_what_was_said_and_from_which_text(journal: Journal) -> None:
    recorded(journal, answered())
    (said,) = journal.on(today())
    quote = said["claims"][0]["quotes"][0]
    assert said["question"] == "Chi entra nel partenariato?"
    assert (quote["source"], quote["digest"]) == ("avviso", DIGEST)


def test_a_day_begins_and_ends_where_the_call_is(journal: Journal, recorded_at: RecordedAt) -> None:
    rome = dt.timezone(dt.timedelta(hours=1))
    for at in (dt.datetime(2026, 1, 5, 23, 59, tzinfo=rome), dt.datetime(2026, 1, 6, tzinfo=rome)):
        recorded_at(answered(f"Alle {at:%H:%M}?"), at)
    assert [turn["question"] for turn in journal.on(dt.date(2026, 1, 5))] == ["Alle 23:59?"]
    assert [turn["question"] for turn in journal.on(dt.date(2026, 1, 6))] == ["Alle 00:00?"]


@pytest.mark.parametrize(
    ("words", "found"), [("PARTENARIATO chi", 1), ("100%", 0), ("_", 0), ("fideiussione", 0)]
)
def test_the_turns_of_a_day_are_found_by_words_of_the_question(
    journal: Journal, words: str, found: int
) -> None:
    recorded(journal, answered())
    assert len(journal.on(today(), words)) == found


def test_a_conversation_is_exported_in_its_order_and_alone(journal: Journal) -> None:
    for question in ("Uno?", "Due?"):
        recorded(journal, answered(question))
    recorded(journal, answered("Altro?"), "b" * 32)
    assert [turn["question"] for turn in journal.export(TALK)] == ["Uno?", "Due?"]


def test_a_conversation_is_deleted_whole_and_alone(journal: Journal, database: Database) -> None:
    handle = recorded(journal, answered())
    journal.judge(handle, Judgement(useful=True))
    other = recorded(journal, answered(), "b" * 32)
    assert journal.delete(TALK) == 1
    assert journal.turn(handle) is None
    assert journal.turn(other) is not None
    assert _orphans(database) == [0, 0, 0]


def test_what_was_said_before_a_day_is_forgotten(journal: Journal, recorded_at: RecordedAt) -> None:
    old = recorded_at(answered(), dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    new = recorded(journal, answered())
    assert journal.forget(dt.date(2026, 1, 1)) == 1
    assert journal.turn(old) is None
    assert journal.turn(new) is not None


def test_what_is_too_old_is_forgotten_at_the_start(
    database: Database, recorded_at: RecordedAt
) -> None:
    handle = recorded_at(answered(), dt.datetime.now(dt.UTC) - dt.timedelta(days=32))
    second = Journal(database, days=30)
    second.start()
    recorded(second, answered())
    assert second.turn(handle) is None
    second.close()


def test_what_is_too_old_is_forgotten_when_the_next_day_comes(
    journal: Journal, recorded_at: RecordedAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = recorded_at(answered(), dt.datetime.now(dt.UTC) - dt.timedelta(days=29, hours=12))
    monkeypatch.setattr(journal_module, "today", lambda: today() + dt.timedelta(days=2))
    recorded(journal, answered())
    journal.close()
    assert journal.turn(old) is None


def test_nothing_of_a_deleted_conversation_is_left_in_the_files(tmp_path: Path) -> None:
    settings = settings_with(tmp_path)
    journal = Journal(open_database(settings), days=30)
    recorded(journal, answered("Il canarino entra nel partenariato?"))
    assert b"canarino" in _bytes(settings.data)
    journal.delete(TALK)
    assert b"canarino" not in _bytes(settings.data)
    journal.close()


def test_a_journal_that_is_closed_has_written_everything(database: Database) -> None:
    journal = Journal(database, days=30)
    handles = [journal.record(answered(), "page", TALK, find) for _ in range(50)]
    journal.close()
    assert (
        len({turn["turn"] for turn in Journal(database, days=30).export(TALK)} & {*handles}) == 50
    )


def test_a_database_that_is_down_neither_stops_an_answer_nor_fills_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = Journal(open_database(settings_with(tmp_path, "postgresql://h@127.0.0.1:9/n")), 30)
    with caplog.at_level(logging.ERROR):
        for _ in range(20):
            journal.record(answered(f"Sono {CANARY}"), "page", TALK, find)
        assert not journal.flush(1)
    assert [record.exc_info for record in caplog.records] == [None]
    assert "\n" not in caplog.text.strip()
    assert CANARY not in caplog.text
    journal.close()


def test_what_was_said_while_the_database_was_down_is_written_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_with(tmp_path)
    settings.data.write_bytes(b"a file in the place of the folder")
    monkeypatch.setattr("assistant.journal.writer._PAUSE", 0.05)
    journal = Journal(open_database(settings), days=30)
    handle = journal.record(answered(), "page", TALK, find)
    assert not journal.flush(0.5)
    settings.data.unlink()
    assert journal.flush(10)
    assert journal.turn(handle) is not None
    journal.close()


def test_of_too_many_that_wait_the_newest_is_lost_with_a_line_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("assistant.journal.writer._MOST", 2)
    journal = Journal(open_database(settings_with(tmp_path, "postgresql://h@127.0.0.1:9/n")), 30)
    for _ in range(4):
        journal.record(answered(), "page", TALK, find)
    assert "too many wait" in caplog.text
    journal.close()


def test_a_turn_that_cannot_be_written_does_not_stop_the_next(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "row_of", lambda *_: 1 / 0)
        recorded(journal, answered())
    assert journal.turn(recorded(journal, answered())) is not None
    assert "ZeroDivisionError" in caplog.text


def test_the_query_of_the_documentation_tells_a_day(
    database: Database, recorded_at: RecordedAt
) -> None:
    recorded_at(answered(), dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))
    page = (CHECKOUT / "docs" / "journal.md").read_text(encoding="utf-8")
    query = page.split("```sql")[1].split("```")[0]
    with database.reading() as session:
        rows = session.execute(text(query)).all()
    assert [(row.question, row.title, row.digest) for row in rows] == [
        ("Chi entra nel partenariato?", "Avviso di prova", DIGEST),
        ("Chi entra nel partenariato?", "Capofila", DIGEST),
    ]


def _orphans(database: Database) -> list[int]:
    counting = "SELECT count(*) FROM {} WHERE turn NOT IN (SELECT id FROM turns)"
    with database.reading() as session:
        return [
            session.scalar(text(counting.format(table))) or 0
            for table in ("claims", "quotations", "feedback")
        ]


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob(f"{FILE}*")))
