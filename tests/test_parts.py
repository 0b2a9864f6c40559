"""Where a message is cut, and what stands around a place in it."""

import re

from assistant.answering.parts import PAUSE, STOP, around, clauses_in, first_in, sentences_in


def part(text: str, place: str, mark: re.Pattern[str] = STOP) -> str:
    at = text.index(place)
    start, end = around(text, at, at + len(place), mark)
    return text[start:end].strip()


def test_a_semicolon_ends_a_clause_and_no_sentence() -> None:
    text = "Siamo in tre; guida un'impresa. Va bene?"
    assert clauses_in(text) == ["Siamo in tre", "guida un'impresa.", "Va bene?"]
    assert sentences_in(text) == ["Siamo in tre; guida un'impresa.", "Va bene?"]


def test_the_part_around_a_sum_holds_its_thousands_and_no_other_sentence() -> None:
    text = "Siamo una s.r.l, con un bando. Spendiamo 12.000 euro! Che cosa resta?"
    assert part(text, "euro") == "Spendiamo 12.000 euro"


def test_a_pause_ends_a_part_where_it_is_asked_for() -> None:
    assert part("capofila: srl, lettera firmata, due soci", "lettera", PAUSE) == "lettera firmata"


def test_what_is_at_the_ends_of_a_text_ends_there() -> None:
    assert around("due soci", 4, 8) == (0, 8)


def test_a_line_ends_what_is_said_of_a_member() -> None:
    assert first_in(" di Lodi (51% pubblica)\nun liceo") == " di Lodi (51% pubblica)"
    assert first_in(" di Lodi. Un liceo") == " di Lodi"
