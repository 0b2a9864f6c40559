"""What programs send and get after an answer; the page uses the same limits."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.journal.judgement import NOTE_CHARS, Judgement, Reason
from assistant.web.contract import HANDLE, AnswerBody, encodable

Note = Annotated[str, AfterValidator(encodable), Field(max_length=NOTE_CHARS)]
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


class KeptBody(BaseModel):
    """That it was kept."""

    kept: bool
