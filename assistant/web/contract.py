"""The contracts of the page and the API: what they need, take and give.

``AnswerBody`` is the Answer contract as a schema. The API documents itself with it, and the page
checks with it what a browser kept of a conversation, which is untrusted.
"""

import datetime as dt
from typing import Annotated, Any, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from assistant.answering.watch import Watch
from assistant.model import (
    Answer,
    Basis,
    Hit,
    Interval,
    Language,
    Made,
    Outcome,
    Passage,
    Question,
    Source,
    Status,
)

MOST_TURNS = 50
MOST_PASSAGES = 100
HANDLE = "^[0-9a-f]{32}$"  # of a turn and of a conversation, as the journal names them


class Answerer(Protocol):
    """What a face needs of the pipeline."""

    def answer(self, question: Question, watch: Watch | None = None) -> Answer:
        """Answer a question; ``watch`` is told the claims of a model as they are verified."""
        ...

    def search(
        self, text: str, k: int = 10, as_of: dt.date | None = None, language: str | None = None
    ) -> list[Hit]:
        """Return passages only, best first."""
        ...

    def passage(self, name: str) -> Passage | None:
        """Return a passage by its id."""
        ...

    def source(self, name: str) -> Source | None:
        """Return a source by its id."""
        ...


def encodable(text: str) -> str:
    """Return a text that UTF-8 can carry: half characters, which JSON allows, become ``?``."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("blank")
    return encodable(text)


def _dated(text: str) -> str:
    Interval.parse(text)
    return text


Said = Annotated[str, AfterValidator(_said)]


class AskBody(BaseModel):
    """A question, or the turns of a conversation with the question last."""

    model_config = ConfigDict(extra="forbid")

    question: Said | None = Field(None, description="What is asked.")
    turns: list[Said] | None = Field(
        None,
        min_length=1,
        max_length=MOST_TURNS,
        description="What the person said, turn by turn; the last is the question.",
    )
    language: Language | None = Field(
        None, description="Language of the answer; guessed if absent."
    )
    as_of: dt.date | None = Field(None, description="The day the answer is for; today if absent.")
    conversation: str | None = Field(
        None, pattern=HANDLE, description="The talk it belongs to, as the reply before named it."
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> "AskBody":
        if (self.question is None) == (self.turns is None):
            raise ValueError("question_or_turns")
        return self

    @property
    def messages(self) -> list[str]:
        """Return what was said, the question last."""
        return self.turns or [self.question or ""]

    def as_question(self) -> Question:
        """Return the question that the pipeline takes."""
        *earlier, text = self.messages
        return Question(text, tuple(earlier), self.language, self.as_of)


class SearchBody(BaseModel):
    """What to search for, without an answer."""

    model_config = ConfigDict(extra="forbid")

    query: Said = Field(description="What is searched for.")
    k: int = Field(10, ge=1, le=MOST_PASSAGES, description="How many passages at most.")
    as_of: dt.date | None = Field(None, description="The day the search is for; today if absent.")

    @property
    def messages(self) -> list[str]:
        """Return what was said."""
        return [self.query]


class HitBody(BaseModel):
    """One passage found."""

    passage: str
    score: float
    source: str
    locator: str
    text: str


class PassagesBody(BaseModel):
    """The passages found, best first."""

    passages: list[HitBody]


class ErrorBody(BaseModel):
    """What went wrong, in one sentence."""

    error: str


class HealthBody(BaseModel):
    """Whether there is an index to answer from, and which."""

    status: str = Field(description="ok, or no_index when nothing was indexed yet.")
    index: bool
    digest: str | None
    passages: int


class QuoteBody(BaseModel):
    """Words located in a passage."""

    passage: str
    source: str
    locator: str
    words: str
    start: int
    end: int
    page: int | None = None


class ClaimBody(BaseModel):
    """One statement of an answer and the quotations that carry it."""

    text: str
    basis: Basis
    certainty: Status
    quotes: list[QuoteBody]


class SourceBody(BaseModel):
    """Who said it, when, and with what authority (5 an official act ... 1 press)."""

    id: str
    title: str
    publisher: str
    url: str | None
    published: Annotated[str, AfterValidator(_dated)] | None
    kind: str
    authority: int
    based_on: list[str]
    language: str = "it"
    supersedes: list[str] = []


class ApprovedBody(BaseModel):
    """Who approved an answer, when and until when; the label says it in a sentence."""

    id: str
    office: str
    approved_by: str
    approved_on: dt.date
    expires: dt.date
    label: str


class AnswerBody(BaseModel):
    """The Answer contract of DESIGN.md."""

    question: str
    standalone_question: str
    language: Language
    outcome: Outcome
    text: str
    claims: list[ClaimBody]
    missing: list[str]
    choices: list[str]
    calculation: dict[str, Any] | None
    approved: ApprovedBody | None = None
    notices: list[str]
    sources: list[SourceBody]
    mode: str
    as_of: dt.date
    knowledge_as_of: dt.date | None
    corpus_digest: str
    timings_ms: dict[str, float]
    made: Made = Made()

    @classmethod
    def of(cls, answer: Answer) -> "AnswerBody":
        """Return an answer as its contract."""
        return cls.model_validate(answer.as_json())
