"""Chat models by role, behind one interface: whatever goes wrong is one ``ModelFault``.

Only ``provider.py`` knows the libraries. A model words and judges; it decides nothing.
"""

from assistant.llm.chat import chat_for, warm_up
from assistant.llm.deadline import Deadline
from assistant.llm.faults import FAULTS, FaultKind, ModelFault
from assistant.llm.reply import Chat, Delta, Reply
from assistant.llm.structured import read_json
from assistant.tokens import count_tokens

__all__ = [
    "FAULTS",
    "Chat",
    "Deadline",
    "Delta",
    "FaultKind",
    "ModelFault",
    "Reply",
    "chat_for",
    "count_tokens",
    "read_json",
    "warm_up",
]
