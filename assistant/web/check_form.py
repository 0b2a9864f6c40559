"""The form of one step of the check, as HTML; its choices are those that the rules name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.call.members import NATURES, OTHER, MemberType, category_rules, member_types
from assistant.call.parsing import province_names
from assistant.call.rules import Rules
from assistant.figures import figures
from assistant.model import Language
from assistant.text import euro_words, listing, say
from assistant.web.check_draft import MOST_ROWS, STEPS, Draft, Raw
from assistant.web.check_reading import OUTSIDE, YES, Faults, asks_category, asks_nature
from assistant.web.pages import page


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio button or a checkbox. ``settles``: what choosing it makes needless to ask."""

    value: str
    label: str
    settles: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a heading of their own."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was added: how it is called, and what else is known of it."""

    name: str
    about: str


def form_html(draft: Draft, rules: Rules, language: Language, faults: Faults, focus: str) -> str:
    """Return the step of a draft as HTML; ``focus`` selects where the keyboard is put."""
    names = {"partner": "partners", "quote": "money", "other": "letters"}
    return page(
        "check.html",
        language,
        draft=draft,
        steps=STEPS,
        number=STEPS.index(draft.step) + 1,
        faults=faults,
        focus=focus,
        value=_value_in(draft),
        rows=rows(draft, rules, language),
        may_add=len(draft.added) < MOST_ROWS,
        named=names,
        **_choices(draft, rules, language),
    )


def rows(draft: Draft, rules: Rules, language: Language) -> tuple[Row, ...]:
    """Return what this step added, in words."""
    describe = {"partner": _partner, "quote": _quote, "other": _other}
    kind = draft.kind
    return tuple(describe[kind](row, rules, language) for row in draft.added) if kind else ()


def _value_in(draft: Draft) -> Any:
    def value(name: str) -> tuple[str, ...]:
        """Return what stands in a field; those of an entry are called ``row.<name>``."""
        if name.startswith("row."):
            return (draft.entry or {}).get(name.removeprefix("row."), ())
        return draft.answers.get(name, ())

    return value


def _choices(draft: Draft, rules: Rules, language: Language) -> dict[str, Any]:
    provinces = _plain(province_names(rules))
    involved = draft.answers.get("provinces", ())
    unknown = Choice("", say(language, "web.check.not_stated"))
    natures = zip(NATURES, listing(language, "rules.natures"), strict=True)
    return {
        "types": tuple(_types(rules, language)),
        "natures": (*(Choice(*nature) for nature in natures), unknown),
        "categories": tuple(_categories(rules, language)),
        "seats": (*provinces, Choice(OUTSIDE, say(language, "web.check.outside")), unknown),
        "provinces": provinces,
        "signing": _plain(involved) if involved else provinces,
        "leads": (*_plain(_names(draft)), unknown),
        "contents": _plain(_listed(rules, "masterplan_contents")),
        "additional": _plain(_listed(rules, "masterplan_additional_contents")),
        "answers": _yes_no(language),
        "written_answers": (Choice(YES, say(language, "web.check.written_yes")), unknown),
    }


def _yes_no(language: Language) -> tuple[Choice, ...]:
    """Return yes, no and not known yet."""
    told = zip((YES, "no", ""), ("yes", "no", "not_known"), strict=True)
    return tuple(Choice(value, say(language, f"web.check.{key}")) for value, key in told)


def _plain(names: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, name) for name in names)


def _names(draft: Draft) -> tuple[str, ...]:
    return tuple(row["name"][0].strip() for row in draft.rows.get("partner", ()))


def _listed(rules: Rules, subject: str) -> tuple[str, ...]:
    rule = rules.find(subject)
    return tuple(rule.value or ()) if rule else ()


def _categories(rules: Rules, language: Language) -> Iterator[Choice]:
    for number in category_rules(rules):
        yield Choice(str(number), say(language, f"rules.category.{number}"))


def _types(rules: Rules, language: Language) -> Iterator[Group]:
    """Yield the kinds of member under the first category that they fill, the others last."""
    kinds = member_types(rules).values()
    for number in category_rules(rules):
        own = tuple(_type(kind, language) for kind in kinds if kind.categories[:1] == (number,))
        yield Group(say(language, f"rules.category.{number}"), own)
    rest = tuple(_type(kind, language) for kind in kinds if not kind.categories)
    other = Choice(OTHER, say(language, "rules.other"))
    yield Group(say(language, "web.check.other_types"), (*rest, other))


def _type(kind: MemberType, language: Language) -> Choice:
    settled = [
        name
        for name, is_asked in (("nature", asks_nature(kind)), ("category", asks_category(kind)))
        if not is_asked
    ]
    return Choice(kind.id, kind.names[language], " ".join(settled))


def _first(raw: Raw, name: str) -> str:
    return next(iter(raw.get(name, ())), "").strip()


def _partner(raw: Raw, rules: Rules, language: Language) -> Row:
    kind = member_types(rules).get(_first(raw, "type"))
    told = [_type_words(raw, kind, language)]
    nature = _first(raw, "nature")
    if nature in NATURES and asks_nature(kind):
        told.append(listing(language, "rules.natures")[NATURES.index(nature)])
    if nature == "mixed" and asks_nature(kind) and _first(raw, "private_share"):
        share = _first(raw, "private_share").rstrip("% ")
        told.append(say(language, "web.check.share_of", share=share))
    numbers = raw.get("category", ()) if asks_category(kind) else ()
    told += [say(language, f"rules.category.{one}") for one in numbers if one.isdigit()]
    seat = _first(raw, "seat")
    told.append(say(language, "web.check.outside") if seat == OUTSIDE else seat)
    return Row(_first(raw, "name"), ", ".join(filter(None, told)))


def _type_words(raw: Raw, kind: MemberType | None, language: Language) -> str:
    if kind:
        return kind.names[language]
    return say(language, "rules.other" if _first(raw, "type") else "web.check.type_unstated")


def _quote(raw: Raw, _: Rules, language: Language) -> Row:
    amount, vat = _money(raw, "amount", language), _money(raw, "vat", language)
    told = say(language, "web.check.plus_vat", amount=amount, vat=vat) if vat else amount
    return Row(_first(raw, "what") or say(language, "web.check.quote_name"), told)


def _money(raw: Raw, name: str, language: Language) -> str:
    """Return a sum as it was understood, whatever way it was written in."""
    found = figures(_first(raw, name))
    return euro_words(found[0].value, language) if len(found) == 1 else ""


def _other(raw: Raw, _: Rules, language: Language) -> Row:
    names = ", ".join(raw.get("provinces", ())) or say(language, "web.check.no_place")
    is_recognised = _first(raw, "recognised") == YES
    state = say(language, f"web.check.{'recognised' if is_recognised else 'candidate'}")
    return Row(names, ", ".join(filter(None, (_first(raw, "specialisation"), state))))
