"""Generate: a model words the answer; what it says is kept where the passages carry it.

In the place of compose. Rules, refusals and questions back are those of compose, and so is the
answer where the model fails, says nothing that is carried, or is not asked at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.caveats import with_caveats
from assistant.answering.checking import checked
from assistant.answering.compose import compose
from assistant.answering.given import Given, gather
from assistant.answering.reply import ReplyReader
from assistant.answering.turn import Knowledge, Statement, Turn
from assistant.answering.verify import claim_of
from assistant.answering.watch import Watch
from assistant.llm import Chat, Deadline, ModelFault
from assistant.model import Asking, Claim, Interval, Language, Made
from assistant.prompts import Prompt, Rendered, render
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
}


@dataclass(frozen=True, slots=True)
class Writer:
    """The model that words answers, with its prompts and its name."""

    chat: Chat
    prompts: Mapping[str, Prompt]
    model: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked, in a language, about which passages."""

    language: Language
    given: Given
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of a request: the statements kept, why others were not, what is not answered.

    ``fault``: why it is of no use, by a word; "" when it is.
    """

    kept: tuple[Statement, ...]
    dropped: tuple[str, ...]
    missing: tuple[int, ...]
    tokens_out: int
    fault: str


def generate(turn: Turn, knowledge: Knowledge, writer: Writer, watch: Watch) -> Turn:
    """Return the turn with the statements of a model, or composed where that is not to be."""
    composed = compose(turn, knowledge)
    if not _is_for_a_model(turn, composed):
        return composed
    request = _request(turn, knowledge, writer)
    draft = _drafted(request, knowledge, writer, watch)
    made = _made(request, draft, writer)
    if draft.fault:
        notice = say(turn.language, f"model.fallback_{_NOTICES.get(draft.fault, 'unavailable')}")
        return replace(composed, made=made, notices=(*composed.notices, notice))
    return replace(_told(turn, draft, knowledge), made=made, mode="llm")


def _is_for_a_model(turn: Turn, composed: Turn) -> bool:
    """Tell whether words alone are asked for: no rule, no draft, no refusal, no question back."""
    routes = {turn.route, *(one.route for one in turn.asked)}
    return composed.outcome is None and composed.calculation is None and routes == {"corpus"}


def _request(turn: Turn, knowledge: Knowledge, writer: Writer) -> Request:
    given = gather(turn, knowledge)
    rendered = render(
        writer.prompts[PROMPT],
        language=turn.language,
        day=date_words(Interval(turn.as_of, turn.as_of), turn.language),
        questions=[one.text for one in turn.asked],
        passages=given.shown,
    )
    return Request(turn.language, given, rendered)


def _drafted(request: Request, knowledge: Knowledge, writer: Writer, watch: Watch) -> Draft:
    """Ask the model, and check each statement as it closes; a fault leaves nothing of it."""
    settings = knowledge.settings
    limit = Deadline(settings.llm_seconds, settings.llm_first_token_seconds)
    reader, written = ReplyReader(), ""
    kept: list[Statement] = []
    dropped: list[str] = []
    try:
        for delta in writer.chat.stream(request.rendered, limit, watch.cancel):
            written += delta.text
            for said in reader.feed(delta.text):
                one = checked(said, request.given.handles, request.language)
                if isinstance(one, str):
                    dropped.append(one)
                elif claim := _new_claim(one, kept, request.language, knowledge):
                    kept.append(one)
                    watch.on_claim(claim)
    except ModelFault as fault:
        return Draft((), tuple(dropped), (), count_tokens(written), fault.kind)
    fault_kind = "not_json" if not reader.is_whole else "" if kept else "unsupported"
    return Draft(tuple(kept), tuple(dropped), reader.missing, count_tokens(written), fault_kind)


def _new_claim(
    one: Statement, kept: Sequence[Statement], language: Language, knowledge: Knowledge
) -> Claim | None:
    """Return the claim of a statement that was not made before."""
    if any(one.text.casefold() == other.text.casefold() for other in kept):
        return None
    return claim_of(one, language, knowledge)


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


def _made(request: Request, draft: Draft, writer: Writer) -> Made:
    cited = {words.passage.id for one in draft.kept for words in one.carriers}
    rendered = request.rendered
    prompt = rendered.prompt
    asking = Asking(
        prompt.name, prompt.digest, rendered.digest, rendered.parts, draft.tokens_out, draft.fault
    )
    found = tuple(replace(one, cited=one.passage in cited) for one in request.given.found)
    return Made(found, (asking,), writer.model, draft.dropped)
