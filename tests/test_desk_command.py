"""`sportello desk`: people, tickets, drafts; a password is never an argument."""

import io
import json
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.desk.accounts import Accounts
from assistant.journal.database import open_database
from assistant.settings import Settings
from tests.databases import settings_with
from tests.desks import PASSWORD, a_ticket, tickets_of


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    made = settings_with(tmp_path)
    monkeypatch.setenv("SPORTELLO_DATA", str(made.data))
    monkeypatch.setenv("SPORTELLO_CORPUS", str(made.corpus))
    return made


def desk(settings: Settings, *arguments: str) -> int:
    return main(["desk", *arguments, "--data", str(settings.data)])


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_somebody_is_added_with_a_password_from_the_input(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, f"{PASSWORD}\n")
    assert desk(settings, "user", "add", "anna", "--role", "approver") == 0
    person = Accounts(open_database(settings)).check("anna", PASSWORD)
    assert person
    assert person.role == "approver"


def test_a_short_password_is_refused_with_a_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, "corta\n")
    assert desk(settings, "user", "add", "anna") == 2
    assert "almeno 12 caratteri" in capsys.readouterr().err


def test_somebody_is_disabled_and_listed_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, f"{PASSWORD}\n")
    desk(settings, "user", "add", "anna")
    capsys.readouterr()
    assert desk(settings, "user", "disable", "anna", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"people": [{"name": "anna", "role": "reader", "active": False}]}


def test_somebody_unknown_is_told_so(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk(settings, "user", "disable", "dora") == 2
    assert "Nessuna persona si chiama «dora»" in capsys.readouterr().err


def test_tickets_are_listed_and_shown(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    tickets = tickets_of(open_database(settings))
    number = a_ticket(tickets, "Chi può fare da capofila?")
    assert desk(settings, "list", "--words", "capofila", "--json") == 0
    (line,) = json.loads(capsys.readouterr().out)["tickets"]
    assert (line["number"], line["state"]) == (number, "new")
    assert desk(settings, "show", tickets.ticket(number).reference, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert [entry["act"] for entry in shown["history"]] == ["opened"]
    assert desk(settings, "show", str(number)) == 0
    assert "Chi può fare da capofila?" in capsys.readouterr().out


def test_a_reference_of_no_ticket_is_told_so(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk(settings, "show", "ZIS-0000-0000-0000") == 2
    assert "Nessuna richiesta ha questo numero" in capsys.readouterr().err


def test_a_message_that_cannot_be_read_is_told_so(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk(settings, "draft", "manca.txt") == 2
    assert "manca.txt" in capsys.readouterr().err


def test_a_reply_is_drafted_from_the_shipped_corpus(
    shipped: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = tmp_path / "messaggio.txt"
    message.write_text("Buongiorno,\n\nun Comune può fare da capofila?\nSaluti", "utf-8")
    folders = ["--data", str(shipped.data), "--corpus", str(shipped.corpus)]
    assert main(["desk", "draft", str(message), "--json", *folders]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["questions"][0]["answer"]["question"] == "Un Comune può fare da capofila?"
    assert told["letter"].startswith("Gentile richiedente,")
