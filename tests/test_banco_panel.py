"""What every tab of the staff page has: what was written survives a refusal, faults are told."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import pytest

from assistant.desk.accounts import Accounts
from assistant.desk.roles import Person
from assistant.desk.sessions import Sessions
from assistant.errors import DatabaseDown, Forbidden, InputError
from assistant.journal.database import Database
from assistant.model import Language
from assistant.text import say
from assistant.web.banco_act import Deed, Deeds, Done, Refusal
from assistant.web.banco_panel import Panel
from assistant.web.banco_staff import Staff
from tests.desks import staffed


@dataclass(frozen=True, slots=True)
class View:
    text: str


class Notes:
    """A content that takes a note, unless it is empty; ``is_down``: it cannot be drawn."""

    name = "notes"
    is_fresh = True
    is_down = False

    def __init__(self) -> None:
        self.deeds: Deeds[View] = {
            "keep": ("drafter", self._keep),
            "break": ("reader", self._break),
            "file": ("reader", lambda _: Done(None, "sent", "<file>")),
        }

    def first(self, person: Person) -> View:
        return View(f"nothing of {person.name}")

    def html(self, view: View, language: Language, refusal: Refusal) -> str:
        if self.is_down:
            raise DatabaseDown("database_down")
        return f"{language} {view.text} | {refusal.sentence} | {refusal.text('note')}"

    def _break(self, _deed: Deed) -> Done[View]:
        raise ZeroDivisionError

    def _keep(self, deed: Deed) -> Done[View]:
        if not deed.text("note"):
            raise InputError("desk.reply_empty")
        return Done(View(deed.text("note")), "kept")


@pytest.fixture
def staff(database: Database) -> Staff:
    staffed(database)
    return Staff(Accounts(database), Sessions(database, hours=1, idle_minutes=60))


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def panel(staff: Staff, notes: Notes) -> Panel[View]:
    """Return a panel as it is on a page."""
    opened = Panel(notes, staff)
    with gr.Blocks() as blocks:
        item = gr.Tab("notes")
        opened.lay_out()
        frame = SimpleNamespace(
            on=lambda *_: None,
            blocks=blocks,
            items={"notes": item},
            kept=None,
            announced=gr.HTML(""),
            language=None,
            language_of=lambda code: code,
        )
        opened.connect(cast("Any", frame))
    return opened


def by(name: str) -> gr.Request:
    return gr.Request(username=name)


def told(updates: Any) -> str:
    return " ".join(str(value) for value in updates.values())


def act(panel: Panel[View], name: str, view: View | None, **fields: Any) -> str:
    return told(panel.act(view, "it", gr.EventData(None, fields), by(name)))


def test_a_tab_is_filled_for_who_opens_it(panel: Panel[View]) -> None:
    assert "en nothing of reader" in told(panel.begin("en", by("reader")))


def test_a_deed_leads_to_its_view_and_is_announced(panel: Panel[View]) -> None:
    shown = act(panel, "drafter", View("old"), do="keep", note="new")
    assert "it new" in shown
    assert shown.endswith("kept")


def test_only_what_is_taken_says_so(panel: Panel[View]) -> None:
    assert "data-taken" in act(panel, "drafter", View("old"), do="keep", note="new")
    assert "data-taken" not in act(panel, "drafter", View("old"), do="keep", note="")
    assert "data-taken" not in told(panel.speak("en", View("old")))


@pytest.mark.parametrize("name", ["nobody", None])
def test_nobody_has_a_view_drawn_again(panel: Panel[View], name: Any) -> None:
    assert "it old" not in act(panel, name, None, do="again")


def test_a_refusal_keeps_the_view_and_what_was_written(panel: Panel[View]) -> None:
    shown = act(panel, "reader", View("old"), do="keep", note="a long note")
    assert "it old | " in shown
    assert "serve il ruolo drafter" in shown
    assert "a long note" in shown


@pytest.mark.parametrize("name", ["nobody", None])
def test_who_is_nobody_does_nothing(panel: Panel[View], name: Any) -> None:
    assert "new" not in act(panel, name, None, do="keep", note="new")
    with pytest.raises(Forbidden):
        panel.begin("it", by(name))


def test_a_file_leaves_what_is_shown_as_it_is(panel: Panel[View]) -> None:
    assert act(panel, "reader", View("old"), do="file") == "<file> sent"


def test_a_deed_that_breaks_is_told_in_a_sentence(panel: Panel[View]) -> None:
    assert say("it", "web.banco.fault") in act(panel, "reader", View("old"), do="break")


def test_what_cannot_be_drawn_can_be_tried_again(panel: Panel[View], notes: Notes) -> None:
    notes.is_down = True
    shown = act(panel, "drafter", View("old"), do="keep", note="new")
    assert 'data-do="again"' in shown
    assert "La base di dati non risponde" in shown
    notes.is_down = False
    assert "it old" in act(panel, "drafter", View("old"), do="again")


def test_another_language_draws_the_view_and_nothing_before_it_is_filled(
    panel: Panel[View],
) -> None:
    assert "en old" in told(panel.speak("en", View("old")))
    assert panel.speak("en", None) == {}
