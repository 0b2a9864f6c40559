"""A partnership from plain values: those of a form, of TOML or of JSON. Every key is checked.

Keys are English; values are accepted in both languages (a member type, a province, a sum).
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from assistant.call.members import (
    NATURES,
    OTHER,
    MemberType,
    Nature,
    category_rules,
    member_types,
    named_type,
    side_of,
)
from assistant.call.partnership import Candidacy, Cost, Partner, Partnership
from assistant.call.rules import Rules
from assistant.errors import InputError
from assistant.figures import figures
from assistant.model import LANGUAGES
from assistant.retrieval.lexical import fold
from assistant.text import listing, say

_HUNDRED = Decimal(100)
_MOST_MONEY = Decimal(10) ** 12  # beyond it a number is a slip of the keyboard
_SHOWN = 60
Read = TypeVar("Read")

Row = Mapping[str, Any]


def parse_partnership(given: Row, rules: Rules) -> Partnership:
    """Return the partnership that plain values describe.

    InputError names the key (``partner[2].type``), what is wrong and an example of the right form.
    """
    _known(given, _KEYS, "")
    partners = _partners(given, rules)
    lead = _words(given, "lead") or None
    if lead and lead not in [partner.name for partner in partners]:
        raise _wrong("lead_unknown", "lead", lead)
    return Partnership(
        partners=partners,
        lead=lead,
        specialisation=_words(given, "specialisation"),
        provinces=_provinces(given, "provinces", rules) or (),
        interprovincial=_yes_or_no(given, "interprovincial"),
        endorsements=_provinces(given, "endorsements", rules),
        costs=_each(given, "quote", _cost),
        requested=_sum(given, "requested"),
        investment=_sum(given, "investment"),
        others=_each(given, "other", lambda row, at: _candidacy(row, at, rules)),
        contents=_contents(given, "masterplan", rules, "masterplan_contents"),
        additional=_contents(given, "additional", rules, "masterplan_additional_contents"),
        is_whole=_yes_or_no(given, "complete") is not False,
    )


_KEYS = (
    "name",
    "lead",
    "specialisation",
    "provinces",
    "interprovincial",
    "endorsements",
    "requested",
    "investment",
    "masterplan",
    "additional",
    "complete",
    "partner",
    "quote",
    "other",
)
_PARTNER = ("name", "type", "nature", "private_share", "category", "province")
_COST = ("what", "amount", "vat")
_OTHER = ("provinces", "specialisation", "recognised")


def _partners(given: Row, rules: Rules) -> tuple[Partner, ...]:
    types = member_types(rules)
    partners = _each(given, "partner", lambda row, at: _partner(row, at, types, rules)) or ()
    names = [partner.name for partner in partners]
    for number, name in enumerate(names, start=1):
        if names.index(name) < number - 1:
            raise _wrong("name_twice", f"partner[{number}].name", name)
    return partners


def _partner(row: Row, at: str, types: Mapping[str, MemberType], rules: Rules) -> Partner:
    _known(row, _PARTNER, at)
    name = _words(row, "name", at)
    if not name:
        raise _wrong("name_missing", f"{at}.name", "")
    stated = _words(row, "type", at)
    kind = named_type(stated, types)
    if stated and not kind and fold(stated) not in _others():
        names = "; ".join(types)
        raise InputError("partnership_type", field=f"{at}.type", value=stated[:_SHOWN], names=names)
    nature, share = _nature(row, at), _share(row, at)
    if kind and kind.side and side_of(nature, share, kind) not in (kind.side, None):
        raise _wrong("nature_other", f"{at}.nature", kind.id)
    province = _words(row, "province", at) or None
    lombard = _lombard(province, rules)
    return Partner(
        name=name,
        kind=kind,
        is_stated=bool(stated),
        nature=nature,
        private_share=share,
        categories=_categories(row, at, rules),
        province=lombard or province,
        is_lombard=bool(lombard) if province else None,
    )


def _nature(row: Row, at: str) -> Nature | None:
    stated = fold(_words(row, "nature", at))
    if not stated:
        return None
    for place, nature in enumerate(NATURES):
        names = {fold(listing(language, "rules.natures")[place]) for language in LANGUAGES}
        if stated == nature or stated in names:
            return nature
    raise _wrong("nature", f"{at}.nature", stated)


def _share(row: Row, at: str) -> Decimal | None:
    value = row.get("private_share")
    if value is None or value == "":
        return None
    number = _number(value)
    if number is None or not 0 <= number <= _HUNDRED:
        raise _wrong("share", f"{at}.private_share", value)
    return number


def _categories(row: Row, at: str, rules: Rules) -> tuple[int, ...]:
    value = row.get("category")
    if value is None or value in ("", []):
        return ()
    known = category_rules(rules)
    listed = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(one, bool) or one not in known for one in listed):
        raise _wrong("category", f"{at}.category", value, most=len(known))
    return tuple(sorted(set(listed)))


def _cost(row: Row, at: str) -> Cost:
    _known(row, _COST, at)
    amount = _sum(row, "amount", at)
    if amount is None:
        raise _wrong("amount", f"{at}.amount", "")
    return Cost(_words(row, "what", at), amount, _sum(row, "vat", at))


def _candidacy(row: Row, at: str, rules: Rules) -> Candidacy:
    _known(row, _OTHER, at)
    return Candidacy(
        provinces=_provinces(row, "provinces", rules, at) or (),
        specialisation=_words(row, "specialisation", at),
        is_recognised=_yes_or_no(row, "recognised", at) is True,
    )


def province_names(rules: Rules) -> tuple[str, ...]:
    """Return the provinces of the region as the rules name them."""
    rule = rules.find("lombardy_provinces_list")
    return tuple(rule.value) if rule and rule.value else ()


def _lombard(name: str | None, rules: Rules) -> str | None:
    """Return a province as the rules name it, with or without what is in brackets."""
    wanted = fold(name or "").strip()
    for known in province_names(rules):
        if wanted in (fold(known), fold(known.partition(" (")[0])):
            return known
    return None


def _provinces(row: Row, key: str, rules: Rules, at: str = "") -> tuple[str, ...] | None:
    listed = _list(row, key, at)
    if listed is None:
        return None
    if any(not isinstance(one, str) or not one.strip() for one in listed):
        raise _wrong("provinces", _path(at, key), listed)
    return tuple(dict.fromkeys(_lombard(one, rules) or one.strip() for one in listed))


def _contents(row: Row, key: str, rules: Rules, subject: str) -> tuple[str, ...] | None:
    listed = _list(row, key, "")
    if listed is None:
        return None
    rule = rules.find(subject)
    known = tuple(rule.value) if rule and rule.value else ()
    by_name = {fold(name): name for name in known} | dict(enumerate(known, start=1))
    found = [by_name.get(fold(one) if isinstance(one, str) else one) for one in listed]
    if None in found or any(isinstance(one, bool) for one in listed):
        wrong = next(one for one, name in zip(listed, found, strict=True) if name is None)
        raise _wrong("contents", key, wrong, names="; ".join(known), most=len(known))
    return tuple(name for name in known if name in found)


def _each(given: Row, key: str, read: Callable[[Row, str], Read]) -> tuple[Read, ...] | None:
    listed = given.get(key)
    if listed is None:
        return None
    is_rows = isinstance(listed, Sequence) and all(isinstance(row, Mapping) for row in listed)
    if not is_rows or isinstance(listed, str):
        raise _wrong("rows", key, listed)
    return tuple(read(row, f"{key}[{number}]") for number, row in enumerate(listed, start=1))


def _list(row: Row, key: str, at: str) -> list[Any] | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        raise _wrong("list", _path(at, key), value)
    return list(value)


def _sum(row: Row, key: str, at: str = "") -> Decimal | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    number = _number(value)
    if number is None or not 0 <= number <= _MOST_MONEY:
        raise _wrong("sum", _path(at, key), value)
    return number


def _number(value: Any) -> Decimal | None:
    """Return a number given as such, or written as people do; None when it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return number if number.is_finite() else None
    if not isinstance(value, str) or value.strip().startswith("-"):
        return None
    found = figures(value.strip())
    return found[0].value if len(found) == 1 else None


def _words(row: Row, key: str, at: str = "") -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong("words", _path(at, key), value)
    return value.strip()


def _yes_or_no(row: Row, key: str, at: str = "") -> bool | None:
    value = row.get(key)
    if value is not None and not isinstance(value, bool):
        raise _wrong("yes_or_no", _path(at, key), value)
    return value


def _known(row: Row, keys: Sequence[str], at: str) -> None:
    for key in row:
        if key not in keys:
            raise _wrong("key", _path(at, str(key)), key, names=", ".join(keys))


def _others() -> set[str]:
    return {OTHER, *(fold(say(language, "rules.other")) for language in LANGUAGES)}


def _path(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _wrong(what: str, key: str, value: Any, **more: Any) -> InputError:
    shown = str(value)[:_SHOWN]
    leaf = key.rpartition(".")[2]
    return InputError(f"partnership_{what}", field=key, leaf=leaf, value=shown, **more)
