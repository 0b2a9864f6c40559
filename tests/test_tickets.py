"""Tickets on either database: opened, found, worked on, never overwritten, always audited."""

import datetime as dt
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assistant.desk.inbox import NOBODY, Wanted
from assistant.desk.reference import new_reference, spelled, understood
from assistant.desk.states import NEXT, STATES, State, check_step
from assistant.desk.tickets import LETTER_CHARS, Tickets
from assistant.errors import Conflict, InputError, Unknown
from assistant.journal.base import now
from assistant.journal.database import Database
from tests.desks import a_ticket, an_opening, tickets_of


@pytest.fixture
def tickets(database: Database) -> Tickets:
    return tickets_of(database)


def numbers(tickets: Tickets, **wanted: object) -> list[int]:
    return [line.number for line in tickets.look(Wanted(**wanted)).lines]  # type: ignore[arg-type]


def test_a_ticket_freezes_the_answer_that_was_given(tickets: Tickets) -> None:
    opening = an_opening(note="Non mi basta", email="anna@impresa.example")
    ticket = tickets.by_reference(tickets.open_ticket(opening))
    assert ticket.answers == (opening.answer,)
    assert (ticket.note, ticket.email) == ("Non mi basta", "anna@impresa.example")
    assert (ticket.state, ticket.version, ticket.topic) == ("new", 1, "capofila")


def test_a_reference_is_understood_however_it_is_typed() -> None:
    reference = new_reference()
    assert understood(spelled(reference).lower().replace("-", " ")) == reference
    assert understood(reference) == reference


def test_letters_taken_for_digits_are_understood() -> None:
    assert understood("zis-OIL0-1234-5678") == "011012345678"


@pytest.mark.parametrize("typed", ["", "ZIS", "ZIS-1234", "1", "' OR 1=1 --", "è" * 12])
def test_what_is_no_reference_names_no_ticket(tickets: Tickets, typed: str) -> None:
    assert tickets.state_of(typed) is None


def test_two_references_are_never_alike() -> None:
    assert len({new_reference() for _ in range(1000)}) == 1000


def test_the_applicant_sees_the_state_and_the_reply(tickets: Tickets) -> None:
    number = a_ticket(tickets)
    reference = tickets.ticket(number).reference
    tickets.answer(number, 1, "Gentile richiedente, ...", "anna")
    told = tickets.state_of(reference)
    assert told
    assert (told.state, told.reply) == ("answered", "Gentile richiedente, ...")


def test_a_draft_is_not_told_to_the_applicant(tickets: Tickets) -> None:
    number = a_ticket(tickets)
    ticket = tickets.save_draft(number, 1, "appunti interni", "anna")
    told = tickets.state_of(ticket.reference)
    assert told
    assert (told.state, told.reply) == ("received", "")


def test_the_second_of_two_people_is_told_who_came_first(tickets: Tickets) -> None:
    number = a_ticket(tickets)
    tickets.save_draft(number, 1, "la mia", "anna")
    with pytest.raises(Conflict) as raised:
        tickets.save_draft(number, 1, "la sua", "bruno")
    assert raised.value.params == {"by": "anna", "number": number}
    assert tickets.ticket(number).draft == "la mia"


def test_of_many_at_once_one_wins_and_every_other_is_told(tickets: Tickets) -> None:
    number = a_ticket(tickets)
    won: list[str] = []
    lost: list[str] = []
    barrier = threading.Barrier(8)

    def save(name: str) -> None:
        barrier.wait()
        try:
            tickets.save_draft(number, 1, name, name)
            won.append(name)
        except Conflict:
            lost.append(name)

    threads = [threading.Thread(target=save, args=(f"p{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(won), len(lost)) == (1, 7)
    assert tickets.ticket(number).draft == won[0]
    assert [entry.by for entry in tickets.history(number) if entry.act == "draft"] == won


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_followed_only_by_those_foreseen(state: State) -> None:
    for following in STATES:
        if following in NEXT[state]:
            check_step(state, following)
        else:
            with pytest.raises(InputError):
                check_step(state, following)


def test_a_refused_step_leaves_no_trace(tickets: Tickets) -> None:
    number = a_ticket(tickets)
    with pytest.raises(InputError):
        tickets.move(number, 1, "waiting", "anna")
    assert tickets.ticket(number).version == 1
    assert [entry.act for entry in tickets.history(number)] == ["opened"]


def test_every_change_of_a_state_is_in_the_audit(tickets: Tickets) -> None:
    number = a_ticket(tickets)
    tickets.assign(number, 1, "anna", "bruno")
    tickets.move(number, 2, "waiting", "anna")
    tickets.answer(number, 3, "Ecco.", "anna")
    tickets.move(number, 4, "closed", "carla")
    steps = [
        (one.by, one.before, one.after) for one in tickets.history(number) if one.act == "state"
    ]
    assert steps == [
        ("bruno", "new", "open"),
        ("anna", "open", "waiting"),
        ("anna", "waiting", "answered"),
        ("carla", "answered", "closed"),
    ]


@pytest.mark.parametrize("change", ["UPDATE audit SET \"by\" = 'x'", "DELETE FROM audit"])
def test_nobody_changes_the_audit(tickets: Tickets, database: Database, change: str) -> None:
    number = a_ticket(tickets)
    with pytest.raises(DBAPIError, match="append only"), database.writing() as session:
        session.execute(text(change))
    assert [entry.act for entry in tickets.history(number)] == ["opened"]


def test_a_ticket_is_found_by_another_form_of_its_words(tickets: Tickets) -> None:
    number = a_ticket(tickets, "Le Province devono firmare una lettera?")
    a_ticket(tickets, "Quando scade la domanda?")
    assert numbers(tickets, words="provincia LETTERE") == [number]


def test_a_ticket_is_found_by_number_reference_and_address(tickets: Tickets) -> None:
    number = a_ticket(tickets, email="anna@impresa.example")
    a_ticket(tickets)
    reference = tickets.ticket(number).reference
    assert numbers(tickets, words=f"#{number}") == [number]
    assert numbers(tickets, words=reference) == [number]
    assert numbers(tickets, words="impresa.example") == [number]


@pytest.mark.parametrize("words", ["%", "_", "' OR 1=1 --", "\\"])
def test_signs_of_the_query_language_find_nothing(tickets: Tickets, words: str) -> None:
    a_ticket(tickets)
    assert numbers(tickets, words=words) == []


def test_the_inbox_is_filtered_by_state_person_and_topic(tickets: Tickets) -> None:
    taken, free = a_ticket(tickets), a_ticket(tickets, "Domanda sui punteggi")
    tickets.assign(taken, 1, "anna", "anna")
    assert numbers(tickets, states=("open",)) == [taken]
    assert numbers(tickets, assigned="anna") == [taken]
    assert numbers(tickets, assigned=NOBODY) == [free]
    assert numbers(tickets, topic="capofila") == [taken]


def test_the_same_question_asked_before_is_suggested(tickets: Tickets) -> None:
    first = a_ticket(tickets, "Chi può fare da capofila del partenariato?")
    other = a_ticket(tickets, "Quando scade il termine delle candidature?")
    again = a_ticket(tickets, "Capofila del partenariato: chi può farlo?")
    assert [line.number for line in tickets.twins(again)] == [first]
    assert tickets.twins(other) == []


@pytest.mark.parametrize("number", [0, 99999])
def test_a_number_that_names_no_ticket_is_told_so(tickets: Tickets, number: int) -> None:
    with pytest.raises(Unknown):
        tickets.ticket(number)


def test_a_letter_too_long_is_refused_and_nothing_is_lost(tickets: Tickets) -> None:
    number = a_ticket(tickets)
    with pytest.raises(InputError):
        tickets.save_draft(number, 1, "x" * (LETTER_CHARS + 1), "anna")
    assert tickets.ticket(number).version == 1


def test_only_closed_tickets_are_forgotten_and_their_numbers_are_not_given_again(
    tickets: Tickets,
) -> None:
    kept, gone = a_ticket(tickets), a_ticket(tickets)
    tickets.move(gone, 1, "closed", "anna")
    assert tickets.forget(now() + dt.timedelta(days=1), "admin") == 1
    assert numbers(tickets) == [kept]
    assert a_ticket(tickets) > gone
