"""What was typed in the check: kept whatever it is, read where it is right."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.call.eligibility import check
from assistant.call.parsing import parse_partnership
from assistant.call.partnership_file import read_partnership
from assistant.call.partnership_toml import as_toml
from assistant.call.rules import Rules, load_rules
from assistant.web.check_acts import act
from assistant.web.check_case import case_words
from assistant.web.check_draft import MOST_ROWS, Draft, at_step, written
from assistant.web.check_reading import faults, given, read
from tests.browser.conftest import ROOT

ALFA = {"row.name": ["Alfa"], "row.type": ["impresa"], "row.seat": ["Pavia"]}
PROVINCE = {"row.name": ["Provincia di Pavia"], "row.type": ["Provincia"]}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(ROOT / "corpus" / "rules.yaml")


def after(draft: Draft, fields: dict[str, Any], what: str, rules: Rules) -> Draft:
    return act(written(draft, fields), what, rules, "it").draft


@pytest.fixture
def pair(rules: Rules) -> Draft:
    """A firm and a Province, the firm in the lead; the draft stands at the second step."""
    draft = after(Draft(), ALFA, "add", rules)
    draft = after(after(draft, {}, "open", rules), PROVINCE, "next", rules)
    return written(draft, {"lead": ["Alfa"]})


def test_what_is_added_is_read_as_a_partner(pair: Draft, rules: Rules) -> None:
    first = read(pair, rules, "it").partners[0]
    assert (first.name, first.province, first.side) == ("Alfa", "Pavia", "private")


def test_an_entry_that_was_not_added_is_added_when_one_goes_on(pair: Draft, rules: Rules) -> None:
    assert [one.name for one in read(pair, rules, "it").partners] == ["Alfa", "Provincia di Pavia"]
    assert pair.step == "lead"


def test_a_lead_that_is_renamed_stays_the_lead(pair: Draft, rules: Rules) -> None:
    back = after(pair, {"lead": ["Alfa"]}, "back", rules)
    renamed = after(after(back, {}, "edit:0", rules), {**ALFA, "row.name": ["Beta"]}, "add", rules)
    assert read(renamed, rules, "it").lead == "Beta"


def test_a_lead_that_is_taken_away_leads_no_more(pair: Draft, rules: Rules) -> None:
    back = after(pair, {"lead": ["Alfa"]}, "back", rules)
    assert read(after(back, {}, "remove:0", rules), rules, "it").lead is None


def test_an_entry_without_a_name_is_not_added(rules: Rules) -> None:
    acted = act(written(Draft(), {"row.type": ["impresa"]}), "add", rules, "it")
    assert acted.faults == {"row.name": "Scriva il nome del partner."}
    assert acted.draft.added == ()
    assert acted.draft.entry is not None
    assert acted.draft.entry["type"] == ("impresa",)


def test_two_partners_do_not_share_a_name(pair: Draft, rules: Rules) -> None:
    draft = after(after(pair, {}, "back", rules), {}, "open", rules)
    acted = act(written(draft, ALFA), "add", rules, "it")
    assert list(acted.faults) == ["row.name"]


def test_every_fault_of_an_entry_is_told_at_once(rules: Rules) -> None:
    draft = at_step(Draft(), "money")
    typed = written(draft, {"row.amount": ["tanto"], "row.vat": ["poco"]})
    assert set(act(typed, "add", rules, "it").faults) == {"row.amount", "row.vat"}


@pytest.mark.parametrize(
    ("typed", "euro"),
    [("45.000 €", 45_000), ("45mila", 45_000), ("1,2 milioni", 1_200_000), ("45.000,50", 45_000.5)],
)
def test_a_sum_is_read_as_italians_write_it(typed: str, euro: float, rules: Rules) -> None:
    draft = written(at_step(Draft(), "money"), {"requested": [typed]})
    assert read(draft, rules, "it").requested == Decimal(str(euro))


def test_a_sum_that_cannot_be_read_is_a_fault_and_left_out_of_the_result(rules: Rules) -> None:
    draft = written(at_step(Draft(), "money"), {"requested": ["tanto"], "investment": ["10.000"]})
    assert list(faults(draft, rules, "it")) == ["requested"]
    assert read(draft, rules, "it").requested is None
    assert read(draft, rules, "it").investment == 10_000


def test_a_letter_without_a_province_is_a_fault(rules: Rules) -> None:
    draft = written(at_step(Draft(), "letters"), {"letter": ["yes"]})
    assert list(faults(draft, rules, "it")) == ["endorsements"]


def test_no_letter_is_not_the_same_as_no_answer(rules: Rules) -> None:
    none = written(at_step(Draft(), "letters"), {"letter": ["no"]})
    assert read(none, rules, "it").endorsements == ()
    assert read(Draft(), rules, "it").endorsements is None


def test_what_a_kind_settles_is_not_read(rules: Rules) -> None:
    typed = {**PROVINCE, "row.nature": ["private"], "row.category": ["1"]}
    partner = read(after(Draft(), typed, "add", rules), rules, "it").partners[0]
    assert (partner.side, partner.fills) == ("public", (2,))


@pytest.mark.parametrize(
    "fields",
    [
        None,
        [],
        {"row.name": "Alfa"},
        {"row.name": [["x"]], "lead": [3]},
        {"provinces": ["Atlantide"], "contents": ["x"], "written": ["yes"], "lead": ["nessuno"]},
    ],
)
@pytest.mark.parametrize("step", ["partners", "lead", "territory", "masterplan"])
def test_what_a_stranger_sends_is_no_error(fields: Any, step: str, rules: Rules) -> None:
    draft = written(at_step(Draft(), step), fields)
    assert read(draft, rules, "it").lead is None
    assert read(draft, rules, "it").provinces == ()


@pytest.mark.parametrize("what", ["", "edit:9", "remove:9", "go:nowhere", "remove:x", "edit:-1"])
def test_a_button_that_does_not_exist_does_nothing(what: str, pair: Draft, rules: Rules) -> None:
    assert act(pair, what, rules, "it").draft.rows == pair.rows


def test_a_stranger_cannot_fill_the_memory(rules: Rules) -> None:
    draft = Draft()
    for number in range(MOST_ROWS + 5):
        draft = after(after(draft, {}, "open", rules), {"row.name": [f"P{number}"]}, "add", rules)
    assert len(draft.added) == MOST_ROWS
    long = written(Draft(), {"row.name": ["x" * 10_000]})
    assert long.entry is not None
    assert len(long.entry["name"][0]) == 200


def test_the_file_of_a_case_is_read_again(pair: Draft, rules: Rules, tmp_path: Path) -> None:
    money = {"row.what": ['Studio "A"\\'], "row.amount": ["60.000 €"], "requested": ["30mila"]}
    draft = after(at_step(pair, "money"), money, "next", rules)
    draft = written(draft, {"written": ["yes"], "contents": ["Revenue Model"]})
    told = given(draft, rules, "it")
    file = tmp_path / "caso.toml"
    file.write_text(as_toml(told, "it"), encoding="utf-8")
    assert read_partnership(file, rules) == parse_partnership(told, rules)


def test_the_case_is_told_to_the_chat_in_sentences(pair: Draft, rules: Rules) -> None:
    words = case_words(check(read(pair, rules, "it"), rules), "it")
    assert words == (
        "I partner del nostro partenariato sono: Alfa (impresa, capofila); "
        "Provincia di Pavia (Provincia). Che cosa ci manca per presentare la candidatura?"
    )
