"""The rules judge a partnership: three states, and nothing decided where the sources are open."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.call.conditions import State
from assistant.call.eligibility import INFORMATIVE, JUDGES, Check, check
from assistant.call.funding import funding
from assistant.call.members import category_rules, member_types
from assistant.call.parsing import parse_partnership, province_names
from assistant.call.partnership import Candidacy, Cost, Partner, Partnership
from assistant.call.rules import Rules, load_rules
from assistant.settings import Settings

RULES = load_rules(Settings().corpus / "rules.yaml")
TYPES = list(member_types(RULES).values())
RANK: dict[State, int] = {"not_met": 0, "unknown": 1, "met": 2}


def judged(rules: Rules = RULES, **stated: Any) -> Check:
    return check(parse_partnership(stated, rules), rules)


def state(done: Check, rule: str) -> str:
    return next(one.state for one in done.conditions if one.rule.id == rule)


def states(done: Check) -> dict[str, State]:
    return {one.rule.id: one.state for one in done.conditions}


def with_rule(subject: str, **changed: Any) -> Rules:
    rule = RULES.by_subject[subject]
    return Rules({**RULES.by_subject, subject: replace(rule, **changed)})


FIRM = {"name": "A", "type": "impresa"}
TOWN = {"name": "C", "type": "Comune"}

SIDES = st.sampled_from(["private", "public", "mixed", "third_sector", None])
PARTNERS = st.lists(
    st.builds(
        Partner,
        name=st.text("abcdefgh", min_size=1, max_size=4),
        kind=st.sampled_from([*TYPES, None]),
        nature=SIDES,
        private_share=st.one_of(st.none(), st.decimals(0, 100, places=2)),
        categories=st.lists(st.integers(1, 5), max_size=2, unique=True).map(tuple),
        is_lombard=st.sampled_from([True, False, None]),
    ),
    max_size=6,
    unique_by=lambda partner: partner.name,
)
PLACES = st.lists(st.sampled_from(province_names(RULES)), max_size=3, unique=True).map(tuple)
SUMS = st.one_of(st.none(), st.decimals(0, 10**6, places=2))
PARTNERSHIPS = st.builds(
    Partnership,
    partners=PARTNERS.map(tuple),
    lead=st.one_of(st.none(), st.text("abcdefgh", min_size=1, max_size=2)),
    provinces=PLACES,
    endorsements=st.one_of(st.none(), PLACES),
    costs=st.one_of(
        st.none(),
        st.lists(st.builds(Cost, st.just("x"), st.decimals(0, 10**6, places=2)), max_size=3).map(
            tuple
        ),
    ),
    requested=SUMS,
    others=st.one_of(
        st.none(), st.lists(st.builds(Candidacy, PLACES, is_recognised=st.booleans())).map(tuple)
    ),
    is_whole=st.booleans(),
)


def test_every_rule_is_a_condition_or_only_informs() -> None:
    categories = {rule.subject for rule in category_rules(RULES).values()}
    assert {*JUDGES, *INFORMATIVE, *categories} == {rule.subject for rule in RULES}


@given(PARTNERSHIPS)
def test_a_rule_whose_sources_conflict_or_are_silent_decides_nothing(given: Partnership) -> None:
    open_ones = [one for one in check(given, RULES).conditions if not one.is_certain]
    assert {one.state for one in open_ones} == {"unknown"}


@given(PARTNERSHIPS, st.randoms())
def test_the_order_of_partners_quotes_and_provinces_changes_no_state(
    given: Partnership, random: Any
) -> None:
    def shuffled(items: Any) -> Any:
        return tuple(random.sample(items, len(items))) if items else items

    other = replace(
        given,
        partners=shuffled(given.partners),
        costs=shuffled(given.costs),
        endorsements=shuffled(given.endorsements),
        others=shuffled(given.others),
    )
    assert states(check(given, RULES)) == states(check(other, RULES))


@given(PARTNERSHIPS, st.integers(1, 5))
def test_a_partner_for_a_category_never_worsens_a_condition(given: Partnership, n: int) -> None:
    assume(given.partners)  # of nobody nothing is known; of one that it is alone
    kind = next(kind for kind in TYPES if n in kind.categories)
    added = Partner("new partner", kind, categories=(n,), is_lombard=True)
    before = states(check(given, RULES))
    after = states(check(replace(given, partners=(*given.partners, added)), RULES))
    assert [rule for rule in before if RANK[after[rule]] < RANK[before[rule]]] == []


@given(PARTNERSHIPS)
def test_the_grant_is_never_above_the_cap_nor_above_half(given: Partnership) -> None:
    money = funding(given, RULES)
    grant = money.result.grant if money else Decimal(0)
    assert grant <= RULES.by_subject["phase1_grant_cap_per_proposal"].number
    assert grant * 2 <= (given.spending or Decimal(0))


@given(PARTNERSHIPS)
def test_every_condition_tells_a_reason_and_its_facts_in_both_languages(given: Partnership) -> None:
    for one in check(given, RULES).conditions:
        assert one.words("it").strip()
        assert one.words("en").strip()
        assert one.rule.facts


def test_the_check_as_json_has_the_keys_of_the_contract() -> None:
    told = judged(partner=[FIRM, TOWN], lead="A").as_json()
    assert {"conditions", "contribution", "questions"} <= told.keys()
    wanted = {"rule", "state", "reason", "facts", "certainty", "sources"}
    assert all(wanted <= condition.keys() for condition in told["conditions"])


def test_a_condition_names_the_sources_of_its_facts() -> None:
    told = judged(partner=[FIRM], lead="A").as_json()["conditions"]
    lead = next(one for one in told if one["rule"] == "capofila-privato")
    assert "studio-valsecchi-circolare-66-25" in lead["sources"]


def test_the_next_question_is_the_one_that_decides_most() -> None:
    assert judged().questions[0] == "partners"


def test_what_is_known_is_not_asked() -> None:
    assert "lead" in judged(partner=[FIRM, TOWN]).questions
    assert "lead" not in judged(partner=[FIRM, TOWN], lead="A").questions


def test_the_summary_counts_the_states_and_says_who_decides() -> None:
    words = judged(partner=[FIRM, TOWN], lead="C").summary("it")
    assert "Regione Lombardia" in words


def test_another_cap_is_another_verdict() -> None:
    asked: dict[str, Any] = {"requested": "90.000 €", "quote": [{"what": "x", "amount": 200_000}]}
    lower = with_rule("phase1_grant_cap_per_proposal", value=80_000)
    assert state(judged(**asked), "fase1-massimale") == "met"
    assert state(judged(lower, **asked), "fase1-massimale") == "not_met"


def test_another_rate_is_another_verdict() -> None:
    asked: dict[str, Any] = {"requested": "50.000 €", "quote": [{"what": "x", "amount": 100_000}]}
    lower = with_rule("phase1_grant_rate", value=0.4)
    assert state(judged(**asked), "fase1-aliquota") == "met"
    assert state(judged(lower, **asked), "fase1-aliquota") == "not_met"


def test_another_side_of_the_lead_is_another_verdict() -> None:
    public = with_rule("lead_partner_nature", value="public")
    assert state(judged(partner=[TOWN], lead="C"), "capofila-privato") == "not_met"
    assert state(judged(public, partner=[TOWN], lead="C"), "capofila-privato") == "met"


def test_another_limit_is_another_verdict() -> None:
    taken: dict[str, Any] = {
        "provinces": ["Pavia"],
        "other": [{"provinces": ["Pavia"], "recognised": True}],
    }
    one = with_rule("max_zis_per_province", value=1)
    assert state(judged(**taken), "max-zis-per-provincia") == "met"
    assert state(judged(one, **taken), "max-zis-per-provincia") == "not_met"


def test_a_kind_added_to_a_category_fills_it() -> None:
    guild = {"type_it": "gilda", "type_en": "guild", "nature": "private"}
    listed = RULES.by_subject["partner_category_5"].value
    rules = with_rule("partner_category_5", value=[*listed, guild])
    done = judged(rules, partner=[{"name": "G", "type": "gilda"}])
    assert state(done, "categoria-societa-civile") == "met"


def test_a_conflicting_rule_that_becomes_certain_decides() -> None:
    rules = with_rule("lead_partner_types", certainty="reported")
    assert state(judged(partner=[FIRM], lead="A"), "capofila-forme-ammesse") == "unknown"
    assert state(judged(rules, partner=[FIRM], lead="A"), "capofila-forme-ammesse") == "met"


def test_categories_that_become_compulsory_are_not_met_when_empty() -> None:
    rules = with_rule("partner_categories_covered", certainty="reported")
    assert state(judged(partner=[FIRM]), "categoria-formazione") == "unknown"
    assert state(judged(rules, partner=[FIRM]), "categoria-formazione") == "not_met"


def test_a_number_of_partners_that_becomes_known_is_judged() -> None:
    rules = with_rule("partner_count_range", value=[3, None], certainty="reported")
    assert state(judged(partner=[FIRM, TOWN]), "numero-partner") == "unknown"
    assert state(judged(rules, partner=[FIRM, TOWN]), "numero-partner") == "not_met"


@pytest.mark.parametrize("value", [True, False])
def test_a_seat_rule_that_becomes_known_is_judged(value: bool) -> None:
    rules = with_rule("partner_seat_in_lombardy", value=value, certainty="reported")
    outside = [FIRM | {"province": "Torino"}, TOWN | {"province": "Pavia"}]
    wanted = "not_met" if value else "met"
    assert state(judged(rules, partner=outside), "sede-in-lombardia") == wanted


def test_one_partner_cannot_fill_two_categories_without_a_doubt() -> None:
    rules = with_rule("partner_categories_covered", certainty="reported", value=2)
    alone = judged(rules, partner=[{"name": "F", "type": "fondazione", "category": [1, 5]}])
    assert state(alone, "cinque-categorie-presenti") == "unknown"


def test_without_rules_nothing_is_asked_nor_judged() -> None:
    done = check(Partnership(), Rules({}))
    assert (done.conditions, done.funding, done.questions) == ((), None, ())
