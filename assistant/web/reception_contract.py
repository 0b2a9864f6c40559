"""What programs send and get after an answer; the page uses the same limits."""

import datetime as dt
import re
from dataclasses import asdict
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from assistant.desk.counter import State, TicketState
from assistant.journal.judgement import NOTE_CHARS, Judgement, Reason
from assistant.model import Language, Question
from assistant.web.contract import HANDLE, AnswerBody, Said, encodable
from assistant.web.reception import Request

QUESTION_CHARS = 4000
_EMAIL_CHARS = 254
_EMAIL = re.compile(
    r"[^\s@<>\"(),:;\[\]\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}"
)


def checked_email(text: str) -> str:
    """Return an e-mail address without blanks around it; raise ValueError when it is none."""
    address = text.strip()
    if len(address) > _EMAIL_CHARS or not _EMAIL.fullmatch(address):
        raise ValueError("email")
    return address


Note = Annotated[str, AfterValidator(encodable), Field(max_length=NOTE_CHARS)]
Email = Annotated[str, AfterValidator(checked_email)]
Handle = Annotated[str, Field(pattern=HANDLE)]


class ReplyBody(AnswerBody):
    """An answer, and the names under which it is kept: both null when nothing is kept."""

    turn: str | None = Field(description="Names this answer, for /api/feedback.")
    conversation: str | None = Field(description="Send it with the next question of the same talk.")


class FeedbackBody(BaseModel):
    """What a person thinks of an answer."""

    model_config = ConfigDict(extra="forbid")

    turn: Handle = Field(description="The turn of the answer, as /api/ask gave it.")
    useful: bool = Field(description="Whether the answer was useful.")
    reason: Reason | None = Field(None, description="Why it was not.")
    note: Note = Field("", description="The same in words; personal data are taken out.")

    @property
    def judgement(self) -> Judgement:
        """Return what the journal takes."""
        return Judgement(self.useful, self.reason, self.note)


class TicketBody(BaseModel):
    """A question to take to the desk: by the turn of its answer, or as a text."""

    model_config = ConfigDict(extra="forbid")

    turn: Handle | None = Field(None, description="The turn of the answer that did not do.")
    question: Said | None = Field(
        None, max_length=QUESTION_CHARS, description="The question, where there is no turn."
    )
    language: Language | None = Field(None, description="Language of the reply; Italian if absent.")
    note: Note = Field("", description="What to add for who reads it.")
    email: Email | None = Field(None, description="Where to reply; not needed, see the state.")

    @model_validator(mode="after")
    def _one_of_two(self) -> "TicketBody":
        if (self.turn is None) == (self.question is None):
            raise ValueError("turn_or_question")
        return self

    @property
    def messages(self) -> list[str]:
        """Return what was said."""
        return [self.question] if self.question else []

    def as_request(self, language: Language) -> Request:
        """Return what the reception takes, in a language where none is told."""
        spoken = self.language or language
        question = Question(self.question, language=spoken) if self.question else None
        return Request(self.turn, question, spoken, self.note, self.email, "api")


class StateBody(BaseModel):
    """Where a ticket is, for who knows its reference."""

    reference: str = Field(description="Keep it: it is the only way to see the state.")
    state: State
    opened: dt.datetime
    changed: dt.datetime
    reply: str = Field(description="What the desk answered; empty until then.")

    @classmethod
    def of(cls, state: TicketState) -> "StateBody":
        """Return a state as its contract."""
        return cls.model_validate(asdict(state))


class KeptBody(BaseModel):
    """That it was kept."""

    kept: bool
