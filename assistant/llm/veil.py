"""Veil: personal data stays here. A model sees numbered placeholders; a reply gets the data back.

So a quotation of a text that holds an e-mail address still is a quotation of it.
"""

import re

from assistant.redaction import PLACEHOLDERS, Found, find_personal, masked

_LONGEST = max(map(len, PLACEHOLDERS.values())) + 6


class Veil:
    """Hides the data of one request and shows them again in its reply."""

    def __init__(self, *, is_on: bool = True) -> None:
        """Begin with nothing hidden."""
        self._is_on = is_on
        self._labels: dict[str, str] = {}
        self._waiting = ""

    def hide(self, text: str) -> str:
        """Return the text with a placeholder for each datum; the same datum, the same one."""
        if not self._is_on:
            return text
        return masked(text, find_personal(text), lambda item: self._label(item, text))

    def show(self, text: str) -> str:
        """Return a reply with the data in the place of their placeholders."""
        if not self._labels:
            return text
        pattern = "|".join(re.escape(label) for label in self._labels.values())
        data = {label: datum for datum, label in self._labels.items()}
        return re.sub(pattern, lambda match: data[match[0]], text)

    def feed(self, piece: str) -> str:
        """Return what may be shown of a reply so far; half a placeholder waits for its rest."""
        text = self._waiting + piece
        opened = text.rfind("[")
        is_half = opened >= 0 and "]" not in text[opened:] and len(text) - opened < _LONGEST
        cut = opened if self._labels and is_half else len(text)
        self._waiting = text[cut:]
        return self.show(text[:cut])

    def end(self) -> str:
        """Return what was still waiting."""
        text, self._waiting = self._waiting, ""
        return self.show(text)

    def _label(self, item: Found, text: str) -> str:
        datum = text[item.start : item.end]
        number = len(self._labels) + 1
        return self._labels.setdefault(datum, f"{PLACEHOLDERS[item.kind][:-1]} {number}]")
