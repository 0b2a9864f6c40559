"""A condition: what one rule makes of a partnership, and in which words it is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from assistant.call.partnership import Partnership
from assistant.call.rules import Rule, Rules
from assistant.model import Language
from assistant.text import euro_words, say

State = Literal["met", "not_met", "unknown"]
STATES: tuple[State, ...] = ("met", "not_met", "unknown")
_UNCERTAIN = ("conflicting", "unknown")


@dataclass(frozen=True, slots=True)
class Condition:
    """What one rule makes of a partnership.

    ``reason``: the key of a sentence under ``rules.reason``, filled by ``params``. ``asks``: the
    question, under ``rules.question``, whose answer would decide; "" where nobody can be asked.
    """

    rule: Rule
    state: State
    reason: str
    params: Mapping[str, Any] = field(default_factory=dict)
    asks: str = ""

    @property
    def is_certain(self) -> bool:
        """Tell whether the sources of the rule agree and are known."""
        return self.rule.certainty not in _UNCERTAIN

    def words(self, language: Language) -> str:
        """Return the reason, and for an uncertain rule what is to be verified and where."""
        filled = {name: _shown(value, language) for name, value in self.params.items()}
        if self.reason == "as_stated":
            told = self.rule.texts[language]
        else:
            told = say(language, f"rules.reason.{self.reason}", **filled).replace("..", ".")
        if self.is_certain:
            return told
        return f"{told} {say(language, f'rules.verify.{self.rule.certainty}')}"

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the condition as programs read it, its words in a language."""
        return {
            "rule": self.rule.id,
            "state": self.state,
            "reason": self.words(language),
            "facts": list(self.rule.facts),
            "sources": list(self.rule.sources),
            "certainty": self.rule.certainty,
            "text": self.rule.texts[language],
            "asks": self.asks or None,
        }


Judge = Callable[[Partnership, Rules, Rule], Condition | None]


def settled(rule: Rule, state: State, reason: str, asks: str = "", **params: Any) -> Condition:
    """Return a condition; where the sources conflict or say nothing it is never decided."""
    decided = "unknown" if rule.certainty in _UNCERTAIN else state
    return Condition(rule, decided, reason, params, asks)


def as_stated(_: Partnership, __: Rules, rule: Rule) -> Condition:
    """Return a rule that nothing known of a partnership can decide: its own words say why."""
    return Condition(rule, "unknown", "as_stated")


def _shown(value: Any, language: Language) -> str:
    if isinstance(value, Decimal):
        return euro_words(value, language)
    if isinstance(value, Mapping):
        return str(value[language])
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_shown(one, language) for one in value)
    return str(value)
