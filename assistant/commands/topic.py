"""The topics on which the assistant answers, and those that an operator has switched off."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.commands.parts import Action, tell
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import say

if TYPE_CHECKING:
    from assistant.approved.topics import Switch


def add_topic(action: Action) -> None:
    """Add the subcommands; ``action`` makes the parser of one."""
    sub = action("off", off)
    sub.add_argument("topic", help="the name of the topic")
    sub.add_argument("--message", default="", metavar="TEXT", help="what is said, in Italian")
    sub.add_argument("--message-en", default="", metavar="TEXT", help="what is said, in English")
    sub.add_argument("--by", default="", metavar="NAME", help="who decides it")
    action("on", on).add_argument("topic", help="the name of the topic")
    action("list", list_all)


def off(arguments: argparse.Namespace, settings: Settings) -> int:
    """Switch a topic off: the chat gives the message instead of an answer."""
    from assistant.approved.topics import switch_off

    written: dict[Language, str] = {"it": arguments.message, "en": arguments.message_en}
    message = {language: text for language, text in written.items() if text.strip()}
    switch = switch_off(settings.corpus, arguments.topic, message, arguments.by)
    said = say(settings.language, "approved.switched_off", topic=switch.topic)
    return tell(arguments, switch.model_dump(mode="json"), said)


def on(arguments: argparse.Namespace, settings: Settings) -> int:
    """Switch a topic on again."""
    from assistant.approved.topics import switch_on

    switch_on(settings.corpus, arguments.topic)
    said = say(settings.language, "approved.switched_on", topic=arguments.topic)
    return tell(arguments, {"topic": arguments.topic}, said)


def list_all(arguments: argparse.Namespace, settings: Settings) -> int:
    """List the topics, and what is said of those that are off."""
    from assistant.approved.topics import load_switches, topics

    switches = {one.topic: one for one in load_switches(settings.corpus)}
    off = {name: one.model_dump(mode="json") for name, one in switches.items()}
    lines = [line for name in topics() for line in _lines(name, switches.get(name), settings)]
    return tell(arguments, {"topics": list(topics()), "off": off}, "\n".join(lines))


def _lines(topic: str, switch: "Switch | None", settings: Settings) -> Iterator[str]:
    language = settings.language
    state = say(language, "approved.topic_is_off" if switch else "approved.topic_is_on")
    label = say(language, f"catalogue.topics.{topic}")
    yield say(language, "approved.topic_line", state=state, topic=topic, label=label)
    if switch:
        said = {"message": switch.message_in(language), "by": switch.by, "day": switch.day}
        yield say(language, "approved.topic_said", **said)
