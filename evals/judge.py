"""Judge: a model grades answers, for what it is worth; without labels of people, not calibrated.

It decides nothing: the scores, the comparison and the exit code never look at it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from assistant.errors import InputError
from assistant.llm import Chat, Deadline, ModelFault, chat_for, read_json
from assistant.prompts import Prompt, load_prompts, render
from assistant.settings import CHECKOUT, Settings
from evals.answers import Answers, load_lines
from evals.shares import Share, share

Verdict = Literal["good", "partly", "wrong"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdicts by asking: one that could not be had is missing, never wrong.

    ``agreed``: with the labels of people; None without labels: the judge is not calibrated.
    """

    verdicts: Mapping[str, Verdict]
    agreed: Share | None = None

    def good(self, askings: Iterable[str]) -> Share:
        """Return how many of some askings were judged good, of those that were judged."""
        judged = [self.verdicts[name] for name in askings if name in self.verdicts]
        return share([verdict == "good" for verdict in judged])

    def as_json(self) -> dict[str, Any]:
        """Return the verdicts and the agreement with people."""
        agreed = self.agreed.as_json() if self.agreed else None
        return {"verdicts": dict(self.verdicts), "agreed": agreed}


def judge_all(
    answers: Mapping[str, Answers], settings: Settings, labels: Path | None
) -> Judged | None:
    """Return the verdicts on the last answer of every asking; None where no judge is named."""
    chat = chat_for("judge", settings)
    if chat is None:
        return None
    prompt = load_prompts(CHECKOUT / "prompts")["judge"]
    found = {
        name: verdict
        for name, given in answers.items()
        if given and (verdict := _verdict(chat, prompt, given[-1], settings))
    }
    return Judged(found, _agreed(found, labels) if labels else None)


def _verdict(
    chat: Chat, prompt: Prompt, answer: Mapping[str, Any], settings: Settings
) -> Verdict | None:
    quotes = [quote["words"] for claim in answer["claims"] for quote in claim["quotes"]]
    rendered = render(
        prompt,
        question=str(answer["standalone_question"]),
        answer=str(answer["text"]),
        quotations=quotes,
    )
    limit = Deadline(settings.llm_seconds, settings.llm_first_token_seconds)
    try:
        told = read_json(chat.complete(rendered, limit).text).get("verdict")
    except ModelFault:
        return None
    return next((verdict for verdict in VERDICTS if verdict == told), None)


def _agreed(verdicts: Mapping[str, Verdict], labels: Path) -> Share:
    """Return how often the judge said what people say of the same askings."""
    rows = {str(row.get("id")): row.get("verdict") for _, row in load_lines(labels)}
    if not set(rows.values()) <= set(VERDICTS):
        raise InputError("eval.labels", file=str(labels), verdicts=", ".join(VERDICTS))
    return share([verdicts[name] == rows[name] for name in rows if name in verdicts])
