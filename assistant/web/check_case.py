"""A checked case as a question to the chat."""

from collections.abc import Iterator

from assistant.call.eligibility import Check
from assistant.call.partnership import Partner, Partnership
from assistant.model import Language
from assistant.text import euro_words, say


def case_words(check: Check, language: Language) -> str:
    """Return the case in sentences, and the question what it lacks."""
    given = check.partnership
    parts = [*_sentences(given, language), say(language, "web.check.case.question")]
    return " ".join(parts)


def _sentences(given: Partnership, language: Language) -> Iterator[str]:
    if given.partners:
        names = "; ".join(_named(partner, given, language) for partner in given.partners)
        yield say(language, "web.check.case.partners", names=names)
    if given.provinces:
        yield say(language, "web.check.case.provinces", names=", ".join(given.provinces))
    if given.specialisation:
        yield say(language, "web.check.case.specialisation", name=given.specialisation)
    if given.endorsements is not None:
        names = ", ".join(given.endorsements)
        key = "letters" if names else "no_letters"
        yield say(language, f"web.check.case.{key}", names=names)
    if given.spending is not None:
        spending = euro_words(given.spending, language)
        yield say(language, "web.check.case.spending", spending=spending)
    if given.requested is not None:
        requested = euro_words(given.requested, language)
        yield say(language, "web.check.case.requested", requested=requested)


def _named(partner: Partner, given: Partnership, language: Language) -> str:
    about = [partner.kind.names[language]] if partner.kind else []
    about += [say(language, "web.check.case.lead")] if partner.name == given.lead else []
    return f"{partner.name} ({', '.join(about)})" if about else partner.name
