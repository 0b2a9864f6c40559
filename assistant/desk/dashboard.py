"""What to write next: the questions of the last days by topic and outcome, and what went wrong.

Everything is counted from the journal, so it holds no personal data; nothing is sampled below
``MOST`` turns, the newest of which are taken.
"""

import csv
import datetime as dt
import io
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.desk.words import likeness, stems_of
from assistant.journal.database import Database
from assistant.journal.days import midnight, today
from assistant.journal.journal import Find
from assistant.journal.tables import FeedbackRow, QuotationRow, TurnRow
from assistant.model import OUTCOMES

MOST = 5_000
UNANSWERED = ("not_in_sources", "clarify", "failed", "desk")
_ALIKE = 0.5  # of the words of two questions that are put together
_CLUSTERED = 600  # unanswered questions, the newest, that are compared
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the journal. ``topic``: "" where nothing was quoted; ``useful``: if judged.

    ``milliseconds``: that the answer took.
    """

    at: dt.datetime
    question: str
    topic: str
    outcome: str
    milliseconds: float
    mode: str
    useful: bool | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together, by a topic or by their words."""

    name: str
    questions: tuple[Asked, ...]

    def count(self, outcome: str) -> int:
        """Return how many had an outcome."""
        return sum(one.outcome == outcome for one in self.questions)


@dataclass(frozen=True, slots=True)
class Latency:
    """How long answers took, in milliseconds."""

    count: int
    median: float
    slow: float


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What was asked in the last days. ``clusters``: the unanswered ones, the largest first."""

    days: int
    asked: tuple[Asked, ...]
    topics: tuple[Group, ...]
    clusters: tuple[Group, ...]
    low: tuple[Asked, ...]
    latency: Latency | None
    knowledge_as_of: dt.date | None
    corpus_digest: str

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Return the outcomes that there were, in the order of the house."""
        there = {one.outcome for one in self.asked}
        return tuple(outcome for outcome in OUTCOMES if outcome in there)


def look(database: Database, find: Find, days: int) -> Dashboard:
    """Return what was asked in the last ``days``; raise DatabaseDown."""
    first = midnight(today() - dt.timedelta(days=days - 1))
    with database.reading() as session:
        asked, newest = _asked(session, first, find)
    return Dashboard(
        days=days,
        asked=asked,
        topics=_by_topic(asked),
        clusters=clusters([one for one in asked if one.outcome in UNANSWERED]),
        low=tuple(one for one in asked if one.useful is False),
        latency=_latency([one.milliseconds for one in asked if one.milliseconds]),
        knowledge_as_of=newest.knowledge_as_of if newest else None,
        corpus_digest=newest.corpus_digest if newest else "",
    )


def clusters(asked: Sequence[Asked]) -> tuple[Group, ...]:
    """Return questions put together by the words they share, the largest group first."""
    groups: list[tuple[frozenset[str], list[Asked]]] = []
    for one in asked[:_CLUSTERED]:
        stems = stems_of(one.question)
        near = max(groups, key=lambda group: likeness(stems, group[0]), default=None)
        if near is not None and likeness(stems, near[0]) >= _ALIKE:
            near[1].append(one)
        else:
            groups.append((stems, [one]))
    groups.sort(key=lambda group: -len(group[1]))
    return tuple(Group(members[0].question, tuple(members)) for _, members in groups)


def as_csv(asked: Iterable[Asked]) -> str:
    """Return questions as CSV; a cell that a spreadsheet would calculate is quoted."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(("at", "topic", "outcome", "useful", "reason", "milliseconds", "question"))
    for one in asked:
        useful = "" if one.useful is None else str(one.useful).lower()
        row = (one.topic, one.outcome, useful, one.reason, f"{one.milliseconds:.0f}", one.question)
        writer.writerow((one.at.isoformat(timespec="seconds"), *(_inert(cell) for cell in row)))
    return written.getvalue()


def _asked(
    session: Session, first: dt.datetime, find: Find
) -> tuple[tuple[Asked, ...], TurnRow | None]:
    wanted = select(TurnRow).where(TurnRow.at >= first).order_by(TurnRow.at.desc()).limit(MOST)
    rows = session.scalars(wanted).all()
    judged = _judgements(session, first)
    topics = _topics(session, first, find)
    asked = (_one(row, topics.get(row.id, ""), judged.get(row.id)) for row in rows)
    return tuple(asked), rows[0] if rows else None


def _one(row: TurnRow, topic: str, judged: FeedbackRow | None) -> Asked:
    return Asked(
        at=row.at,
        question=row.standalone_question or row.question,
        topic=topic,
        outcome=row.outcome,
        milliseconds=float(row.timings_ms.get("total", 0.0)),
        mode=row.mode,
        useful=judged.useful if judged else None,
        reason=judged.reason if judged else "",
        note=judged.note if judged else "",
    )


def _judgements(session: Session, first: dt.datetime) -> dict[str, FeedbackRow]:
    """Return the last judgement of each turn."""
    wanted = select(FeedbackRow).where(FeedbackRow.at >= first).order_by(FeedbackRow.id)
    return {row.turn: row for row in session.scalars(wanted)}


def _topics(session: Session, first: dt.datetime, find: Find) -> dict[str, str]:
    """Return the topic of each turn: that of the first passage it quotes which has one."""
    wanted = (
        select(QuotationRow.turn, QuotationRow.passage)
        .join(TurnRow, TurnRow.id == QuotationRow.turn)
        .where(TurnRow.at >= first)
        .order_by(QuotationRow.turn, QuotationRow.claim, QuotationRow.position)
    )
    found: dict[str, str] = {}
    known: dict[str, str] = {}
    for turn, passage in session.execute(wanted):
        if passage not in known:
            one = find(passage)
            known[passage] = one.fact.topic if one and one.fact else ""
        if known[passage]:
            found.setdefault(turn, known[passage])
    return found


def _by_topic(asked: Sequence[Asked]) -> tuple[Group, ...]:
    groups: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        groups[one.topic].append(one)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Group(name, tuple(members)) for name, members in ordered)


def _latency(times: Sequence[float]) -> Latency | None:
    if not times:
        return None
    ordered = sorted(times)
    slow = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return Latency(len(ordered), statistics.median(ordered), slow)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
