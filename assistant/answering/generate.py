"""Generate: a model words the answer; what it says is kept where the passages carry it.

In the place of compose. Rules, refusals and questions back are those of compose, and so is the
answer where the model fails, says nothing that is carried, or is not asked at all.
"""

from dataclasses import dataclass, replace

from assistant.answering.caveats import with_caveats
from assistant.answering.checking import checked
from assistant.answering.compose import compose
from assistant.answering.given import Given, gather
from assistant.answering.pasted import follows_draft
from assistant.answering.reply import ReplyReader, Said
from assistant.answering.turn import Knowledge, Statement, Turn
from assistant.answering.verify import claim_of
from assistant.answering.writing import Writer, Writing, asking_of
from assistant.llm import ModelFault, Reply
from assistant.llm.budget import room
from assistant.model import Claim, Interval, Language, Made
from assistant.prompts import Rendered, render
from assistant.text import date_words, say
from assistant.tokens import count_tokens

PROMPT = "answer"
# What a person is told of a fault; of any other, that the model is not there.
_NOTICES = {
    "cancelled": "cancelled",
    "timeout": "late",
    "first_token": "late",
    "unsupported": "unsupported",
    "not_json": "unreadable",
    "empty": "unreadable",
    "cut": "unreadable",
    "encoding": "unreadable",
    "too_long": "unreadable",
    "filtered": "unreadable",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked, in a language, about which passages."""

    language: Language
    given: Given
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of a request: statements kept, what was wrong with others, what is not answered.

    ``requoted``: of those told in the words that they quote.
    ``fault``: why it is of no use, by a word; "" when it is.
    """

    kept: tuple[Statement, ...]
    dropped: tuple[str, ...]
    requoted: tuple[str, ...]
    missing: tuple[int, ...]
    tokens_out: int
    fault: str


def generate(turn: Turn, knowledge: Knowledge, writing: Writing) -> Turn:
    """Return the turn with the statements of a model, or composed where that is not to be."""
    composed = compose(turn, knowledge)
    if not _is_for_a_model(turn, composed):
        return composed
    request = _request(turn, knowledge, writing.writer)
    draft = _drafted(request, knowledge, writing)
    made = _made(turn, request, draft, writing.writer)
    if draft.fault:
        notice = say(turn.language, f"model.fallback_{_NOTICES.get(draft.fault, 'unavailable')}")
        return replace(composed, made=made, notices=(*composed.notices, notice))
    return replace(_told(turn, draft, knowledge), made=made, mode="llm")


def _is_for_a_model(turn: Turn, composed: Turn) -> bool:
    """Tell whether words alone are asked for: no rule, no draft, no refusal, no question back."""
    routes = {turn.route, *(one.route for one in turn.asked)}
    is_worded = composed.outcome is None and composed.calculation is None
    return is_worded and routes == {"corpus"} and not follows_draft(turn)


def _request(turn: Turn, knowledge: Knowledge, writer: Writer) -> Request:
    prompt, questions = writer.prompts[PROMPT], [one.text for one in turn.asked]
    taken = sum(map(count_tokens, questions))
    given = gather(turn, knowledge, room(prompt, knowledge.settings, taken=taken))
    rendered = render(
        prompt,
        language=turn.language,
        day=date_words(Interval(turn.as_of, turn.as_of), turn.language),
        questions=questions,
        passages=given.shown,
    )
    return Request(turn.language, given, rendered)


def _drafted(request: Request, knowledge: Knowledge, writing: Writing) -> Draft:
    """Ask the model, and check each statement as it closes; a fault leaves nothing of it."""
    chat, watch = writing.writer.chat, writing.watch
    reader, desk = ReplyReader(), _Desk(request, knowledge)
    written = ""
    reply: Reply | None = None
    fault = ""
    try:
        for delta in chat.stream(request.rendered, writing.limit, watch.cancel):
            written, reply = written + delta.text, delta.reply
            for said in reader.feed(delta.text):
                if claim := desk.claim_of(said):
                    watch.on_claim(claim)
    except ModelFault as error:
        fault = error.kind
    fault = fault or desk.fault(reader)
    return Draft(
        kept=() if fault else tuple(desk.kept),
        dropped=tuple(desk.dropped),
        requoted=tuple(desk.requoted),
        missing=reader.missing,
        tokens_out=reply.tokens_out if reply else count_tokens(written),
        fault=fault,
    )


class _Desk:
    """Where the statements of one reply are checked: those kept, and what was wrong with others."""

    def __init__(self, request: Request, knowledge: Knowledge) -> None:
        self._request = request
        self._knowledge = knowledge
        self.kept: list[Statement] = []
        self.dropped: list[str] = []
        self.requoted: list[str] = []

    def claim_of(self, said: Said) -> Claim | None:
        """Return the claim to tell for a statement, where there is one that was not told yet."""
        language = self._request.language
        found = checked(said, self._request.given.handles, language)
        one = found.statement
        if one is None or (found.fault and self._is_quoted(one)):
            self.dropped.append(found.fault)
            return None
        if any(one.text.casefold() == other.text.casefold() for other in self.kept):
            return None
        if found.fault:
            self.requoted.append(found.fault)
        self.kept.append(one)
        return claim_of(one, language, self._knowledge)

    def _is_quoted(self, one: Statement) -> bool:
        """Tell whether the words of a statement carry another one already."""
        told = {(words.passage.id, words.words) for it in self.kept for words in it.carriers}
        return {(words.passage.id, words.words) for words in one.carriers} <= told

    def fault(self, reader: ReplyReader) -> str:
        """Return why a reply that came to its end is of no use; "" when it is."""
        if not reader.is_whole:
            return "not_json"
        return "" if self.kept else "unsupported"


def _told(turn: Turn, draft: Draft, knowledge: Knowledge) -> Turn:
    """Return the turn with what the model said, and what it left out or could not carry."""
    told = with_caveats(turn, draft.kept, knowledge)
    asked = turn.asked
    numbers = dict.fromkeys(number for number in draft.missing if 1 <= number <= len(asked))
    left = [asked[number - 1].said for number in numbers if asked[number - 1].said]
    if numbers and not left:
        left = [say(turn.language, "model.not_all")]
    if draft.dropped:
        left.append(say(turn.language, "model.dropped", count=len(draft.dropped)))
    return replace(told, missing=(*turn.missing, *left))


def _made(turn: Turn, request: Request, draft: Draft, writer: Writer) -> Made:
    cited = {words.passage.id for one in draft.kept for words in one.carriers}
    found = tuple(replace(one, cited=one.passage in cited) for one in request.given.found)
    asking = asking_of(request.rendered, draft.tokens_out, draft.fault, writer.price)
    askings = (*turn.made.askings, asking)
    return Made(found, askings, writer.model, draft.dropped, draft.requoted)
