"""Leading: which member a message says leads, by what stands before and after "capofila"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.answering.lexicon import Lexicon
from assistant.answering.mentions import Mention
from assistant.answering.parts import PAUSE, STOP, first_in

_OPENING = 30  # characters within which a message that begins with a member names it
_FAR = 120  # characters between a member and the word that says that it leads
_NEAR = 40  # characters between them where a pause follows the word
PAUSE_AFTER = re.compile(r"\s*[,)]")
_NEAR_US = 30  # characters between "we" and that word


def led_by(members: Sequence[Mention], folded: str, book: Lexicon) -> Mention | None:
    """Return the member that a message says leads: named after the word for it, or before."""
    case = book.case
    for found in case["lead"].finditer(folded):
        head, tail = folded[max(0, found.start() - _FAR) : found.start()], folded[found.end() :]
        if case["must_lead"].match(folded, found.start()) or case["lead_plural"].search(head):
            continue
        if case["lead_not"].match(tail):
            return _instead(members, folded, found.end(), book)
        before = next((one for one in reversed(members) if one.end <= found.start()), None)
        gap = folded[before.end : found.start()] if before else ""
        after = next((one for one in members if one.start >= found.end()), None)
        told = folded[found.end() : after.start] if after else ""
        if before and (case["lead_it"].match(tail) or _is_paused(gap, tail)):
            return before
        if after and case["lead_is"].search(told):
            return after
        if before and _is_leading(gap, book) and not _is_asked(found.start(), folded, book):
            return before
    return None


def _is_paused(gap: str, tail: str) -> bool:
    """Tell whether a pause parts the word from what follows, and none from the member before."""
    return bool(PAUSE_AFTER.match(tail)) and len(gap) <= _NEAR and not PAUSE.search(gap)


def led_by_us(members: Sequence[Mention], folded: str, book: Lexicon) -> Mention | None:
    """Return the member that the person speaks for, where "we" are said to lead."""
    if not leads_us(folded, book):
        return None
    ours = (one for one in members if is_ours(one, folded, book))
    opening = next((one for one in members[:1] if _opens(one)), None)
    return next(ours, opening or _presented(members, folded, book))


def _presented(members: Sequence[Mention], folded: str, book: Lexicon) -> Mention | None:
    """Return who is named alone in the first sentence ("Dalla segreteria di un ateneo. ...")."""
    end = len(first_in(folded))
    told = [one for one in members if one.start < end]
    is_alone = len(told) == 1 and told[0].number == 1 and end < len(folded)
    return told[0] if is_alone and not book.case["we"].search(folded, 0, end) else None


def leads_us(folded: str, book: Lexicon) -> bool:
    """Tell whether a message says that who writes leads, and does not ask who does."""
    found = book.case["we_lead"].search(folded)
    if found is not None:
        return not _is_asked(found.start(), folded, book)
    return any(_is_by_us(one, folded, book) for one in book.case["lead"].finditer(folded))


def _is_by_us(lead: re.Match[str], folded: str, book: Lexicon) -> bool:
    """Tell whether "we" stand beside a word for leading, with no pause between them."""
    if _is_asked(lead.start(), folded, book) or book.case["must_lead"].match(folded, lead.start()):
        return False
    head = PAUSE.split(folded[max(0, lead.start() - _NEAR_US) : lead.start()])[-1]
    tail = PAUSE.split(folded[lead.end() : lead.end() + _NEAR_US])[0]
    return bool(book.case["we"].search(head) or book.case["we_after"].match(tail))


def _opens(one: Mention) -> bool:
    """Tell whether a message begins by naming a member: it tells who writes ("Start-up di ...")."""
    return one.start < _OPENING and not one.is_known and one.number == 1


def is_ours(one: Mention, folded: str, book: Lexicon) -> bool:
    """Tell whether the person speaks for a member ("siamo una srl")."""
    return bool(book.case["of_us"].search(folded, max(0, one.start - _FAR), one.start))


def _instead(members: Sequence[Mention], folded: str, place: int, book: Lexicon) -> Mention | None:
    """Return the member that leads in the place of the one denied: "non è il Comune ma ..."."""
    after = [one for one in members if one.start >= place]
    for denied, other in pairwise(after):
        if book.case["instead"].search(folded, denied.end, other.start):
            return other
    return None


def _is_asked(place: int, folded: str, book: Lexicon) -> bool:
    """Tell whether the message asks there who leads, and so tells it of nobody."""
    return any(one.start() <= place < one.end() for one in book.case["who_leads"].finditer(folded))


def _is_leading(gap: str, book: Lexicon) -> bool:
    """Tell whether the words between a member and "capofila" may say that it leads."""
    gap = book.case["one_of"].sub(" ", gap)
    is_cut = bool(STOP.search(gap)) and not book.case["also"].search(gap)
    return len(gap) <= _FAR and not is_cut and not book.case["lead_asked"].search(gap)


def lead_word(folded: str, book: Lexicon) -> str:
    """Return the first word after "capofila" that is not of those that lead up to a name."""
    found = book.case["lead"].search(folded)
    if found is None:
        return ""
    after = re.finditer(r"\w+", folded[found.end() :])
    told = (word for word in after if not _leads_up(folded[found.end() :][: word.end()], book))
    first = next(told, None)
    return first[0] if first else ""


def _leads_up(words: str, book: Lexicon) -> bool:
    return bool(book.case["lead_is"].search(f"{words} "))
