"""The topics on which the assistant answers, and those that an operator has switched off."""

import argparse
from collections.abc import Callable

from assistant.console import write, write_json
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import say

Run = Callable[[argparse.Namespace, Settings], int]


def add_topic(action: Callable[[str, Run], argparse.ArgumentParser]) -> None:
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

    said: dict[Language, str] = {"it": arguments.message, "en": arguments.message_en}
    message = {language: text for language, text in said.items() if text.strip()}
    switch = switch_off(settings.corpus, arguments.topic, message, arguments.by)
    if arguments.json:
        write_json(switch.model_dump(mode="json"))
    else:
        write(say(settings.language, "approved.switched_off", topic=switch.topic))
    return 0


def on(arguments: argparse.Namespace, settings: Settings) -> int:
    """Switch a topic on again."""
    from assistant.approved.topics import switch_on

    switch_on(settings.corpus, arguments.topic)
    if arguments.json:
        write_json({"topic": arguments.topic})
    else:
        write(say(settings.language, "approved.switched_on", topic=arguments.topic))
    return 0


def list_all(arguments: argparse.Namespace, settings: Settings) -> int:
    """List the topics, and what is said of those that are off."""
    from assistant.approved.topics import load_switches, topics

    switches = {one.topic: one for one in load_switches(settings.corpus)}
    if arguments.json:
        told = {name: one.model_dump(mode="json") for name, one in switches.items()}
        write_json({"topics": list(topics()), "off": told})
        return 0
    language = settings.language
    for name in topics():
        switch = switches.get(name)
        state = say(language, "approved.topic_is_off" if switch else "approved.topic_is_on")
        label = say(language, f"catalogue.topics.{name}")
        write(say(language, "approved.topic_line", state=state, topic=name, label=label))
        if switch:
            said = {"message": switch.message_in(language), "by": switch.by, "day": switch.day}
            write(say(language, "approved.topic_said", **said))
    return 0
