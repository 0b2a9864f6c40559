"""What can go wrong, in one small hierarchy.

An error carries the key of a sentence in ``locales/*.toml`` (table ``errors``) and its parameters;
the edges (command line, page, API) say it in the user's language through ``text.explain``.
"""

from typing import Any


class SportelloError(Exception):
    """Something a person can act on. ``key`` names its sentence, ``params`` fill it."""

    def __init__(self, key: str, /, **params: Any) -> None:
        """Keep the key and the parameters; the message is made at the edge."""
        super().__init__(key, params)
        self.key = key
        self.params = params


class InputError(SportelloError):
    """What the user gave cannot be used: exit code 2, HTTP 422."""


class CorpusError(SportelloError):
    """A file of the corpus is wrong; names the file and the entry."""


class IndexMissing(SportelloError):
    """There is no index yet; says how to make it."""


class IndexBusy(SportelloError):
    """Another process is writing the index."""


class Unreadable(SportelloError):
    """A document cannot be read; the key is the reason."""


class DatabaseDown(SportelloError):
    """The database does not reply, or cannot be written: HTTP 503."""


class TooMany(SportelloError):
    """Somebody asks for more than everybody may: HTTP 429."""


class Unknown(SportelloError):
    """What is asked for by its name is not there: HTTP 404."""


class Conflict(SportelloError):
    """Somebody else changed it since it was seen: HTTP 409."""


class Forbidden(SportelloError):
    """Who asks may not: HTTP 401 for nobody, 403 for a role that is not enough."""
