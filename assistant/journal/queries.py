"""What the journal can be asked, and what it can be told to forget."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session, selectinload

from assistant.journal.days import midnight
from assistant.journal.tables import ClaimRow, TurnRow

_WHOLE = (
    selectinload(TurnRow.claims).selectinload(ClaimRow.quotations),
    selectinload(TurnRow.feedback),
)


def said_on(
    session: Session, day: dt.date, question: str = "", most: int | None = None
) -> Sequence[TurnRow]:
    """Return what was said on a day, the first first, and no more than ``most`` turns.

    ``question``: words that must all be in what was asked, in any case and order.
    """
    first, after = midnight(day), midnight(day + dt.timedelta(days=1))
    wanted = select(TurnRow).where(TurnRow.at >= first, TurnRow.at < after)
    for word in question.split():
        wanted = wanted.where(_mentions(word))
    return _all(session, wanted.order_by(TurnRow.at).limit(most))


def said_in(session: Session, conversation: str) -> Sequence[TurnRow]:
    """Return the turns of one conversation, the first first."""
    wanted = select(TurnRow).where(TurnRow.conversation == conversation)
    return _all(session, wanted.order_by(TurnRow.at))


def turn(session: Session, handle: str) -> TurnRow | None:
    """Return one turn, whole, by its handle."""
    return session.get(TurnRow, handle, options=_WHOLE)


def forget_before(session: Session, day: dt.date) -> int:
    """Forget every turn said before a day, whole; return how many there were."""
    return _forget(session, TurnRow.at < midnight(day))


def forget_conversation(session: Session, conversation: str) -> int:
    """Forget one conversation, whole; return how many turns it had."""
    return _forget(session, TurnRow.conversation == conversation)


def _forget(session: Session, which: ColumnElement[bool]) -> int:
    found = session.scalar(select(func.count()).select_from(TurnRow).where(which)) or 0
    session.execute(delete(TurnRow).where(which))
    return found


def _mentions(word: str) -> ColumnElement[bool]:
    asked = (TurnRow.question, TurnRow.standalone_question)
    return or_(*(text.icontains(word, autoescape=True) for text in asked))


def _all(session: Session, wanted: Select[TurnRow]) -> Sequence[TurnRow]:
    return session.scalars(wanted.options(*_WHOLE)).all()
