"""Watch: who waits for an answer while it is made, and may give up."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.model import Claim


@dataclass(frozen=True, slots=True)
class Watch:
    """Told each claim as soon as it is verified; ``cancel`` stops the model, not the answer."""

    on_claim: Callable[[Claim], None] = lambda _: None
    cancel: threading.Event = field(default_factory=threading.Event)
