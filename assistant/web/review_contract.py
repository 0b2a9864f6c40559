"""What the review of the page needs of the engine, and what it keeps of a review."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.export.critique_body import CritiqueBody
from assistant.model import Language
from assistant.web.review_inbox import Upload


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft as it was read, its language, and its critique (DESIGN.md) in each of ours."""

    text: str
    language: Language
    critiques: Mapping[Language, Mapping[str, Any]]


class Reviewer(Protocol):
    """What reads a draft and says what is good and what is missing."""

    def review(self, draft: Upload, older: Upload | None) -> Reviewed:
        """Return the review of a draft, compared with an older one where there is one.

        Raises Unreadable or InputError when there is nothing to review.
        """
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """What one page keeps of its review. ``content``: of a DOCX, to write comments in it."""

    name: str
    text: str
    language: Language
    critiques: Mapping[Language, CritiqueBody]
    older: str = ""
    content: bytes = b""


def session_of(draft: Upload, older: Upload | None, reviewed: Reviewed, is_part: bool) -> Session:
    """Return what to keep; of one section only the criteria that it speaks of are judged."""
    read = {code: CritiqueBody.model_validate(one) for code, one in reviewed.critiques.items()}
    return Session(
        name=draft.name,
        text=reviewed.text,
        language=reviewed.language,
        critiques={code: of_part(one) if is_part else one for code, one in read.items()},
        older=older.name if older else "",
        content=draft.content if draft.name.lower().endswith(".docx") else b"",
    )


def of_part(critique: CritiqueBody) -> CritiqueBody:
    """Return the critique of one section: what the text does not touch is out of scope."""
    spoken = {one.criterion for one in critique.findings if one.quote}
    touched = {
        one.id
        for one in critique.criteria
        if one.in_scope and (one.level or one.strengths or one.id in spoken)
    }
    criteria = tuple(
        one.model_copy(update={"in_scope": one.id in touched}) for one in critique.criteria
    )
    findings = tuple(
        one for one in critique.findings if one.quote or one.criterion in (None, *touched)
    )
    return critique.model_copy(update={"criteria": criteria, "findings": findings})
