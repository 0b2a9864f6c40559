"""The staff tab of the topics: off with a message, on again, both in the audit."""

from pathlib import Path

import pytest

from assistant.approved.topics import load_switches
from assistant.desk.audit import latest
from assistant.desk.roles import Person
from assistant.errors import InputError
from assistant.journal.database import Database
from assistant.web.banco_act import NO_REFUSAL
from assistant.web.banco_topics import TopicsContent, View
from tests.desks import done
from tests.fakes_web import ATTACK


@pytest.fixture
def content(tmp_path: Path, database: Database) -> TopicsContent:
    return TopicsContent(tmp_path, database)


def shown(content: TopicsContent, person: Person) -> str:
    return content.html(View(person), "it", NO_REFUSAL)


READER, APPROVER = Person(1, "rita", "reader"), Person(2, "anna", "approver")


def test_a_topic_is_switched_off_and_on_again(content: TopicsContent, tmp_path: Path) -> None:
    done(content, "off", topic="capofila", message_it="In aggiornamento.", message_en=" ")
    (switch,) = load_switches(tmp_path)
    assert (switch.topic, dict(switch.message)) == ("capofila", {"it": "In aggiornamento."})
    assert "In aggiornamento." in shown(content, READER)
    done(content, "on", topic="capofila")
    assert load_switches(tmp_path) == ()
    assert "In aggiornamento." not in shown(content, READER)


def test_both_are_in_the_audit(content: TopicsContent, database: Database) -> None:
    done(content, "off", topic="capofila", message_it="In aggiornamento.")
    done(content, "on", topic="capofila")
    with database.reading() as session:
        told = [(one.by, one.act, one.before, one.after) for one in latest(session, 5)]
    assert told == [
        ("anna", "topic_on", "capofila", ""),
        ("anna", "topic_off", "capofila", "In aggiornamento."),
    ]


@pytest.mark.parametrize(
    ("topic", "message", "refusal"),
    [("no", "Ciao.", "unknown"), ("capofila", " ", "no_topic_message")],
)
def test_an_unknown_topic_or_no_message_switches_nothing(
    content: TopicsContent, tmp_path: Path, topic: str, message: str, refusal: str
) -> None:
    with pytest.raises(InputError, match=refusal):
        done(content, "off", topic=topic, message_it=message)
    assert load_switches(tmp_path) == ()


def test_only_who_may_switch_sees_the_buttons(content: TopicsContent) -> None:
    done(content, "off", topic="capofila", message_it=f"Presto. {ATTACK}")
    assert 'data-do="on"' in shown(content, APPROVER)
    assert 'data-do="on"' not in shown(content, READER)
    assert 'value="off"' not in shown(content, READER)
    assert "<img" not in shown(content, APPROVER)
