"""Which facts answer together, and in which role each is told."""

from assistant.answering.select import tell_facts
from assistant.answering.turn import Role, Statement
from assistant.model import Hit, Language, Passage
from tests.builders import a_fact, a_knowledge, hits_of

LEADER = a_fact("leader", "Il capofila è un soggetto privato.", "The lead is a private body.")
SEAT = a_fact("seat", "La sede deve stare in una provincia della regione.")
LIMIT = a_fact("limit", "Ogni ente guida una proposta soltanto.")


def told(*found: Passage, also: tuple[Passage, ...] = (), language: Language = "it") -> list[str]:
    return [item.passage.id for item in statements(*found, also=also, language=language)]


def statements(
    *found: Passage, also: tuple[Passage, ...] = (), language: Language = "it"
) -> tuple[Statement, ...]:
    return tell_facts(hits_of(*found), language, a_knowledge(*found, *also))


def roles(*found: Passage, also: tuple[Passage, ...] = ()) -> dict[str, Role]:
    return {item.passage.id: item.role for item in statements(*found, also=also)}


def test_the_best_fact_leads() -> None:
    assert told(LEADER)[0] == "leader"
    assert roles(LEADER) == {"leader": "lead"}


def test_a_fact_is_told_in_the_language_of_the_answer() -> None:
    (item,) = statements(LEADER, language="en")
    assert item.text == item.words == "The lead is a private body."


def test_a_further_fact_on_the_same_topic_is_told_after_it() -> None:
    assert told(LEADER, SEAT) == ["leader", "seat"]


def test_a_fact_on_another_topic_is_told_last_as_what_may_have_been_meant() -> None:
    elsewhere = a_fact("elsewhere", "Il bando mette a disposizione risorse.", topic="risorse")
    assert roles(LEADER, elsewhere) == {"leader": "lead", "elsewhere": "related"}


def test_a_fact_found_much_worse_is_not_told() -> None:
    elsewhere = a_fact("elsewhere", "Il bando mette a disposizione risorse.", topic="risorse")
    far = Hit(elsewhere, 0.3)
    told_facts = tell_facts((Hit(LEADER, 1.0), far), "it", a_knowledge(LEADER, elsewhere))
    assert [item.passage.id for item in told_facts] == ["leader"]


def test_a_fact_that_repeats_the_lead_is_not_told() -> None:
    again = a_fact("again", "Il capofila è sempre un soggetto privato.")
    assert told(LEADER, again) == ["leader"]


def test_an_answer_stays_brief() -> None:
    words = ["sede", "durata", "statuto", "bilancio", "personale", "brevetti", "laboratori"]
    many = [a_fact(word, f"Serve indicare {word} della proposta {word}.") for word in words]
    assert len(told(*many)) < len(many)


def test_a_collection_is_told_whole_and_in_order() -> None:
    whole = a_fact("whole", "Ecco le regole:", members=("seat", "limit", "leader"))
    assert told(whole, also=(LEADER, SEAT, LIMIT)) == ["whole", "seat", "limit", "leader"]


def test_the_members_of_a_collection_are_its_details() -> None:
    whole = a_fact("whole", "Ecco le regole:", members=("seat", "limit"))
    expected = {"whole": "intro", "seat": "detail", "limit": "detail"}
    assert roles(whole, also=(SEAT, LIMIT)) == expected


def test_what_is_not_known_in_a_collection_says_so() -> None:
    unknown = a_fact("unknown", "Il termine non è stato reperito.", status="unknown")
    whole = a_fact("whole", "Ecco le regole:", members=("seat", "unknown"))
    assert roles(whole, also=(SEAT, unknown))["unknown"] == "unknown"


def test_a_collection_inside_the_results_is_not_told_as_a_detail() -> None:
    whole = a_fact("whole", "Ecco le regole sulla sede:", members=("seat",))
    assert told(LEADER, whole, also=(SEAT,)) == ["leader"]


def test_a_conflicting_fact_brings_its_counterpart() -> None:
    two = a_fact("two", "Le proposte sono due.", status="conflicting", conflicts_with=("ten",))
    ten = a_fact("ten", "Le proposte sono dieci.", status="conflicting", conflicts_with=("two",))
    assert told(two, also=(ten,)) == ["two", "ten"]
    assert roles(two, also=(ten,))["ten"] == "counterpart"


def test_of_many_versions_the_one_that_sums_them_up_is_told() -> None:
    names = ("two", "ten", "both")
    texts = ("Le proposte sono due.", "Le proposte sono dieci.", "Le proposte sono due o dieci.")
    two, ten, both = (
        a_fact(name, text, status="conflicting", conflicts_with=tuple({*names} - {name}))
        for name, text in zip(names, texts, strict=True)
    )
    assert told(two, also=(ten, both)) == ["two", "both"]


def test_a_companion_is_told_last_as_a_caveat() -> None:
    lead = a_fact("lead", "Il capofila firma.", companions=("limit",))
    assert told(lead, SEAT, also=(LIMIT,)) == ["lead", "seat", "limit"]
    assert roles(lead, also=(LIMIT,))["limit"] == "caveat"


def test_a_companion_that_was_found_too_is_told_once() -> None:
    lead = a_fact("lead", "Il capofila firma.", companions=("seat",))
    assert told(lead, SEAT) == ["lead", "seat"]


def test_an_unknown_fact_says_so_in_its_role() -> None:
    unknown = a_fact("unknown", "Il termine non è stato reperito.", status="unknown")
    (item,) = statements(unknown)
    assert (item.role, item.certainty) == ("unknown", "unknown")


def test_what_the_call_leaves_out_of_a_general_rule_is_part_of_the_answer() -> None:
    unknown = a_fact("unknown", "Per la ZIS non è stato reperito.", status="unknown")
    rule = a_fact("rule", "In generale serve.", scope="policy", companions=("unknown",))
    assert roles(rule, also=(unknown,)) == {"rule": "lead", "unknown": "unknown"}


def test_a_companion_that_left_the_corpus_is_passed_over() -> None:
    assert told(a_fact("lead", "Il capofila firma.", companions=("gone",))) == ["lead"]


NO_SEAT = a_fact("no-seat", "Le fonti non riportano la sede.", status="unknown", topic="sede")


def of_hits(*hits: Hit) -> dict[str, Role]:
    passages = [hit.passage for hit in hits]
    return {item.passage.id: item.role for item in tell_facts(hits, "it", a_knowledge(*passages))}


def test_what_is_known_and_nearly_as_near_is_told_before_what_is_not_known() -> None:
    told_as = of_hits(Hit(NO_SEAT, 1.0, lexical=6), Hit(LEADER, 0.9, lexical=2))
    assert list(told_as.items()) == [("leader", "lead"), ("no-seat", "unknown")]


def test_where_the_known_fact_is_named_as_well_the_gap_is_only_a_remark() -> None:
    told_as = of_hits(Hit(NO_SEAT, 1.0, lexical=6), Hit(LEADER, 0.9, lexical=6))
    assert told_as == {"leader": "lead", "no-seat": "caveat"}


def test_what_is_not_known_stands_alone_where_no_known_fact_is_near() -> None:
    told_as = of_hits(Hit(NO_SEAT, 1.0, lexical=6), Hit(LEADER, 0.7, lexical=2))
    assert told_as == {"no-seat": "unknown", "leader": "related"}


def test_a_collection_found_as_well_and_named_much_better_is_told_whole() -> None:
    all_of_it = a_fact("all", "I ruoli sono due.", members=("seat", "limit"))
    hits = (Hit(LEADER, 1.0, lexical=2, dense=0.88), Hit(all_of_it, 0.99, lexical=9, dense=0.86))
    found = tell_facts(hits, "it", a_knowledge(LEADER, all_of_it, SEAT, LIMIT))
    assert [item.passage.id for item in found][:3] == ["all", "seat", "limit"]


def test_a_collection_far_in_meaning_does_not_take_the_place_of_the_best_fact() -> None:
    all_of_it = a_fact("all", "I ruoli sono due.", members=("seat", "limit"))
    hits = (Hit(LEADER, 1.0, lexical=2, dense=0.92), Hit(all_of_it, 0.99, lexical=9, dense=0.80))
    found = tell_facts(hits, "it", a_knowledge(LEADER, all_of_it, SEAT, LIMIT))
    assert found[0].passage.id == "leader"
