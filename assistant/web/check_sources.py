"""What a rule of the call rests on: the facts of the knowledge base, and who published them."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.call.rules import Rule
from assistant.errors import SportelloError
from assistant.model import Language, Source
from assistant.text import date_words, publisher_words
from assistant.web.contract import Answerer
from assistant.web.sources_panel import safe_url


@dataclass(frozen=True, slots=True)
class OriginView:
    """A publication in words, with a link that is safe to follow."""

    words: str
    url: str | None


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact: its id and, where it is indexed, our summary and the publications behind it."""

    id: str
    text: str = ""
    origins: tuple[OriginView, ...] = ()


class Cited:
    """Looks up what rules rest on; without an index there are only the ids."""

    def __init__(self, answerer: Answerer) -> None:
        """Remember who knows the passages."""
        self._answerer = answerer

    def facts(self, rule: Rule, language: Language) -> Iterator[FactView]:
        """Yield the official document of a rule, then its facts."""
        if rule.source:
            yield FactView(rule.source, origins=self._origins((rule.source,), language))
        for name in rule.facts:
            yield self._fact(name, language)

    def _fact(self, name: str, language: Language) -> FactView:
        try:
            passage = self._answerer.passage(name)
            source = self._answerer.source(passage.source) if passage else None
        except SportelloError:
            return FactView(name)
        if passage is None:
            return FactView(name)
        bases = source.based_on if source else ()
        return FactView(name, passage.text_in(language), self._origins(bases, language))

    def _origins(self, names: tuple[str, ...], language: Language) -> tuple[OriginView, ...]:
        try:
            sources = [self._answerer.source(name) for name in names]
        except SportelloError:
            return ()
        return tuple(_origin(source, language) for source in sources if source)


def _origin(source: Source, language: Language) -> OriginView:
    said = f"{publisher_words(source, language)}, {date_words(source.published, language)}"
    return OriginView(said, safe_url(source.url))
