"""The tab of the approved answers: the suspended first, with what changed; renewed or withdrawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.approved.acts import Seen
from assistant.approved.standing import Passages, Standing, standings
from assistant.approved.topics import topics
from assistant.desk.approving import Approvals
from assistant.desk.roles import Person
from assistant.errors import InputError
from assistant.journal.days import today
from assistant.model import Interval, Language
from assistant.text import date_words, say
from assistant.web.banco_act import Deed, Deeds, Done, Refusal
from assistant.web.banco_wording import usual_expiry, wording_of
from assistant.web.pages import page

_ORDER = ("suspended", "waiting", "served", "withdrawn")


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, and at which answer: "" is the list."""

    person: Person
    name: str = ""


class ApprovedContent:
    """The approved answers as they stand whenever the tab is opened."""

    name = "approved"
    is_fresh = True

    def __init__(self, approvals: Approvals, among: Callable[[], Passages]) -> None:
        """Remember where answers are. ``among``: the passages of now; raises IndexMissing."""
        self._approvals = approvals
        self._among = among
        self.deeds: Deeds[View] = {
            "open": ("reader", lambda deed: Done(View(deed.person, deed.text("id")))),
            "list": ("reader", lambda deed: Done(View(deed.person))),
            "renew": ("approver", self._renew),
            "withdraw": ("approver", self._withdraw),
        }

    def first(self, person: Person) -> View:
        """Return the list."""
        return View(person)

    def html(self, view: View, language: Language, refusal: Refusal) -> str:
        """Draw the list, or one answer with what changed under it."""
        found = self._standings()
        chosen = next((one for one in found if one.entry.id == view.name), None)
        values = {
            "found": found,
            "one": chosen,
            "words": self._approvals.words_now(chosen.entry.id) if chosen else [],
            "person": view.person,
            "fault": refusal.sentence,
            "states": _ORDER,
            "topics": tuple(topics()),
            "day": lambda day: date_words(Interval(day, day), language),
            "expires": usual_expiry().isoformat(),
        }
        return page("banco_approved.html", language, **values)

    def _standings(self) -> Sequence[Standing]:
        found = standings(self._approvals.entries(), self._among(), today())
        return sorted(found, key=lambda one: (_ORDER.index(one.state), one.entry.id))

    def _renew(self, deed: Deed) -> Done[View]:
        seen = _seen(deed)
        first = next(iter(self._approvals.entry(seen.id).questions))
        entry = self._approvals.renew(seen, wording_of(deed, first), deed.person.name)
        said = say(deed.language, "web.banco.approved.renewed", id=entry.id)
        return Done(View(deed.person, entry.id), said)

    def _withdraw(self, deed: Deed) -> Done[View]:
        reason = deed.text("reason").strip()
        if not reason:
            raise InputError("desk.no_reason")
        entry = self._approvals.withdraw(_seen(deed), reason, deed.person.name)
        said = say(deed.language, "approved.taken_back", id=entry.id)
        return Done(View(deed.person, entry.id), said)


def _seen(deed: Deed) -> Seen:
    return Seen(deed.text("id"), deed.number("revision"))
