"""What a person does after an answer in the conversation: judge it."""

from collections.abc import Callable
from typing import Any

import gradio as gr
from pydantic import ValidationError

from assistant.journal.judgement import NOTE_CHARS
from assistant.text import say
from assistant.web.conversation import Conversation, Exchange
from assistant.web.frame import Frame, Updates, announcement, told
from assistant.web.reception import Reception
from assistant.web.reception_api import address_of
from assistant.web.reception_contract import FeedbackBody
from assistant.web.thread import Fault
from assistant.web.tried import tried

Restore = Callable[[Any], Conversation]
Show = Callable[[Conversation, Fault | None], Updates]


class After:
    """The events of the forms below an answer, which ``after.js`` sends."""

    def __init__(self, reception: Reception, restore: Restore, show: Show) -> None:
        """Remember how the conversation is restored and shown."""
        self._reception = reception
        self._restore = restore
        self._show = show

    def connect(self, frame: Frame, thread: gr.HTML, talk: list[Any]) -> None:
        """Listen to the forms; ``talk``: what the browser keeps, then what shows it."""
        self._announced_in = frame.announced
        frame.on(thread.judge, self.judge, talk[:1], [*talk, frame.announced])

    def judge(self, kept: Any, event: gr.EventData, request: gr.Request) -> Updates:
        """Take whether an answer was useful, or why it was not."""
        talk = self._restore(kept)
        number = told(event, "exchange")
        exchange = talk.exchange(number)
        body = _feedback(exchange, event) if exchange else None
        if body is None:
            return self._show(talk, None)
        address = address_of(request)
        done = tried(
            lambda: self._reception.judge(body.turn, body.judgement, address), talk.language
        )
        if done.fault:
            return self._refused(talk, Fault(number, "judge", done.fault))
        is_explained = body.useful or told(event, "explained") is True
        talk = talk.changed(number, useful=body.useful, explained=is_explained)
        thanks = "web.after.thanks" if is_explained else "web.after.why"
        return self._show(talk, None) | self._said(say(talk.language, thanks))

    def _refused(self, talk: Conversation, fault: Fault) -> Updates:
        return self._show(talk, fault) | self._said(fault.sentence)

    def _said(self, sentence: str) -> Updates:
        return {self._announced_in: announcement(sentence)}


def _feedback(exchange: Exchange, event: gr.EventData) -> FeedbackBody | None:
    """Return the judgement that a form sent, None when it is none of ours."""
    sent = {
        "turn": exchange.turn,
        "useful": told(event, "useful"),
        "reason": told(event, "reason") or None,
        "note": str(told(event, "note") or "")[:NOTE_CHARS],
    }
    try:
        return FeedbackBody.model_validate(sent, strict=True)
    except ValidationError:
        return None
