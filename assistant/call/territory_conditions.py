"""The conditions on provinces, letters of endorsement and how many ZIS there may be."""

from collections.abc import Sequence

from assistant.call.conditions import Condition, Judge, settled
from assistant.call.parsing import province_names
from assistant.call.partnership import Candidacy, Partnership
from assistant.call.rules import Rule, Rules
from assistant.retrieval.lexical import fold


def in_the_region(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask that every province involved be on the list of the region's."""
    if not given.provinces:
        return settled(rule, "unknown", "no_provinces", "provinces")
    foreign = [name for name in given.provinces if name not in rule.value]
    if foreign:
        return settled(rule, "not_met", "province_outside", names=foreign)
    return settled(rule, "met", "provinces_inside", names=given.provinces)


def endorsed(given: Partnership, rules: Rules, rule: Rule) -> Condition:
    """Ask for the letter of the competent Province."""
    if rule.value is False:
        return settled(rule, "met", "letter_not_needed")
    if given.endorsements is None:
        return settled(rule, "unknown", "letter_unknown", "endorsements")
    if not given.endorsements:
        return settled(rule, "not_met", "letter_missing")
    return _signed(given, given.endorsements, rules, rule)


def _signed(given: Partnership, endorsements: Sequence[str], rules: Rules, rule: Rule) -> Condition:
    """Compare the letters with the provinces; who signs for a special one is not known."""
    if not given.provinces:
        return settled(rule, "unknown", "no_provinces", "provinces")
    signed = [name for name in given.provinces if name in endorsements]
    if not signed:
        return settled(rule, "not_met", "letter_elsewhere", names=endorsements)
    unsigned = [name for name in given.provinces if name not in signed]
    if unsigned:
        return settled(rule, "unknown", "letter_partial", signed=signed, unsigned=unsigned)
    special = [name for name in signed if is_special(name, rules)]
    if special:
        return settled(rule, "unknown", "letter_special", names=special)
    return settled(rule, "met", "letter_there", names=signed)


def special_letters(given: Partnership, rules: Rules, rule: Rule) -> Condition | None:
    """Ask, of several provinces or a special one, for what is known of their letters.

    Once the value is known it says whether each province must sign.
    """
    if rule.value is not None:
        return _each_signed(given, rule)
    special = [name for name in given.provinces if is_special(name, rules)]
    if special:
        return settled(rule, "unknown", "letter_special", names=special)
    if given.is_interprovincial is None:
        return settled(rule, "unknown", "no_provinces", "provinces")
    if given.is_interprovincial:
        return settled(rule, "unknown", "letters_several")
    return None


def _each_signed(given: Partnership, rule: Rule) -> Condition:
    if given.endorsements is None or not given.provinces:
        return settled(rule, "unknown", "letter_unknown", "endorsements")
    unsigned = [name for name in given.provinces if name not in given.endorsements]
    if rule.value is True and unsigned:
        return settled(rule, "not_met", "letters_missing", names=unsigned)
    return settled(rule, "met", "letter_there", names=given.endorsements)


def room_in_province(given: Partnership, _: Rules, rule: Rule) -> Condition | None:
    """Ask for room in the province; candidacies over several are not held to this limit."""
    if given.is_interprovincial:
        return None
    if given.is_interprovincial is None or not given.provinces:
        return settled(rule, "unknown", "no_provinces", "provinces")
    if given.others is None:
        return settled(rule, "unknown", "others_unknown", "others")
    same = [
        other
        for other in given.others
        if not other.is_interprovincial and given.provinces[0] in other.provinces
    ]
    return _room(rule, same)


def room_between_provinces(given: Partnership, _: Rules, rule: Rule) -> Condition | None:
    """Ask for room among inter-provincial ZIS; a rule with no value sets no limit."""
    if not given.is_interprovincial:
        return None
    if rule.value is None:
        return settled(rule, "met", "no_limit")
    if given.others is None:
        return settled(rule, "unknown", "others_unknown", "others")
    return _room(rule, [other for other in given.others if other.is_interprovincial])


def room_in_specialisation(given: Partnership, _: Rules, rule: Rule) -> Condition:
    """Ask for room among the ZIS of one specialisation in the region."""
    if not given.specialisation:
        return settled(rule, "unknown", "no_specialisation", "specialisation")
    if given.others is None:
        return settled(rule, "unknown", "others_unknown", "others")
    wanted = fold(given.specialisation)
    return _room(rule, [other for other in given.others if fold(other.specialisation) == wanted])


def _room(rule: Rule, others: Sequence[Candidacy]) -> Condition:
    """Compare the others with a limit: recognised ones use it up, candidacies only compete."""
    limit = rule.number
    recognised = sum(other.is_recognised for other in others)
    if recognised >= limit:
        return settled(rule, "not_met", "room_taken", number=recognised, limit=int(limit))
    if len(others) >= limit:
        return settled(rule, "unknown", "room_disputed", number=len(others), limit=int(limit))
    return settled(rule, "met", "room_left", number=len(others), limit=int(limit))


def is_special(province: str, rules: Rules) -> bool:
    """Tell a territory that the list marks, in brackets, as something other than a Province."""
    return province in province_names(rules) and "(" in province


TERRITORY: dict[str, Judge] = {
    "lombardy_provinces_list": in_the_region,
    "province_endorsement_letter": endorsed,
    "endorsement_interprovincial_and_milan": special_letters,
    "max_zis_per_province": room_in_province,
    "max_interprovincial_zis": room_between_provinces,
    "max_zis_per_specialisation_region": room_in_specialisation,
}
