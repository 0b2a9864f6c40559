"""Drafting: the pipeline's answers become a letter that somebody of the desk edits and signs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.desk.messages import Message
from assistant.model import Answer, Language, Question
from assistant.text import say

Confidence = Literal["approved", "official", "sourced", "conflicting", "partial", "none"]
_TOLD = ("answered", "partial", "approved")
_OFFICIAL = 5  # authority of an official act


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signs, and under which number."""

    office: str
    reference: str


def confidence(answer: Mapping[str, Any]) -> Confidence:
    """Return how sure an answer is, by what carries it; the locales have the words for it."""
    if answer["outcome"] == "approved":
        return "approved"
    if answer["outcome"] not in _TOLD or not answer["claims"]:
        return "none"
    if any(claim["certainty"] != "reported" for claim in answer["claims"]):
        return "conflicting"
    if answer["outcome"] == "partial" or answer["missing"]:
        return "partial"
    official = {one["id"] for one in answer["sources"] if one["authority"] >= _OFFICIAL}
    quoted = {quote["source"] for claim in answer["claims"] for quote in claim["quotes"]}
    return "official" if quoted & official else "sourced"


def letter(answers: Sequence[Mapping[str, Any]], language: Language, sender: Sender) -> str:
    """Return the draft of a letter: greeting, an answer to each question, disclaimer, signature."""
    several = len(answers) > 1
    parts = [say(language, "letter.greeting"), say(language, "letter.opening")]
    for number, answer in enumerate(answers, start=1):
        question = say(language, "letter.question", question=str(answer["question"]).strip())
        parts.append(f"{number}. {question}" if several else question)
        parts.append(_body(answer, language))
    parts += [
        say(language, "letter.disclaimer"),
        say(language, "letter.reference", reference=sender.reference),
        say(language, "letter.closing", office=sender.office),
    ]
    return "\n\n".join(parts)


def _body(answer: Mapping[str, Any], language: Language) -> str:
    """Return an answer as it was given; what is not in the sources is left to whoever signs."""
    if answer["outcome"] in _TOLD:
        return str(answer["text"]).strip()
    return say(language, "letter.to_write")


def answered(message: Message, answer: Callable[[Question], Answer]) -> list[Mapping[str, Any]]:
    """Return the answer to each question of a message; one may lean on the one before it."""
    before: tuple[str, ...] = ()
    answers: list[Mapping[str, Any]] = []
    for text in message.questions:
        answers.append(answer(Question(text, before, message.language)).as_json())
        before = (text,)
    return answers
