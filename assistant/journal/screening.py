"""Personal data taken out before anything is written."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from assistant.redaction import PLACEHOLDERS, find_personal, redact

_ASKED = ("question", "standalone_question")
# What others wrote stays as they wrote it: a digest and a place go with it.
_EXACT = ("quotes", "sources")


def screened(answer: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
    """Return an answer, as its contract, without the personal data that its question brought.

    The second value counts by kind what was taken out of the question.
    """
    masks: dict[str, str] = {}
    found: Counter[str] = Counter()
    for text in (answer[key] for key in _ASKED):
        items = find_personal(text)
        masks |= {text[item.start : item.end]: PLACEHOLDERS[item.kind] for item in items}
        found |= Counter(item.kind for item in items)
    return _masked(answer, masks), dict(found)


def screened_text(text: str) -> str:
    """Return what a person wrote without personal data."""
    return redact(text).text


def _masked(value: Any, masks: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _replaced(value, masks)
    if isinstance(value, Mapping):
        return {key: part if key in _EXACT else _masked(part, masks) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(part, masks) for part in value]
    return value


def _replaced(text: str, masks: Mapping[str, str]) -> str:
    for words in sorted(masks, key=len, reverse=True):
        text = text.replace(words, masks[words])
    return text
