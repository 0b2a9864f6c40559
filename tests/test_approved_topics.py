"""A topic is switched off with a message, and on again."""

import datetime as dt
from pathlib import Path

import pytest

from assistant.approved.topics import FILE, Switch, load_switches, switch_off, switch_on, topics
from assistant.errors import CorpusError, InputError
from assistant.model import Language

MESSAGE: dict[Language, str] = {"it": "Stiamo aggiornando le date."}


def test_a_topic_that_is_off_is_kept_with_its_message(tmp_path: Path) -> None:
    switch_off(tmp_path, "calendario", MESSAGE, "Anna")
    (off,) = load_switches(tmp_path)
    assert off == Switch(topic="calendario", message=MESSAGE, by="Anna", day=dt.date.today())


def test_a_message_changes_when_a_topic_is_switched_off_again(tmp_path: Path) -> None:
    switch_off(tmp_path, "calendario", MESSAGE, "Anna")
    switch_off(tmp_path, "calendario", {"it": "Altro.", "en": "Other."}, "Bruno")
    (off,) = load_switches(tmp_path)
    assert (off.message_in("en"), off.by) == ("Other.", "Bruno")


def test_a_message_in_one_language_is_said_in_both(tmp_path: Path) -> None:
    off = switch_off(tmp_path, "calendario", MESSAGE, "Anna")
    assert off.message_in("en") == MESSAGE["it"]


def test_a_topic_is_switched_on_again_and_the_others_stay_off(tmp_path: Path) -> None:
    for topic in ("calendario", "capofila"):
        switch_off(tmp_path, topic, MESSAGE, "Anna")
    switch_on(tmp_path, "calendario")
    assert [off.topic for off in load_switches(tmp_path)] == ["capofila"]


def test_a_topic_that_is_on_cannot_be_switched_on(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"topic\.is_on"):
        switch_on(tmp_path, "calendario")


def test_an_unknown_topic_is_named_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        switch_off(tmp_path, "meteo", MESSAGE, "Anna")
    assert caught.value.params["topics"] == ", ".join(topics())


@pytest.mark.parametrize(("message", "by"), [({}, "Anna"), ({"it": " "}, "Anna"), (MESSAGE, "")])
def test_a_message_and_a_name_are_needed(
    tmp_path: Path, message: dict[Language, str], by: str
) -> None:
    with pytest.raises(InputError, match=r"topic\.message"):
        switch_off(tmp_path, "calendario", message, by)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "text",
    [
        "- {topic: meteo, message: {it: a}, by: A, day: 2026-03-01}",
        "- {topic: capofila, message: {}, by: A, day: 2026-03-01}",
        "- {topic: capofila, message: {it: a}, by: A, day: 2026-03-01}\n" * 2,
        "- {topic: capofila}",
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_switches(tmp_path)
    assert caught.value.params["file"] == FILE
