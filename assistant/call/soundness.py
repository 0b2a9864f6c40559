"""Rules that agree with themselves: forms, derived figures, and the words that they rest on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from assistant.call.rule import Rule, Rules
from assistant.errors import CorpusError
from assistant.figures import Unit, figures
from assistant.retrieval.lexical import fold
from assistant.text import number_words

_NEAR = 3  # words after a figure among which its unit is sought
_NATURES = ("public", "private", "either")


def check_soundness(rules: Rules, facts: Mapping[str, str], file: str) -> None:
    """Raise CorpusError for the first rule that contradicts itself, another, or its facts.

    ``facts``: the Italian text of each fact by its id; those that are not there are not compared.
    """
    for rule in rules:
        _check_form(rule, file)
    for rule in rules:
        _check_derived(rule, rules, file)
        for language, text in rule.texts.items():
            _check_words(rule, f"text_{language}", _figures(rule, text, language), file)
        told = [name for name in rule.facts if name in facts]
        found = [value for name in told for value in _figures(rule, facts[name], "it", near=True)]
        _check_words(rule, ", ".join(told), found, file)


def _check_form(rule: Rule, file: str) -> None:
    """Raise CorpusError for a value that has not the form that plain code reads."""
    is_right, example = FORMS.get(rule.subject, _ANY)
    if rule.subject.startswith("partner_category_"):
        is_right, example = _TYPES
    is_silent = rule.value is None and (rule.certainty == "unknown" or rule.subject in MAY_BE_NULL)
    if not is_silent and not is_right(rule.value):
        raise CorpusError("rules_form", file=file, entry=rule.id, example=example)


def _check_derived(rule: Rule, rules: Rules, file: str) -> None:
    subjects, derive = DERIVED.get(rule.subject, ((), None))
    bases = [base for subject in subjects if (base := rules.find(subject))]
    is_whole = derive and bases and len(bases) == len(subjects)
    if derive is None or not is_whole or any(base.value in (None, 0) for base in bases):
        return
    expected = derive(*(_size(base) for base in bases))
    if rule.value is not None and rule.number != expected:
        raise CorpusError(
            "rules_derived",
            file=file,
            entry=rule.id,
            value=_shown(rule.number),
            expected=_shown(expected),
            others=", ".join(base.id for base in bases),
        )


def _check_words(rule: Rule, named: str, found: Sequence[Decimal], file: str) -> None:
    for value in _numbers(rule):
        if found and value not in found:
            shown = "; ".join(dict.fromkeys(map(_shown, found)))
            raise CorpusError(
                "rules_contradiction",
                file=file,
                entry=rule.id,
                value=_shown(value),
                named=named,
                found=shown,
            )


def _figures(rule: Rule, text: str, language: str, near: bool = False) -> list[Decimal]:
    """Return the figures of a text that are of the unit of a rule's value.

    ``near``: of the counts only those that the unit follows, as a fact counts other things too.
    """
    unit = _unit(rule)
    found = [figure for figure in figures(text, language) if figure.unit == unit]
    if near and unit == "count":
        found = [figure for figure in found if _is_followed(text[figure.end :], rule.unit)]
    return [figure.value for figure in found]


def _is_followed(after: str, unit: str | None) -> bool:
    return bool(unit) and fold(unit or "") in fold(after).split()[:_NEAR]


def _unit(rule: Rule) -> Unit:
    if rule.kind == "rate":
        return "percent"
    return "euro" if rule.kind == "amount" else "count"


def _numbers(rule: Rule) -> Iterator[Decimal]:
    """Yield the numbers that a rule states; a rate as people say it, in percent."""
    if rule.kind == "requirement":
        return
    for value in rule.value if isinstance(rule.value, list) else [rule.value]:
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield Decimal(str(value)) * (100 if rule.kind == "rate" else 1)


def _size(rule: Rule) -> Decimal:
    return Decimal(len(rule.value)) if isinstance(rule.value, list) else rule.number


def _shown(number: Decimal) -> str:
    return number_words(number, "it")


Derive = Callable[..., Decimal]
DERIVED: Mapping[str, tuple[tuple[str, ...], Derive]] = {
    "phase1_min_spend_for_full_grant": (
        ("phase1_grant_cap_per_proposal", "phase1_grant_rate"),
        lambda cap, rate: cap / rate,
    ),
    "phase1_max_full_grants": (
        ("phase1_budget", "phase1_grant_cap_per_proposal"),
        lambda budget, cap: (budget / cap).to_integral_value(ROUND_FLOOR),
    ),
    "phase1_own_share_min": (("phase1_grant_rate",), lambda rate: 1 - rate),
    "lombardy_provinces_count": (("lombardy_provinces_list",), lambda size: size),
}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _is_whole(value: Any) -> bool:
    return _is_number(value) and isinstance(value, int)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _is_types(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_type, value))


def _is_type(entry: Any) -> bool:
    if not isinstance(entry, Mapping) or entry.keys() != {"type_it", "type_en", "nature"}:
        return False
    named = all(isinstance(entry[key], str) and entry[key] for key in ("type_it", "type_en"))
    return named and entry["nature"] in _NATURES


def _is_range(value: Any) -> bool:
    return (
        isinstance(value, list) and [one is None or _is_whole(one) for one in value] == [True] * 2
    )


Form = tuple[Callable[[Any], bool], str]
_NUMBER: Form = (_is_number, "value: 3")
_LIMIT: Form = (_is_whole, "value: 3")
_FLAG: Form = (lambda value: isinstance(value, bool), "value: true")
_NAMES: Form = (_is_names, "value: [a, b]")
_TYPES: Form = (_is_types, "value: [{type_it: impresa, type_en: firm, nature: private}]")
_ANY: Form = (lambda _: True, "")
MAY_BE_NULL = ("max_interprovincial_zis",)  # there null says that there is no limit
FORMS: Mapping[str, Form] = {
    "partnership": (("public_private",).__contains__, "value: public_private"),
    "single_applicant_allowed": _FLAG,
    "lead_partner_nature": (("private", "public").__contains__, "value: private"),
    "lead_partner_types": _TYPES,
    "lead_partner_excluded_types": _TYPES,
    "partner_count_range": (_is_range, "value: [3, null]"),
    "partner_seat_in_lombardy": _FLAG,
    "province_endorsement_letter": _FLAG,
    "endorsement_interprovincial_and_milan": _FLAG,
    "lombardy_provinces_list": _NAMES,
    "masterplan_contents": _NAMES,
    "masterplan_additional_contents": _NAMES,
    "max_interprovincial_zis": _LIMIT,
    **dict.fromkeys(("max_zis_per_province", "max_zis_per_specialisation_region"), _LIMIT),
    **dict.fromkeys(
        ("phase1_grant_rate", "phase1_own_share_min", "phase2_max_grant_rate"), _NUMBER
    ),
    **dict.fromkeys(("phase1_grant_cap_per_proposal", "phase1_budget"), _NUMBER),
    **dict.fromkeys(("phase1_min_spend_for_full_grant", "phase1_max_full_grants"), _NUMBER),
    "partner_categories_covered": _LIMIT,
}
