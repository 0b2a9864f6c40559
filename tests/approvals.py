"""Approved answers for tests: proposals, entries, a folder of them."""

import datetime as dt
from pathlib import Path
from typing import Any

from assistant.approved.acts import Proposal, approve
from assistant.approved.record import Approved, cite
from assistant.model import Passage
from tests.builders import a_fact

ON = dt.date(2026, 3, 1)
EXPIRES = dt.date(2026, 9, 1)
LEADER = a_fact(
    "leader",
    "Il capofila è un'impresa privata. Coordina i partner.",
    "The lead partner is a private firm. It coordinates the partners.",
)


def a_proposal(
    question: str = "Chi può fare da capofila?", *, passage: Passage = LEADER, **more: Any
) -> Proposal:
    """Return a proposal in Italian that rests on one passage."""
    fields: dict[str, Any] = {
        "topic": "capofila",
        "questions": {"it": [question]},
        "answer": {"it": "Un'impresa privata."},
        "owner": "Anna",
        "office": "Ufficio ZIS",
        "expires": EXPIRES,
        "sources": [cite(passage, passage.text, ["it"])],
    }
    return Proposal(**{**fields, **more})


def approved(folder: Path, question: str = "Chi può fare da capofila?", **more: Any) -> Approved:
    """Approve a proposal in a folder."""
    return approve(folder, a_proposal(question, **more), "Bruno", ON)
