"""How an answer was made, ready to be drawn: steps, requests to a model, passages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.model import Asking, Found, Language
from assistant.text import number_words, say, sentences
from assistant.web.contract import AnswerBody

_DIGEST = 12  # characters of a digest that tell it from any other


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what it is about, and what is told of it."""

    name: str
    values: tuple[str, ...]
    marked: bool = False


@dataclass(frozen=True, slots=True)
class AskingView:
    """A request to a model. ``parts``: tokens by part of the prompt."""

    prompt: str
    digest: str
    parts: tuple[Row, ...]
    tokens_in: str
    tokens_out: str
    fault: str
    cost: str


@dataclass(frozen=True, slots=True)
class MadeView:
    """The panel of one answer."""

    steps: tuple[Row, ...]
    askings: tuple[AskingView, ...]
    model: str
    dropped: tuple[Row, ...]
    requoted: tuple[Row, ...]
    passages: tuple[Row, ...]


def made_view(answer: AnswerBody, language: Language) -> MadeView:
    """Return what to draw of how an answer was made, on a page in a language."""
    made = answer.made
    return MadeView(
        steps=tuple(
            Row(_named("step", step, language), (_decimal(ms, 1, language),))
            for step, ms in answer.timings_ms.items()
        ),
        askings=tuple(_asking(asking, language) for asking in made.askings),
        model=made.model,
        dropped=_counted(made.dropped, language),
        requoted=_counted(made.requoted, language),
        passages=tuple(_passage(found, language) for found in made.passages),
    )


def _counted(faults: Sequence[str], language: Language) -> tuple[Row, ...]:
    """Return how often each thing was wrong, the most frequent first."""
    most = Counter(faults).most_common()
    return tuple(Row(_named("dropped", fault, language), (str(count),)) for fault, count in most)


def _asking(asking: Asking, language: Language) -> AskingView:
    return AskingView(
        prompt=asking.prompt,
        digest=asking.digest[:_DIGEST],
        parts=tuple(
            Row(_named("part", part, language), (_number(tokens, language),))
            for part, tokens in asking.tokens.items()
        ),
        tokens_in=_number(sum(asking.tokens.values()), language),
        tokens_out=_number(asking.tokens_out, language),
        fault=asking.fault,
        cost="" if asking.cost is None else _decimal(asking.cost, 4, language),
    )


def _passage(found: Found, language: Language) -> Row:
    topics = sentences(language)["catalogue"]["topics"]
    name = str(topics.get(found.topic, found.title)) or found.passage
    place = f"{name}, {found.locator}" if found.locator else name
    return Row(place, (found.passage, _decimal(found.score, 2, language)), found.cited)


def _named(table: str, key: str, language: Language) -> str:
    names = sentences(language)["web"]["made"][table]
    return str(names.get(key, key))


def _number(value: int, language: Language) -> str:
    return number_words(Decimal(value), language)


def _decimal(value: float, places: int, language: Language) -> str:
    return f"{value:.{places}f}".replace(".", say(language, "dates.decimal"))
