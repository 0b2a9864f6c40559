"""Opinion: a model reads a draft by the grid and words the advice; what it quotes must be there.

One request a criterion in scope. Levels, findings and our own advice stay as they were computed;
where the model fails, the critique is the embedded one, and says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from assistant.figures import numbers
from assistant.llm import Chat, Deadline, ModelFault, chat_for, read_json
from assistant.llm.budget import fitting, room
from assistant.masterplan.critique import Critique, Knowledge
from assistant.masterplan.judgement import STATES, Judgement, Opinion
from assistant.masterplan.rubric import Criterion
from assistant.masterplan.telling import advice, message
from assistant.model import Language
from assistant.prompts import Prompt, load_prompts, render
from assistant.quotes import locate
from assistant.settings import CHECKOUT, Settings
from assistant.tokens import count_tokens

PROMPT = "critique"
_AT_ONCE = 4
_MOST_QUOTES = 2
_MOST_CHARS = 500  # of a wording of advice
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\w\.(?:it|com|eu|org)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reader:
    """A model that reads drafts: itself, its prompt, its name and how long it may take in all."""

    chat: Chat
    prompt: Prompt
    settings: Settings

    @property
    def name(self) -> str:
        """Return the name of the model."""
        return self.settings.llm_model_critique or self.settings.llm_model


def reader_of(settings: Settings) -> Reader | None:
    """Return the model that reads drafts; None in embedded mode, or where drafts may not leave."""
    chat = chat_for("critique", settings) if settings.llm_drafts else None
    return Reader(chat, load_prompts(CHECKOUT / "prompts")[PROMPT], settings) if chat else None


def with_opinion(
    critique: Critique, knowledge: Knowledge, reader: Reader | None, language: Language
) -> Critique:
    """Return the critique with what a model adds; with a notice where it could not add it all."""
    if reader is None or not critique.draft.in_scope:
        return critique
    limit = Deadline(reader.settings.llm_critique_seconds, reader.settings.llm_first_token_seconds)
    scoped = [one for one in knowledge.standard.rubric if one.id in critique.draft.in_scope]
    asked = [_Asked(critique, knowledge, one, language) for one in scoped]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        told = list(pool.map(lambda one: _opinion(one, reader, limit), asked))
    found = [one for one in told if one is not None]
    opinion = Opinion(
        reader.name if found else "",
        {name: judged for one in found for name, judged in one.indicators.items()},
        {place: text for one in found for place, text in one.advice.items()},
    )
    notice = (_notice(len(found), len(asked)), {"model": reader.name, "count": len(found)})
    return replace(critique, opinion=opinion, notices=(*critique.notices, notice))


def _notice(found: int, asked: int) -> str:
    if not found:
        return "model_silent"
    return "model_spoke" if found == asked else "model_partly"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One criterion of a critique that a model is asked about, in a language."""

    critique: Critique
    knowledge: Knowledge
    criterion: Criterion
    language: Language

    @property
    def defects(self) -> Mapping[int, str]:
        """Return what is wrong and what to do, by the place of the finding in the critique."""
        return {
            place: f"{message(one, self.knowledge, self.language)} "
            f"{advice(one, self.knowledge, self.language)}"
            for place, one in enumerate(self.critique.findings)
            if one.criterion == self.criterion.id
        }

    def sentences(self) -> Iterator[str]:
        """Yield what the draft says of the criterion, sentence by sentence, in order."""
        draft = self.critique.draft
        for one in draft.sentences:
            if self.criterion.id in draft.sections[one.section].criteria:
                yield draft.words(one)


def _opinion(asked: _Asked, reader: Reader, limit: Deadline) -> Opinion | None:
    """Ask about one criterion; None where nothing came of it."""
    questions = [one.questions[asked.language] for one in asked.criterion.indicators]
    defects = asked.defects
    taken = sum(map(count_tokens, (*questions, *defects.values())))
    shown = fitting(asked.sentences(), room(reader.prompt, reader.settings, taken=taken))
    rendered = render(
        reader.prompt,
        language=asked.language,
        criterion=asked.criterion.titles[asked.language],
        indicators=questions,
        defects=list(defects.values()),
        draft="\n".join(shown),
    )
    try:
        told = read_json(reader.chat.complete(rendered, limit).text)
    except ModelFault:
        return None
    return Opinion(
        reader.name,
        dict(_judgements(_rows(told, "indicators"), asked)),
        dict(_advice(_rows(told, "advice"), defects, asked.language)),
    )


def _rows(told: Any, key: str) -> list[Mapping[str, Any]]:
    found = told.get(key)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def _judgements(
    rows: Sequence[Mapping[str, Any]], asked: _Asked
) -> Iterator[tuple[str, Judgement]]:
    """Yield the judgements whose words stand in the draft; without words nothing is shown."""
    indicators = asked.criterion.indicators
    for row in rows:
        number, state, words = row.get("number"), row.get("state"), row.get("words")
        if not _is_place(number, len(indicators)) or state not in STATES:
            continue
        quoted = [one for one in words if isinstance(one, str)] if isinstance(words, list) else []
        spans = [locate(one, asked.critique.draft.text) for one in quoted[:_MOST_QUOTES]]
        found = tuple((one.start, one.end) for one in spans if one)
        if state == "absent" or found:
            yield indicators[number - 1].id, Judgement(state, () if state == "absent" else found)


def _advice(
    rows: Sequence[Mapping[str, Any]], defects: Mapping[int, str], language: Language
) -> Iterator[tuple[int, str]]:
    """Yield the wordings that bring in no figure and no address of their own."""
    places = list(defects)
    for row in rows:
        number, text = row.get("number"), row.get("text")
        if not _is_place(number, len(places)) or not isinstance(text, str):
            continue
        plain, place = " ".join(text.split()), places[number - 1]
        is_ours = numbers(plain, language) <= numbers(defects[place], language)
        if plain and len(plain) <= _MOST_CHARS and is_ours and not _ADDRESS.search(plain):
            yield place, plain


def _is_place(number: Any, count: int) -> TypeGuard[int]:
    return isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= count
