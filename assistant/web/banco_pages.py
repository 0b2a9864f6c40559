"""The pages of the staff that need no script: signing in, and one's own account."""

from assistant.desk.passwords import LEAST_CHARS
from assistant.desk.roles import Person
from assistant.model import Language
from assistant.settings import Settings
from assistant.web.pages import page, static


def door_page(settings: Settings, language: Language, *, name: str = "", fault: str = "") -> str:
    """Return the form to sign in. ``fault``: why it was refused."""
    values = {"name": name, "fault": fault, "oidc": bool(settings.oidc_issuer)}
    return page("banco_door.html", language, style=static("banco_door.css"), **values)


def account_page(person: Person, language: Language, *, fault: str = "", done: bool = False) -> str:
    """Return who somebody is, the way out and, for passwords of ours, the form of a new one."""
    values = {"person": person, "fault": fault, "done": done, "least": LEAST_CHARS}
    return page("banco_account.html", language, style=static("banco_door.css"), **values)
