"""The language of a page that a browser asks for without any script."""

from starlette.requests import HTTPConnection

from assistant.model import LANGUAGES, Language
from assistant.settings import Settings


def spoken_by(connection: HTTPConnection, settings: Settings) -> Language:
    """Return the language that is asked for (``lang``), or the browser's first, or the house's."""
    asked = connection.query_params.get("lang", "")
    header = connection.headers.get("accept-language", "")
    wanted = [asked, *(part.strip()[:2].lower() for part in header.split(","))]
    known = (language for code in wanted for language in LANGUAGES if language == code)
    return next(known, settings.language)
