"""The tabs of the page, in their order: one line each."""

from assistant.settings import Settings
from assistant.web.chat import Chat
from assistant.web.check import CheckTab
from assistant.web.contract import Answerer
from assistant.web.frame import Tab
from assistant.web.reception import Reception


def tabs(answerer: Answerer, settings: Settings, reception: Reception) -> tuple[Tab, ...]:
    """Return the tabs; the first is shown first."""
    chat = Chat(answerer, settings, reception)
    return (chat, CheckTab(answerer, settings, lambda: chat.parts.box))
