"""What a person thinks of an answer: a closed set of reasons, and a few words."""

from dataclasses import dataclass
from typing import Literal, get_args

Reason = Literal["wrong", "incomplete", "unclear", "unanswered"]
REASONS: tuple[Reason, ...] = get_args(Reason)
NOTE_CHARS = 1000


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether an answer was useful, why not, and in the person's words."""

    useful: bool
    reason: Reason | None = None
    note: str = ""
