"""A file on its way to a person: bytes in the page, so that none stays on the server."""

import base64
import secrets
from collections.abc import Mapping

from assistant.model import Language
from assistant.web.pages import page

_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "toml": "application/toml",
}


def download(name: str, format_: str, content: bytes, language: Language) -> str:
    """Return what files.js offers as ``name.format``; two that are alike are two all the same."""
    values = {
        "name": f"{name}.{format_}",
        "type": _TYPES[format_],
        "content": base64.b64encode(content).decode("ascii"),
        "once": secrets.token_hex(8),
    }
    return page("file.html", language, **values)
