"""What can go wrong with a model, as one typed error."""

from typing import Any, Literal, get_args

from assistant.errors import SportelloError

FaultKind = Literal[
    "timeout",  # the whole reply did not come in time
    "first_token",  # not a word came in time
    "refused",  # nothing listens at the address
    "unreachable",  # the address does not exist, or the connection broke before an answer
    "http_400",
    "http_401",  # 403 too
    "http_404",
    "http_429",
    "http_5xx",
    "not_json",  # a page, or something else that is not the protocol
    "empty",  # an answer without words
    "cut",  # the stream ended before the reply did
    "encoding",  # bytes that are not UTF-8
    "too_long",  # the reply did not end within its tokens
    "too_large",  # the request does not fit the window
    "filtered",  # the server withheld the reply
    "open_circuit",  # left alone after many failures
    "cancelled",
    "no_cassette",  # replay, and nothing was recorded
    "unsupported",  # nothing of the reply was carried by its sources
]
FAULTS: tuple[FaultKind, ...] = get_args(FaultKind)

# Worth another attempt, if there is time: the next one may go well.
RETRIED: frozenset[FaultKind] = frozenset(
    ("refused", "unreachable", "http_429", "http_5xx", "empty", "cut")
)
# What says nothing of the server: it was us, or this one request.
BLAMELESS: frozenset[FaultKind] = frozenset(
    ("cancelled", "too_long", "too_large", "filtered", "open_circuit", "no_cassette")
)


class ModelFault(SportelloError):
    """A model gave nothing that can be used. ``kind`` says why; ``detail`` is for the operator.

    ``retry_after``: seconds that the server asked to wait, None where it did not.
    """

    def __init__(
        self, kind: FaultKind, detail: str = "", retry_after: float | None = None, **params: Any
    ) -> None:
        """Keep the kind; its sentence is ``errors.model.KIND``."""
        super().__init__(f"model.{kind}", **params)
        self.kind: FaultKind = kind
        self.detail = detail
        self.retry_after = retry_after
