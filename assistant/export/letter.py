"""A letter of the desk as DOCX, and as a message that a mail program opens ready to be sent."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from assistant.export.document import Block, Document, listing, paragraph, printable
from assistant.export.word import to_docx
from assistant.model import Language
from assistant.text import say

_BULLET = re.compile(r"[-•*] ")


@dataclass(frozen=True, slots=True)
class Letter:
    """The text of a letter, and to whom; ``email`` is "" where nobody gave one."""

    text: str
    language: Language
    reference: str
    office: str
    email: str = ""

    @property
    def subject(self) -> str:
        """Return what the letter is about."""
        return say(self.language, "letter.subject", reference=self.reference)


def letter_docx(letter: Letter) -> bytes:
    """Return the letter as the bytes of a DOCX."""
    blocks = [_block(part) for part in re.split(r"\n\s*\n", letter.text.strip()) if part.strip()]
    document = Document(
        title=letter.subject,
        language=letter.language,
        blocks=tuple(blocks),
        author=letter.office,
        footer=letter.reference,
    )
    return to_docx(document)


def letter_eml(letter: Letter) -> bytes:
    """Return the letter as a message not sent yet (RFC 5322), from nobody: who sends it signs."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(letter.subject)
    if letter.email:
        message["To"] = _one_line(letter.email)
    message["X-Unsent"] = "1"
    message["Content-Language"] = letter.language
    message.set_content(printable(letter.text), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _block(part: str) -> Block:
    lines = part.strip().split("\n")
    if all(_BULLET.match(line) for line in lines):
        return listing(_BULLET.sub("", line) for line in lines)
    return paragraph("\n".join(lines))


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())
