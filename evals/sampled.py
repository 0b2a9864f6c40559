"""Samples: the same cases asked several times of a model, which need not say the same twice."""

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import InputError
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import listing, say
from evals.answers import Answers, Score, score_all
from evals.cases import Case
from evals.judge import Judged
from evals.shares import Share, share
from evals.table import markdown, share_words

Asking = Callable[[Settings], dict[str, Answers]]
Runs = Sequence[dict[str, Answers]]
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Sampled:
    """What several runs of the same cases came to. ``worded``: answers that the model worded.

    ``faults``: why a model was of no use, counted. ``cost``: at the prices of the settings, None
    where a model has none.
    """

    runs: tuple[tuple[Score, ...], ...]
    worded: Share
    faults: Mapping[str, int]
    tokens_in: int
    tokens_out: int
    cost: float | None
    judged: Judged | None = None

    def shares(self, kind: str | None = None) -> list[float]:
        """Return the share wholly right of each run, of one kind of question or of all."""
        return [share([one.whole for one in _of(run, kind)]).value for run in self.runs]

    def mean(self, kind: str | None = None) -> float:
        """Return the mean of these shares."""
        found = self.shares(kind)
        return sum(found) / len(found)

    def all_right(self, kind: str | None = None) -> Share:
        """Return the askings that were wholly right every time."""
        verdicts: dict[str, bool] = {}
        for run in self.runs:
            for one in _of(run, kind):
                verdicts[one.id] = verdicts.get(one.id, True) and one.whole
        return share(list(verdicts.values()))

    def as_json(self) -> dict[str, Any]:
        """Return the figures, and the verdicts where there is a judge."""
        return {
            "samples": len(self.runs),
            "whole": self.shares(),
            "mean": self.mean(),
            "all_right": self.all_right().as_json(),
            "worded": self.worded.as_json(),
            "faults": dict(self.faults),
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
            "cost": self.cost,
            "judge": self.judged.as_json() if self.judged else None,
        }


def configured(arguments: argparse.Namespace, settings: Settings) -> Settings:
    """Return the settings with the mode and the cassettes of the options; InputError: no model."""
    update: dict[str, Any] = {}
    if arguments.mode:
        update["mode"] = arguments.mode
    if arguments.cassettes:
        update |= {"llm_cassettes": str(arguments.cassettes), "llm_replay": arguments.replay}
    chosen = settings.model_copy(update=update)
    if chosen.mode == "llm" and not chosen.llm_model:
        raise InputError("model_missing")
    return chosen


def ask_samples(count: int, settings: Settings, ask: Asking) -> Runs:
    """Ask everything several times; each time has cassettes of its own, where they are kept."""
    folder = settings.llm_cassettes
    found = []
    for number in range(1, count + 1):
        own = {"llm_cassettes": f"{folder}/{number}" if folder else ""}
        found.append(ask(settings.model_copy(update=own)))
    return found


def sampled(
    runs: Runs, cases: Sequence[Case], settings: Settings, judged: Judged | None
) -> Sampled:
    """Return what the runs came to."""
    told = [answer for run in runs for answers in run.values() for answer in answers]
    askings = [asking for answer in told for asking in answer.get("made", {}).get("askings", ())]
    tokens_in = sum(sum(asking["tokens"].values()) for asking in askings)
    tokens_out = sum(asking["tokens_out"] for asking in askings)
    return Sampled(
        tuple(tuple(score_all(cases, run)) for run in runs),
        share([answer.get("mode") == "llm" for answer in told]),
        Counter(asking["fault"] for asking in askings if asking["fault"]),
        tokens_in,
        tokens_out,
        cost(tokens_in, tokens_out, settings),
        judged,
    )


def cost(tokens_in: int, tokens_out: int, settings: Settings) -> float | None:
    """Return what the tokens cost at the price of the answering model; None without a price."""
    price = settings.llm_prices.get(settings.llm_model)
    return (tokens_in * price[0] + tokens_out * price[1]) / _MILLION if price else None


def tell_samples(found: Sampled, language: Language) -> str:
    """Return the samples as Markdown; a column of the judge only where there is one."""
    kinds = sorted({one.kind for run in found.runs for one in run})
    head = listing(language, "eval.samples.columns")
    rows = [_row(say(language, "eval.all"), None, found)] + [_row(k, k, found) for k in kinds]
    if found.judged:
        agreed = found.judged.agreed
        key = "judge_calibrated" if agreed else "judge"
        label = share_words(agreed.value, agreed.interval) if agreed else ""
        head = [*head, say(language, f"eval.samples.{key}", agreed=label)]
    counts = {
        "samples": len(found.runs),
        "low": f"{min(found.shares()):.2f}",
        "high": f"{max(found.shares()):.2f}",
        "worded": f"{found.worded.value:.2f}",
        "tokens_in": found.tokens_in,
        "tokens_out": found.tokens_out,
        "cost": "-" if found.cost is None else f"{found.cost:.4f}",
        "faults": ", ".join(f"{kind} {n}" for kind, n in found.faults.items()) or "-",
    }
    return f"{say(language, 'eval.samples.told', **counts)}\n\n{markdown(head, rows)}"


def _row(name: str, kind: str | None, found: Sampled) -> list[str]:
    always = found.all_right(kind)
    row = [
        name,
        f"{always.of:g}",
        f"{found.mean(kind):.2f}",
        share_words(always.value, always.interval),
    ]
    if found.judged is None:
        return row
    good = found.judged.good(one.id for one in _of(found.runs[0], kind))
    return [*row, share_words(good.value, good.interval) if good.of else "-"]


def _of(run: Sequence[Score], kind: str | None) -> list[Score]:
    return [one for one in run if kind is None or one.kind == kind]
