"""Personal data in a text, found and masked: tax codes, bank accounts, e-mails and phones.

Used before a text is kept (journal) or leaves the machine (llm mode). Amounts, acts, CUP and CIG
codes, dates, VAT numbers, post codes and free-phone numbers belong to a call, not to a person: they
always pass. A tax code or IBAN counts when its check digits are right, or when the text names it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from stdnum import iban
from stdnum.it import codicefiscale

Kind = Literal["tax_code", "iban", "email", "phone"]

PLACEHOLDERS: dict[Kind, str] = {
    "tax_code": "[codice fiscale]",
    "iban": "[IBAN]",
    "email": "[e-mail]",
    "phone": "[telefono]",
}

_GAP = r"[ \u00a0\u202f.\-/]"
_LEFT = r"(?<![\w+])(?<!\d[.,/\-])"
_RIGHT = r"(?!\w|[.,/\-]\d)"

_EMAIL = re.compile(
    r"[\w.+%'-]{1,64}(?:@| ?[\[(](?:at|chiocciola)[\])] ?)"
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}[^\W\d_]{2,24}"
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE)
_WORDS_AFTER = re.compile(r"(?:[ \u00a0-][A-Z]+)+$", re.IGNORECASE)
_DIGIT = "[0-9LMNP-V]"  # omocodia: a digit of a tax code may be one of ten letters
_TAX_CODE = re.compile(
    rf"(?<!\w)[A-Z]{{3}} ?[A-Z]{{3}} ?{_DIGIT}{{2}} ?[ABCDEHLMPRST] ?{_DIGIT}{{2}} ?"
    rf"[A-Z] ?{_DIGIT}{{3}} ?[A-Z](?!\w)",
    re.IGNORECASE,
)
_MOBILE = r"3\d{2}(?:G?\d{7}|G?\d{3}G?\d{4}|G?\d{6,7}|G\d{2}G\d{2}G\d{3}|G\d{3}G\d{2}G\d{2})"
_LANDLINE = (
    r"(?:0(?:[26]|[1-9]\d{1,2})|\(0(?:[26]|[1-9]\d{1,2})\))(?: ?[/\-] ?|G)?\d{2,8}(?:G\d{2,5}){0,3}"
)
_ABROAD = r"(?:\+\d|00(?=39|\d{1,3}G))\d{0,2}(?:G?\(0\))?(?:G?\(?\d{1,14}\)?){1,6}"
_NUMBERS = tuple(
    re.compile((_LEFT + shape + _RIGHT).replace("G", _GAP))
    for shape in (_ABROAD, _MOBILE, _LANDLINE)
)
_NAMED = re.compile(rf"(?<!\w)[+(]*\d(?:[()]*{_GAP}?[()]*\d){{5,14}}(?!\w)")

# What the words just before a number say of it: the nearest of the two decides.
_CALLED = re.compile(
    r"(?<![\w-])(?:tel|telef\w*|cell|cellulare|mobile|phone|fax|whats?app|chiam\w+|recapito"
    r"|call me)(?![\w-])[^\d\n]{0,20}$",
    re.IGNORECASE,
)
_IDENTIFIED = re.compile(
    r"\b(?:prot|protocollo|id|identificativ\w+|pratica|domanda|codice|cod|cup|cig|iva|vat|rea|ateco"
    r"|cap|decreto|d\.?[gd]\.?[rs]|deliber\w+|determin\w+|legge|l\.?r|art|articolo|pag|pagin[ae]|pp"
    r"|rif|fattura|ordine|matricola|isbn|issn|doi)\b[^\d\n]{0,12}$",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:€|\$|\b(?:euro|eur|importo|valore)\b)[ \u00a0:]{0,3}$", re.I)
_MEASURE_AFTER = re.compile(
    r"[ \u00a0]?(?:€|%|‰|(?:euro|eur|k€|mln|milion[ei]|miliard[oi]|mila|mq|m2|m²|kwh?|mw|kg"
    r"|ettari|tonnellate|abitanti|addetti|imprese|million|billion|inhabitants)\b)",
    re.IGNORECASE,
)
_LABEL = {
    "tax_code": re.compile(r"(?:codice fiscale|\bc\.? ?f\.?|tax code)[^\w\n]{0,4}$", re.I),
    "iban": re.compile(r"\biban\b[^\w\n]{0,4}$", re.IGNORECASE),
}
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DATE_OR_TIME = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[ ./-](?:0[1-9]|1[0-2])[ ./-](?:19|2[01])?\d\d(?! ?\d)"
    r"|(?:0[1-9]|1[0-2])/(?:[12]\d|3[01])/(?:19|2[01])?\d\d(?! ?\d)"  # as Americans write it
    r"|(?:0[1-9]|1[0-2])[ ./-](?:19|2[01])\d\d(?! ?\d)"
    r"|(?:19|20)\d\d[ ./-](?:0[1-9]|1[0-2]|20\d\d)(?! ?\d)"
    r"|[01]\d\.[0-5]\d ?[-/] ?[0-2]\d\.[0-5]\d"
)
_FREE_PHONE = re.compile(r"(?:\+?39)?(?:80[03]|84[08]|199|89[29])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data at ``text[start:end]``, in code points."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with placeholders, and what they stand for, by its place in the text as it was."""

    text: str
    found: tuple[Found, ...]


def redact(text: str) -> Redacted:
    """Return the text with every personal datum replaced by the placeholder of its kind."""
    found = find_personal(text)
    return Redacted(masked(text, found, lambda item: PLACEHOLDERS[item.kind]), found)


def masked(text: str, found: Iterable[Found], label: Callable[[Found], str]) -> str:
    """Return the text with each of the data, which are in order, replaced by its label."""
    parts, last = [], 0
    for item in found:
        parts += [text[last : item.start], label(item)]
        last = item.end
    return "".join([*parts, text[last:]])


def find_personal(text: str) -> tuple[Found, ...]:
    """Return the personal data of a text, in order, none within another."""
    found: list[Found] = []
    taken = bytearray(len(text))
    for item in _candidates(text):
        if not any(taken[item.start : item.end]):
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            found.append(item)
    return tuple(sorted(found, key=lambda item: item.start))


def _candidates(text: str) -> Iterator[Found]:
    """Yield what may be masked, the surest kind first."""
    yield from (Found("email", *match.span()) for match in _EMAIL.finditer(text))
    for match in _IBAN.finditer(text):
        yield from _account(match)
    for match in _TAX_CODE.finditer(text):
        if codicefiscale.is_valid(match[0]) or _is_labelled("tax_code", match):
            yield Found("tax_code", *match.span())
    yield from _phones(text)


def _account(match: re.Match[str]) -> Iterator[Found]:
    """Yield the longest account number at a match, which may run on into the words after it."""
    ends = [at for at in range(match.end(), match.start() + 14, -1) if _ends_word(match.string, at)]
    valid = [end for end in ends if iban.is_valid(match.string[match.start() : end])]
    if valid:
        yield Found("iban", match.start(), valid[0])
    elif _is_labelled("iban", match):
        yield Found("iban", match.start(), match.start() + len(_WORDS_AFTER.sub("", match[0])))


def _ends_word(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and not text[at : at + 1].isalnum()


def _is_labelled(kind: Kind, match: re.Match[str]) -> bool:
    return bool(_LABEL[kind].search(match.string, max(0, match.start() - 24), match.start()))


def _phones(text: str) -> Iterator[Found]:
    text = _ADDRESS.sub(lambda match: "_" * len(match[0]), text)
    for shape in (_NAMED, *_NUMBERS):
        for match in shape.finditer(text):
            if _is_phone(match, is_shaped=shape is not _NAMED):
                yield Found("phone", *match.span())


def _is_phone(match: re.Match[str], *, is_shaped: bool) -> bool:
    """Tell whether a number is somebody's telephone, by its shape and by what is around it."""
    text, number = match.string, match[0]
    before = (text, max(0, match.start() - 40), match.start())
    digits = re.sub(r"\D", "", number)
    if _MONEY_BEFORE.search(*before) or _MEASURE_AFTER.match(text, match.end()):
        return False
    if _is_amounts(number) or _FREE_PHONE.match(digits):
        return False
    called, identified = _CALLED.search(*before), _IDENTIFIED.search(*before)
    if called and (not identified or identified.start() < called.start()):
        return not _DATE_OR_TIME.match(number)
    return is_shaped and not identified and _has_length(number, digits)


def _is_amounts(number: str) -> bool:
    """Tell whether a number is one or more amounts side by side, grouped by thousands."""
    pieces = re.split(r"[ \u00a0\u202f/+-]+", number.strip("+()"))
    return all(_THOUSANDS.fullmatch(piece) for piece in pieces)


def _has_length(number: str, digits: str) -> bool:
    if number.startswith("+") or digits.startswith("00"):
        return 8 <= len(digits.removeprefix("00")) <= 15
    if digits.startswith("3"):
        return len(digits) == 10
    is_grouped = len(digits) < len(number)
    shortest, longest = (8, 11) if is_grouped else (9, 10)
    return shortest <= len(digits) <= longest and not _DATE_OR_TIME.match(number)
